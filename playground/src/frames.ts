/** One loop for all that is drawn, in step with the screen whatever the rate of the data. */

export interface Drawable {
  /** Called in an animation frame; draws what has changed since the last call. */
  draw(now: number): void;
}

/** Counters change too fast to be read at 60 a second. */
const CALM_MS = 100;

export class Frames {
  /** Drawn in turn, one half a frame: digits that change sixty times a second are no better read than at thirty. */
  readonly #halves: [Drawable[], Drawable[]] = [[], []];
  readonly #calm = new Set<Drawable>();
  #calmAt = 0;

  constructor() {
    let turn: 0 | 1 = 0;
    const frame = (): void => {
      const now = Date.now();
      for (const drawable of this.#halves[turn]) drawable.draw(now);
      turn = turn === 0 ? 1 : 0;
      if (now - this.#calmAt >= CALM_MS) {
        this.#calmAt = now;
        for (const drawable of this.#calm) drawable.draw(now);
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** What follows the data: drawn in every other frame. */
  quickly(drawable: Drawable): void {
    const [first, second] = this.#halves;
    (first.length <= second.length ? first : second).push(drawable);
  }

  /** What is drawn ten times a second. */
  calmly(drawable: Drawable): void {
    this.#calm.add(drawable);
  }
}
