/** Waits for something, but not for ever. Knows no timers: the clock is given. */
import type { Clock } from '@kraken-stream/core';

export interface Patience {
  readonly clock: Pick<Clock, 'at'>;
  /** Until when, in milliseconds since 1970. */
  readonly until: number;
  readonly signal?: AbortSignal | undefined;
}

/** What `promise` resolves with, or `late` when it has not in time. Rejects with the signal's reason when that aborts first. */
export function within<T, L>(promise: Promise<T>, late: L, { clock, until, signal }: Patience): Promise<T | L> {
  if (signal?.aborted) return Promise.reject(signal.reason);
  let end: () => void = () => {};
  const first = new Promise<T | L>((resolve, reject) => {
    const abort = () => reject(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    const callOff = clock.at(until, () => resolve(late));
    end = () => {
      callOff();
      signal?.removeEventListener('abort', abort);
    };
    promise.then(resolve, reject);
  });
  return first.finally(end);
}
