/**
 * The checksum of a true book, by the definition: CRC-32 over the joined digits of the best ten levels, asks first.
 * https://docs.kraken.com/api/docs/guides/spot-ws-book-v2
 */
import { crc32 } from '@kraken-stream/core';
import type { Market } from '../engine/market.js';
import type { Side } from '../engine/order.js';
import type { BookSide } from '../engine/side.js';
import type { Printer } from './printer.js';

/** How many levels a side go into a checksum, whatever the depth of a subscription. */
const LEVELS = 10;

/** One side's part of the sum: what it is before each level, as far as nothing has changed. */
class Part {
  readonly #side: BookSide;
  readonly #printer: Printer;
  readonly #sums: number[] = [0];
  /** Levels that the sums still hold for. */
  #valid = 0;

  constructor(side: BookSide, printer: Printer) {
    this.#side = side;
    this.#printer = printer;
  }

  changed(rank: number): void {
    if (rank < this.#valid) this.#valid = rank;
  }

  /** The sum of what stands before this side, and of it. */
  after(before: number): number {
    const sums = this.#sums;
    if (sums[0] !== before) {
      sums[0] = before;
      this.#valid = 0;
    }
    const count = Math.min(LEVELS, this.#side.length);
    let sum = sums[Math.min(this.#valid, count)] ?? 0;
    for (let rank = this.#valid; rank < count; rank++) {
      const level = this.#side.at(rank);
      if (level === undefined) break;
      const { priceDigits, qtyDigits } = this.#printer.print(level);
      sum = crc32(qtyDigits, crc32(priceDigits, sum));
      sums[rank + 1] = sum;
    }
    this.#valid = count;
    return sum;
  }
}

export class TrueChecksum {
  readonly #bids: Part;
  readonly #asks: Part;

  constructor(market: Market, printer: Printer) {
    this.#bids = new Part(market.bids, printer);
    this.#asks = new Part(market.asks, printer);
  }

  /** The level of a rank is another, and perhaps those behind it. */
  changed(side: Side, rank: number): void {
    if (rank < LEVELS) (side === 'buy' ? this.#bids : this.#asks).changed(rank);
  }

  /** An unsigned 32-bit integer. */
  get value(): number {
    return this.#bids.after(this.#asks.after(0));
  }
}
