/** What the watchers of the fault matrix are told in their tests: the strictest demands, times, gaps. */
import type { Gap } from '@kraken-stream/client';
import type { Demands, Watcher } from '../faults/watch/watcher.js';

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

/** A hole, as it is told between data received at 1 and at 2. */
export function hole(watcher: Pick<Watcher<never>, 'state' | 'gap'>): void {
  watcher.state('stale');
  watcher.state('live');
  watcher.gap(gapAt(1, 2), 2);
}
