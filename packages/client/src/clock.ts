/** Real time. The only file of this package that has timers. */
import type { Clock } from '@kraken-stream/core';

/** Browsers and Node keep a timer's delay in 31 bits. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * The time of day, which goes on where it was when the machine's clock is set back: everything that is due would wait
 * for that long otherwise. A jump ahead is passed on: the machine may have slept.
 */
export function createRealClock(timeOfDay: () => number = Date.now): Clock {
  let last = Number.NEGATIVE_INFINITY;
  let ahead = 0;
  const now = (): number => {
    const time = timeOfDay() + ahead;
    if (time < last) ahead += last - time;
    last = Math.max(last, time);
    return last;
  };
  return {
    now,
    at(at, callback) {
      const timer = setTimeout(callback, Math.min(LONGEST_MS, Math.max(0, at - now())));
      return () => clearTimeout(timer);
    },
  };
}
