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
  #tokens: number;
  #at = Number.NEGATIVE_INFINITY;
  #complainedAt = Number.NEGATIVE_INFINITY;
  /** Since when nothing was said against the present rate. */
  #steadySince = Number.NEGATIVE_INFINITY;

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#perSecond = this.#options.perSecond;
    this.#tokens = this.#options.burst;
  }

  /** Whether a request may go out now; it is counted when it may. */
  take(now: number): boolean {
    this.#fill(now);
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  /** When the next may go out. */
  nextAt(now: number): number {
    this.#fill(now);
    return this.#tokens >= 1 ? now : this.#at + Math.ceil(((1 - this.#tokens) * 1000) / this.#perSecond);
  }

  /** The exchange has said that there were too many. */
  slow(now: number): void {
    this.#fill(now);
    // What was sent in one go is complained of in one go.
    if (now - this.#complainedAt >= PAUSE_MS)
      this.#perSecond = Math.min(this.#perSecond, Math.max(SLOWEST, this.#perSecond / 2));
    this.#complainedAt = now;
    this.#steadySince = now;
    this.#tokens = 0;
    this.#at = now + PAUSE_MS;
  }

  #fill(now: number): void {
    if (this.#at === Number.NEGATIVE_INFINITY) this.#at = now;
    if (now <= this.#at) return;
    while (this.#perSecond < this.#options.perSecond && now - this.#steadySince >= RECOVERY_MS) {
      this.#perSecond = Math.min(this.#options.perSecond, this.#perSecond * 2);
      this.#steadySince += RECOVERY_MS;
    }
    this.#tokens = Math.min(this.#options.burst, this.#tokens + ((now - this.#at) * this.#perSecond) / 1000);
    this.#at = now;
  }
}
