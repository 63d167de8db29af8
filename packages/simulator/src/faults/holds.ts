/** Frames of one connection that are held back for a while. Knows neither faults nor what frames are for. */
import type { Frame } from '../frame.js';

/** Runs something after so many milliseconds, unless the connection is over by then. Returns how to call it off. */
export type After = (ms: number, run: () => void) => () => void;

interface Hold {
  readonly frames: Frame[];
  readonly cancel: () => void;
}

export class Holds {
  readonly #after: After;
  readonly #out: (frame: Frame) => void;
  readonly #holds = new Map<string, Hold>();
  #unnamed = 0;

  /** `out` is where frames go when they are released. */
  constructor(after: After, out: (frame: Frame) => void) {
    this.#after = after;
    this.#out = out;
  }

  get empty(): boolean {
    return this.#holds.size === 0;
  }

  /** Holds a frame back for so many milliseconds. With a name, more frames can be put behind it, and it can be taken. */
  hold(frame: Frame, ms: number, name = `#${this.#unnamed++}`): void {
    this.release(name);
    this.#holds.set(name, { frames: [frame], cancel: this.#after(ms, () => this.release(name)) });
  }

  has(name: string): boolean {
    return this.#holds.has(name);
  }

  /** Puts a frame behind the one that is held under this name. False when none is. */
  join(name: string, frame: Frame): boolean {
    const hold = this.#holds.get(name);
    hold?.frames.push(frame);
    return hold !== undefined;
  }

  /** Sends what is held under this name. */
  release(name: string): void {
    const hold = this.#holds.get(name);
    if (hold === undefined) return;
    this.forget(name);
    for (const frame of hold.frames) this.#out(frame);
  }

  /** What is held under this name is never sent. */
  forget(name: string): void {
    this.#holds.get(name)?.cancel();
    this.#holds.delete(name);
  }

  /** Sends all that is held, in the order in which it was held back. */
  releaseAll(): void {
    for (const name of [...this.#holds.keys()]) this.release(name);
  }

  /** Forgets all that is held. */
  end(): void {
    for (const name of [...this.#holds.keys()]) this.forget(name);
  }
}
