/**
 * Candles as a chart wants them: one after the other at equal steps, with blanks where nothing was traded, and no more of
 * them than can be looked at. Knows what has changed since it was asked last. Knows no chart.
 */
import type { OhlcCandle } from '@kraken-stream/client';
import { Precision } from './precision.js';

/** Of one interval: a candle, or nothing. */
export interface Slot {
  /** When it begins, in seconds since 1970. */
  readonly time: number;
  /** Undefined where nothing was traded. */
  readonly candle: OhlcCandle | undefined;
}

export interface Changes {
  /** Whether `slots` are all there are; else they are the last ones, the first of which may replace what was last. */
  readonly whole: boolean;
  readonly slots: readonly Slot[];
}

const MOST = 720;
/** So many more are taken before the oldest go: dropping them means drawing all anew. */
const SLACK = 120;
/** A longer stretch without trades is shown as so many blanks. */
const MOST_BLANKS = 4;

export class CandleSeries {
  readonly precision = new Precision();
  #slots: Slot[] = [];
  /** From where slots have changed; undefined when all have. */
  #changedFrom: number | undefined;

  get slots(): readonly Slot[] {
    return this.#slots;
  }

  /** Begins with the candles of another market. */
  reset(): void {
    this.#slots = [];
    this.precision.reset();
    this.touch();
  }

  /** All has to be drawn again. */
  touch(): void {
    this.#changedFrom = undefined;
  }

  /** Candles as they were told, oldest first; `whole`: they are all there are. */
  take(candles: readonly OhlcCandle[], whole: boolean): void {
    if (whole) {
      this.#slots = [];
      this.touch();
    }
    for (const candle of candles) {
      if (this.precision.see(candle.open, candle.high, candle.low, candle.close)) this.touch();
      this.#put(candle);
    }
    if (this.#slots.length <= MOST + SLACK) return;
    this.#slots = this.#slots.slice(-MOST);
    this.touch();
  }

  /** What has changed since the last time; undefined when nothing has. */
  changes(): Changes | undefined {
    const from = this.#changedFrom;
    if (from !== undefined && from >= this.#slots.length) return undefined;
    this.#changedFrom = this.#slots.length;
    return { whole: from === undefined, slots: this.#slots.slice(from ?? 0) };
  }

  #put(candle: OhlcCandle): void {
    const time = Math.round(Date.parse(candle.intervalBegin) / 1000);
    const step = candle.interval * 60;
    let at = this.#slots.length;
    while (at > 0 && this.#slots[at - 1]!.time >= time) at--;
    if (at < this.#slots.length) {
      // Of an interval that was left out it says nothing that could be put in its place.
      if (this.#slots[at]!.time !== time) return;
    } else if (at > 0) {
      const missing = Math.min(MOST_BLANKS, Math.floor((time - this.#slots[at - 1]!.time) / step) - 1);
      for (let i = missing; i > 0; i--) this.#slots.push({ time: time - i * step, candle: undefined });
    }
    if (this.#changedFrom !== undefined) this.#changedFrom = Math.min(this.#changedFrom, at);
    const slot = { time, candle };
    if (at < this.#slots.length && this.#slots[at]!.time === time) this.#slots[at] = slot;
    else this.#slots.push(slot);
  }
}
