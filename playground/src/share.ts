/**
 * How much of what is to be drawn has its turn in a frame of the screen: all, while the browser keeps up; less, when frames
 * come late. Knows nothing of what is drawn.
 */

/** At 60 frames a second all are drawn ten times a second then. */
const LEAST = 1 / 6;
/** Gives way at once, comes back slowly: else it would swing. */
const LESS = 0.75;
const MORE = 0.02;
/** A frame that took so many times what one takes on this screen is late. */
const LATE = 1.5;
/** By which part the screen's time for a frame is forgotten with each: windows move between screens. */
const FORGET = 0.002;

export class Share {
  #part = 1;
  #before: number | undefined;
  #usual = Number.POSITIVE_INFINITY;

  /** The part of all that is to be drawn now, up to 1. `now` is when the frame begins, in milliseconds. */
  next(now: number): number {
    const took = now - (this.#before ?? now);
    this.#before = now;
    if (took <= 0) return this.#part;
    this.#usual = Math.min(took, this.#usual * (1 + FORGET));
    if (took > LATE * this.#usual) this.#part = Math.max(LEAST, this.#part * LESS);
    else this.#part = Math.min(1, this.#part + MORE);
    return this.#part;
  }
}
