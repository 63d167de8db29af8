/**
 * The trading rate counter of one account and pair. Counts in units of 10^-8, of which each tier loses a whole number a
 * microsecond. https://docs.kraken.com/api/docs/guides/spot-ratelimits
 */

import type { Tier } from './account.js';
import { written } from './amount.js';

const ONE = 100_000_000;

export interface TierLimits {
  readonly maxratecount: number;
  /** Units that are lost in a microsecond. */
  readonly decay: number;
  /** Open orders of one pair. */
  readonly openOrders: number;
  /** How many of those may wait for their time: no page says it. */
  readonly scheduledOrders: number;
}

export const TIERS: Readonly<Record<Tier, TierLimits>> = {
  starter: { maxratecount: 60, decay: 100, openOrders: 60, scheduledOrders: 20 },
  intermediate: { maxratecount: 125, decay: 234, openOrders: 80, scheduledOrders: 30 },
  pro: { maxratecount: 180, decay: 375, openOrders: 225, scheduledOrders: 75 },
};

/** What is counted for an order that is younger than so many seconds. */
type Ages = readonly (readonly [seconds: number, count: number])[];

const AGES = {
  amend: [
    [5, 3],
    [10, 2],
    [15, 1],
  ],
  edit: [
    [5, 6],
    [10, 5],
    [15, 4],
    [45, 2],
    [90, 1],
  ],
  cancel: [
    [5, 8],
    [10, 6],
    [15, 5],
    [45, 4],
    [90, 2],
    [300, 1],
  ],
} as const satisfies Record<string, Ages>;

/** What a change of an order counts beside what is fixed; `age` in microseconds since it was made or last amended. */
export function countByAge(change: keyof typeof AGES, age: number): number {
  const ages: Ages = AGES[change];
  return ages.find(([seconds]) => age < seconds * 1_000_000)?.[1] ?? 0;
}

export class RateCounter {
  readonly #limits: TierLimits;
  #units = 0;
  #at = 0;

  constructor(limits: TierLimits) {
    this.#limits = limits;
  }

  /** Counts, unless that would go beyond the limit: then it says false. `at` in microseconds since 1970. */
  take(count: number, at: number): boolean {
    if (!this.fits(count, at)) return false;
    this.force(count, at);
    return true;
  }

  /** Whether so much could be counted. */
  fits(count: number, at: number): boolean {
    return this.#now(at) + count * ONE <= this.#limits.maxratecount * ONE;
  }

  /** Counts whatever the limit says. */
  force(count: number, at: number): void {
    this.#units = this.#now(at) + count * ONE;
    this.#at = at;
  }

  /** Whether nothing more will be taken. */
  full(at: number): boolean {
    return this.#now(at) >= this.#limits.maxratecount * ONE;
  }

  /** The count at a time, with two decimals where it is not whole. */
  text(at: number): string {
    return written(BigInt(Math.round(this.#now(at) / (ONE / 100))), 2).replace(/\.?0+$/, '');
  }

  #now(at: number): number {
    return Math.max(0, this.#units - Math.max(0, at - this.#at) * this.#limits.decay);
  }
}
