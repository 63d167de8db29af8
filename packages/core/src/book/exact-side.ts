/**
 * One side of a book as text: the slow form that takes what the packed one cannot hold exactly (digits beyond 2^53,
 * levels with different numbers of decimals). Levels lie best first.
 */
import { compareDecimals, isZero } from '../decimal/decimal.js';
import { appendText } from '../levels/crc32.js';
import { type Levels, type LevelText, levelDigits } from '../levels/levels.js';
import { CHECKSUM_LEVELS } from './checksum.js';
import { type Direction, type KeptSide, seedOf } from './side.js';

interface ExactLevel extends LevelText {
  /** The price as the nearest double: where doubles differ, the texts need not be compared. */
  readonly near: number;
  /** What the level adds to a checksum's input. */
  readonly digits: string;
}

export class ExactSide implements KeptSide {
  topDigits = 0;

  readonly #direction: Direction;
  readonly #depth: number;
  #levels: ExactLevel[];
  /** What was here before the levels that were applied last. */
  #before: ExactLevel[] = [];

  /** `levels`: what is here, best first. */
  constructor(direction: Direction, depth: number, levels: readonly LevelText[] = []) {
    this.#direction = direction;
    this.#depth = depth;
    this.#levels = levels.map(exact);
  }

  get length(): number {
    return this.#levels.length;
  }

  levelAt(rank: number): LevelText {
    const { price, qty } = this.#levels[rank]!;
    return { price, qty };
  }

  priceAt(rank: number): number {
    return this.#levels[rank]!.near;
  }

  qtyAt(rank: number): number {
    return Number(this.#levels[rank]!.qty);
  }

  fits(): boolean {
    return true;
  }

  load(levels: Levels): boolean {
    const all = levels.toText().map(exact);
    this.#levels = all.slice(0, this.#depth);
    return all.every(
      (each, rank) =>
        !isZero(each.price) && !isZero(each.qty) && (rank === 0 || this.#compare(all[rank - 1]!, each) > 0),
    );
  }

  apply(levels: Levels): void {
    this.#before = this.#levels;
    this.#levels = [...this.#before];
    for (const level of levels.toText()) this.#set(exact(level));
    this.#levels.length = Math.min(this.length, this.#depth);
  }

  revert(): void {
    this.#levels = this.#before;
  }

  clear(): void {
    this.#levels = [];
  }

  topCrc(): number {
    let digits = '';
    for (let rank = 0; rank < CHECKSUM_LEVELS && rank < this.length; rank++) digits += this.#levels[rank]!.digits;
    this.topDigits = digits.length;
    return appendText(seedOf(this.#direction), digits);
  }

  #set(wanted: ExactLevel): void {
    const rank = this.#rankOf(wanted);
    const found = this.#levels[rank];
    const known = found !== undefined && this.#compare(found, wanted) === 0;
    if (isZero(wanted.qty)) this.#levels.splice(rank, known ? 1 : 0);
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
    const difference = a.near === b.near ? compareDecimals(a.price, b.price) : a.near - b.near;
    return difference * this.#direction;
  }
}

function exact({ price, qty }: LevelText): ExactLevel {
  return { price, qty, near: Number(price), digits: levelDigits({ price, qty }) };
}
