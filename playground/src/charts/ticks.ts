/** Where an axis has its marks. Knows no pixels. */

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

  /** Grows at once, with some room; shrinks only when most of it is empty. Returns whether it is another. */
  follow(wanted: number): boolean {
    if (!(wanted > 0) || (wanted <= this.value && wanted >= 0.6 * this.value)) return false;
    this.value = wanted * 1.15;
    return true;
  }

  reset(): void {
    this.value = 0;
  }
}
