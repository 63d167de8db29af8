/** Whether it is time to draw an element: what nobody can see is drawn now and then. */

/** Who prints the page, takes a picture of all of it or has it read out finds no blanks. */
const UNSEEN_EVERY_MS = 1000;

export class Sight {
  #seen = false;
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(element: Element) {
    new IntersectionObserver(
      (entries) => {
        this.#seen = entries[entries.length - 1]?.isIntersecting ?? this.#seen;
      },
      { rootMargin: '120px' },
    ).observe(element);
  }

  /** Who is told that it is time draws. */
  due(now: number): boolean {
    if (!this.#seen && now - this.#drawnAt < UNSEEN_EVERY_MS) return false;
    this.#drawnAt = now;
    return true;
  }
}
