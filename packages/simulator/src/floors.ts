/**
 * All markets of an exchange, each of which trades when it is due, and all of which can be halted. Knows nothing of
 * connections.
 */
import { UsageError } from '@kraken-stream/core';
import type { Floor } from './floor.js';
import type { Schedule } from './schedule.js';

interface Trading {
  readonly floor: Floor;
  readonly run: () => void;
  /** Calls off what is due next. */
  callOff: (() => void) | undefined;
}

export class Floors {
  readonly #floors = new Map<string, Trading>();
  readonly #schedule: Schedule;
  readonly #micros: () => number;
  #halted = false;

  /** `micros` tells the time in microseconds since 1970. */
  constructor(schedule: Schedule, micros: () => number) {
    this.#schedule = schedule;
    this.#micros = micros;
  }

  find(symbol: string): Floor | undefined {
    return this.#floors.get(symbol)?.floor;
  }

  /** Throws `UsageError` for a symbol that is not traded here. */
  get(symbol: string): Floor {
    const floor = this.find(symbol);
    if (floor === undefined) throw new UsageError('symbol', `${symbol} is not traded here`);
    return floor;
  }

  open(floor: Floor): void {
    const run = (): void => {
      // The traders may have been told to rest since this was put on the schedule.
      if (floor.nextAt <= this.#micros()) floor.run();
      this.#await(trading);
    };
    const trading: Trading = { floor, run, callOff: undefined };
    this.#floors.set(floor.instrument.pair.symbol, trading);
    this.#await(trading);
  }

  /** Lets all markets stand still until `at`, in microseconds since 1970. */
  rest(at: number): void {
    for (const { floor } of this.#floors.values()) floor.rest(at);
  }

  /** Lets all markets stand still until they are resumed. */
  halt(): void {
    this.#halted = true;
    for (const { callOff } of this.#floors.values()) callOff?.();
  }

  resume(): void {
    if (!this.#halted) return;
    this.#halted = false;
    this.rest(this.#micros());
    for (const trading of this.#floors.values()) this.#await(trading);
  }

  #await(trading: Trading): void {
    const { nextAt } = trading.floor;
    if (nextAt < Infinity && !this.#halted) trading.callOff = this.#schedule.add(nextAt, trading.run);
  }
}
