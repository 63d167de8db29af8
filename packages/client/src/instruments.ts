/** The pairs that are traded and their rules, as orders are checked against. Subscribed to as long as the client lives. */
import type { Pair } from '@kraken-stream/core';
import type { InstrumentsEvent } from './events.js';
import type { Subscription } from './subscription.js';

export class Instruments {
  readonly #pairs = new Map<string, Pair>();
  readonly #subscription: Subscription<InstrumentsEvent>;
  /** Resolves when the pairs are known, or will not be. */
  readonly ready: Promise<void>;

  constructor(subscription: Subscription<InstrumentsEvent>) {
    this.#subscription = subscription;
    this.ready = new Promise((resolve) => {
      subscription.on('data', ({ type, data }) => {
        if (type === 'snapshot') this.#pairs.clear();
        for (const pair of data.pairs) this.#pairs.set(pair.symbol, pair);
        resolve();
      });
      subscription.on('state', (state) => {
        if (state === 'closed') resolve();
      });
    });
  }

  /** Whether they cannot be had. */
  get closed(): boolean {
    return this.#subscription.state === 'closed';
  }

  /** Whether what is known is how it is now. */
  get live(): boolean {
    return this.#subscription.state === 'live';
  }

  pair(symbol: string): Pair | undefined {
    return this.#pairs.get(symbol);
  }
}
