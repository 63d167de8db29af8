/**
 * Events, with listeners kept apart from each other: one that throws is reported, and the rest are called.
 */
import { givenChoice, show, wrong } from '@kraken-stream/core';
import { EventEmitter } from 'eventemitter3';

type Listener<P> = (payload: P) => void;

/** `Events` maps each event's name to what its listeners are given. */
export class Emitter<Events extends object> {
  readonly #emitter = new EventEmitter<string>();
  readonly #report: (error: unknown) => void;
  /** What stands in for a listener, so that it can be taken off again. */
  readonly #guards = new WeakMap<object, Listener<unknown>>();

  readonly #events: readonly string[];

  /** `report` is told what a listener threw. */
  constructor(events: readonly (keyof Events & string)[], report: (error: unknown) => void) {
    this.#events = events;
    this.#report = report;
  }

  /** Throws a `UsageError` for an event that there is not, and for what cannot be called. */
  on<E extends keyof Events & string>(event: E, listener: Listener<Events[E]>): void {
    this.#emitter.on(event, this.#guard(event, listener));
  }

  /** Throws as `on` does. */
  once<E extends keyof Events & string>(event: E, listener: Listener<Events[E]>): void {
    this.#emitter.once(event, this.#guard(event, listener));
  }

  off<E extends keyof Events & string>(event: E, listener: Listener<Events[E]>): void {
    const guard = this.#guards.get(listener);
    if (guard !== undefined) this.#emitter.off(event, guard);
  }

  emit<E extends keyof Events & string>(event: E, payload: Events[E]): void {
    this.#emitter.emit(event, payload);
  }

  /** Whether anybody listens. */
  has(event: keyof Events & string): boolean {
    return this.#emitter.listenerCount(event) > 0;
  }

  #guard<P>(event: string, listener: Listener<P>): Listener<unknown> {
    givenChoice('event', event, this.#events);
    if (typeof listener !== 'function') throw wrong('listener', 'a function', show(listener));
    let guard = this.#guards.get(listener);
    if (guard === undefined) {
      guard = (payload) => {
        try {
          listener(payload as P);
        } catch (error) {
          this.#report(error);
        }
      };
      this.#guards.set(listener, guard);
    }
    return guard;
  }
}
