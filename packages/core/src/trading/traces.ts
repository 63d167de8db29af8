/**
 * What execution reports show of a request whose answer did not come. Knows nothing of time: whether a trace may still
 * come is told.
 */
import type { OwnOrder, OwnOrders } from '../account/own-orders.js';
import { compareDecimals } from '../decimal/decimal.js';
import type { OrderIds } from '../protocol/account.js';
import type { AmendOrderRequest, EditOrderRequest } from '../protocol/trading.js';
import type { Call } from './call.js';
import type { Absent, Accepted, Settlement, Unknown } from './fate.js';

/** What was known when a request left. */
export interface Before {
  /** Orders that were open. */
  readonly open: ReadonlySet<string>;
  /** Orders that had the client ids of the request, open or not. */
  readonly named: ReadonlySet<string>;
}

export function beforeOf(call: Call, orders: OwnOrders): Before {
  const named = call.parts.flatMap(({ clOrdId }) => {
    const order = clOrdId === undefined ? undefined : orders.find({ clOrdId });
    return order === undefined ? [] : [order.orderId];
  });
  return { open: new Set(orders.open.keys()), named: new Set(named) };
}

/** What `orders` is a view of. */
export interface View {
  /** A moment when the request could no longer be carried out: nothing more will be seen of it. */
  readonly last: boolean;
  /** All fills since the request left. */
  readonly whole: boolean;
}

/** What is to be seen of a part; undefined when nothing yet. */
export function traceOf(
  call: Call,
  index: number,
  before: Before,
  orders: OwnOrders,
  view: View,
): Settlement | undefined {
  const part = call.parts[index] ?? {};
  const { request } = call;
  const { last } = view;
  switch (request.method) {
    case 'add_order':
    case 'batch_add':
      return placed(part, before, orders, view);
    case 'cancel_order':
      return canceled(targets(part, before, orders), last, part.clOrdId);
    case 'batch_cancel': {
      const { orders: ids = [], clOrdId = [] } = request;
      const named = [
        ...ids.map((id) => (/^\d+$/.test(id) ? { orderUserref: Number(id) } : { orderId: id })),
        ...clOrdId.map((id) => ({ clOrdId: id })),
      ];
      return canceled(
        named.flatMap((each) => targets(each, before, orders)),
        last,
      );
    }
    case 'cancel_all':
      return canceled(
        [...before.open].flatMap((orderId) => orders.find({ orderId }) ?? []),
        last,
      );
    case 'amend_order':
      return amended(request, orders.find(part), last);
    case 'edit_order':
      return edited(request, before, orders, last);
    case 'cancel_all_orders_after':
      return last ? unknown('execution reports do not show the timer; set it again, which does no harm') : undefined;
  }
}

function placed(
  { clOrdId }: OrderIds,
  before: Before,
  orders: OwnOrders,
  { last, whole }: View,
): Settlement | undefined {
  if (clOrdId === undefined) {
    return last ? unknown('it has no client id by which its order could be found; look at the open orders') : undefined;
  }
  const order = orders.find({ clOrdId });
  // The id may have been that of an order before.
  if (order !== undefined && !before.named.has(order.orderId)) return accepted(order);
  if (last && !whole)
    return unknown('it is not open, and there were more fills since than the exchange still tells', clOrdId);
  return last
    ? absent('it is not open and has not traded, nor will it: it never arrived, or was canceled untraded', clOrdId)
    : undefined;
}

/** The orders that a part means, as far as they are known. */
function targets({ orderId, clOrdId, orderUserref }: OrderIds, before: Before, orders: OwnOrders): OwnOrder[] {
  if (orderUserref === undefined) {
    const order = orders.find({ orderId, clOrdId });
    return order === undefined ? [] : [order];
  }
  // Only those that were there to be meant.
  return orders.byUserref(orderUserref).filter((order) => before.open.has(order.orderId));
}

function canceled(orders: readonly OwnOrder[], last: boolean, clOrdId?: string): Settlement | undefined {
  const ended = orders.filter(({ closed }) => closed);
  if (ended.length < orders.length) return last ? absent('it is still open', clOrdId) : undefined;
  if (orders.length === 0) return last ? absent('there is no such order', clOrdId) : undefined;
  if (ended.some(({ orderStatus }) => orderStatus === 'gone')) {
    return unknown('the order has ended while nothing was seen: canceled, or filled', clOrdId);
  }
  if (ended.every(({ orderStatus }) => orderStatus !== 'canceled')) {
    return absent(`there was nothing left to cancel: the order is ${ended[0]!.orderStatus}`, clOrdId);
  }
  return ended.length === 1 ? accepted(ended[0]!) : { status: 'accepted' };
}

function amended(request: AmendOrderRequest, order: OwnOrder | undefined, last: boolean): Settlement | undefined {
  if (order === undefined) return last ? absent('there is no such order', request.clOrdId) : undefined;
  if (shows(order, request) && equal(order.triggers?.price, request.triggerPrice)) return accepted(order);
  if (!last && !order.closed) return undefined;
  return order.closed
    ? unknown(`the order has ended (${order.orderStatus}); what it was before is not certain`, order.clOrdId)
    : absent('the order is as it was', order.clOrdId);
}

/** The order that it replaces ends, and another begins. */
function edited(request: EditOrderRequest, before: Before, orders: OwnOrders, last: boolean): Settlement | undefined {
  const { orderId } = request;
  const original = orders.find({ orderId });
  if (original !== undefined && !original.closed) return last ? absent('the order is as it was') : undefined;
  const successors = [...orders.open.values()].filter(
    (order) => !before.open.has(order.orderId) && order.symbol === request.symbol && shows(order, request),
  );
  if (successors.length === 1) return { ...accepted(successors[0]!), originalOrderId: orderId };
  if (!last) return undefined;
  return unknown('the order has ended; which order is in its place is not certain');
}

/** Whether an order has the values that were asked for. */
function shows(order: OwnOrder, { orderQty, limitPrice, displayQty }: AmendOrderRequest | EditOrderRequest): boolean {
  return equal(order.orderQty, orderQty) && equal(order.limitPrice, limitPrice) && equal(order.displayQty, displayQty);
}

function equal(is: string | undefined, asked: string | undefined): boolean {
  return asked === undefined || (is !== undefined && compareDecimals(is, asked) === 0);
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
