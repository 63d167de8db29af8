/** What was known of orders when a request left: by it a trace of the request is told from what was there before. */
import type { OwnOrder, OwnOrders } from '../account/own-orders.js';
import { compareDecimals } from '../decimal/decimal.js';
import type { OrderIds } from '../protocol/account.js';
import type { AmendOrderRequest, EditOrderRequest } from '../protocol/trading.js';
import type { Call } from './call.js';

export interface Before {
  /** Orders that were open, as they were. */
  readonly open: ReadonlyMap<string, OwnOrder>;
  /** Orders that had names of the request, open or not. */
  readonly named: ReadonlySet<string>;
  /** Client ids that an order had, and that one which was not seen yet may have by then. */
  readonly doubtful: ReadonlySet<string>;
}

/** `mayHave`: whether an order that was not seen yet may have a client id. */
export function beforeOf({ names, parts }: Call, orders: OwnOrders, mayHave: (clOrdId: string) => boolean): Before {
  const named = parts.flatMap((part) => ordersOf(part, orders)).map(({ orderId }) => orderId);
  const ids = names.flatMap(({ clOrdId }) => clOrdId ?? []);
  const doubtful = ids.filter((id) => orders.byClientId(id).length > 0 && mayHave(id));
  return { open: new Map(orders.open), named: new Set(named), doubtful: new Set(doubtful) };
}

/** All orders of a name, as far as they are known. */
export function ordersOf({ orderId, clOrdId, orderUserref }: OrderIds, orders: OwnOrders): OwnOrder[] {
  if (orderId !== undefined) {
    const order = orders.find({ orderId });
    return order === undefined ? [] : [order];
  }
  if (clOrdId !== undefined) return orders.byClientId(clOrdId);
  return orderUserref === undefined ? [] : orders.byUserref(orderUserref);
}

type Change = AmendOrderRequest | EditOrderRequest;

/** Whether an order has the values that were asked for. */
export function shows(order: OwnOrder, request: Change): boolean {
  return valuesOf(request).every(([asked, read]) => asked === undefined || isEqual(read(order), asked));
}

/** Whether two states of an order have the same values of those that were asked for. */
export function isAsBefore(before: OwnOrder, after: OwnOrder, request: Change): boolean {
  return valuesOf(request).every(([asked, read]) => asked === undefined || isEqual(read(before), read(after)));
}

function valuesOf(request: Change): [string | undefined, (order: OwnOrder) => string | undefined][] {
  const triggerPrice = request.method === 'amend_order' ? request.triggerPrice : request.triggers?.price;
  return [
    [request.orderQty, (order) => order.orderQty],
    [request.limitPrice, (order) => order.limitPrice],
    [request.displayQty, (order) => order.displayQty],
    [triggerPrice, (order) => order.triggers?.price],
  ];
}

function isEqual(a: string | undefined, b: string | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && compareDecimals(a, b) === 0);
}
