/**
 * One side of a book in typed arrays: the hot path. Prices and quantities are integers, all with the same number of
 * decimals; each level carries the raw CRC of its digits, and the CRC of the top ten is kept from rank to rank.
 *
 * Levels lie worst first, so that the touch, where nearly all changes happen, is the end that is cheap to shift. Keys
 * are prices for bids and negated prices for asks: ascending towards the best on both sides.
 */
import { formatScaled } from '../decimal/decimal.js';
import { shiftStep } from '../levels/crc32.js';
import type { Levels, LevelText } from '../levels/levels.js';
import { CHECKSUM_LEVELS } from './checksum.js';
import { Columns } from './columns.js';
import { type Direction, type KeptSide, seedOf } from './side.js';

/** Changes farther from the touch than this are searched by halves. */
const NEAR = 16;

export class PackedSide extends Columns implements KeptSide {
  priceDecimals = 0;
  qtyDecimals = 0;

  readonly #direction: Direction;
  readonly #depth: number;
  /** Raw CRC of the levels before rank r at 2r, of how many digits it is at 2r + 1. */
  readonly #top = new Int32Array(2 * (CHECKSUM_LEVELS + 1));
  /** The best rank that changed since the CRC of the top was brought up to date. */
  #dirtyRank = 0;
  #startBeforeCut = 0;

  constructor(direction: Direction, depth: number) {
    super(depth + Math.max(32, depth >> 2));
    this.#direction = direction;
    this.#depth = depth;
    this.#top[0] = seedOf(direction);
  }

  levelAt(rank: number): LevelText {
    const i = 2 * (this.end - 1 - rank);
    return {
      price: formatScaled(this.values[i]! * this.#direction, this.priceDecimals),
      qty: formatScaled(this.values[i + 1]!, this.qtyDecimals),
    };
  }

  priceAt(rank: number): number {
    return (this.values[2 * (this.end - 1 - rank)]! * this.#direction) / 10 ** this.priceDecimals;
  }

  qtyAt(rank: number): number {
    return this.values[2 * (this.end - 1 - rank) + 1]! / 10 ** this.qtyDecimals;
  }

  /** One side has one number of decimals. */
  fits(levels: Levels): boolean {
    const { packed, length, priceDecimals, qtyDecimals } = levels;
    if (!packed || length === 0 || this.length === 0) return packed;
    return priceDecimals === this.priceDecimals && qtyDecimals === this.qtyDecimals;
  }

  load(levels: Levels): boolean {
    this.reset(levels.length);
    this.#dirtyRank = 0;
    this.#takeDecimals(levels);
    const { price, qty, crc, digits, length } = levels;
    let better = Number.POSITIVE_INFINITY;
    for (let i = 0, at = 2 * (this.end - 1); i < length; i++, at -= 2) {
      const key = price[i]! * this.#direction;
      if (!(key < better) || price[i] === 0 || qty[i] === 0) return false;
      better = key;
      this.values[at] = key;
      this.values[at + 1] = qty[i]!;
      this.digits[at] = crc[i]!;
      this.digits[at + 1] = digits[i]!;
    }
    this.#cut();
    return true;
  }

  /** Notes in `levels` what was there before. */
  apply(levels: Levels): void {
    this.#takeDecimals(levels);
    for (let i = 0; i < levels.length; i++) this.#set(levels, i);
    this.#cut();
  }

  /** CRCs are not taken back: nothing is proven by them before the next `load` brings others. */
  revert(levels: Levels): void {
    this.start = this.#startBeforeCut;
    for (let i = levels.length - 1; i >= 0; i--) {
      levels.qty[i] = levels.before[i]!;
      this.#set(levels, i);
    }
  }

  clear(): void {
    this.reset(0);
    this.#dirtyRank = 0;
  }

  get topDigits(): number {
    return this.#top[2 * Math.min(CHECKSUM_LEVELS, this.length) + 1]!;
  }

  /** Only ranks behind a change are combined anew. */
  topCrc(): number {
    const ranks = Math.min(CHECKSUM_LEVELS, this.length);
    const top = this.#top;
    let rank = this.#dirtyRank;
    this.#dirtyRank = CHECKSUM_LEVELS;
    if (rank >= ranks) return top[2 * ranks]!;
    const levels = this.digits;
    let crc = top[2 * rank]!;
    let digits = top[2 * rank + 1]!;
    for (let i = 2 * (this.end - 1 - rank); rank < ranks; i -= 2) {
      const levelDigits = levels[i + 1]!;
      crc = shiftStep(crc, levelDigits) ^ levels[i]!;
      digits += levelDigits;
      rank++;
      top[2 * rank] = crc;
      top[2 * rank + 1] = digits;
    }
    return crc;
  }

  #cut(): void {
    this.#startBeforeCut = this.start;
    if (this.length > this.#depth) this.start = this.end - this.#depth;
  }

  #takeDecimals(levels: Levels): void {
    if (levels.length === 0) return;
    this.priceDecimals = levels.priceDecimals;
    this.qtyDecimals = levels.qtyDecimals;
  }

  /** Sets or removes one level. It is given where to read it: numbers handed over would be boxed. */
  #set(levels: Levels, i: number): void {
    const key = levels.price[i]! * this.#direction;
    const qty = levels.qty[i]!;
    let at = this.#find(key);
    const rank = this.end - 1 - at;
    const known = at >= this.start && this.values[2 * at] === key;
    levels.before[i] = known ? this.values[2 * at + 1]! : 0;
    if (!known && qty === 0) return;
    if (rank < this.#dirtyRank) this.#dirtyRank = rank;
    if (qty === 0) {
      this.close(at);
      return;
    }
    if (!known) {
      at = this.open(rank);
      this.values[2 * at] = key;
    }
    this.values[2 * at + 1] = qty;
    this.digits[2 * at] = levels.crc[i]!;
    this.digits[2 * at + 1] = levels.digits[i]!;
  }

  /** The index of the best level whose key is not above `key`; one below the start when there is none. */
  #find(key: number): number {
    const values = this.values;
    let at = this.end - 1;
    // What comes into view again behind a removal is worse than all.
    if (at < this.start || values[2 * this.start]! > key) return this.start - 1;
    const near = Math.max(this.start, this.end - NEAR);
    while (at >= near && values[2 * at]! > key) at--;
    if (at >= near) return at;
    let low = this.start - 1;
    while (low < at) {
      const middle = (low + at + 1) >> 1;
      if (values[2 * middle]! > key) at = middle - 1;
      else low = middle;
    }
    return low;
  }
}
