/**
 * What execution reports show of a request whose answer did not come. Knows nothing of time: whether a trace may still
 * come is told.
 */
import type { OwnOrder, OwnOrders } from '../account/own-orders.js';
import type { OrderIds } from '../protocol/account.js';
import type { AmendOrderRequest, EditOrderRequest } from '../protocol/trading.js';
import { namesOf, places } from './ahead.js';
import { type Before, isAsBefore, ordersOf, shows } from './before.js';
import type { Call } from './call.js';
import type { Absent, Accepted, Settlement, Unknown } from './fate.js';
import { cancelNames } from './names.js';

/** What is looked at. */
export interface View {
  readonly orders: OwnOrders;
  /** A moment when the request could no longer be carried out: nothing more will be seen of it. */
  readonly last: boolean;
  /** Why there may have been fills since the request left that do not show whose they are; undefined when there were none. */
  readonly unseen: string | undefined;
  /** Orders that are known to be another request's. */
  readonly claimed: Pick<ReadonlySet<string>, 'has'>;
}

const NOTHING: Before = { open: new Set(), named: new Set(), order: undefined, doubtful: new Set(), holes: 0 };
const UNSEEN = 'execution reports were not followed when it left: what is there now may have been there before';

/** What is to be seen of a part; undefined when nothing yet. `before`: unless execution reports were not followed then. */
export function traceOf(call: Call, index: number, before: Before | undefined, view: View): Settlement | undefined {
  const { request } = call;
  const part = call.parts[index] ?? {};
  const { last, orders } = view;
  if ('validate' in request && request.validate === true) {
    return last ? absent('it was only to be checked', part.clOrdId) : undefined;
  }
  // An order's own id names no other; all else has to be told from what was there before.
  const isCertain = request.method === 'cancel_order' && part.orderId !== undefined;
  if (before === undefined && !isCertain) return last ? unknown(UNSEEN, part.clOrdId) : undefined;
  const was = before ?? NOTHING;
  if (!places(request) && namesOf(request).some(({ clOrdId = '' }) => was.doubtful.has(clOrdId))) {
    // It may have met either.
    const isMeant = part.clOrdId === undefined ? request.method === 'batch_cancel' : was.doubtful.has(part.clOrdId);
    if (isMeant) return last ? unknown('two orders may have had its client id at that time', part.clOrdId) : undefined;
  }
  switch (request.method) {
    case 'add_order':
    case 'batch_add':
      return placed(part, was, view);
    case 'cancel_order': {
      // A late cancel by reference may yet meet others.
      if (part.orderUserref !== undefined && !last) return undefined;
      const meant = targets(part, was, orders);
      if (meant.length === 0) return last ? missing(part, was) : undefined;
      const trace = canceled(meant, last, part.clOrdId);
      // Where the name was another order's since, that may be the one which was met.
      if (part.clOrdId === undefined || trace?.status !== 'absent') return trace;
      if (!last) return undefined;
      const others = ordersOf(part, orders).some(({ orderId }) => !was.named.has(orderId));
      return others ? unknown('another order has had its client id since', part.clOrdId) : trace;
    }
    case 'batch_cancel':
      if (!last) return undefined;
      return canceled(
        cancelNames(request).flatMap((name) => targets(name, was, orders)),
        last,
      );
    case 'cancel_all':
      if (!last) return undefined;
      return canceled(
        [...was.open].flatMap((orderId) => orders.find({ orderId }) ?? []),
        last,
      );
    case 'amend_order':
      return amended(request, was, view);
    case 'edit_order':
      return edited(request, was, view);
    case 'cancel_all_orders_after':
      return last ? unknown('execution reports do not show the timer; set it again, which does no harm') : undefined;
  }
}

/** Whether a cancel that was answered has met an order, as far as reports show it. */
export function metBy(part: OrderIds, before: Before, orders: OwnOrders): Accepted | Absent | undefined {
  const meant = targets(part, before, orders);
  if (meant.length > 0) {
    const trace = canceled(meant, false, part.clOrdId);
    return trace?.status === 'accepted' || trace?.status === 'absent' ? trace : undefined;
  }
  const had = ordersOf(part, orders).some(({ orderId }) => before.named.has(orderId));
  return had ? absent('the order had ended before', part.clOrdId) : undefined;
}

function placed({ clOrdId }: OrderIds, before: Before, view: View): Settlement | undefined {
  const { orders, last, unseen, claimed } = view;
  if (clOrdId === undefined) {
    return last ? unknown('it has no client id by which its order could be found; look at the open orders') : undefined;
  }
  // The id may have been that of an order before.
  const own = orders.byClientId(clOrdId).filter(({ orderId }) => !before.named.has(orderId) && !claimed.has(orderId));
  if (own.length > 0) return accepted(own[own.length - 1]!);
  if (last && unseen !== undefined) return unknown(`it is not open, and ${unseen}`, clOrdId);
  return last
    ? absent('it is not open and has not traded, nor will it: it never arrived, or was canceled untraded', clOrdId)
    : undefined;
}

