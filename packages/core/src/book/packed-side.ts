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
import type { Direction, Side } from './side.js';

/** How many levels of a side the checksum reads. */
const TOP = 10;
/** Changes farther from the touch than this are searched by halves. */
const NEAR = 16;
/** From this many elements on, the platform's move beats a loop. */
const LONG_MOVE = 48;

export class PackedSide implements Side {
  priceDecimals = 0;
  qtyDecimals = 0;

  readonly #direction: Direction;
  #key: Float64Array;
  #qty: Float64Array;
  #crc: Int32Array;
  #digits: Uint8Array;
  #start = 0;
  #end = 0;

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
    const capacity = depth + Math.max(32, depth >> 1);
    this.#key = new Float64Array(capacity);
    this.#qty = new Float64Array(capacity);
    this.#crc = new Int32Array(capacity);
    this.#digits = new Uint8Array(capacity);
    this.#start = this.#end = capacity >> 1;
    this.#top[0] = seed;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  levelAt(rank: number): LevelText {
    const at = this.#end - 1 - rank;
    return {
      price: formatScaled(this.#key[at]! * this.#direction, this.priceDecimals),
      qty: formatScaled(this.#qty[at]!, this.qtyDecimals),
    };
  }

  priceAt(rank: number): number {
    return (this.#key[this.#end - 1 - rank]! * this.#direction) / 10 ** this.priceDecimals;
  }

  qtyAt(rank: number): number {
    return this.#qty[this.#end - 1 - rank]! / 10 ** this.qtyDecimals;
  }

  /** Whether levels with these decimals can be set here: one side has one number of decimals. */
  fits(levels: Levels): boolean {
    return (
      levels.length === 0 ||
      this.length === 0 ||
      (levels.priceDecimals === this.priceDecimals && levels.qtyDecimals === this.qtyDecimals)
    );
  }

  /** Replaces all levels by a snapshot's. False when they are not sorted best first, or one has no price or quantity. */
  load(levels: Levels): boolean {
    const length = levels.length;
    if (length > this.#key.length) this.#reserve(length);
    this.#start = (this.#key.length - length) >> 1;
    this.#end = this.#start + length;
    this.#dirtyRank = 0;
    this.begin();
    if (length > 0) {
      this.priceDecimals = levels.priceDecimals;
      this.qtyDecimals = levels.qtyDecimals;
    }
    const { price, qty, crc, digits } = levels;
    let at = this.#end;
    let better = Number.POSITIVE_INFINITY;
    for (let i = 0; i < length; i++) {
      const key = price[i]! * this.#direction;
      if (!(key < better) || price[i] === 0 || qty[i] === 0) return false;
      better = key;
      at--;
      this.#key[at] = key;
      this.#qty[at] = qty[i]!;
      this.#crc[at] = crc[i]!;
      this.#digits[at] = digits[i]!;
    }
    return true;
  }

  /** Sets or, where the quantity is zero, removes levels that fit, in their order. An unknown price is removed in vain. */
  apply(levels: Levels): void {
    const { length } = levels;
    if (length > 0) {
      this.priceDecimals = levels.priceDecimals;
      this.qtyDecimals = levels.qtyDecimals;
    }
    for (let i = 0; i < length; i++) this.#set(levels, i);
  }

  begin(): void {
    this.#undo.length = 0;
  }

  cut(depth: number): void {
    this.#startBeforeCut = this.#start;
    if (this.#end - this.#start > depth) this.#start = this.#end - depth;
  }

  revert(): void {
    const undo = this.#undo;
    this.#start = this.#startBeforeCut;
    for (let i = undo.length - 1; i >= 0; i--) {
      const digits = `${undo.price[i]}${undo.qty[i]}`;
      undo.crc[i] = appendText(0, digits);
      undo.digits[i] = digits.length;
      this.#set(undo, i);
    }
    this.begin();
  }

  clear(): void {
    this.#start = this.#end = this.#key.length >> 1;
    this.#dirtyRank = 0;
    this.begin();
  }

  /** Whether the top ten may have changed since `topCrc` was read. */
  get topChanged(): boolean {
    return this.#dirtyRank < TOP;
  }

  /** How many digits the top ten have; valid after `topCrc`. */
  get topDigits(): number {
    return this.#topDigits[Math.min(TOP, this.length)]!;
  }

  /** The raw CRC of the top ten levels, continued from the seed; only ranks behind a change are combined anew. */
  topCrc(): number {
    const ranks = Math.min(TOP, this.#end - this.#start);
    let rank = this.#dirtyRank;
    if (rank < ranks) {
      let crc = this.#top[rank]!;
      let digits = this.#topDigits[rank]!;
      let at = this.#end - 1 - rank;
      while (rank < ranks) {
        const levelDigits = this.#digits[at]!;
        crc = shiftBy(shiftTable(levelDigits), crc) ^ this.#crc[at]!;
        digits += levelDigits;
        rank++;
        at--;
        this.#top[rank] = crc;
        this.#topDigits[rank] = digits;
      }
    }
    this.#dirtyRank = TOP;
    return this.#top[ranks]!;
  }

  /** Sets or removes one level. It is given where to read it: numbers handed over would be boxed. */
  #set(levels: Levels, i: number): void {
    const key = levels.price[i]! * this.#direction;
    const qty = levels.qty[i]!;
    let at = this.#find(key);
    const rank = this.#end - 1 - at;
    const known = at >= this.#start && this.#key[at] === key;
    if (!known && qty === 0) return;
    this.#remember(levels.price[i]!, known ? this.#qty[at]! : 0);
    if (rank < this.#dirtyRank) this.#dirtyRank = rank;
    if (qty === 0) {
      this.#removeAt(at);
      return;
    }
    if (!known) {
      at = this.#openBehind(rank);
      this.#key[at] = key;
    }
    this.#qty[at] = qty;
    this.#crc[at] = levels.crc[i]!;
    this.#digits[at] = levels.digits[i]!;
  }

  /** The index of the best key that is not above `key`; one below the start when there is none. */
  #find(key: number): number {
    const keys = this.#key;
    let at = this.#end - 1;
    const near = Math.max(this.#start, this.#end - NEAR);
    while (at >= near && keys[at]! > key) at--;
    if (at >= near || at < this.#start) return at;
    let low = this.#start - 1;
    let high = at;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (keys[middle]! > key) high = middle - 1;
      else low = middle;
    }
    return low;
  }

  /** Makes room for a level behind `rank` better ones, by moving whichever part of the side is shorter. */
  #openBehind(rank: number): number {
    const towardsBest = rank <= this.length - rank;
    const capacity = this.#key.length;
    if (towardsBest ? this.#end === capacity : this.#start === 0) {
      // Room at both ends: by centring where a quarter is free, else in arrays twice as long.
      this.#reserve(this.length > capacity - (capacity >> 2) ? capacity * 2 : capacity);
    }
    if (towardsBest) {
      const at = this.#end - rank;
      this.#move(at, this.#end, 1);
      this.#end++;
      return at;
    }
    const at = this.#end - 1 - rank;
    this.#move(this.#start, at + 1, -1);
    this.#start--;
    return at;
  }

  #removeAt(at: number): void {
    if (this.#end - at <= at - this.#start) {
      this.#move(at + 1, this.#end, -1);
      this.#end--;
    } else {
      this.#move(this.#start, at, 1);
      this.#start++;
    }
  }

  /** Moves the levels in [from, to) by one. */
  #move(from: number, to: number, by: 1 | -1): void {
    const key = this.#key;
    const qty = this.#qty;
    const crc = this.#crc;
    const digits = this.#digits;
    if (to - from > LONG_MOVE) {
      key.copyWithin(from + by, from, to);
      qty.copyWithin(from + by, from, to);
      crc.copyWithin(from + by, from, to);
      digits.copyWithin(from + by, from, to);
      return;
    }
    const first = by === 1 ? to - 1 : from;
    for (let n = to - from, i = first; n > 0; n--, i -= by) {
      key[i + by] = key[i]!;
      qty[i + by] = qty[i]!;
      crc[i + by] = crc[i]!;
      digits[i + by] = digits[i]!;
    }
  }

  #remember(price: number, qty: number): void {
    const undo = this.#undo;
    if (undo.length === undo.price.length) undo.grow();
    undo.price[undo.length] = price;
    undo.qty[undo.length++] = qty;
  }

  #reserve(capacity: number): void {
    const { length } = this;
    const start = (capacity - length) >> 1;
    const from = this.#start;
    const to = this.#end;
    this.#key = moved(this.#key, new Float64Array(capacity), start, from, to);
    this.#qty = moved(this.#qty, new Float64Array(capacity), start, from, to);
    this.#crc = moved(this.#crc, new Int32Array(capacity), start, from, to);
    this.#digits = moved(this.#digits, new Uint8Array(capacity), start, from, to);
    this.#start = start;
    this.#end = start + length;
  }
}

function moved<T extends Float64Array | Int32Array | Uint8Array>(
  from: T,
  into: T,
  at: number,
  start: number,
  end: number,
): T {
  into.set(from.subarray(start, end), at);
  return into;
}
