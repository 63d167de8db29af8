/**
 * Which answer to a cancel is whose: there is one for each order, but refusals do not name theirs, and over v1 nothing does.
 * Knows nothing of time. https://docs.kraken.com/api/docs/websocket-v1/cancelorder
 */
import type { OrderIds } from '../protocol/account.js';
import type { RefusedMessage } from '../protocol/message.js';
import { present } from '../protocol/present.js';
import { accepted, type Call, decide, differ, refused } from './call.js';
import type { Accepted } from './fate.js';

/** What execution reports show of one part: it was canceled, it was not, or neither yet. */
export type Shown = Accepted | 'not' | undefined;

/**
 * Takes an answer. `named` finds the other names of an order, by which it may have been meant. False when it cannot be the
 * answer to this request.
 */
export function answerCancel(call: Call, result: OrderIds, named: (ids: OrderIds) => OrderIds | undefined): boolean {
  const { parts, answered } = call;
  const told = present(result);
  if (parts.length > 1 && Object.keys(told).length === 0) {
    call.unnamed++;
    return true;
  }
  const find = (isMeant: (part: OrderIds) => boolean) =>
    parts.findIndex((part, i) => !answered.has(i) && isMeant(part));
  let index = find((part) => isSame(part, result));
  // An answer to one that was meant by another name than the answer's. But an order that is known by the answer's client id
  // may have had it before the one that is meant.
  const names = { ...named(result), ...told };
  if (index < 0) index = find((part) => isSame(part, names));
  // A user reference that nothing was known of; but not an answer that comes twice.
  if (index < 0 && !parts.some((part) => isSame(part, names))) {
    index = find((part) => part.orderUserref !== undefined || (parts.length === 1 && !differ(part, result)));
  }
  if (index < 0) return false;
  decide(call, index, accepted({ ...parts[index], ...told }));
  return true;
}

/** Takes the refusal of one order of several. False when it came before. */
export function refuseOne({ refusals }: Call, message: RefusedMessage): boolean {
  const { error, timeIn, timeOut } = message;
  // It comes twice at times, and would be taken for the refusal of another order.
  const isAgain = refusals.some(
    (each) => each.error === error && each.timeIn === timeIn && each.timeOut === timeOut && timeOut !== undefined,
  );
  if (!isAgain) refusals.push(message);
  return !isAgain;
}

/**
 * Whether its answers tell neither their orders nor their times, so that neither whose they are is known nor whether one
 * came twice.
 */
export function isUnclear({ refusals, unnamed }: Call): boolean {
  return unnamed > 0 || refusals.some(({ timeOut }) => timeOut === undefined);
}

/**
 * Decides what is certain, once as many answers came as there are orders. `shown`: what reports show of each part; undefined
 * where they are not followed. False when nothing will make it clear.
 */
export function weigh(call: Call, shown: readonly Shown[] | undefined): boolean {
  const { request, parts, answered, refusals, unnamed } = call;
  const left = parts.flatMap((_, part) => (answered.has(part) ? [] : [part]));
  if (unnamed + refusals.length < left.length) return true;
  const isTrusted = !isUnclear(call) || (shown === undefined && answered.size === 0);
  if (isTrusted && unnamed > 0 && refusals.length > 0) return false;
  // At their word all have said the same. Else the reports have to bear them out: an answer that came twice would speak for
  // an order that it is not about.
  const said = (part: number) => (unnamed > 0 ? accepted(parts[part]!) : 'not');
  const fates = left.map((part) => (isTrusted ? said(part) : shown?.[part]));
  const unmet = fates.filter((fate) => fate === 'not').length;
  if (fates.includes(undefined) || left.length - unmet > unnamed || unmet > refusals.length) return true;
  // Refusals do not say which order was refused for which reason.
  const reason = [...new Set(refusals.map(({ error }) => error))].join(', or ');
  fates.forEach((fate, i) => {
    decide(call, left[i]!, fate === 'not' || fate === undefined ? refused(request, reason) : fate);
  });
  return true;
}

function isSame(a: OrderIds, b: OrderIds): boolean {
  if (a.orderId !== undefined) return a.orderId === b.orderId;
  if (a.clOrdId !== undefined) return a.clOrdId === b.clOrdId;
  return a.orderUserref !== undefined && a.orderUserref === b.orderUserref;
}
