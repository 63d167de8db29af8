/** Time: a virtual clock that goes where it is told, and the real one. Nothing else in the engine entry has timers. */
import { type Clock, show, wrong } from '@kraken-stream/core';
import { Schedule } from './schedule.js';

/** Turns of the microtask queue in which promises settle between two timers of a virtual clock. */
const SETTLING_TURNS = 32;

/** A clock for tests: it stands still until it is advanced, and runs its timers in the order of their times. */
export class VirtualClock implements Clock {
  readonly #schedule = new Schedule();
  readonly #settle: () => Promise<void>;
  #now: number;

  /**
   * `now`: milliseconds since 1970. `settle` resolves when promises have settled; when left out, after 32 turns of the
   * microtask queue, which is enough for short chains. In Node `() => new Promise(setImmediate)` waits for all of them,
   * however long, as a real event loop does between two timers.
   */
  constructor(now = Date.UTC(2026, 0, 1), settle = someTurns) {
    this.#now = now;
    this.#settle = settle;
  }

  now(): number {
    return this.#now;
  }

  at(at: number, callback: () => void): () => void {
    return this.#schedule.add(Math.max(at, this.#now), callback);
  }

  /** When the next timer is due, in milliseconds since 1970; Infinity when there is none. */
  get nextAt(): number {
    return this.#schedule.nextAt;
  }

  /** How many timers are set. */
  get timers(): number {
    return this.#schedule.size;
  }

  /** Moves on by so many milliseconds and runs the timers due on the way. Throws a `UsageError` for what is no such number. */
  advance(ms: number): void {
    checkMs(ms);
    this.advanceTo(this.#now + ms);
  }

  /** Moves on to a time and runs the timers due on the way, those that they set included. */
  advanceTo(at: number): void {
    while (this.#schedule.nextAt <= at) this.#step();
    this.#now = Math.max(this.#now, at);
  }

  /**
   * Moves on by so many milliseconds; promises settle before, between and after the timers due on the way. Rejects with a
   * `UsageError` for what is no such number.
   */
  async run(ms: number): Promise<void> {
    checkMs(ms);
    const until = this.#now + ms;
    await this.#settle();
    while (this.#schedule.nextAt <= until) {
      this.#step();
      await this.#settle();
    }
    this.#now = Math.max(this.#now, until);
  }

  #step(): void {
    this.#now = Math.max(this.#now, this.#schedule.nextAt);
    this.#schedule.take()?.();
  }
}

/** A time that is no number would stop the clock for good. */
function checkMs(ms: unknown): void {
  if (typeof ms !== 'number' || !(ms >= 0)) throw wrong('ms', 'a number from 0 up', show(ms));
}

async function someTurns(): Promise<void> {
  for (let turn = 0; turn < SETTLING_TURNS; turn++) await Promise.resolve();
}

/** The longest time that a timer of the platform can be set to. */
const LONGEST = 0x7fffffff;

/** The time of day, and the platform's timers. */
export function realClock(): Clock {
  return {
    now: () => Date.now(),
    at(at, callback) {
      let timer: ReturnType<typeof setTimeout>;
      const wait = (): void => {
        const left = Math.ceil(at - Date.now());
        if (left > LONGEST) timer = setTimeout(wait, LONGEST);
        else timer = setTimeout(callback, Math.max(0, left));
      };
      wait();
      return () => clearTimeout(timer);
    },
  };
}
