/** Takes what comes in bulk by turns, between which the page can draw and answer. Knows nothing of what it takes. */

/** Far below the 50 ms from which on a person feels that a page hangs; half of what a frame of the screen has. */
const TURN_MS = 8;

export class Turns<T> {
  readonly #take: (item: T) => void;
  /** Unlike a timer, it goes on at its pace in a page that nobody looks at. */
  readonly #next = new MessageChannel();
  #queue: T[] = [];
  #taken = 0;

  /** `take` is called with each item, in order. */
  constructor(take: (item: T) => void) {
    this.#take = take;
    this.#next.port1.onmessage = () => this.#turn();
  }

  add(items: readonly T[]): void {
    const waiting = this.#queue.length > 0;
    for (const item of items) this.#queue.push(item);
    if (!waiting) this.#turn();
  }

  /** What has not been taken never is. */
  close(): void {
    this.#queue = [];
    this.#next.port1.close();
  }

  #turn(): void {
    const until = performance.now() + TURN_MS;
    try {
      while (this.#taken < this.#queue.length) {
        this.#take(this.#queue[this.#taken++]!);
        if (performance.now() > until) break;
      }
    } finally {
      // Whoever cannot take one is told of it, and of the next all the same.
      if (this.#taken < this.#queue.length) this.#next.port2.postMessage(undefined);
      else {
        this.#queue = [];
        this.#taken = 0;
      }
    }
  }
}
