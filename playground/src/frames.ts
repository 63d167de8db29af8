/** One loop for all that is drawn, in step with the screen whatever the rate of the data. */

export interface Drawable {
  /** Called in an animation frame; draws what has changed since the last call. */
  draw(now: number): void;
}

/** Counters change too fast to be read at 60 a second. */
const CALM_MS = 100;

export class Frames {
  readonly #quick: Drawable[] = [];
  readonly #calm: Drawable[] = [];
  #calmAt = 0;

  constructor() {
    const frame = (): void => {
      const now = Date.now();
      for (const drawable of this.#quick) drawable.draw(now);
      if (now - this.#calmAt >= CALM_MS) {
        this.#calmAt = now;
        for (const drawable of this.#calm) drawable.draw(now);
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** What follows the data: drawn once in each frame of the screen. */
  quickly(drawable: Drawable): void {
    this.#quick.push(drawable);
  }

  /** What is drawn ten times a second. */
  calmly(drawable: Drawable): void {
    this.#calm.push(drawable);
  }
}
