/**
 * What execution reports show of a request whose answer did not come. Knows nothing of time: whether a trace may still
 * come is told.
 */
import type { OwnOrder, OwnOrders } from '../account/own-orders.js';
import type { OrderIds } from '../protocol/account.js';
import type { AmendOrderRequest, EditOrderRequest } from '../protocol/trading.js';
import { type Before, isAsBefore, ordersOf, shows } from './before.js';
import { accepted, type Call } from './call.js';
import type { Accepted, Settlement } from './fate.js';
import { isCancel, places } from './names.js';

/** What is looked at. */
export interface View {
  readonly orders: OwnOrders;
  /** A moment when the request could no longer be carried out: nothing more will be seen of it. */
  readonly last: boolean;
  /** Orders that are known to be another request's. */
  readonly claimed: Pick<ReadonlySet<string>, 'has'>;
}

/** Nothing of it is to be seen: it is absent, or nothing tells. `over`: it is absent, and will be, as its order has ended otherwise. */
interface Unseen {
  readonly status: 'absent' | 'unknown' | 'over';
  readonly reason: string;
}

/** What would be said of a part if nothing more came. */
type Word = Accepted | Unseen;

const NOTHING: Before = { open: new Map(), named: new Set(), doubtful: new Set() };

/** What is to be seen of a part; undefined when nothing yet. */
export function traceOf(call: Call, index: number, view: View): Settlement | undefined {
  const part = call.parts[index]!;
  const { orderId, clOrdId } = part;
  const word = wordOf(call, part, view);
  // A late cancel of all, or of what has a reference, may yet meet others.
  const mayMeetMore = isCancel(call.request) && orderId === undefined && clOrdId === undefined;
  const isCertain = (word.status === 'accepted' || word.status === 'over') && !mayMeetMore;
  if (!view.last && !isCertain) return undefined;
  if (word.status === 'accepted') return word;
  return { status: word.status === 'unknown' ? 'unknown' : 'absent', clOrdId, reason: word.reason };
}

/** Whether a cancel that was answered has met an order, as far as reports show it; undefined when they do not show it yet. */
export function metBy(part: OrderIds, before: Before, orders: OwnOrders): Accepted | 'not' | undefined {
  const meant = targets(part, before, orders);
  if (meant.length === 0) {
    const had = ordersOf(part, orders).some(({ orderId }) => before.named.has(orderId));
    return had ? 'not' : undefined;
  }
  const word = canceled(meant);
  if (word.status === 'accepted') return word;
  return word.status === 'over' ? 'not' : undefined;
}

function wordOf(call: Call, part: OrderIds, { orders, claimed }: View): Word {
  const { request, before: known, unseen } = call;
  if ('validate' in request && request.validate === true) return absent('it was only to be checked');
  // An order's own id names no other; all else has to be told from what was there before.
  if (known === undefined && (request.method !== 'cancel_order' || part.orderId === undefined)) {
    return unknown('execution reports were not followed when it left: what is there now may have been there before');
  }
  const before = known ?? NOTHING;
  const names = request.method === 'batch_cancel' ? call.names : [part];
  if (!places(request) && names.some(({ clOrdId }) => clOrdId !== undefined && before.doubtful.has(clOrdId))) {
    // It may have met either.
    return unknown('two orders may have had its client id at that time');
  }
  switch (request.method) {
    case 'add_order':
    case 'batch_add':
      return placed(part, before, orders, claimed, unseen);
    case 'cancel_order':
      return canceledOne(part, before, orders);
    case 'batch_cancel':
      return canceled(names.flatMap((name) => targets(name, before, orders)));
    case 'cancel_all':
      return canceled([...before.open.keys()].flatMap((orderId) => orders.find({ orderId }) ?? []));
    case 'amend_order':
      return amended(request, before, orders);
    case 'edit_order':
      return edited(request, before, orders, claimed);
    case 'cancel_all_orders_after':
      return unknown('execution reports do not show the timer; set it again, which does no harm');
  }
}

function placed(
  { clOrdId }: OrderIds,
  before: Before,
  orders: OwnOrders,
  claimed: View['claimed'],
  unseen: string | undefined,
): Word {
  if (clOrdId === undefined) {
    return unknown('it has no client id by which its order could be found; look at the open orders');
  }
  // The id may have been that of an order before.
  const own = orders.byClientId(clOrdId).filter(({ orderId }) => !before.named.has(orderId) && !claimed.has(orderId));
  if (own.length > 0) return accepted(own[own.length - 1]!);
  return unseen === undefined
    ? absent('it is not open and has not traded, nor will it: it never arrived, or was canceled untraded')
    : unknown(`it is not open, and ${unseen}`);
}

