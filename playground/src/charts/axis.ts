/** What an axis shows: where it has its marks, and how far it reaches. Knows no pixels. */

const STEPS = [1, 2, 2.5, 5, 10];

/** Round numbers between two, at most `most` of them. */
export function ticks(from: number, to: number, most: number): number[] {
  const step = roundStep((to - from) / most);
  if (!(step > 0) || !Number.isFinite(step)) return [];
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step);
  return Array.from({ length: Math.max(0, Math.min(most, last - first + 1)) }, (_, i) => (first + i) * step);
}

/** The least round step that is no less than `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * (STEPS.find((step) => step * power >= least * (1 - 1e-9)) ?? 10);
}

/** A measure that follows what it measures loosely: an axis that moved with every change would be no axis. */
export class LooseMeasure {
  value = 0;
  readonly #least: number;
  readonly #most: number;
  readonly #room: number;

  /** It stays while what is measured is between `least` and `most` of it; else it becomes `room` of what is measured. */
  constructor(least: number, most: number, room: number) {
    this.#least = least;
    this.#most = most;
    this.#room = room;
  }

  /** Returns whether it is another. */
  follow(measured: number): boolean {
    const part = measured / this.value;
    if (!(measured > 0) || (part >= this.#least && part <= this.#most)) return false;
    this.value = measured * this.#room;
    return true;
  }

  reset(): void {
    this.value = 0;
  }
}
