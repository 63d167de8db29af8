/**
 * One side of a book: its levels sorted by price, the best last, where changes are frequent and moving is cheap.
 * Knows nothing of the other side.
 */
import { Level } from './level.js';
import type { Side } from './order.js';

export class BookSide {
  readonly side: Side;
  /** Best last. */
  readonly #levels: Level[] = [];
  readonly #sign: 1 | -1;
  /** Orders resting on this side. */
  orders = 0;

  constructor(side: Side) {
    this.side = side;
    this.#sign = side === 'buy' ? 1 : -1;
  }

  /** Number of levels. */
  get length(): number {
    return this.#levels.length;
  }

  get best(): Level | undefined {
    return this.#levels[this.#levels.length - 1];
  }

  /** The level of a rank; 0 is the best. */
  at(rank: number): Level | undefined {
    return this.#levels[this.#levels.length - 1 - rank];
  }

  /** The rank of a price: how many levels are better. */
  rank(ticks: number): number {
    const key = ticks * this.#sign;
    const levels = this.#levels;
    let low = 0;
    let high = levels.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const level = levels[middle];
      if (level !== undefined && level.ticks * this.#sign > key) high = middle;
      else low = middle + 1;
    }
    return levels.length - low;
  }

  /** Whether an order of the other side with this limit would trade with the best level. */
  meets(limit: number | undefined): boolean {
    const best = this.best;
    return best !== undefined && this.reaches(best.ticks, limit);
  }

  /** Whether an order of the other side with this limit would trade at a price. */
  reaches(ticks: number, limit: number | undefined): boolean {
    return limit === undefined || ticks * this.#sign >= limit * this.#sign;
  }

  /** Makes room for a new price; `rank` is what `rank(ticks)` said. */
  insert(ticks: number, rank: number): Level {
    const level = new Level(ticks);
    if (rank === 0) this.#levels.push(level);
    else this.#levels.splice(this.#levels.length - rank, 0, level);
    return level;
  }

  /** Drops the level of a rank. */
  delete(rank: number): void {
    if (rank === 0) this.#levels.pop();
    else this.#levels.splice(this.#levels.length - 1 - rank, 1);
  }
}
