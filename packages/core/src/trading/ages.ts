/**
 * Since when orders are as they are: what the trading rate counter asks of amends and cancels. Knows nothing of the
 * counter.
 */
import type { OwnOrders } from '../account/own-orders.js';
import type { ExecutionReport, OrderIds } from '../protocol/account.js';

/** What is known of an order's age. */
export interface Aged {
  readonly symbol: string;
  /** When it was created or last amended, in milliseconds since 1970 by this side's clock. */
  readonly since: number;
}

export class OrderAges {
  readonly #since = new Map<string, number>();

  /** Takes a report that `orders` shows already. Returns the order's symbol, where it is known. */
  take({ orderId, execType }: ExecutionReport, orders: OwnOrders, now: number): string | undefined {
    if (!orders.open.has(orderId)) this.#since.delete(orderId);
    // The moment of the report, not the exchange's: it comes later, and so errs towards the dearer.
    else if (execType === 'amended' || !this.#since.has(orderId)) this.#since.set(orderId, now);
    return orders.find({ orderId })?.symbol;
  }

  of(ids: OrderIds, orders: OwnOrders | undefined): Aged[] {
    if (orders === undefined) return [];
    const found = ids.orderUserref === undefined ? [orders.find(ids)] : orders.byUserref(ids.orderUserref);
    return found.flatMap((order) => {
      const since = order === undefined ? undefined : this.#since.get(order.orderId);
      return order?.symbol === undefined || since === undefined ? [] : [{ symbol: order.symbol, since }];
    });
  }
}
