/**
 * A small seeded generator (sfc32, seeded by splitmix32) and the few distributions that the traders need.
 * Uses only operations whose results every engine agrees on to the last bit, so that a seed means the same bytes
 * everywhere. Knows nothing of markets.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `name` gives streams of one seed that do not disturb each other. `seed` is any integer. */
  constructor(seed: number, name = '') {
    let state = (seed ^ Math.floor(seed / 0x100000000)) >>> 0;
    for (let i = 0; i < name.length; i++) state = Math.imul(state ^ name.charCodeAt(i), 0x01000193) >>> 0;
    const next = () => {
      state = (state + 0x9e3779b9) >>> 0;
      let z = state;
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      return (z ^ (z >>> 16)) | 0;
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    for (let i = 0; i < 12; i++) this.uint32();
  }

  /** An integer from 0 to 2^32 - 1. */
  uint32(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t;
    this.#c |= 0;
    return t >>> 0;
  }

  /** An unsigned 64-bit integer. */
  uint64(): bigint {
    return (BigInt(this.uint32()) << 32n) | BigInt(this.uint32());
  }

  /** From 0 up to, not including, 1. */
  uniform(): number {
    return this.uint32() / 0x100000000;
  }

  /** An integer from 0 up to, not including, `below`. */
  int(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Exponential with mean 1, by von Neumann's method, which only compares: logarithms differ between engines. */
  exponential(): number {
    for (let whole = 0; ; whole++) {
      const first = this.uniform();
      let last = first;
      for (let length = 1; ; length++) {
        const next = this.uniform();
        if (next < last) last = next;
        else if (length % 2 === 1) return whole + first;
        else break;
      }
    }
  }

  /** Bell-shaped with mean 0 and deviation 1, never beyond 3.5: a sum of four uniforms. */
  normal(): number {
    return (this.uniform() + this.uniform() + this.uniform() + this.uniform() - 2) * Math.sqrt(3);
  }

  /** How many times in a row a coin with this probability comes up, at most `limit`. */
  streak(probability: number, limit: number): number {
    let n = 0;
    while (n < limit && this.uniform() < probability) n++;
    return n;
  }
}
