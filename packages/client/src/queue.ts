/**
 * Events on their way to a consumer that takes them one by one. It holds a bounded number; when the consumer is too
 * slow the oldest are dropped, counted, and replaced by one gap that says so.
 */
import type { Gap } from './subscription.js';

export class EventQueue<E extends { readonly receivedAt: number }> implements AsyncIterableIterator<E | Gap> {
  /** Events dropped because the consumer was too slow. */
  dropped = 0;

  readonly #capacity: number;
  readonly #onReturn: () => void;
  #events: (E | Gap)[] = [];
  #waiting: { resolve(result: IteratorResult<E | Gap>): void; reject(error: unknown): void }[] = [];
  #ended = false;
  #error: unknown;
  /** The hole that dropping has left before the oldest event held. */
  #hole: { count: number; from: number; to: number } | undefined;

  /** `onReturn` is called when the consumer leaves its loop. */
  constructor(capacity: number, onReturn: () => void) {
    this.#capacity = capacity;
    this.#onReturn = onReturn;
  }

  push(event: E | Gap): void {
    if (this.#ended) return;
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting.resolve({ value: event, done: false });
      return;
    }
    this.#events.push(event);
    if (this.#events.length > this.#capacity) this.#drop();
  }

  /** No more events come. Those that are held are still handed out; then the iteration ends, or fails with `error`. */
  end(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    const waiters = this.#waiting.splice(0);
    // Whoever waits is told why; then it is said.
    if (waiters.length === 0) this.#error = error;
    for (const waiting of waiters) {
      if (error === undefined) waiting.resolve({ value: undefined, done: true });
      else waiting.reject(error);
    }
  }

  async next(): Promise<IteratorResult<E | Gap>> {
    if (this.#hole !== undefined) {
      const { count, from, to } = this.#hole;
      this.#hole = undefined;
      return { value: { type: 'gap', reason: `slow consumer, ${count} events dropped`, from, to }, done: false };
    }
    if (this.#events.length > 0) return { value: this.#events.shift()!, done: false };
    if (this.#ended) {
      const error = this.#error;
      this.#error = undefined;
      if (error !== undefined) throw error;
      return { value: undefined, done: true };
    }
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async return(): Promise<IteratorResult<E | Gap>> {
    this.#events = [];
    this.#hole = undefined;
    this.end();
    this.#onReturn();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #drop(): void {
    const oldest = this.#events.shift()!;
    const [from, to] =
      'receivedAt' in oldest ? [oldest.receivedAt, oldest.receivedAt] : [(oldest as Gap).from, (oldest as Gap).to];
    this.dropped++;
    this.#hole = { count: (this.#hole?.count ?? 0) + 1, from: this.#hole?.from ?? from, to };
  }
}
