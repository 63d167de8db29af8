/** How a book's numbers are written: fixed decimals, so that digits stand under digits and nothing jumps. */
import type { BookSide } from '@kraken-stream/client';

/** Digits of a quantity that fit in its column. */
const DIGITS = 8;
const MILLIONS_FROM = 1e7;

export class Scale {
  readonly priceDecimals: number;
  readonly qtyDecimals: number;
  /** Quantities are shown in units of this. */
  readonly unit: number;

  /** Measured once for a book that has just become live: `rows` levels of each side. */
  constructor(bids: BookSide, asks: BookSide, rows: number) {
    const sides = [bids.levels(rows), asks.levels(rows)];
    const all = sides.flat();
    const largest = Math.max(0, ...sides.map((side) => side.reduce((total, { qty }) => total + Number(qty), 0)));
    this.unit = largest >= MILLIONS_FROM ? 1e6 : 1;
    const whole = Math.max(1, Math.floor(Math.log10(Math.max(1, largest / this.unit))) + 1);
    const exact = Math.max(0, ...all.map(({ qty }) => decimals(qty)));
    this.priceDecimals = Math.max(0, ...all.map(({ price }) => decimals(price)));
    this.qtyDecimals = Math.max(0, Math.min(this.unit === 1 ? exact : 6, DIGITS - whole));
  }

  price(value: number): string {
    return value.toFixed(this.priceDecimals);
  }

  qty(value: number): string {
    return (value / this.unit).toFixed(this.qtyDecimals);
  }
}

function decimals(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.length - point - 1;
}
