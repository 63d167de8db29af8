/**
 * `cancel_order`, `cancel_all` and `batch_cancel`. https://docs.kraken.com/api/docs/websocket-v2/cancel_order
 * https://docs.kraken.com/api/docs/websocket-v2/cancel_all https://docs.kraken.com/api/docs/websocket-v2/batch_cancel
 */
import type { BatchCancelRequest, CancelOrderRequest, OrderIds } from '@kraken-stream/core';
import type { Outcome } from './adds.js';
import type { Customer } from './customer.js';
import { byClientId, byUserref, type Hall, shut } from './hall.js';
import type { OwnOrder } from './own-order.js';
import { countByAge } from './rate.js';
import { invalid, RATE_LIMIT, REASONS, UNAVAILABLE, UNKNOWN_ORDER } from './words.js';

const BATCH = { least: 2, most: 50 };
const INTEGER = /^-?\d+$/;

/** One outcome for each order that was named. */
export function cancelOrders(customer: Customer, request: CancelOrderRequest, hall: Hall): Outcome<OrderIds>[] {
  const { orderId = [], clOrdId = [], orderUserref = [] } = request;
  const unknown = hall.mode === 'maintenance' ? UNAVAILABLE : UNKNOWN_ORDER;
  const cancel = (order: OwnOrder | undefined, ids: OrderIds): Outcome<OrderIds> =>
    order === undefined ? unknown : (refusal(customer, order, hall) ?? canceled(order, ids, hall));
  const outcomes = [
    ...orderId.map((id) => cancel(customer.orders.get(id), { orderId: id })),
    ...clOrdId.map((id) => cancel(byClientId(customer, id), { clOrdId: id })),
    ...orderUserref.flatMap((userref) => {
      const orders = byUserref(customer, userref);
      return orders.length === 0 ? [unknown] : orders.map((order) => cancel(order, { orderId: order.id }));
    }),
  ];
  return outcomes.length === 0 ? [invalid('order_id')] : outcomes;
}

/** Why an order cannot be canceled. Counts. */
function refusal(customer: Customer, order: OwnOrder, hall: Hall): string | undefined {
  const { symbol } = order.terms;
  const desk = hall.desk(symbol);
  const barred = desk === undefined ? UNAVAILABLE : shut(hall, desk);
  if (barred !== undefined) return barred;
  const count = countByAge('cancel', hall.micros - order.touchedAt);
  return customer.counter(symbol).take(count, hall.micros) ? undefined : RATE_LIMIT;
}

function canceled(order: OwnOrder, ids: OrderIds, hall: Hall): OrderIds {
  end(order, REASONS.requested, hall);
  return ids;
}

function end(order: OwnOrder, reason: string, hall: Hall): void {
  hall.desk(order.terms.symbol)?.cancel(order, reason);
}

/** Counts nothing: no page says that it does. */
export function cancelAll(customer: Customer, hall: Hall): Outcome<{ count: number }> {
  if (hall.mode === 'maintenance') return UNAVAILABLE;
  return { count: cancelEvery(customer, REASONS.requested, hall) };
}

/** Cancels all open orders of an account. Returns how many there were. */
export function cancelEvery(customer: Customer, reason: string, hall: Hall): number {
  const orders = [...customer.orders.values()];
  for (const order of orders) end(order, reason, hall);
  return orders.length;
}

/** Those that are not open are passed over. One that goes beyond the rate limit is still carried out. */
export function batchCancel(customer: Customer, request: BatchCancelRequest, hall: Hall): Outcome<{ count: number }> {
  if (hall.mode === 'maintenance') return UNAVAILABLE;
  const { orders: names = [], clOrdId = [] } = request;
  const named = names.length + clOrdId.length;
  if (named < BATCH.least || named > BATCH.most) return invalid('orders');
  const found = new Set<OwnOrder | undefined>([
    ...names.flatMap((name) => (INTEGER.test(name) ? byUserref(customer, Number(name)) : [customer.orders.get(name)])),
    ...clOrdId.map((id) => byClientId(customer, id)),
  ]);
  const orders = [...found].filter((order) => order !== undefined);
  if (orders.some(({ terms }) => customer.counter(terms.symbol).full(hall.micros))) return RATE_LIMIT;
  for (const order of orders) {
    customer.counter(order.terms.symbol).force(countByAge('cancel', hall.micros - order.touchedAt), hall.micros);
    end(order, REASONS.requested, hall);
  }
  return { count: orders.length };
}
