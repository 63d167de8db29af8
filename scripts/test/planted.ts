/** What the watchers of the fault matrix are told in their tests: the strictest demands, times, gaps. */
import type { Gap } from '@kraken-stream/client';
import type { Demands } from '../faults/watch/watcher.js';

export const STRICT: Demands = { whole: true, exact: true };
export const T = (second: number) => `2026-01-01T10:00:${String(second).padStart(2, '0')}.000000Z`;

/** A gap from the second at which data came last, told now. */
export const gapAt = (from: number, to: number, missed?: number): Gap => ({
  type: 'gap',
  reason: 'a reason',
  channel: 'trade',
  from,
  to,
  missed,
});
