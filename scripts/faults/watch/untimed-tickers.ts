/** Watches tickers that have no time: each as it was once, and never an older one than before. Knows no connection. */
import { factsOf } from '../truth.js';
import type { UntimedTickerTruth } from '../truth-unnamed.js';
import type { TickerTold } from './tickers.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

type Known = Pick<UntimedTickerTruth, 'moments' | 'last'>;

export class UntimedTickerWatcher extends Watcher<TickerTold> {
  readonly #truth: Known;
  #last: TickerTold['data'] | undefined;
  /** The place of the moment that was told last. */
  #place = 0;

  constructor(truth: Known, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#truth = truth;
  }

  protected override judge({ data }: TickerTold, before: Before): void {
    this.mustTellHole(before);
    this.#last = data;
    if (!this.demands.exact) return;
    const place = this.#placeOf(data, this.#place);
    if (place !== undefined) this.#place = place;
    else if (this.#placeOf(data, 0) !== undefined) {
      // Where frames may overtake each other, no client can tell which is the older.
      if (this.demands.whole) this.complain('a ticker was told behind a newer one');
    } else this.complain(`the ticker never was so: ${JSON.stringify(data)}`);
  }

  override end(): void {
    const last = this.#last;
    if (last === undefined || this.#placeOf(last, this.#truth.last) === undefined) {
      this.complain('at the end there was a newer ticker than the one that is told');
    }
  }

  #placeOf(told: TickerTold['data'], least: number): number | undefined {
    const { moments } = this.#truth;
    for (let place = least; place < moments.length; place++) {
      if (isToldAs(moments[place]!, told)) return place;
    }
    return undefined;
  }
}

/** Whether all that is told is so. */
function isToldAs(truth: object, told: object): boolean {
  const fields = new Map<string, unknown>(Object.entries(truth));
  return Object.entries(told).every(([name, value]) => {
    const is = fields.get(name);
    return value === undefined || is === value || (name === 'today' && factsOf(value) === factsOf(is ?? {}));
  });
}
