/** How long to wait before the next attempt to connect, by what became of the last. */
import { backoff, type ReconnectOptions } from './options.js';

/** The exchange has no data to give. */
const NO_DATA = 1013;
const TOO_MANY = 429;
/** Statuses in the four hundreds that pass by themselves: time-out, too early, too many. */
const PASSING: ReadonlySet<number> = new Set([408, 425, TOO_MANY]);

/** Random waits whose limit doubles with each failure. */
export class Retry {
  /** Whether the exchange has said that it is in maintenance. */
  maintenance = false;
  readonly #options: ReconnectOptions;
  readonly #random: () => number;
  /** Attempts that failed, and connections that broke early, in a row. */
  #failures = 0;

  constructor(options: ReconnectOptions, random: () => number) {
    this.#options = options;
    this.#random = random;
  }

  /** A connection was stable: the next failure is a first one. */
  settled(): void {
    this.#failures = 0;
  }

  /**
   * A connection was lost, or an attempt failed. `demanded`: the exchange asks for the wait, so that nothing may cut it
   * short.
   */
  after(code: number, status: number | undefined): { waitMs: number; demanded: boolean; terminal: boolean } {
    this.#failures++;
    const { maxMs, bannedMs, maintenanceMs } = this.#options;
    const usual = backoff(this.#options, this.#failures, this.#random);
    // Jitter on top: all who were banned together come back apart.
    if (status === TOO_MANY) return { waitMs: bannedMs + usual, demanded: true, terminal: false };
    const terminal = status !== undefined && status >= 400 && status < 500 && !PASSING.has(status);
    // It is tried again all the same, as seldom as can be: what blocks the way may be lifted.
    if (terminal) return { waitMs: maxMs * (0.5 + this.#random() / 2), demanded: false, terminal };
    const demanded = this.maintenance || code === NO_DATA;
    return { waitMs: (demanded ? maintenanceMs : 0) + usual, demanded, terminal };
  }
}
