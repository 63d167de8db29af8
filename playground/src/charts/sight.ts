/** Whether an element can be seen: what cannot be is not drawn. */

export class Sight {
  #seen = false;

  constructor(element: Element) {
    new IntersectionObserver(
      (entries) => {
        this.#seen = entries[entries.length - 1]?.isIntersecting ?? this.#seen;
      },
      { rootMargin: '120px' },
    ).observe(element);
  }

  get seen(): boolean {
    return this.#seen;
  }
}
