/** One direction of an in-memory connection: whatever is put in comes out later, in order. Knows nothing of sockets. */
import type { Clock } from '@kraken-stream/core';

export class Lane {
  readonly #clock: Clock;
  readonly #latencyMs: number;
  #queue: { readonly at: number; readonly deliver: () => void }[] = [];
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, latencyMs: number) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
  }

  /** Calls `deliver` after the latency, never at once. */
  put(deliver: () => void): void {
    this.#queue.push({ at: this.#clock.now() + this.#latencyMs, deliver });
    this.#arm();
  }

  /** What is on its way never arrives. */
  clear(): void {
    this.#queue = [];
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #arm(): void {
    const next = this.#queue[0];
    if (next === undefined || this.#cancel !== undefined) return;
    this.#cancel = this.#clock.at(next.at, () => {
      this.#cancel = undefined;
      this.#drain();
    });
  }

  #drain(): void {
    const now = this.#clock.now();
    const due = this.#queue.findIndex(({ at }) => at > now);
    const ready = this.#queue.splice(0, due === -1 ? this.#queue.length : due);
    this.#arm();
    for (const { deliver } of ready) deliver();
  }
}
