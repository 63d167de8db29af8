/**
 * Since when orders are as they are: what the trading rate counter asks of amends and cancels. Knows nothing of the
 * counter.
 */
import type { OwnOrders } from '../account/own-orders.js';
import type { ExecutionReport, OrderIds } from '../protocol/account.js';
import { ordersOf } from './before.js';
import type { RatedOrder } from './rate.js';

export class OrderAges {
  readonly #since = new Map<string, number>();

  /** Takes a report that `orders` shows already. Returns the order's symbol, where it is known. */
  take({ orderId, execType }: ExecutionReport, orders: OwnOrders, now: number): string | undefined {
    if (!orders.open.has(orderId)) this.#since.delete(orderId);
    // The moment of the report, not the exchange's: it comes later, and so errs towards the dearer.
    else if (execType === 'amended' || !this.#since.has(orderId)) this.#since.set(orderId, now);
    return orders.find({ orderId })?.symbol;
  }

  /** Forgets what is not open: orders that ended unseen are in no report. */
  prune(orders: OwnOrders): void {
    for (const orderId of this.#since.keys()) if (!orders.open.has(orderId)) this.#since.delete(orderId);
  }

  /** The open orders of a name, with the moment of their last change. */
  of(name: OrderIds, orders: OwnOrders | undefined): RatedOrder[] {
    if (orders === undefined) return [];
    return ordersOf(name, orders).flatMap(({ orderId, symbol }) => {
      const changedAt = this.#since.get(orderId);
      return symbol === undefined || changedAt === undefined ? [] : [{ symbol, changedAt }];
    });
  }
}
