/**
 * One request about orders, and what its answers say of each of its parts. Knows nothing of time-outs, connections and
 * execution reports.
 */
import { RequestError } from '../errors.js';
import type { AnsweredMessage, OrderIds, TradingResults } from '../protocol/account.js';
import type { RefusedMessage } from '../protocol/message.js';
import { present } from '../protocol/present.js';
import { isInvalidSession, isTooMany } from '../protocol/refusals.js';
import type { TradingRequest } from '../protocol/trading.js';
import type { Before } from './before.js';
import type { Accepted, Fate, Rejected, Settlement } from './fate.js';
import { namesOf } from './names.js';

export interface Call {
  /** The caller's number for it. */
  readonly id: number;
  readonly request: TradingRequest;
  /** When it was asked for, in milliseconds since 1970. */
  readonly askedAt: number;
  /** When it is given up: unsent, or without its answers. Once its caller was told, when it can no longer be carried out. */
  dueAt: number;
  readonly timeoutMs: number;
  /** The orders that it names. */
  readonly names: readonly OrderIds[];
  /** What has a fate of its own. */
  readonly parts: readonly OrderIds[];
  /** What is certain of each part; undefined as long as nothing is. */
  readonly fates: (Settlement | undefined)[];
  /** Its number on the wire, once it has left. */
  reqId?: number;
  /** When it left. */
  sentAt?: number;
  /** What was known of orders then; undefined when execution reports were not followed. */
  before?: Before | undefined;
  /** Why there may have been fills since it left that do not show whose they are; undefined when there were none. */
  unseen?: string | undefined;
  /** Parts of which an answer has told. */
  readonly answered: Set<number>;
  /** Refusals that did not name their order. */
  readonly refusals: RefusedMessage[];
  /** How many answers said that an order was canceled, without naming it. */
  unnamed: number;
  /** Why it was refused when it left before: for a reason that passes. */
  passing?: string;
  answer?: AnsweredMessage;
  /** Whether its caller was told what became of it. */
  told: boolean;
  /** Parts of which the caller was told that their fate is unknown, and not yet what it turned out to be. */
  readonly unsettled: Set<number>;
}

export function createCall(id: number, request: TradingRequest, timeoutMs: number, now: number): Call {
  const names = namesOf(request);
  // What is about several orders, or all, and has one answer, has one fate.
  const parts = names.length === 0 || request.method === 'batch_cancel' ? [{}] : names;
  return {
    id,
    request,
    askedAt: now,
    dueAt: now + timeoutMs,
    timeoutMs,
    names,
    parts,
    fates: parts.map(() => undefined),
    answered: new Set(),
    refusals: [],
    unnamed: 0,
    told: false,
    unsettled: new Set(),
  };
}

/** Whether the fate of each part is certain. */
export function isDecided({ fates }: Call): boolean {
  return fates.every((fate) => fate !== undefined);
}

/** Whether nothing was heard of it. */
export function isUnheard({ answered, refusals, unnamed }: Call): boolean {
  return answered.size === 0 && refusals.length === 0 && unnamed === 0;
}

/**
 * Whether its answers tell neither their orders nor their times, so that neither whose they are is known nor whether one
 * came twice.
 */
export function isUnclear({ refusals, unnamed }: Call): boolean {
  return unnamed > 0 || refusals.some(({ timeOut }) => timeOut === undefined);
}

/**
 * Takes an answer. `named` finds the other names of an order, by which it may have been meant. False when it cannot be the
 * answer to this request.
 */
export function answer(call: Call, message: AnsweredMessage, named: (ids: OrderIds) => OrderIds | undefined): boolean {
  const part = call.parts[0]!;
  switch (message.method) {
    case 'cancel_order':
      return answerCancel(call, message.result, named);
    case 'batch_add':
      if (call.answered.size > 0) return false;
      call.parts.forEach((_, i) => {
        const fate = placed(call, i, message.result);
        if (fate !== undefined) decide(call, i, fate);
      });
      break;
    case 'amend_order':
    case 'add_order':
      if (differ(part, message.result)) return false;
      decide(call, 0, accepted({ ...part, ...present(message.result) }));
      break;
    case 'edit_order':
      if (differ(part, { orderId: message.result.originalOrderId })) return false;
      decide(call, 0, accepted(message.result));
      break;
    default:
      decide(call, 0, accepted({}));
  }
  call.answer = message;
  return true;
}

