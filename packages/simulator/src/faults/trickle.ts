/** A slow line: texts wait for their bytes to get through, in order. Knows nothing of frames. */
import type { After } from './holds.js';

/** How slow a line is. */
export interface Slowness {
  readonly bytesPerSecond: number;
  /** How much longer, in milliseconds. */
  readonly leftMs: number;
}

export class Trickle {
  readonly #after: After;
  readonly #slowness: () => Slowness | undefined;
  readonly #out: (text: string) => void;
  #queue: string[] = [];
  #cancel: (() => void) | undefined;

  /** `slowness` is asked before each text; undefined when the line is as fast as ever. */
  constructor(after: After, slowness: () => Slowness | undefined, out: (text: string) => void) {
    this.#after = after;
    this.#slowness = slowness;
    this.#out = out;
  }

  get empty(): boolean {
    return this.#queue.length === 0;
  }

  put(text: string): void {
    this.#queue.push(text);
    if (this.#queue.length === 1) this.#next();
  }

  /** Sends all that waits. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const queue = this.#queue;
    this.#queue = [];
    for (const text of queue) this.#out(text);
  }

  #next(): void {
    const [text] = this.#queue;
    if (text === undefined) return;
    const slow = this.#slowness();
    if (slow === undefined) {
      this.flush();
      return;
    }
    // Frames are ASCII: as many bytes as characters. What is left when the line recovers gets through at once.
    const ms = (text.length / slow.bytesPerSecond) * 1000;
    this.#cancel = this.#after(Math.min(ms, slow.leftMs), () => {
      this.#cancel = undefined;
      this.#queue.shift();
      this.#out(text);
      this.#next();
    });
  }
}
