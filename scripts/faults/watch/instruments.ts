/** Watches instruments: what is known at the end is what is listed, and nothing that never was. Knows no connection. */
import type { Instruments } from '@kraken-stream/core';
import { factsOf, type InstrumentTruth } from '../truth.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

export interface InstrumentsTold {
  readonly receivedAt: number;
  readonly type: 'snapshot' | 'update';
  readonly data: Instruments;
}

export class InstrumentWatcher extends Watcher<InstrumentsTold> {
  readonly #truth: Pick<InstrumentTruth, 'ever' | 'now'>;
  readonly #known = new Map<string, string>();

  constructor(truth: Pick<InstrumentTruth, 'ever' | 'now'>, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#truth = truth;
  }

  protected override judge({ type, data }: InstrumentsTold, before: Before): void {
    this.mustTellHole(before);
    if (type === 'snapshot') this.#known.clear();
    else if (this.told === 1) this.complain('an update was told before the first snapshot');
    for (const asset of data.assets) this.#know(`asset ${asset.id}`, factsOf(asset));
    for (const pair of data.pairs) this.#know(`pair ${pair.symbol}`, factsOf(pair));
    if (type === 'snapshot' && this.#known.size !== this.#truth.now.length) {
      this.complain(`a snapshot has ${this.#known.size} of ${this.#truth.now.length}`);
    }
  }

  override end(): void {
    const known = [...this.#known.values()].sort();
    const truth = this.#truth.now;
    const wrong = truth.filter((each) => !known.includes(each));
    if (known.length !== truth.length || wrong.length > 0) {
      this.complain(`at the end ${known.length} of ${truth.length} are known, ${wrong.length} wrong: ${wrong[0]}`);
    }
  }

  #know(name: string, facts: string): void {
    if (this.demands.exact && !this.#truth.ever.has(facts)) this.complain(`this never was true of ${name}: ${facts}`);
    this.#known.set(name, facts);
  }
}
