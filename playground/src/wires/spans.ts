/** From when to when a connection was in each state. */
import type { ConnectionEvent } from '@kraken-stream/client';

export interface Span extends Pick<ConnectionEvent, 'state' | 'reason'> {
  /** Milliseconds since the beginning of what is looked at. */
  readonly from: number;
  readonly to: number;
}

/** The parts of a timeline (oldest first) between two times; each state lasts until the next, the last one on. */
export function spansOf(timeline: readonly ConnectionEvent[], begin: number, end: number): Span[] {
  return timeline.flatMap(({ state, reason, at }, i) => {
    const from = Math.max(at, begin);
    const to = Math.min(timeline[i + 1]?.at ?? end, end);
    return to < from || to < begin || from > end ? [] : [{ state, reason, from: from - begin, to: to - begin }];
  });
}
