/**
 * How often connections may be attempted. Knows no connection: it is asked for the time of the next attempt, and counts.
 *
 * The exchange bans an address for ten minutes that attempts some 150 connections within ten
 * (https://docs.kraken.com/api/docs/guides/spot-ws-intro). Everything behind the address counts: other programs, other
 * tabs, what was attempted before a restart. So less than that is taken.
 */
import { UsageError } from '../errors.js';

/** Where attempts are remembered, so that several clients can share a budget. Must not throw. */
export interface AttemptLog {
  /** When attempts were made, in milliseconds since 1970; in any order, and whatever else is in it is left out. */
  read(): readonly number[];
  /** Replaces what was remembered. */
  write(times: readonly number[]): void;
}

/** How often connections may be attempted. */
export interface BudgetOptions {
  /** Attempts within the window, an integer from 1. Default 100: the exchange's 150, less what is not seen from here. */
  readonly attempts: number;
  /** Milliseconds, above 0. Default ten minutes. */
  readonly windowMs: number;
}

const BUDGET: BudgetOptions = { attempts: 100, windowMs: 600_000 };

/** A log that is forgotten with its owner. */
export function memoryLog(): AttemptLog {
  let made: readonly number[] = [];
  return {
    read: () => made,
    write: (times) => {
      made = times;
    },
  };
}

/** Keeps attempts to connect below what the exchange bans an address for. */
export class ConnectBudget {
  readonly #log: AttemptLog;
  readonly #options: BudgetOptions;

  /** Throws a `UsageError` for options out of their range. */
  constructor(log: AttemptLog, options: BudgetOptions = BUDGET) {
    const { attempts, windowMs } = options;
    if (!Number.isInteger(attempts) || attempts < 1) {
      throw new UsageError('attempts', `attempts: expected an integer from 1, received ${attempts}`);
    }
    if (!(windowMs > 0 && windowMs < Number.POSITIVE_INFINITY)) {
      throw new UsageError('windowMs', `windowMs: expected milliseconds above 0, received ${windowMs}`);
    }
    this.#log = log;
    this.#options = options;
  }

  /**
   * Asks for an attempt. Returns `now` when it may be made, and counts it; else the later time at which to ask again,
   * at most a window away. Times in milliseconds since 1970.
   */
  take(now: number): number {
    const { attempts, windowMs } = this.#options;
    const made = this.#made(now);
    const free = made.length < attempts;
    // Also when there is none: what the log held of the future has been brought back, and can now grow old.
    this.#log.write(free ? [...made, now] : made);
    return free ? now : made[0]! + windowMs;
  }

  /** How many attempts count at present, of those that may be made within a window. */
  spent(now: number): number {
    return this.#made(now).length;
  }

  /**
   * The attempts that count, oldest first; of more than the budget the newest. One in the future was made before the
   * clock was set back, or is garbage: it counts as made now, since the exchange has not forgotten it.
   */
  #made(now: number): number[] {
    const { attempts, windowMs } = this.#options;
    return this.#log
      .read()
      .filter((at) => Number.isFinite(at) && at + windowMs > now)
      .map((at) => Math.min(at, now))
      .sort((a, b) => a - b)
      .slice(-attempts);
  }
}
