/** Texts of one connection that are held back for a while. Knows neither faults nor what texts are for. */

/** Runs something after so many milliseconds, unless the connection is over by then. Returns how to call it off. */
export type After = (ms: number, run: () => void) => () => void;

interface Hold {
  readonly texts: string[];
  readonly cancel: () => void;
}

export class Holds {
  readonly #after: After;
  readonly #out: (text: string) => void;
  readonly #holds = new Map<string, Hold>();
  #unnamed = 0;

  /** `out` is where texts go when they are released. */
  constructor(after: After, out: (text: string) => void) {
    this.#after = after;
    this.#out = out;
  }

  get empty(): boolean {
    return this.#holds.size === 0;
  }

  /** Holds a text back for so many milliseconds. With a name, more of them can be put behind it, and it can be taken. */
  hold(text: string, ms: number, name = `#${this.#unnamed++}`): void {
    this.release(name);
    this.#holds.set(name, { texts: [text], cancel: this.#after(ms, () => this.release(name)) });
  }

  has(name: string): boolean {
    return this.#holds.has(name);
  }

  /** Puts a text behind the one that is held under this name. False when none is. */
  join(name: string, text: string): boolean {
    const hold = this.#holds.get(name);
    hold?.texts.push(text);
    return hold !== undefined;
  }

  /** Sends what is held under this name. */
  release(name: string): void {
    const hold = this.#holds.get(name);
    if (hold === undefined) return;
    this.forget(name);
    for (const text of hold.texts) this.#out(text);
  }

  /** What is held under this name is never sent. */
  forget(name: string): void {
    this.#holds.get(name)?.cancel();
    this.#holds.delete(name);
  }

  /** What is held under names that begin so is never sent. */
  forgetEach(beginning: string): void {
    for (const name of [...this.#holds.keys()]) if (name.startsWith(beginning)) this.forget(name);
  }

  /** Sends all that is held, in the order in which it was held back. */
  releaseAll(): void {
    for (const name of [...this.#holds.keys()]) this.release(name);
  }
}
