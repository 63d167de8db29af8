/** What was traded in one stretch of time: a candle before it is printed. In ticks and lots; knows no pair. */
export class Bar {
  /** Microseconds since 1970; the end is not part of it. */
  readonly begin: number;
  readonly end: number;
  readonly open: number;
  high: number;
  low: number;
  close: number;
  lots = 0n;
  /** The sum of ticks times lots. */
  turnover = 0n;
  /** How many trades. */
  count = 0;

  /** The stretch of this length that `at` falls in, still empty: what is added first has the price `ticks`. */
  constructor(at: number, length: number, ticks: number) {
    // Lengths are counted since 1970: days begin at midnight UTC, weeks on Thursdays, as the exchange's do.
    this.begin = Math.floor(at / length) * length;
    this.end = this.begin + length;
    this.open = ticks;
    this.high = ticks;
    this.low = ticks;
    this.close = ticks;
  }

  /** Adds a trade. */
  add(ticks: number, lots: bigint): void {
    if (ticks > this.high) this.high = ticks;
    if (ticks < this.low) this.low = ticks;
    this.close = ticks;
    this.lots += lots;
    this.turnover += BigInt(ticks) * lots;
    this.count++;
  }

  /** Adds all of a bar that came later. */
  merge(bar: Bar): void {
    if (bar.high > this.high) this.high = bar.high;
    if (bar.low < this.low) this.low = bar.low;
    this.close = bar.close;
    this.lots += bar.lots;
    this.turnover += bar.turnover;
    this.count += bar.count;
  }
}
