/**
 * What answers come to that do not name the orders that they are about. Knows nothing of time.
 * https://docs.kraken.com/api/docs/websocket-v1/cancelorder
 */
import { accepted, type Call, decide, isUnclear, reasonOf, refused } from './call.js';
import type { Absent, Accepted } from './fate.js';

/** Why the fate of its parts is not known. */
export const UNCLEAR = 'its answers do not say which order each is about';

/** What execution reports show of one part: it was canceled, it was not, or neither yet. */
export type Shown = Accepted | Absent | undefined;

/**
 * Decides what is certain, once as many answers came as there are orders. `shown`: what reports show of each part; undefined
 * where they are not followed. False when nothing will make it clear.
 */
export function weigh(call: Call, shown: readonly Shown[] | undefined): boolean {
  const { parts, refusals, unnamed } = call;
  if (!isUnclear(call) || unnamed + refusals.length < parts.length) return true;
  if (shown === undefined) {
    // All have said the same, and nothing but their number says that none came twice.
    if (unnamed > 0 && refusals.length > 0) return false;
    parts.forEach((part, i) => {
      decide(call, i, unnamed > 0 ? accepted(part) : refused(call.request, reasonOf(call)));
    });
    return true;
  }
  // The reports have to bear the answers out: an answer that came twice would speak for an order that it is not about.
  const canceled = shown.filter((part) => part?.status === 'accepted').length;
  const left = shown.filter((part) => part?.status === 'absent').length;
  if (canceled + left < parts.length || canceled > unnamed || left > refusals.length) return true;
  shown.forEach((part, i) => {
    decide(call, i, part?.status === 'accepted' ? part : refused(call.request, reasonOf(call)));
  });
  return true;
}
