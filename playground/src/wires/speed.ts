/** How much comes a second. */

/** Long enough to be steady, short enough to follow the slider. */
const WINDOW_MS = 1000;

export class Speed {
  #samples: { readonly at: number; readonly count: number }[] = [];

  /** A second's share, given how many there ever were. */
  of(count: number, now: number): number {
    this.#samples.push({ at: now, count });
    while (this.#samples.length > 2 && now - this.#samples[0]!.at > WINDOW_MS) this.#samples.shift();
    const first = this.#samples[0]!;
    const passed = now - first.at;
    return passed <= 0 ? 0 : ((count - first.count) * 1000) / passed;
  }

  /** Begins anew. */
  clear(): void {
    this.#samples = [];
  }
}
