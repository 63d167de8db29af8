/**
 * Levels in typed arrays with room at both ends, the worst at `start`, the best before `end`. Knows how to move levels
 * and nothing of what they mean.
 */

/** From this many elements on, the platform's move beats a loop. */
const LONG_MOVE = 48;

export class Columns {
  /** Ascending towards the best. */
  key: Float64Array;
  qty: Float64Array;
  /** Raw CRC of a level's digits, and how many there are. */
  crc: Int32Array;
  digits: Uint8Array;
  start: number;
  end: number;

  constructor(capacity: number) {
    this.key = new Float64Array(capacity);
    this.qty = new Float64Array(capacity);
    this.crc = new Int32Array(capacity);
    this.digits = new Uint8Array(capacity);
    this.start = this.end = capacity >> 1;
  }

  get length(): number {
    return this.end - this.start;
  }

  /** Makes room for `length` levels, which are to be written; what was here is gone. */
  reset(length: number): void {
    this.start = this.end = 0;
    if (length > this.key.length) this.#reserve(length);
    this.start = (this.key.length - length) >> 1;
    this.end = this.start + length;
  }

  /** Makes room for one level behind `rank` better ones, by moving whichever part is shorter. Returns its index. */
  open(rank: number): number {
    const towardsBest = rank <= this.length - rank;
    const capacity = this.key.length;
    if (towardsBest ? this.end === capacity : this.start === 0) {
      // Room at both ends: by centring where a quarter is free, else in arrays twice as long.
      this.#reserve(this.length > capacity - (capacity >> 2) ? capacity * 2 : capacity);
    }
    const at = this.end - rank;
    if (towardsBest) {
      this.#move(at, this.end, 1);
      this.end++;
      return at;
    }
    this.#move(this.start, at, -1);
    this.start--;
    return at - 1;
  }

  /** Closes the gap that a level leaves, by moving whichever part is shorter. */
  close(at: number): void {
    if (this.end - at <= at - this.start) {
      this.#move(at + 1, this.end, -1);
      this.end--;
    } else {
      this.#move(this.start, at, 1);
      this.start++;
    }
  }

  /** Moves the levels in [from, to) by one. */
  #move(from: number, to: number, by: 1 | -1): void {
    const { key, qty, crc, digits } = this;
    if (to - from > LONG_MOVE) {
      key.copyWithin(from + by, from, to);
      qty.copyWithin(from + by, from, to);
      crc.copyWithin(from + by, from, to);
      digits.copyWithin(from + by, from, to);
      return;
    }
    for (let n = to - from, i = by === 1 ? to - 1 : from; n > 0; n--, i -= by) {
      key[i + by] = key[i]!;
      qty[i + by] = qty[i]!;
      crc[i + by] = crc[i]!;
      digits[i + by] = digits[i]!;
    }
  }

  /** Arrays of this capacity, with the levels in their middle. */
  #reserve(capacity: number): void {
    const { length, start: from, end: to } = this;
    const start = (capacity - length) >> 1;
    this.key = centred(this.key, new Float64Array(capacity), start, from, to);
    this.qty = centred(this.qty, new Float64Array(capacity), start, from, to);
    this.crc = centred(this.crc, new Int32Array(capacity), start, from, to);
    this.digits = centred(this.digits, new Uint8Array(capacity), start, from, to);
    this.start = start;
    this.end = start + length;
  }
}

function centred<T extends Float64Array | Int32Array | Uint8Array>(
  old: T,
  fresh: T,
  start: number,
  from: number,
  to: number,
): T {
  fresh.set(old.subarray(from, to), start);
  return fresh;
}
