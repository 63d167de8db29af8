/** How many requests one connection may make. Knows neither requests nor answers. */

const SECOND = 1_000_000;

export class RequestRate {
  readonly #most: number;
  /** When the last requests were allowed, in microseconds, oldest first from `#oldest`, going round. */
  readonly #times: number[] = [];
  #oldest = 0;

  /** `most` in any one second; Infinity for no limit. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether one more is allowed at this time, in microseconds; what is refused does not count. */
  allows(micros: number): boolean {
    if (this.#most === Infinity) return true;
    if (this.#times.length < this.#most) {
      this.#times.push(micros);
      return true;
    }
    if (micros - (this.#times[this.#oldest] ?? 0) < SECOND) return false;
    this.#times[this.#oldest] = micros;
    this.#oldest = (this.#oldest + 1) % this.#most;
    return true;
  }
}
