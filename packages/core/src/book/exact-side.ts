/**
 * One side of a book as text: the slow form that takes what the packed one cannot hold exactly (digits beyond 2^53,
 * levels with different numbers of decimals). Levels lie best first.
 */
import { compareDecimals, isZero } from '../decimal/decimal.js';
import type { LevelText } from '../levels/levels.js';
import type { Direction, Side } from './side.js';

export class ExactSide implements Side {
  readonly #direction: Direction;
  #levels: LevelText[] = [];
  #before: LevelText[] = [];

  constructor(direction: Direction) {
    this.#direction = direction;
  }

  get length(): number {
    return this.#levels.length;
  }

  /** The best `count` levels. */
  top(count: number): readonly LevelText[] {
    return this.#levels.slice(0, count);
  }

  levelAt(rank: number): LevelText {
    return this.#levels[rank]!;
  }

  priceAt(rank: number): number {
    return Number(this.#levels[rank]!.price);
  }

  qtyAt(rank: number): number {
    return Number(this.#levels[rank]!.qty);
  }

  /** Replaces all levels by a snapshot's. False when they are not sorted best first, or one has no price or quantity. */
  load(levels: readonly LevelText[]): boolean {
    this.#levels = [...levels];
    return levels.every(
      (level, rank) =>
        !isZero(level.price) && !isZero(level.qty) && (rank === 0 || this.#isBetter(levels[rank - 1]!, level)),
    );
  }

  /** Sets or, where the quantity is zero, removes levels, in their order. An unknown price is removed in vain. */
  apply(levels: readonly LevelText[]): void {
    for (const level of levels) {
      const rank = this.#rankOf(level);
      const known = rank < this.length && compareDecimals(this.#levels[rank]!.price, level.price) === 0;
      if (!isZero(level.qty)) this.#levels.splice(rank, known ? 1 : 0, level);
      else if (known) this.#levels.splice(rank, 1);
    }
  }

  begin(): void {
    this.#before = [...this.#levels];
  }

  cut(depth: number): void {
    this.#levels.length = Math.min(this.#levels.length, depth);
  }

  revert(): void {
    this.#levels = this.#before;
  }

  clear(): void {
    this.#levels = [];
  }

  /** How many levels are better than this one. */
  #rankOf(level: LevelText): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#isBetter(this.#levels[middle]!, level)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isBetter(a: LevelText, b: LevelText): boolean {
    return compareDecimals(a.price, b.price) * this.#direction > 0;
  }
}
