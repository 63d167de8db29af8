/**
 * Events on their way to a consumer that takes them one by one: who waits for one, and how it ends. What is held
 * meanwhile is the buffer's to decide.
 */
import { type BufferPolicy, createBuffer, type EventBuffer, Line, type Queued } from './buffer.js';
import type { Gap } from './subscription.js';

export class EventQueue<E extends Queued> implements AsyncIterableIterator<E | Gap> {
  readonly #buffer: EventBuffer<E>;
  readonly #onReturn: () => void;
  /** While anybody waits, nothing is held. */
  readonly #waiting = new Line<{ resolve(result: IteratorResult<E | Gap>): void; reject(error: unknown): void }>();
  #ended = false;
  #error: unknown;

  /** `onReturn` is called when the consumer leaves its loop. */
  constructor(policy: BufferPolicy, onReturn: () => void) {
    this.#buffer = createBuffer(policy);
    this.#onReturn = onReturn;
  }

  /** Events dropped because the consumer was too slow. */
  get dropped(): number {
    return this.#buffer.dropped;
  }

  push(event: E | Gap): void {
    if (this.#ended) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#buffer.push(event);
    else waiting.resolve({ value: event, done: false });
  }

  /** No more events come. Those that are held are still handed out; then the iteration ends, or fails with `error`. */
  end(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    // Whoever waits is told why; else the next who asks.
    if (this.#waiting.length === 0) this.#error = error;
    for (let waiting = this.#waiting.shift(); waiting !== undefined; waiting = this.#waiting.shift()) {
      if (error === undefined) waiting.resolve({ value: undefined, done: true });
      else waiting.reject(error);
    }
  }

  async next(): Promise<IteratorResult<E | Gap>> {
    const value = this.#buffer.shift();
    if (value !== undefined) return { value, done: false };
    if (this.#ended) {
      const error = this.#error;
      this.#error = undefined;
      if (error !== undefined) throw error;
      return { value: undefined, done: true };
    }
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** The consumer leaves: nothing is kept for it, nor told. */
  async return(): Promise<IteratorResult<E | Gap>> {
    this.end();
    this.#error = undefined;
    while (this.#buffer.shift() !== undefined);
    this.#onReturn();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
