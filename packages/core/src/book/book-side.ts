/**
 * One side of a book as its reader sees it. Ranks count from the best level, 0.
 */
import type { LevelText } from '../levels/levels.js';
import { levelsOf, type Side } from './side.js';

/** One side of a book, best level first. Empty while it may not be read. */
export class BookSide {
  readonly #side: () => Side | undefined;

  /** `side` gives the levels, or undefined while they may not be read. */
  constructor(side: () => Side | undefined) {
    this.#side = side;
  }

  /** How many levels there are: at most the subscribed depth, 0 while the book is not live. */
  get length(): number {
    return this.#side()?.length ?? 0;
  }

  /** The best level: the highest bid or the lowest ask. */
  get best(): LevelText | undefined {
    return this.at(0);
  }

  /** The level at a rank; undefined beyond the last. */
  at(rank: number): LevelText | undefined {
    const side = this.#side();
    return side !== undefined && rank >= 0 && rank < side.length ? side.levelAt(rank) : undefined;
  }

  /** The best `count` levels (all, if left out) as plain objects, best first. */
  levels(count = Number.POSITIVE_INFINITY): LevelText[] {
    const side = this.#side();
    return side === undefined ? [] : levelsOf(side, count);
  }

  /**
   * Writes the best levels as the nearest doubles into the caller's arrays, best first, without making an object: for
   * canvases. Returns how many were written: at most `count`, and no more than the arrays hold.
   */
  fill(prices: Float64Array, quantities: Float64Array, count = prices.length): number {
    const side = this.#side();
    if (side === undefined) return 0;
    const length = Math.min(count, side.length, prices.length, quantities.length);
    for (let rank = 0; rank < length; rank++) {
      prices[rank] = side.priceAt(rank);
      quantities[rank] = side.qtyAt(rank);
    }
    return length;
  }

  *[Symbol.iterator](): IterableIterator<LevelText> {
    for (let rank = 0; ; rank++) {
      const level = this.at(rank);
      if (level === undefined) return;
      yield level;
    }
  }
}
