/** When frames came that were written down without a time: when they say, and between those evenly. */
import type { RecordedEvent } from './read.js';

/** Between frames of which none says when, in milliseconds. */
const STEP_MS = 100;

/** The same events with times, none earlier than the one before. `told`: what each says, RFC 3339. */
export function spread(
  events: readonly RecordedEvent[],
  told: readonly (string | undefined)[],
): readonly RecordedEvent[] {
  const times = told.map((time) => (time === undefined ? Number.NaN : Date.parse(time)));
  let latest = Number.NEGATIVE_INFINITY;
  for (const [i, time] of times.entries()) {
    if (Number.isNaN(time)) continue;
    latest = Math.max(latest, time);
    times[i] = latest;
  }
  const known = times.flatMap((time, i) => (Number.isNaN(time) ? [] : [i]));
  const first = known[0];
  const last = known[known.length - 1];
  let next = 0;
  return events.map((event, i) => {
    if (first === undefined || last === undefined) return { ...event, at: STEP_MS * i };
    if (i < first) return { ...event, at: times[first]! - STEP_MS * (first - i) };
    if (i > last) return { ...event, at: times[last]! + STEP_MS * (i - last) };
    while (known[next + 1]! <= i) next++;
    const before = known[next]!;
    const after = known[next + 1] ?? before;
    const share = after === before ? 0 : (i - before) / (after - before);
    return { ...event, at: times[before]! + share * (times[after]! - times[before]!) };
  });
}
