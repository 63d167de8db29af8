/** How a book's numbers are written: fixed decimals, so that digits stand under digits and nothing jumps. */
import type { BookSide } from '@kraken-stream/client';
import type { Group } from './link-books.js';
import { tickOf, timesTick } from './ticks.js';

/** Digits of a quantity that fit in its column. */
const DIGITS = 8;
const MILLIONS_FROM = 1e7;

/** How levels are put together. Counts in units of the last decimal, which doubles hold exactly. */
export interface Step {
  readonly priceUnits: number;
  readonly qtyUnits: number;
  /** How far apart two steps are. */
  readonly size: number;
}

export class Scale {
  readonly priceDecimals: number;
  readonly qtyDecimals: number;
  /** Quantities are shown in units of this. */
  readonly unit: number;
  /** Least distance of two prices: a plain decimal. */
  readonly tick: string;
  /** Undefined when each level is shown alone. */
  readonly step: Step | undefined;
  /** Decimals of the prices in the rows: steps need fewer. */
  readonly #rowDecimals: number;

  /** Measured once for a book that has just become live: `rows` levels of each side. */
  constructor(symbol: string, bids: BookSide, asks: BookSide, rows: number, group: Group) {
    const sides = [bids.levels(rows), asks.levels(rows)];
    const all = sides.flat();
    const largest = Math.max(0, ...sides.map((side) => side.reduce((total, { qty }) => total + Number(qty), 0)));
    this.unit = largest >= MILLIONS_FROM ? 1e6 : 1;
    const whole = Math.max(1, Math.floor(Math.log10(Math.max(1, largest / this.unit))) + 1);
    const exact = Math.max(0, ...all.map(({ qty }) => decimals(qty)));
    this.priceDecimals = Math.max(0, ...all.map(({ price }) => decimals(price)));
    this.qtyDecimals = Math.max(0, Math.min(this.unit === 1 ? exact : 6, DIGITS - whole));
    this.tick = tickOf(symbol, all);
    const priceUnits = 10 ** this.priceDecimals;
    const size = Math.round(Number(this.tick) * priceUnits * group);
    this.step = group === 1 ? undefined : { priceUnits, qtyUnits: 10 ** exact, size };
    this.#rowDecimals = group === 1 ? this.priceDecimals : decimals(timesTick(this.tick, group));
  }

  /** A price in a row. */
  price(value: number): string {
    return value.toFixed(this.#rowDecimals);
  }

  qty(value: number): string {
    return (value / this.unit).toFixed(this.qtyDecimals);
  }
}

function decimals(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.length - point - 1;
}
