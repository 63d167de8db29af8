/** The spread of the last minute, in stretches of equal length: the least and the most of each. Knows no pixels. */

export const STRETCH_MS = 500;
export const STRETCHES = 120;

export interface Stretch {
  /** How long ago it began, in stretches: 0 is the running one. */
  readonly ago: number;
  readonly low: number;
  readonly high: number;
}

export class SpreadHistory {
  readonly #lows = new Float64Array(STRETCHES).fill(Number.NaN);
  readonly #highs = new Float64Array(STRETCHES).fill(Number.NaN);
  /** The number of the running stretch, counted since 1970. */
  #current = 0;

  /** `now` in milliseconds since 1970. A stretch of which nothing is told stays empty: nothing was known then. */
  add(now: number, spread: number): void {
    this.advance(now);
    const at = this.#current % STRETCHES;
    const [low, high] = [this.#lows[at]!, this.#highs[at]!];
    this.#lows[at] = Number.isNaN(low) ? spread : Math.min(low, spread);
    this.#highs[at] = Number.isNaN(high) ? spread : Math.max(high, spread);
  }

  /** Time has gone on. Returns whether another stretch has begun. */
  advance(now: number): boolean {
    const number = Math.floor(now / STRETCH_MS);
    if (number <= this.#current) return false;
    for (let next = Math.max(this.#current + 1, number - STRETCHES + 1); next <= number; next++) {
      this.#lows[next % STRETCHES] = this.#highs[next % STRETCHES] = Number.NaN;
    }
    this.#current = number;
    return true;
  }

  clear(): void {
    this.#lows.fill(Number.NaN);
    this.#highs.fill(Number.NaN);
  }

  /** Oldest first; stretches of which nothing is known are left out. */
  *stretches(): Generator<Stretch> {
    for (let ago = STRETCHES - 1; ago >= 0; ago--) {
      const at = (((this.#current - ago) % STRETCHES) + STRETCHES) % STRETCHES;
      const low = this.#lows[at]!;
      if (!Number.isNaN(low)) yield { ago, low, high: this.#highs[at]! };
    }
  }

  /** The least and the most of all; undefined when nothing is known. */
  get range(): { low: number; high: number } | undefined {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const stretch of this.stretches()) {
      low = Math.min(low, stretch.low);
      high = Math.max(high, stretch.high);
    }
    return low > high ? undefined : { low, high };
  }
}
