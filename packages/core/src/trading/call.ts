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
import type { Accepted, Fate, Rejected } from './fate.js';
import { cancelNames } from './names.js';

export interface Call {
  /** The caller's number for it. */
  readonly id: number;
  readonly request: TradingRequest;
  /** When it was asked for, in milliseconds since 1970. */
  readonly askedAt: number;
  /** When it is given up: unsent, or without its answers. */
  dueAt: number;
  readonly timeoutMs: number;
  readonly parts: readonly OrderIds[];
  /** What is known of each part. */
  readonly fates: (Fate | undefined)[];
  /** Its number on the wire, once it has left and as long as answers to it can come. */
  reqId: number | undefined;
  /** When it left. */
  sentAt: number | undefined;
  /** Parts of which an answer has told. */
  readonly answered: Set<number>;
  /** Refusals that did not name their order. */
  readonly refusals: RefusedMessage[];
  /** How many answers said that an order was canceled, without naming it. */
  unnamed: number;
  /** Why it was refused when it left before: for a reason that passes. */
  passing: string | undefined;
  answer: AnsweredMessage | undefined;
  /** Whether its caller was told what became of it. */
  told: boolean;
}

export function createCall(id: number, request: TradingRequest, timeoutMs: number, now: number): Call {
  const parts = partsOf(request);
  return {
    id,
    request,
    askedAt: now,
    dueAt: now + timeoutMs,
    timeoutMs,
    parts,
    fates: parts.map(() => undefined),
    reqId: undefined,
    sentAt: undefined,
    answered: new Set(),
    refusals: [],
    unnamed: 0,
    passing: undefined,
    answer: undefined,
    told: false,
  };
}

/** Whether the fate of each part is known. */
export function isDecided(call: Call): boolean {
  return call.fates.every((fate) => fate !== undefined && fate.status !== 'unknown');
}

/** The fates of all parts, when each has one. */
export function fatesOf(call: Call): Fate[] {
  return call.fates.flatMap((fate) => fate ?? []);
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

/** Gives every part that has no fate yet this one. */
export function decideRest(call: Call, fate: (part: OrderIds) => Fate): void {
  call.parts.forEach((part, i) => {
    call.fates[i] ??= fate(part);
  });
}

/**
 * Takes an answer. `named` finds the other names of an order, by which it may have been meant. False when it cannot be the
 * answer to this request.
 */
export function answer(call: Call, message: AnsweredMessage, named: (ids: OrderIds) => OrderIds | undefined): boolean {
  const { request } = call;
  if (message.method !== request.method) return false;
  const part = call.parts[0] ?? {};
  switch (message.method) {
    case 'batch_add':
      if (call.answered.size > 0) return false;
      call.answer = message;
      call.parts.forEach((_, i) => {
        const fate = placed(call, i, message.result);
        if (fate !== undefined) decide(call, i, fate);
      });
      return true;
    case 'cancel_order':
      return answerCancel(call, message.result, named);
    case 'amend_order':
    case 'add_order': {
      const { amendId, warnings, ...ids }: OrderIds & { amendId?: string; warnings?: readonly string[] | undefined } =
        message.result;
      if (differ(part, ids)) return false;
      call.answer = message;
      decide(call, 0, {
        ...accepted({ ...part, ...present(ids) }),
        ...(message.method === 'amend_order' ? { amendId } : { warnings }),
      });
      return true;
    }
    case 'edit_order': {
      const { orderId, originalOrderId } = message.result;
      if (differ(part, { orderId: originalOrderId })) return false;
      call.answer = message;
      decide(call, 0, { ...accepted({ orderId }), originalOrderId });
      return true;
    }
    default:
      call.answer = message;
      decide(call, 0, { status: 'accepted' });
      return true;
  }
}

/** Takes a refusal. False when it cannot be one of this request. */
export function refuse(call: Call, message: RefusedMessage): boolean {
  const { method } = call.request;
  // What could not even be read is refused as `error`.
  if (message.method !== method && message.method !== 'error') return false;
  const { error, timeIn, timeOut } = message;
  const isSingle = method !== 'cancel_order' || call.parts.length === 1;
  const isWhole = isSingle || ((isPassing(error) || message.method === 'error') && isUnheard(call));
  if (isWhole) {
    if (call.answered.size > 0) return false;
    call.parts.forEach((_, i) => {
      decide(call, i, refused(call.request, error));
    });
    return true;
  }
  // It comes twice at times, and would be taken for the refusal of another order.
  const isAgain = call.refusals.some(
    (each) => each.error === error && each.timeIn === timeIn && each.timeOut === timeOut && timeOut !== undefined,
  );
  if (isAgain) return false;
  call.refusals.push(message);
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

export function accepted({ orderId, clOrdId, orderUserref }: OrderIds): Accepted {
  return { status: 'accepted', orderId, clOrdId, orderUserref };
}

/** What the answer to a batch says of one order; undefined when it does not tell of it. */
function placed(call: Call, index: number, results: TradingResults['batch_add']): Fate | undefined {
  const { request, parts } = call;
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
  if (call.parts.length > 1 && Object.keys(present(result)).length === 0) {
    call.unnamed++;
    return true;
  }
  const { parts, answered } = call;
  const partOf = (names: OrderIds) => parts.findIndex((part, i) => !answered.has(i) && isSame(part, names));
  let index = partOf(result);
  // An answer to one that was meant by another name than the answer's. But an order that is known by the answer's client id
  // may have had it before the one that is meant.
  const names = { ...named(result), ...present(result) };
  if (index < 0) index = partOf(names);
  // A user reference that nothing was known of; but not an answer that comes twice.
  if (index < 0 && !parts.some((part) => isSame(part, names))) {
    index = parts.findIndex(
      (part, i) =>
        !answered.has(i) && (part.orderUserref !== undefined || (parts.length === 1 && !differ(part, result))),
    );
  }
  if (index < 0) return false;
  decide(call, index, accepted({ ...parts[index], ...present(result) }));
  eliminate(call);
  return true;
}

/** When as many were refused as are left, those were: their refusals do not say which. */
function eliminate(call: Call): void {
  if (isUnclear(call)) return;
  const left = call.parts.flatMap((_, i) => (call.answered.has(i) ? [] : [i]));
  if (left.length > call.refusals.length) return;
  for (const i of left) decide(call, i, refused(call.request, reasonOf(call)));
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
  const apart = (one: string | number | undefined, other: string | number | undefined) =>
    one !== undefined && other !== undefined && essence(one) !== essence(other);
  return apart(a.orderId, b.orderId) || apart(a.clOrdId, b.clOrdId) || apart(a.orderUserref, b.orderUserref);
}

function partsOf(request: TradingRequest): OrderIds[] {
  switch (request.method) {
    case 'add_order': {
      const { clOrdId, orderUserref } = request;
      return [{ clOrdId, orderUserref }];
    }
    case 'batch_add':
      return request.orders.map(({ clOrdId, orderUserref }) => ({ clOrdId, orderUserref }));
    case 'amend_order':
    case 'edit_order': {
      const { orderId } = request;
      return [{ orderId, clOrdId: request.method === 'amend_order' ? request.clOrdId : undefined }];
    }
    case 'cancel_order':
      return cancelNames(request);
    default:
      return [{}];
  }
}
