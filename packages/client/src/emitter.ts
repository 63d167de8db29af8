/**
 * Events, with listeners kept apart from each other: one that throws is reported, and the rest are called.
 */
import { givenChoice, show, wrong } from '@kraken-stream/core';

type Listener<P> = (payload: P) => void;

interface Entry {
  readonly isOnce: boolean;
  /** A method, so that listeners of all events can stand together. */
  listener(payload: unknown): void;
}

/** `Events` maps each event's name to what its listeners are given. */
export class Emitter<Events extends object> {
  readonly #report: (error: unknown) => void;
  /** Of each event there is. Replaced, never changed, so that listeners may come and go while they are called. */
  readonly #entries: Map<keyof Events, readonly Entry[]>;

  /** `report` is told what a listener threw. */
  constructor(events: readonly (keyof Events)[], report: (error: unknown) => void) {
    this.#entries = new Map(events.map((event) => [event, []]));
    this.#report = report;
  }

  /** Throws a `UsageError` for an event that there is not, and for what cannot be called. */
  on<E extends keyof Events>(event: E, listener: Listener<Events[E]>, isOnce = false): void {
    givenChoice<keyof Events>('event', event, [...this.#entries.keys()]);
    if (typeof listener !== 'function') throw wrong('listener', 'a function', show(listener));
    this.#entries.set(event, [...this.#of(event), { isOnce, listener }]);
  }

  /** Throws as `on` does. */
  once<E extends keyof Events>(event: E, listener: Listener<Events[E]>): void {
    this.on(event, listener, true);
  }

  off<E extends keyof Events>(event: E, listener: Listener<Events[E]>): void {
    this.#keep(event, (entry) => entry.listener !== listener);
  }

  emit<E extends keyof Events>(event: E, payload: Events[E]): void {
    for (const entry of this.#of(event)) {
      if (entry.isOnce) this.#keep(event, (other) => other !== entry);
      const { listener } = entry;
      try {
        listener(payload);
      } catch (error) {
        this.#report(error);
      }
    }
  }

  /** Whether anybody listens. */
  has(event: keyof Events): boolean {
    return this.#of(event).length > 0;
  }

  #of(event: keyof Events): readonly Entry[] {
    return this.#entries.get(event) ?? [];
  }

  #keep(event: keyof Events, isKept: (entry: Entry) => boolean): void {
    if (this.has(event)) this.#entries.set(event, this.#of(event).filter(isKept));
  }
}