/** Takes a refusal. False when it cannot be one of this request. */
export function refuse(call: Call, message: RefusedMessage): boolean {
  const { request, parts, answered, refusals } = call;
  const { method, error, timeIn, timeOut } = message;
  const isSingle = request.method !== 'cancel_order' || parts.length === 1;
  if (isSingle || ((isPassing(error) || method === 'error') && isUnheard(call))) {
    if (answered.size > 0) return false;
    refuseRest(call, error);
    return true;
  }
  // It comes twice at times, and would be taken for the refusal of another order.
  const isAgain = refusals.some(
    (each) => each.error === error && each.timeIn === timeIn && each.timeOut === timeOut && timeOut !== undefined,
  );
  if (isAgain) return false;
  refusals.push(message);
  eliminate(call);
  return true;
}

export function refused(request: TradingRequest, reason: string): Rejected {
  const symbol = 'symbol' in request ? request.symbol : undefined;
  return { status: 'rejected', error: new RequestError({ method: request.method, reason, symbol }), sent: true };
}

/** Refusals after which the same request may be taken: what was asked was not looked at. */
export function isPassing(reason: string): boolean {
  return isTooMany(reason) || isInvalidSession(reason);
}

export function decide(call: Call, part: number, fate: Fate): void {
  call.fates[part] = fate;
  call.answered.add(part);
}

/** What answers and reports tell of an order beside what was asked is left out. */
export function accepted(told: Omit<Accepted, 'status'>): Accepted {
  const { orderId, clOrdId, orderUserref, amendId, originalOrderId, warnings } = told;
  return { status: 'accepted', orderId, clOrdId, orderUserref, ...present({ amendId, originalOrderId, warnings }) };
}

/** What the answer to a batch says of one order; undefined when it does not tell of it. */
function placed({ request, parts }: Call, index: number, results: TradingResults['batch_add']): Fate | undefined {
  const part = parts[index]!;
  const inPlace = results.length === parts.length ? results[index] : undefined;
  // Where some are left out, places do not count.
  const isOwn = inPlace !== undefined && !differ(part, inPlace);
  const byName = ({ clOrdId }: OrderIds) => clOrdId !== undefined && clOrdId === part.clOrdId;
  const result = isOwn ? inPlace : results.find(byName);
  const isValidated = request.method === 'batch_add' && request.validate === true;
  if (result?.error !== undefined) return refused(request, result.error);
  if (result?.orderId !== undefined || isValidated) return accepted({ ...part, ...present(result ?? {}) });
  return result && refused(request, 'no order id came for it');
}

function answerCancel(call: Call, result: OrderIds, named: (ids: OrderIds) => OrderIds | undefined): boolean {
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
  eliminate(call);
  return true;
}

/** When as many were refused as are left, those were: their refusals do not say which. */
function eliminate(call: Call): void {
  const { parts, answered, refusals } = call;
  if (!isUnclear(call) && parts.length - answered.size <= refusals.length) refuseRest(call, reasonOf(call));
}

/** Parts of which no answer has told were refused. */
function refuseRest(call: Call, reason: string): void {
  call.parts.forEach((_, i) => {
    if (!call.answered.has(i)) decide(call, i, refused(call.request, reason));
  });
}

/** Why an order was refused, where the refusals do not say which. */
export function reasonOf({ refusals }: Call): string {
  return [...new Set(refusals.map(({ error }) => error))].join(', or ');
}

function isSame(a: OrderIds, b: OrderIds): boolean {
  if (a.orderId !== undefined) return a.orderId === b.orderId;
  if (a.clOrdId !== undefined) return a.clOrdId === b.clOrdId;
  return a.orderUserref !== undefined && a.orderUserref === b.orderUserref;
}

/** Whether both have a name of one kind, and not the same: written with or without dashes a UUID is one. */
function differ(a: OrderIds, b: OrderIds): boolean {
  const essence = (name: string | number) => String(name).replaceAll('-', '').toLowerCase();
  return (['orderId', 'clOrdId', 'orderUserref'] as const).some((kind) => {
    const [one, other] = [a[kind], b[kind]];
    return one !== undefined && other !== undefined && essence(one) !== essence(other);
  });
}
