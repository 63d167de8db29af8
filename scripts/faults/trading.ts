/**
 * A client that trades, under the eyes of a watcher who hears what the exchange carries out. Knows no fault.
 */

import type { InstrumentsEvent, Subscription } from '@kraken-stream/client';
import type { TradingRequest } from '@kraken-stream/core';
import type { Broker, HeldSubscription, TradingAnswer } from '@kraken-stream/simulator';
import type { AccountTruth } from './account-truth.js';
import type { Watched } from './observe.js';
import { type Scene, seen } from './scene.js';
import { type Shown, Trader } from './trader.js';
import { FateWatcher } from './watch/fates.js';
import { dice } from './world.js';

const TRADE_MS = 250;

export class Trading implements Watched {
  readonly name = 'trading';
  readonly wanted = [];
  readonly remains: readonly HeldSubscription[];
  readonly state = 'live';
  readonly lapses = 0;
  readonly #fates: FateWatcher;
  /** Orders are checked by the rules of their pairs, which come over the public connection. */
  readonly #instruments: Pick<Subscription<InstrumentsEvent>, 'state' | 'unsubscribe'>;

  constructor(scene: Scene, truth: AccountTruth, shown: Shown, remains: readonly HeldSubscription[]) {
    const { world, complain } = seen(scene, this.name);
    this.remains = remains;
    this.#instruments = world.client.subscribeInstruments();
    this.#fates = new FateWatcher(truth, complain);
    overhear(world.exchange.broker, (request, answers) => this.#fates.carriedOut(request, answers));
    const trader = new Trader(world, this.#fates, shown, world.symbols, dice(scene.seed + 2));
    scene.stimuli.keepOn(TRADE_MS, trader.go);
  }

  isWell(since: number): boolean {
    return this.#fates.isWell(since) && this.#instruments.state === 'live';
  }

  get isBusy(): boolean {
    return !this.#fates.allFinal;
  }

  afterFrame(): void {}

  end(): void {
    this.#fates.end();
  }

  leave(): Promise<void> {
    return this.#instruments.unsubscribe();
  }
}

/** Tells each request that the broker carries out, and what it answers. */
function overhear(broker: Broker, heard: (request: TradingRequest, answers: readonly TradingAnswer[]) => void): void {
  const handle = broker.handle.bind(broker);
  broker.handle = (account, request) => {
    const answers = handle(account, request);
    heard(request, answers);
    return answers;
  };
}
