/** Real time. The only file of this package that has timers. */
import type { Clock } from '@kraken-stream/core';

/** Browsers and Node keep a timer's delay in 31 bits. */
const LONGEST_MS = 2 ** 31 - 1;

export const realClock: Clock = {
  now: () => Date.now(),
  at(at, callback) {
    const timer = setTimeout(callback, Math.min(LONGEST_MS, Math.max(0, at - Date.now())));
    return () => clearTimeout(timer);
  },
};
