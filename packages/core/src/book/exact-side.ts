/**
 * One side of a book as text: the slow form that takes what the packed one cannot hold exactly (digits beyond 2^53,
 * levels with different numbers of decimals). Levels lie best first.
 */
import { compareDecimals, isZero } from '../decimal/decimal.js';
import { type LevelText, levelDigits } from '../levels/levels.js';
import type { Direction, Side } from './side.js';

interface ExactLevel {
  readonly level: LevelText;
  /** The price as the nearest double: where doubles differ, the texts need not be compared. */
  readonly near: number;
  /** What the level adds to a checksum's input. */
  readonly digits: string;
}

export class ExactSide implements Side {
  readonly #direction: Direction;
  #levels: ExactLevel[] = [];
  /** What the levels applied last were before; a quantity of 0 where there was none. */
  #undo: LevelText[] = [];
  /** What the last cut took. */
  #cutOff: ExactLevel[] = [];

  constructor(direction: Direction) {
    this.#direction = direction;
  }

  get length(): number {
    return this.#levels.length;
  }

  /** What the best `count` levels add to a checksum's input. */
  topDigits(count: number): string {
    let digits = '';
    for (let rank = 0; rank < count && rank < this.length; rank++) digits += this.#levels[rank]!.digits;
    return digits;
  }

  levelAt(rank: number): LevelText {
    return this.#levels[rank]!.level;
  }

  priceAt(rank: number): number {
    return this.#levels[rank]!.near;
  }

  qtyAt(rank: number): number {
    return Number(this.#levels[rank]!.level.qty);
  }

  /** Replaces all levels by a snapshot's. False when they are not sorted best first, or one has no price or quantity. */
  load(levels: readonly LevelText[]): boolean {
    this.#levels = levels.map(exact);
    return this.#levels.every(
      (each, rank) =>
        !isZero(each.level.price) &&
        !isZero(each.level.qty) &&
        (rank === 0 || this.#compare(this.#levels[rank - 1]!, each) > 0),
    );
  }

  /** Sets or, where the quantity is zero, removes levels, in their order. An unknown price is removed in vain. */
  apply(levels: readonly LevelText[]): void {
    this.#undo = [];
    for (const level of levels) this.#set(level);
  }

  cut(depth: number): void {
    this.#cutOff = this.#levels.splice(depth);
  }

  /** Takes back the levels that were applied last, and the cut behind them. */
  revert(): void {
    this.#levels.push(...this.#cutOff);
    for (const level of this.#undo.splice(0).reverse()) this.#set(level);
  }

  clear(): void {
    this.#levels = [];
  }

  #set(level: LevelText): void {
    const wanted = exact(level);
    const rank = this.#rankOf(wanted);
    const found = this.#levels[rank];
    const known = found !== undefined && this.#compare(found, wanted) === 0;
    const removes = isZero(level.qty);
    if (!known && removes) return;
    this.#undo.push(known ? found.level : { price: level.price, qty: '0' });
    if (removes) this.#levels.splice(rank, 1);
    else if (known) this.#levels[rank] = wanted;
    else this.#levels.splice(rank, 0, wanted);
  }

  /** How many levels are better than this one. */
  #rankOf(wanted: ExactLevel): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(this.#levels[middle]!, wanted) > 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Above, equal or below zero as `a` is better than, as good as or worse than `b`. */
  #compare(a: ExactLevel, b: ExactLevel): number {
    const difference = a.near === b.near ? compareDecimals(a.level.price, b.level.price) : a.near - b.near;
    return difference * this.#direction;
  }
}

function exact(level: LevelText): ExactLevel {
  return { level, near: Number(level.price), digits: levelDigits(level) };
}
