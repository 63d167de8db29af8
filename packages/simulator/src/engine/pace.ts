/** When something happens next in a market: at random around a rate, with bursts. Knows nothing of orders. */
import type { Random } from '../random.js';

/** How often a burst begins, per event outside of one. */
const BURST_CHANCE = 0.02;
/** Events in a burst, on average. */
const BURST_LENGTH = 20;
/** How much closer together the events of a burst are. */
const BURST_SPEED = 20;
/** Makes up for bursts, so that the mean rate is the one asked for. */
const STRETCH = (1 / BURST_CHANCE + BURST_LENGTH) / (1 / BURST_CHANCE + BURST_LENGTH / BURST_SPEED);

export class Pace {
  readonly #random: Random;
  /** Mean time between events outside of bursts, in microseconds. */
  readonly #gap: number;
  #burst = 0;

  /** `rate`: events a second on average; 0 means never. */
  constructor(random: Random, rate: number) {
    this.#random = random;
    this.#gap = rate > 0 ? (STRETCH * 1_000_000) / rate : Infinity;
  }

  /** Microseconds until the next event; an integer, at least 1, or Infinity. */
  next(): number {
    const random = this.#random;
    if (this.#burst === 0 && random.chance(BURST_CHANCE)) this.#burst = 1 + random.int(2 * BURST_LENGTH - 1);
    let mean = this.#gap;
    if (this.#burst > 0) {
      this.#burst--;
      mean /= BURST_SPEED;
    }
    return Math.max(1, Math.round(random.exponential() * mean));
  }
}
