/**
 * Watches candles: each as it was, forwards only, closed once and then final, none left out in silence. Knows no
 * connection.
 */
import type { OhlcCandle } from '@kraken-stream/core';
import { type CandleTruth, factsOf } from '../truth.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

export interface CandlesTold {
  readonly receivedAt: number;
  readonly type: 'snapshot' | 'update';
  readonly data: readonly OhlcCandle[];
}

type Known = Pick<CandleTruth, 'byCount' | 'begins' | 'counts'>;

export class CandleWatcher extends Watcher<CandlesTold> {
  readonly #truth: Known;
  #last: OhlcCandle | undefined;

  constructor(truth: Known, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#truth = truth;
  }

  protected override judge({ type, data }: CandlesTold, { gap }: Before): void {
    const last = this.#last;
    const first = data[0];
    if (first === undefined) {
      this.complain('no candles were told, as data');
      return;
    }
    if (gap !== undefined && last !== undefined && this.demands.exact && this.#follows(first, last)) {
      this.complain('a gap was told though no candle is missing');
    }
    if (gap === undefined && last !== undefined) this.#mustFollow(first, last);
    for (const [i, next] of data.slice(1).entries()) this.#mustFollow(next, data[i]!);
    if (type === 'snapshot' && last !== undefined && gap === undefined) this.complain('a new beginning without a gap');
    // What ran when the hole began may have ended in it.
    if (gap !== undefined && last !== undefined) this.#last = { ...last, closed: true };
    for (const [i, candle] of data.entries()) this.#judgeCandle(candle, i === data.length - 1);
  }

  override end(): void {
    const begin = this.#truth.begins[this.#truth.begins.length - 1];
    const count = begin === undefined ? undefined : this.#truth.counts.get(begin);
    const last = this.#last;
    if (last?.intervalBegin !== begin || last?.trades !== count) {
      this.complain(
        `at the end the candle of ${begin} has ${count} trades, ${last?.trades} of ${last?.intervalBegin} are told`,
      );
    }
  }

  /** Whether no candle lies between: it is the running one again, or the next that there was. */
  #follows(first: OhlcCandle, last: OhlcCandle): boolean {
    if (first.intervalBegin === last.intervalBegin) return true;
    const { begins } = this.#truth;
    return last.closed && begins[begins.indexOf(last.intervalBegin) + 1] === first.intervalBegin;
  }

  #mustFollow(next: OhlcCandle, last: OhlcCandle): void {
    if (!this.demands.exact || !this.demands.whole || this.#follows(next, last)) return;
    this.complain(`candles are missing between ${last.intervalBegin} and ${next.intervalBegin}, without a gap`);
  }

  #judgeCandle({ closed, ...candle }: OhlcCandle, newest: boolean): void {
    const { intervalBegin, trades } = candle;
    const last = this.#last;
    this.#last = { ...candle, closed };
    if (closed === newest) this.complain(`the candle of ${intervalBegin} is told as ${closed ? 'closed' : 'running'}`);
    if (!this.demands.exact) return;
    if (last !== undefined) {
      const back =
        intervalBegin === last.intervalBegin ? trades < last.trades || last.closed : intervalBegin < last.intervalBegin;
      if (back) this.complain(`the candle of ${intervalBegin} was told again, behind that of ${last.intervalBegin}`);
      if (intervalBegin > last.intervalBegin && !last.closed) {
        this.complain(`the candle of ${last.intervalBegin} was never closed`);
      }
    }
    if (this.#truth.byCount.get(`${intervalBegin} ${trades}`) !== factsOf(candle)) {
      this.complain(`the candle of ${intervalBegin} with ${trades} trades never was`);
    } else if (closed && this.demands.whole && this.#truth.counts.get(intervalBegin) !== trades) {
      this.complain(
        `the candle of ${intervalBegin} closed with ${this.#truth.counts.get(intervalBegin)} trades, told are ${trades}`,
      );
    }
  }
}
