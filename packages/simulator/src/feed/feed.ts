/** What every channel's feed of one market offers, and those who listen to it. Knows no channel. */
import type { ServerMessage } from '@kraken-stream/core';
import type { Frame } from '../frame.js';

/** Is given each frame of what it listens to. */
export type FrameListener = (frame: Frame) => void;

/** One channel. `Options` is what a subscription to it can choose. */
export interface Feed<Options> {
  /** What a new subscriber gets first; undefined for nothing. `at` in microseconds since 1970. */
  snapshot(options: Options, at: number): ServerMessage | undefined;
  /** Calls `listener` with each update from now on. Returns how to stop that. */
  listen(options: Options, listener: FrameListener): () => void;
}

/** Listeners by what they chose. */
export class Audience<Choice> {
  readonly #listeners = new Map<Choice, Set<FrameListener>>();

  /** All that is listened to. */
  get choices(): Iterable<Choice> {
    return this.#listeners.keys();
  }

  hears(choice: Choice): boolean {
    return this.#listeners.has(choice);
  }

  /** Returns how to leave. */
  join(choice: Choice, listener: FrameListener): () => void {
    const listeners = this.#listeners.get(choice) ?? new Set();
    this.#listeners.set(choice, listeners.add(listener));
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) this.#listeners.delete(choice);
    };
  }

  tell(choice: Choice, frame: Frame): void {
    for (const listener of this.#listeners.get(choice) ?? []) listener(frame);
  }
}
