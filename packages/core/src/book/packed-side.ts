/**
 * One side of a book in typed arrays: the hot path. Prices and quantities are integers, all with the same number of
 * decimals; each level carries the raw CRC of its digits, and the CRC of the top ten is kept from rank to rank.
 *
 * Levels lie worst first, so that the touch, where nearly all changes happen, is the end that is cheap to shift. Keys
 * are prices for bids and negated prices for asks: ascending towards the best on both sides.
 */
import { formatScaled } from '../decimal/decimal.js';
import { appendText, shiftBy, shiftTable } from '../levels/crc32.js';
import { Levels, type LevelText } from '../levels/levels.js';
import { Columns } from './columns.js';
import type { Direction, Side } from './side.js';

/** How many levels of a side the checksum reads. */
const TOP = 10;
/** Changes farther from the touch than this are searched by halves. */
const NEAR = 16;

export class PackedSide implements Side {
  priceDecimals = 0;
  qtyDecimals = 0;

  readonly #direction: Direction;
  readonly #levels: Columns;

  /** `#top[r]`: raw CRC of the levels before rank r; `#topDigits[r]`: of how many digits. */
  readonly #top = new Int32Array(TOP + 1);
  readonly #topDigits = new Int32Array(TOP + 1);
  /** The best rank that changed since the CRC of the top was brought up to date. */
  #dirtyRank = 0;

  /** What the levels changed by this frame were before it; a quantity of 0 where there was none. */
  readonly #undo = new Levels();
  #startBeforeCut = 0;

  /** `seed` is the raw CRC that the top continues: the initial value for the asks, which come first, 0 for the bids. */
  constructor(direction: Direction, depth: number, seed: number) {
    this.#direction = direction;
    this.#levels = new Columns(depth + Math.max(32, depth >> 1));
    this.#top[0] = seed;
  }

  get length(): number {
    return this.#levels.length;
  }

  levelAt(rank: number): LevelText {
    const { key, qty, end } = this.#levels;
    return {
      price: formatScaled(key[end - 1 - rank]! * this.#direction, this.priceDecimals),
      qty: formatScaled(qty[end - 1 - rank]!, this.qtyDecimals),
    };
  }

  priceAt(rank: number): number {
    const { key, end } = this.#levels;
    return (key[end - 1 - rank]! * this.#direction) / 10 ** this.priceDecimals;
  }

  qtyAt(rank: number): number {
    const { qty, end } = this.#levels;
    return qty[end - 1 - rank]! / 10 ** this.qtyDecimals;
  }

  /** Whether levels with these decimals can be set here: one side has one number of decimals. */
  fits(levels: Levels): boolean {
    return (
      levels.length === 0 ||
      this.#levels.length === 0 ||
      (levels.priceDecimals === this.priceDecimals && levels.qtyDecimals === this.qtyDecimals)
    );
  }

  /** Replaces all levels by a snapshot's. False when they are not sorted best first, or one has no price or quantity. */
  load(levels: Levels): boolean {
    const own = this.#levels;
    own.reset(levels.length);
    this.#dirtyRank = 0;
    this.begin();
    this.#takeDecimals(levels);
    const { price, qty, crc, digits, length } = levels;
    let better = Number.POSITIVE_INFINITY;
    for (let i = 0, at = own.end - 1; i < length; i++, at--) {
      const key = price[i]! * this.#direction;
      if (!(key < better) || price[i] === 0 || qty[i] === 0) return false;
      better = key;
      own.key[at] = key;
      own.qty[at] = qty[i]!;
      own.crc[at] = crc[i]!;
      own.digits[at] = digits[i]!;
    }
    return true;
  }

  /** Sets or, where the quantity is zero, removes levels that fit, in their order. An unknown price is removed in vain. */
  apply(levels: Levels): void {
    this.#takeDecimals(levels);
    for (let i = 0; i < levels.length; i++) this.#set(levels, i);
  }

  begin(): void {
    this.#undo.length = 0;
  }

  cut(depth: number): void {
    const levels = this.#levels;
    this.#startBeforeCut = levels.start;
    if (levels.length > depth) levels.start = levels.end - depth;
  }

  revert(): void {
    const undo = this.#undo;
    this.#levels.start = this.#startBeforeCut;
    for (let i = undo.length - 1; i >= 0; i--) {
      const digits = `${undo.price[i]}${undo.qty[i]}`;
      undo.crc[i] = appendText(0, digits);
      undo.digits[i] = digits.length;
      this.#set(undo, i);
    }
    this.begin();
  }

  clear(): void {
    this.#levels.reset(0);
    this.#dirtyRank = 0;
    this.begin();
  }

  /** Whether the top ten may have changed since `topCrc` was read. */
  get topChanged(): boolean {
    return this.#dirtyRank < TOP;
  }

  /** How many digits the top ten have; valid after `topCrc`. */
  get topDigits(): number {
    return this.#topDigits[Math.min(TOP, this.#levels.length)]!;
  }

  /** The raw CRC of the top ten levels, continued from the seed; only ranks behind a change are combined anew. */
  topCrc(): number {
    const { crc, digits, end, length } = this.#levels;
    const ranks = Math.min(TOP, length);
    let rank = this.#dirtyRank;
    this.#dirtyRank = TOP;
    if (rank >= ranks) return this.#top[ranks]!;
    let sum = this.#top[rank]!;
    let sumDigits = this.#topDigits[rank]!;
    while (rank < ranks) {
      const at = end - 1 - rank++;
      sum = shiftBy(shiftTable(digits[at]!), sum) ^ crc[at]!;
      sumDigits += digits[at]!;
      this.#top[rank] = sum;
      this.#topDigits[rank] = sumDigits;
    }
    return sum;
  }

  #takeDecimals(levels: Levels): void {
    if (levels.length === 0) return;
    this.priceDecimals = levels.priceDecimals;
    this.qtyDecimals = levels.qtyDecimals;
  }

  /** Sets or removes one level. It is given where to read it: numbers handed over would be boxed. */
  #set(levels: Levels, i: number): void {
    const own = this.#levels;
    const key = levels.price[i]! * this.#direction;
    const qty = levels.qty[i]!;
    let at = find(own, key);
    const rank = own.end - 1 - at;
    const known = at >= own.start && own.key[at] === key;
    if (!known && qty === 0) return;

    const undo = this.#undo;
    if (undo.length === undo.price.length) undo.grow();
    undo.price[undo.length] = levels.price[i]!;
    undo.qty[undo.length++] = known ? own.qty[at]! : 0;
    if (rank < this.#dirtyRank) this.#dirtyRank = rank;

    if (qty === 0) {
      own.close(at);
      return;
    }
    if (!known) {
      at = own.open(rank);
      own.key[at] = key;
    }
    own.qty[at] = qty;
    own.crc[at] = levels.crc[i]!;
    own.digits[at] = levels.digits[i]!;
  }
}

/** The index of the best level whose key is not above `key`; one below the start when there is none. */
function find(levels: Columns, key: number): number {
  const keys = levels.key;
  let at = levels.end - 1;
  const near = Math.max(levels.start, levels.end - NEAR);
  while (at >= near && keys[at]! > key) at--;
  if (at >= near || at < levels.start) return at;
  let low = levels.start - 1;
  while (low < at) {
    const middle = (low + at + 1) >> 1;
    if (keys[middle]! > key) at = middle - 1;
    else low = middle;
  }
  return low;
}
