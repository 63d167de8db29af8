/** Watches tickers and spreads that have a time: each as it was then, and never an older one. Knows no connection. */
import type { Spread, Ticker } from '@kraken-stream/core';
import { microsOf, type TickerTruth } from '../truth.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

/** A ticker, or that part of it that a spread is. */
export type Part = Pick<Ticker, 'symbol' | 'bid' | 'bidQty' | 'ask' | 'askQty' | 'timestamp'> & Partial<Ticker>;

export interface TickerTold {
  readonly receivedAt: number;
  readonly data: Part;
}

export class TickerWatcher extends Watcher<TickerTold> {
  readonly #truth: Pick<TickerTruth, 'byTime' | 'lastAt'>;
  #last: Part | undefined;

  constructor(truth: Pick<TickerTruth, 'byTime' | 'lastAt'>, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#truth = truth;
  }

  protected override judge({ data }: TickerTold, before: Before): void {
    this.mustTellHole(before);
    const last = this.#last;
    this.#last = data;
    if (!this.demands.exact) return;
    if (last !== undefined && !(microsOf(data.timestamp) >= microsOf(last.timestamp))) {
      this.complain(`a ticker of ${data.timestamp} was told behind one of ${last.timestamp}`);
    }
    this.#compare(data);
  }

  override end(): void {
    const last = this.#last;
    if (last === undefined || !(microsOf(last.timestamp) >= this.#truth.lastAt)) {
      this.complain(`at the end the ticker of ${last?.timestamp} is told, and there was a newer one`);
    } else {
      this.#compare(last);
    }
  }

  #compare(told: Part): void {
    const truths = this.#truth.byTime.get(microsOf(told.timestamp));
    if (truths === undefined) {
      this.complain(`at ${told.timestamp} no ticker was made`);
      return;
    }
    const lies = truths.map((truth) => wrongIn(told, truth));
    if (lies.every((wrong) => wrong.length > 0)) for (const lie of lies[lies.length - 1]!) this.complain(lie);
  }
}

/** Of spreads that begin with the first change: they are live without one, and may cease to be before it comes. */
export class SpreadWatcher extends TickerWatcher {
  protected override readonly isSparse = true;
}

function wrongIn(told: Part, truth: Ticker | Spread): string[] {
  const fields = new Map<string, unknown>(Object.entries(truth));
  return Object.entries(told)
    .filter(([name, value]) => fields.get(name) !== value)
    .map(([name, value]) => `at ${told.timestamp} ${name} was ${fields.get(name)}, told is ${value}`);
}