/** The orders that a name meant when the request left: those that were open, or were yet to be seen. */
function targets(name: OrderIds, before: Before, orders: OwnOrders): OwnOrder[] {
  const all = ordersOf(name, orders);
  const open = all.filter(({ orderId }) => before.open.has(orderId));
  if (open.length > 0 || name.orderUserref !== undefined) return open;
  return all.filter(({ orderId }) => !before.named.has(orderId));
}

/** Nothing is known that a name could have meant. */
function missing(name: OrderIds, before: Before): Settlement {
  return name.orderId !== undefined && before.named.has(name.orderId) && !before.open.has(name.orderId)
    ? absent('the order had ended before', name.clOrdId)
    : unknown('no such order was seen: there was none, or it came and went unseen', name.clOrdId);
}

function canceled(orders: readonly OwnOrder[], last: boolean, clOrdId?: string): Settlement | undefined {
  const ended = orders.filter(({ closed }) => closed);
  if (ended.length < orders.length) {
    if (!last) return undefined;
    // Some may have been canceled by it before it was known that there are others.
    return ended.length === 0
      ? absent('it is still open', clOrdId)
      : unknown('some of its orders have ended, others are open', clOrdId);
  }
  if (orders.length === 0) return last ? absent('no order was open', clOrdId) : undefined;
  if (ended.some(({ orderStatus }) => orderStatus === 'gone')) {
    return last ? unknown('the order has ended while nothing was seen: canceled, or filled', clOrdId) : undefined;
  }
  if (ended.every(({ orderStatus }) => orderStatus !== 'canceled')) {
    return absent(`there was nothing left to cancel: the order is ${ended[0]!.orderStatus}`, clOrdId);
  }
  return ended.length === 1 ? accepted(ended[0]!) : { status: 'accepted' };
}

function amended(request: AmendOrderRequest, before: Before, { orders, last }: View): Settlement | undefined {
  const { clOrdId } = request;
  const order = targets(request, before, orders).at(-1);
  if (order === undefined) return last ? missing(request, before) : undefined;
  const was = before.order;
  if (was !== undefined && shows(was, request)) {
    return last
      ? unknown('the order had these values before: nothing shows whether it was amended', clOrdId)
      : undefined;
  }
  // One that was first seen later may have come with these values.
  if (shows(order, request) && (was !== undefined || order.amended === true || order.execType === 'amended')) {
    return accepted(order);
  }
  if (!last) return undefined;
  if (order.closed) {
    return unknown(`the order has ended (${order.orderStatus}); what it was before is not certain`, clOrdId);
  }
  return was !== undefined && isAsBefore(was, order, request)
    ? absent('the order is as it was', clOrdId)
    : unknown('what the order was when it left is not known, or it was changed since', clOrdId);
}

/** The order that it replaces ends, and another begins, which has no client id. */
function edited(request: EditOrderRequest, before: Before, { orders, last, claimed }: View): Settlement | undefined {
  const { orderId, symbol, orderUserref } = request;
  const original = targets({ orderId }, before, orders)[0];
  if (original === undefined) return last ? missing({ orderId }, before) : undefined;
  if (!original.closed) return last ? absent('the order is as it was') : undefined;
  if (original.orderStatus !== 'canceled' && original.orderStatus !== 'gone') {
    return absent(`there was nothing left to replace: the order is ${original.orderStatus}`);
  }
  const successors = [...orders.open.values()].filter(
    (order) =>
      !before.open.has(order.orderId) &&
      !claimed.has(order.orderId) &&
      order.clOrdId === undefined &&
      order.symbol === symbol &&
      order.side === original.side &&
      order.orderType === original.orderType &&
      (orderUserref === undefined || order.orderUserref === orderUserref) &&
      shows(order, request),
  );
  if (successors.length === 1) return { ...accepted(successors[0]!), originalOrderId: orderId };
  return last ? unknown('the order has ended; which order is in its place is not certain') : undefined;
}

function accepted({ orderId, clOrdId, orderUserref }: OwnOrder): Accepted {
  return { status: 'accepted', orderId, clOrdId, orderUserref };
}

function absent(reason: string, clOrdId?: string): Absent {
  return { status: 'absent', clOrdId, reason };
}

export function unknown(reason: string, clOrdId?: string): Unknown {
  return { status: 'unknown', clOrdId, reason };
}
