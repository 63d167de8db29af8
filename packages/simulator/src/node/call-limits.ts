/**
 * How many private calls of REST are taken: a counter for each key, and what many calls with a wrong key lead to. Knows
 * neither calls nor answers. https://docs.kraken.com/api/docs/guides/spot-rest-ratelimits
 */
import type { Tier } from '../account/account.js';

/** The counter of a key: how far it goes, and what it loses in a second. */
const TIERS: Readonly<Record<Tier, { readonly most: number; readonly decay: number }>> = {
  starter: { most: 15, decay: 0.33 },
  intermediate: { most: 20, decay: 0.5 },
  pro: { most: 20, decay: 1 },
};

/** Wrong keys in a row that are answered as such; no page says how many, and for how long there is no answer then. */
const WRONG_KEYS = 20;
const LOCKOUT_MS = 60_000;

export class CallLimits {
  readonly #counters = new Map<string, { count: number; at: number }>();
  #wrong = 0;
  #lockedUntil = 0;

  /** Whether a call with this key is taken, and counts it then. `now` in milliseconds since 1970. */
  allows(key: string, tier: Tier, now: number): boolean {
    const { most, decay } = TIERS[tier];
    const { count, at } = this.#counters.get(key) ?? { count: 0, at: now };
    const left = Math.max(0, count - ((now - at) / 1000) * decay);
    if (left + 1 > most) return false;
    this.#counters.set(key, { count: left + 1, at: now });
    this.#wrong = 0;
    return true;
  }

  /**
   * A call came with a key that there is not: whether there have been so many in a row that nothing is said of that any
   * more. Calls with a right key go on: here all callers are on one machine, and one must not lock out the others.
   */
  locksOut(now: number): boolean {
    if (now < this.#lockedUntil) return true;
    this.#wrong++;
    if (this.#wrong <= WRONG_KEYS) return false;
    this.#wrong = 0;
    this.#lockedUntil = now + LOCKOUT_MS;
    return true;
  }
}
