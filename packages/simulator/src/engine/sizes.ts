/** How much people order: mostly small, seldom large, often round. Knows nothing of prices. */
import type { Random } from '../random.js';

/** Order quantities of one pair. */
export class Sizes {
  readonly #random: Random;
  /** Lots of a usual order. */
  readonly #usual: number;
  readonly #least: bigint;

  /** `usual` and `least` in lots. */
  constructor(random: Random, usual: number, least: bigint) {
    this.#random = random;
    this.#usual = usual;
    this.#least = least;
  }

  /** The lots of an order. */
  next(): bigint {
    const random = this.#random;
    const halvings = random.streak(0.5, 6);
    const doublings = random.streak(0.3, 5);
    const lots = ((this.#usual * (0.5 + random.uniform())) / (1 << halvings)) * (1 << doublings);
    const size = random.chance(0.25) ? this.#rounded(lots) : this.#exact(lots);
    if (size < this.#least) return this.#least;
    return size;
  }

  /** Two leading digits, the rest zeros. */
  #rounded(lots: number): bigint {
    let unit = 1n;
    for (let rest = lots; rest >= 100; rest /= 10) unit *= 10n;
    return (this.#exact(lots) / unit) * unit;
  }

  /** Beyond 2^53 a double has gaps; other digits fill them. */
  #exact(lots: number): bigint {
    const whole = BigInt(Math.floor(lots));
    return lots > Number.MAX_SAFE_INTEGER ? whole + BigInt(this.#random.int(1000)) : whole;
  }
}