/** The orders that a name meant when the request left: those that were open, or were yet to be seen. */
function targets(name: OrderIds, before: Before, orders: OwnOrders): OwnOrder[] {
  const all = ordersOf(name, orders);
  const open = all.filter(({ orderId }) => before.open.has(orderId));
  if (open.length > 0 || name.orderUserref !== undefined) return open;
  return all.filter(({ orderId }) => !before.named.has(orderId));
}

/** Nothing is known that a name could have meant. */
function missing({ orderId }: OrderIds, before: Before): Word {
  return orderId !== undefined && before.named.has(orderId) && !before.open.has(orderId)
    ? absent('the order had ended before')
    : unknown('no such order was seen: there was none, or it came and went unseen');
}

function canceledOne(part: OrderIds, before: Before, orders: OwnOrders): Word {
  const meant = targets(part, before, orders);
  if (meant.length === 0) return missing(part, before);
  const word = canceled(meant);
  if (part.clOrdId === undefined || word.status === 'accepted' || word.status === 'unknown') return word;
  // Where the name was another order's since, that may be the one which was met.
  return ordersOf(part, orders).some(({ orderId }) => !before.named.has(orderId))
    ? unknown('another order has had its client id since')
    : absent(word.reason);
}

function canceled(orders: readonly OwnOrder[]): Word {
  if (orders.length === 0) return absent('no order was open');
  const open = orders.filter(({ closed }) => !closed);
  if (open.length === orders.length) return absent('it is still open');
  // Some may have been canceled by it before it was known that there are others.
  if (open.length > 0) return unknown('some of its orders have ended, others are open');
  const statuses = orders.map(({ orderStatus }) => orderStatus);
  if (statuses.includes('gone')) return unknown('the order has ended while nothing was seen: canceled, or filled');
  if (!statuses.includes('canceled')) return over(`there was nothing left to cancel: the order is ${statuses[0]}`);
  return accepted(orders.length === 1 ? orders[0]! : {});
}

function amended(request: AmendOrderRequest, before: Before, orders: OwnOrders): Word {
  const order = targets(request, before, orders).at(-1);
  if (order === undefined) return missing(request, before);
  const was = before.open.get(order.orderId);
  if (was !== undefined && shows(was, request)) {
    return unknown('the order had these values before: nothing shows whether it was amended');
  }
  // One that was first seen later may have come with these values.
  if (shows(order, request) && (was !== undefined || order.amended === true || order.execType === 'amended')) {
    return accepted(order);
  }
  if (order.closed) {
    return unknown(`the order has ended (${order.orderStatus}); what it was before is not certain`);
  }
  return was !== undefined && isAsBefore(was, order, request)
    ? absent('the order is as it was')
    : unknown('what the order was when it left is not known, or it was changed since');
}

/** The order that it replaces ends, and another begins, which has no client id. */
function edited(request: EditOrderRequest, before: Before, orders: OwnOrders, claimed: View['claimed']): Word {
  const { orderId, symbol, orderUserref } = request;
  const original = targets({ orderId }, before, orders)[0];
  if (original === undefined) return missing(request, before);
  const { closed, orderStatus, side, orderType } = original;
  if (!closed) return absent('the order is as it was');
  if (orderStatus !== 'canceled' && orderStatus !== 'gone') {
    return over(`there was nothing left to replace: the order is ${orderStatus}`);
  }
  const successors = [...orders.open.values()].filter(
    (order) =>
      !before.open.has(order.orderId) &&
      !claimed.has(order.orderId) &&
      order.clOrdId === undefined &&
      order.symbol === symbol &&
      order.side === side &&
      order.orderType === orderType &&
      (orderUserref === undefined || order.orderUserref === orderUserref) &&
      shows(order, request),
  );
  return successors.length === 1
    ? { ...accepted(successors[0]!), originalOrderId: orderId }
    : unknown('the order has ended; which order is in its place is not certain');
}

function absent(reason: string): Unseen {
  return { status: 'absent', reason };
}

function over(reason: string): Unseen {
  return { status: 'over', reason };
}

function unknown(reason: string): Unseen {
  return { status: 'unknown', reason };
}
