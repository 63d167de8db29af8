/** Which trades are large for their market: several times the usual quantity. Knows only quantities. */

const TIMES = 4;
/** Before so many were seen nothing is usual. */
const LEARNING = 12;
/** How much each trade counts for what is usual. */
const WEIGHT = 0.03;

export class UsualSize {
  #mean = 0;
  #seen = 0;

  /** Learns from a trade. Returns whether it is large. */
  isLarge(qty: number): boolean {
    this.#seen++;
    const large = this.#seen > LEARNING && qty >= TIMES * this.#mean;
    this.#mean += (qty - this.#mean) * Math.max(WEIGHT, 1 / this.#seen);
    return large;
  }

  reset(): void {
    this.#mean = 0;
    this.#seen = 0;
  }
}
