/**
 * One request about orders, and what its answers say of each of its parts. Knows nothing of time-outs, connections and
 * execution reports.
 */
import { RequestError } from '../errors.js';
import type { AnsweredMessage, OrderIds } from '../protocol/account.js';
import type { RefusedMessage } from '../protocol/message.js';
import type { TradingRequest } from '../protocol/trading.js';
import type { Accepted, Fate, Rejected } from './fate.js';

/** How a part of a request names its order. */
export type PartIds = OrderIds;

export interface Call {
  /** The caller's number for it. */
  readonly id: number;
  readonly request: TradingRequest;
  /** When it was asked for, in milliseconds since 1970. */
  readonly askedAt: number;
  /** When it is given up: unsent, or without its answers. */
  dueAt: number;
  readonly timeoutMs: number;
  readonly parts: readonly PartIds[];
  /** What is known of each part. */
  readonly fates: (Fate | undefined)[];
  /** Its number on the wire, once it has left and as long as answers to it can come. */
  reqId: number | undefined;
  /** When it left. */
  sentAt: number | undefined;
  /** Refusals that did not name their order. */
  readonly refusals: string[];
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
    refusals: [],
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

/** Gives every part that has no fate yet this one. */
export function decideRest(call: Call, fate: (part: PartIds) => Fate): void {
  call.parts.forEach((part, i) => {
    call.fates[i] ??= fate(part);
  });
}

/** Takes an answer. `named` finds the other names of an order, by which it may have been meant. */
export function answer(call: Call, message: AnsweredMessage, named: (ids: OrderIds) => OrderIds | undefined): void {
  if (message.method !== call.request.method) return;
  switch (message.method) {
    case 'batch_add':
      call.answer = message;
      call.parts.forEach((part, i) => {
        const result = message.result[i];
        const isValidated = call.request.method === 'batch_add' && call.request.validate === true;
        const failed = result === undefined || result.error !== undefined || (!isValidated && !result.orderId);
        call.fates[i] = failed
          ? refused(call.request, result?.error ?? 'no order id came for it')
          : accepted({ ...part, ...result });
      });
      break;
    case 'cancel_order':
      answerCancel(call, message.result, named);
      break;
    case 'amend_order':
      decide(call, message, accepted({ ...call.parts[0], ...message.result }, { amendId: message.result.amendId }));
      break;
    case 'edit_order': {
      const { orderId, originalOrderId } = message.result;
      decide(call, message, accepted({ orderId }, { originalOrderId }));
      break;
    }
    case 'add_order': {
      const { warnings } = message.result;
      decide(call, message, accepted({ ...call.parts[0], ...message.result }, { warnings }));
      break;
    }
    default:
      decide(call, message, { status: 'accepted' });
  }
}

/** Takes a refusal. */
export function refuse(call: Call, message: RefusedMessage): void {
  if (call.request.method !== 'cancel_order') {
    const fate = refused(call.request, message.error);
    call.fates.forEach((_, i) => {
      call.fates[i] = fate;
    });
    return;
  }
  call.refusals.push(message.error);
  eliminate(call);
}

export function refused(request: TradingRequest, reason: string): Rejected {
  const symbol = 'symbol' in request ? request.symbol : undefined;
  return { status: 'rejected', error: new RequestError({ method: request.method, reason, symbol }), sent: true };
}

function decide(call: Call, message: AnsweredMessage, fate: Fate): void {
  call.answer = message;
  call.fates[0] = fate;
}

function accepted(ids: OrderIds, more: Partial<Omit<Accepted, 'status'>> = {}): Accepted {
  const { orderId, clOrdId, orderUserref } = ids;
  return { status: 'accepted', orderId, clOrdId, orderUserref, ...more };
}

function answerCancel(call: Call, result: OrderIds, named: (ids: OrderIds) => OrderIds | undefined): void {
  // An answer to one that was meant by another name than the answer's.
  const names = { ...named(result), ...withoutGaps(result) };
  const open = (i: number) => call.fates[i] === undefined || call.fates[i]?.status === 'unknown';
  let index = call.parts.findIndex((part, i) => open(i) && isSame(part, names));
  // A user reference that nothing was known of.
  if (index < 0) index = call.parts.findIndex((part, i) => open(i) && part.orderUserref !== undefined);
  if (index < 0) return;
  call.fates[index] = accepted({ ...call.parts[index], ...withoutGaps(result) });
  eliminate(call);
}

/** When as many were refused as are left, those were: their refusals do not say which. */
function eliminate(call: Call): void {
  const left = call.fates.flatMap((fate, i) => (fate === undefined || fate.status === 'unknown' ? [i] : []));
  if (left.length === 0 || left.length > call.refusals.length) return;
  const reason = [...new Set(call.refusals)].join(', or ');
  for (const i of left) call.fates[i] = refused(call.request, reason);
}

function isSame(a: OrderIds, b: OrderIds): boolean {
  if (a.orderId !== undefined) return a.orderId === b.orderId;
  if (a.clOrdId !== undefined) return a.clOrdId === b.clOrdId;
  return a.orderUserref !== undefined && a.orderUserref === b.orderUserref;
}

function withoutGaps(ids: OrderIds): OrderIds {
  return Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== undefined));
}

function partsOf(request: TradingRequest): PartIds[] {
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
    case 'cancel_order': {
      const { orderId = [], clOrdId = [], orderUserref = [] } = request;
      return [
        ...orderId.map((id) => ({ orderId: id })),
        ...clOrdId.map((id) => ({ clOrdId: id })),
        ...orderUserref.map((id) => ({ orderUserref: id })),
      ];
    }
    default:
      return [{}];
  }
}
