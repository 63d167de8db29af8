/** What those who carry requests out know of the house, and what modes forbid. https://docs.kraken.com/api/docs/websocket-v2/status */
import type { Pair, SystemMode } from '@kraken-stream/core';
import type { Customer } from './customer.js';
import type { Desk } from './desk.js';
import type { Draft } from './draft.js';
import type { Ids } from './ids.js';
import { momentOf } from './moment.js';
import type { OwnOrder } from './own-order.js';
import { hasLimit } from './read.js';
import { DEADLINE_ELAPSED, invalid, marketIn, UNAVAILABLE } from './words.js';

export interface Hall {
  /** Microseconds since 1970. */
  readonly micros: number;
  readonly mode: SystemMode;
  readonly ids: Ids;
  /** Undefined for a symbol that is not traded here. */
  desk(symbol: string): Desk | undefined;
  /** A pair as it is at this moment. */
  pair(desk: Desk): Pair;
  /** Does something at a time, and all that follows from it. Returns how to call it off. */
  at(micros: number, run: () => void): () => void;
  /** Does something now, or in maintenance as soon as that is over. */
  whenServed(run: () => void): void;
}

/** A pair that is in one of these states takes no orders at all. */
const CLOSED = new Set(['maintenance', 'work_in_progress', 'delisted']);
/** Microseconds: a deadline is at most so far ahead. */
const LONGEST_DEADLINE = 60_000_000;

/** Why nothing can be asked of a market. */
export function shut(hall: Hall, desk: Desk): string | undefined {
  return hall.mode === 'maintenance' || hall.pair(desk).status === 'maintenance' ? UNAVAILABLE : undefined;
}

/** Why no order can be placed or changed in a market. */
export function barred(hall: Hall, desk: Desk): string | undefined {
  const { status } = hall.pair(desk);
  if (hall.mode === 'maintenance' || CLOSED.has(status)) return UNAVAILABLE;
  return hall.mode === 'cancel_only' || status === 'cancel_only' ? marketIn('cancel_only') : undefined;
}

/** Why an order that might take cannot be placed in a market. */
export function unposted(hall: Hall, desk: Desk, postOnly: boolean): string | undefined {
  const posting = hall.mode === 'post_only' || hall.pair(desk).status === 'post_only';
  return posting && !postOnly ? marketIn('post_only') : undefined;
}

/** Why an order of this kind cannot be placed in a market. */
export function unsuited(hall: Hall, desk: Desk, draft: Pick<Draft, 'type' | 'postOnly'>): string | undefined {
  const { status } = hall.pair(desk);
  if (status === 'limit_only' && !hasLimit(draft.type)) return marketIn('limit_only');
  // Nobody has a position that could be reduced.
  return status === 'reduce_only' ? marketIn('reduce_only') : unposted(hall, desk, draft.postOnly);
}

/** Why a request comes too late. That it leaves 0.5 s is the sender's matter: some of them have passed on the way. */
export function late(deadline: string | undefined, micros: number): string | undefined {
  if (deadline === undefined) return undefined;
  const moment = momentOf(deadline);
  if (moment === undefined || moment > micros + LONGEST_DEADLINE) return invalid('deadline');
  return moment <= micros ? DEADLINE_ELAPSED : undefined;
}

/** An open order of an account by its own name for it. */
export function byClientId(customer: Customer, clOrdId: string): OwnOrder | undefined {
  for (const order of customer.orders.values()) if (order.draft.fields.clOrdId === clOrdId) return order;
  return undefined;
}

export function byUserref(customer: Customer, userref: number): OwnOrder[] {
  return [...customer.orders.values()].filter(({ draft }) => draft.fields.orderUserref === userref);
}
