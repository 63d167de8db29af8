/**
 * What answers come to that do not name the orders that they are about. Knows nothing of time.
 * https://docs.kraken.com/api/docs/websocket-v1/cancelorder
 */
import { accepted, type Call, decide, reasonOf, refused } from './call.js';
import type { Accepted } from './fate.js';

/** What execution reports show of one part: it was canceled, it was not, or neither yet. */
export type Shown = Accepted | 'not' | undefined;

/**
 * Decides what is certain, once as many answers came as there are orders. `shown`: what reports show of each part; undefined
 * where they are not followed. False when nothing will make it clear.
 */
export function weigh(call: Call, shown: readonly Shown[] | undefined): boolean {
  const { parts, refusals, unnamed } = call;
  if (unnamed + refusals.length < parts.length) return true;
  if (shown === undefined && unnamed > 0 && refusals.length > 0) return false;
  // Without reports: all have said the same, and nothing but their number says that none came twice.
  const fates = shown ?? parts.map((part) => (unnamed > 0 ? accepted(part) : 'not'));
  // The reports have to bear the answers out: an answer that came twice would speak for an order that it is not about.
  const left = fates.filter((fate) => fate === 'not').length;
  if (fates.includes(undefined) || parts.length - left > unnamed || left > refusals.length) return true;
  fates.forEach((fate, i) => {
    decide(call, i, fate === 'not' || fate === undefined ? refused(call.request, reasonOf(call)) : fate);
  });
  return true;
}
