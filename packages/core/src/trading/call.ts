/** One request about orders, and what is known of each of its parts. Decides nothing. */
import { RequestError } from '../errors.js';
import type { AnsweredMessage, OrderIds } from '../protocol/account.js';
import type { RefusedMessage } from '../protocol/message.js';
import { present } from '../protocol/present.js';
import { isInvalidSession, isTooMany } from '../protocol/refusals.js';
import type { TradingRequest } from '../protocol/trading.js';
import type { Before } from './before.js';
import type { Accepted, Fate, Rejected, Settlement, Unknown } from './fate.js';
import { namesOf } from './names.js';

/** What the exchange takes when a request has no deadline of its own. */
const DEADLINE_MS = 5_000;
/** The latest deadline that the exchange takes, however far this side's clock is from its own. */
const LATEST_MS = 60_000;
/** How much longer a request may be on its way, and clocks apart. */
const GRACE_MS = 5_000;

export interface Call {
  /** The caller's number for it. */
  readonly id: number;
  readonly request: TradingRequest;
  /** It waits to be sent, or for its answers; or its caller was told what is known, and it is to be settled. */
  stage: 'waiting' | 'sent' | 'told';
  /** When it was asked for, in milliseconds since 1970. */
  readonly askedAt: number;
  /** When it is given up: unsent, or without its answers; of what is told, when it can no longer be carried out. */
  dueAt: number;
  readonly timeoutMs: number;
  /** The orders that it names. */
  readonly names: readonly OrderIds[];
  /** What has a fate of its own. */
  readonly parts: readonly OrderIds[];
  /** What is certain of each part; undefined as long as nothing is. */
  readonly fates: (Settlement | undefined)[];
  /** Its number on the wire, once it has left. */
  reqId?: number | undefined;
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
    stage: 'waiting',
    askedAt: now,
    dueAt: now + timeoutMs,
    timeoutMs,
    names,
    parts,
    fates: parts.map(() => undefined),
    answered: new Set(),
    refusals: [],
    unnamed: 0,
    unsettled: new Set(),
  };
}

/** Whether the fate of each part is certain. */
export function isDecided({ fates }: Call): boolean {
  return fates.every((fate) => fate !== undefined);
}

/** Whether it can be told before anything is settled. */
export function isFate(fate: Settlement | undefined): fate is Fate {
  return fate !== undefined && fate.status !== 'absent';
}

/** When a request that has left can no longer be carried out. */
export function overAt({ request, sentAt = 0 }: Call): number {
  const left = 'deadline' in request ? Date.parse(request.deadline ?? '') - sentAt : 0;
  // Without a deadline, or one that is no time, it is not above.
  return sentAt + (left > DEADLINE_MS ? Math.min(left, LATEST_MS) : DEADLINE_MS) + GRACE_MS;
}

/** Whether nothing was heard of it. */
export function isUnheard({ answered, refusals, unnamed }: Call): boolean {
  return answered.size === 0 && refusals.length === 0 && unnamed === 0;
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

/** Neither is known of a part. */
export function unknown({ parts }: Call, part: number, reason: string): Unknown {
  return { status: 'unknown', clOrdId: parts[part]?.clOrdId, reason };
}

/** Takes the names of an order, and what was done to it, out of what an answer or a report tells. */
export function accepted(told: Omit<Accepted, 'status'>): Accepted {
  const { orderId, clOrdId, orderUserref, amendId, originalOrderId, warnings } = told;
  return { status: 'accepted', orderId, clOrdId, orderUserref, ...present({ amendId, originalOrderId, warnings }) };
}

/** Whether both have a name of one kind, and not the same: written with or without dashes a UUID is one. */
export function differ(a: OrderIds, b: OrderIds): boolean {
  const essence = (name: string | number) => String(name).replaceAll('-', '').toLowerCase();
  return (['orderId', 'clOrdId', 'orderUserref'] as const).some((kind) => {
    const [one, other] = [a[kind], b[kind]];
    return one !== undefined && other !== undefined && essence(one) !== essence(other);
  });
}
