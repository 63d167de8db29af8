/**
 * The last 24 hours, which roll on a minute at a time: the running minute and the 1,439 before it. Made of minutes, as
 * longer bars are; the running one is only looked at when someone asks.
 */
import type { Bar } from './bar.js';

export const MINUTE = 60_000_000;
const DAY = 24 * 60 * MINUTE;

/** In ticks and lots; all zero when there was no trade. */
export interface DayTotals {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly lots: bigint;
  /** The sum of ticks times lots. */
  readonly turnover: bigint;
  /** How many trades. */
  readonly count: number;
}

export const NO_TRADES: DayTotals = { open: 0, high: 0, low: 0, lots: 0n, turnover: 0n, count: 0 };

export class Day {
  /** Minutes that are over, oldest first; those before `#first` are out of the window. */
  #minutes: Bar[] = [];
  #first = 0;
  #lots = 0n;
  #turnover = 0n;
  #count = 0;
  #high = -Infinity;
  #low = Infinity;

  /** Adds a minute that is over. */
  add(minute: Bar): void {
    this.#roll(minute.begin);
    this.#minutes.push(minute);
    this.#lots += minute.lots;
    this.#turnover += minute.turnover;
    this.#count += minute.count;
    this.#high = Math.max(this.#high, minute.high);
    this.#low = Math.min(this.#low, minute.low);
  }

  /** The totals at `at`, in microseconds since 1970, the running minute among them. */
  including(minute: Bar | undefined, at: number): DayTotals {
    const since = this.#roll(at);
    if (minute === undefined || minute.begin < since) return NO_TRADES;
    return {
      open: this.#minutes[this.#first]?.open ?? minute.open,
      high: Math.max(this.#high, minute.high),
      low: Math.min(this.#low, minute.low),
      lots: this.#lots + minute.lots,
      turnover: this.#turnover + minute.turnover,
      count: this.#count + minute.count,
    };
  }

  /** Forgets what is out of the window, and returns where that begins. */
  #roll(at: number): number {
    const since = (Math.floor(at / MINUTE) + 1) * MINUTE - DAY;
    let extreme = false;
    for (;;) {
      const minute = this.#minutes[this.#first];
      if (minute === undefined || minute.begin >= since) break;
      this.#first++;
      this.#lots -= minute.lots;
      this.#turnover -= minute.turnover;
      this.#count -= minute.count;
      extreme ||= minute.high === this.#high || minute.low === this.#low;
    }
    if (extreme) this.#measure();
    return since;
  }

  /** Drops the minutes that are out of the window, and finds the highest and the lowest price of the others. */
  #measure(): void {
    this.#minutes = this.#minutes.slice(this.#first);
    this.#first = 0;
    this.#high = -Infinity;
    this.#low = Infinity;
    for (const { high, low } of this.#minutes) {
      this.#high = Math.max(this.#high, high);
      this.#low = Math.min(this.#low, low);
    }
  }
}
