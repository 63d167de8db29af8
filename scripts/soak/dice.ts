/** Chance from a seed: the same seed makes the same soak. Mulberry32, by Tommy Ettinger. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 to below 1, evenly. */
  readonly uniform = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let z = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 0x100000000;
  };

  /** An integer from `least` to `most`. */
  from(least: number, most: number): number {
    return least + Math.floor(this.uniform() * (most - least + 1));
  }

  one<T>(values: readonly [T, ...T[]]): T {
    return values[this.from(0, values.length - 1)] ?? values[0];
  }

  /** A few neighbours, so that equal topics are often asked for. */
  some<T>(values: readonly T[], count: number): T[] {
    const from = this.from(0, Math.max(0, values.length - count));
    return values.slice(from, from + count);
  }
}
