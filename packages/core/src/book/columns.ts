/**
 * Levels in typed arrays with room at both ends, the worst at `start`, the best before `end`. Knows how to move levels
 * and nothing of what they mean. Two arrays for four numbers a level: a page with many books touches each of them
 * seldom, and what lies together is fetched together.
 */

/** From this many levels on, the platform's move beats a loop. */
const LONG_MOVE = 48;

export class Columns {
  /** Key and quantity of level n at 2n and 2n + 1; keys ascend towards the best. */
  protected values: Float64Array;
  /** Raw CRC of the digits of level n, and how many they are, at 2n and 2n + 1. */
  protected digits: Int32Array;
  protected start: number;
  protected end: number;

  constructor(capacity: number) {
    this.values = new Float64Array(2 * capacity);
    this.digits = new Int32Array(2 * capacity);
    this.start = this.end = capacity >> 1;
  }

  get length(): number {
    return this.end - this.start;
  }

  get #capacity(): number {
    return this.values.length >> 1;
  }

  /** Makes room for `length` levels, which are to be written; what was here is gone. */
  protected reset(length: number): void {
    this.start = this.end = 0;
    if (length > this.#capacity) this.#centre(length);
    this.start = (this.#capacity - length) >> 1;
    this.end = this.start + length;
  }

  /** Makes room for one level behind `rank` better ones, by moving whichever part is shorter. Returns its index. */
  protected open(rank: number): number {
    const towardsBest = rank <= this.length - rank;
    const capacity = this.#capacity;
    if (towardsBest ? this.end === capacity : this.start === 0) {
      // Room at both ends: by centring where an eighth is free, else in arrays half as long again.
      this.#centre(this.length > capacity - (capacity >> 3) ? capacity + (capacity >> 1) : capacity);
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
  protected close(at: number): void {
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
    const { values, digits } = this;
    if (to - from > LONG_MOVE) {
      values.copyWithin(2 * (from + by), 2 * from, 2 * to);
      digits.copyWithin(2 * (from + by), 2 * from, 2 * to);
      return;
    }
    const step = 2 * by;
    for (let n = to - from, i = by === 1 ? 2 * to - 2 : 2 * from; n > 0; n--, i -= step) {
      values[i + step] = values[i]!;
      values[i + step + 1] = values[i + 1]!;
      digits[i + step] = digits[i]!;
      digits[i + step + 1] = digits[i + 1]!;
    }
  }

  /** Puts the levels that there are in the middle, in longer arrays where there is not so much room. */
  #centre(capacity: number): void {
    const { length, start: from, end: to, values, digits } = this;
    const start = (capacity - length) >> 1;
    if (capacity > this.#capacity) {
      this.values = new Float64Array(2 * capacity);
      this.digits = new Int32Array(2 * capacity);
    }
    this.values.set(values.subarray(2 * from, 2 * to), 2 * start);
    this.digits.set(digits.subarray(2 * from, 2 * to), 2 * start);
    this.start = start;
    this.end = start + length;
  }
}
