/**
 * How fast requests go out: a bucket of tokens that fills evenly. When the exchange says that they were too many, it
 * fills at half the rate, and grows back when nothing more is said.
 */
import type { PaceOptions } from './options.js';

/** How slow it gets, in requests a second. */
const SLOWEST = 0.5;
/** Without a complaint for this long, the rate doubles again. */
const RECOVERY_MS = 15_000;
/** Nothing goes out for this long after a complaint. */
const PAUSE_MS = 1_000;

export class Pace {
  readonly #options: PaceOptions;
  #perSecond: number;
  /** Since when the bucket has been filling: the time of which it was empty, or would have been. */
  #emptyAt = Number.NEGATIVE_INFINITY;
  #complainedAt = Number.NEGATIVE_INFINITY;
  /** Since when nothing was said against the present rate. */
  #steadySince = Number.NEGATIVE_INFINITY;

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#perSecond = options.perSecond;
  }

  /** Whether a request may go out now; it is counted when it may. */
  take(now: number): boolean {
    if (this.nextAt(now) > now) return false;
    // No more than a burst gathers.
    this.#emptyAt = Math.max(this.#emptyAt, now - this.#options.burst * this.#intervalMs) + this.#intervalMs;
    return true;
  }

  /** When the next may go out. */
  nextAt(now: number): number {
    this.#recover(now);
    return Math.max(now, Math.ceil(this.#emptyAt + this.#intervalMs));
  }

  /** The exchange has said that there were too many. */
  slow(now: number): void {
    this.#recover(now);
    // What was sent in one go is complained of in one go.
    if (now - this.#complainedAt >= PAUSE_MS)
      this.#perSecond = Math.min(this.#perSecond, Math.max(SLOWEST, this.#perSecond / 2));
    this.#complainedAt = now;
    this.#steadySince = now;
    this.#emptyAt = now + PAUSE_MS;
  }

  #recover(now: number): void {
    const { perSecond } = this.#options;
    while (this.#perSecond < perSecond && now - this.#steadySince >= RECOVERY_MS) {
      const faster = Math.min(perSecond, this.#perSecond * 2);
      // What has gathered is no more for it.
      if (now > this.#emptyAt) this.#emptyAt = now - ((now - this.#emptyAt) * this.#perSecond) / faster;
      this.#perSecond = faster;
      this.#steadySince += RECOVERY_MS;
    }
  }

  get #intervalMs(): number {
    return 1000 / this.#perSecond;
  }
}
