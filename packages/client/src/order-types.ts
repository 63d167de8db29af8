/**
 * The types of the orders that were placed here, by the exchange's ids: an order may be edited before reports tell of it.
 * Knows no reports.
 */
import { ORDER_TYPES, type OrderIds, type OrderType, type OwnOrder, type TradingRequest } from '@kraken-stream/core';
import type { OrderOutcome } from './outcome.js';

/** So many orders are remembered. */
const REMEMBERED = 1_000;

export class OrderTypes {
  readonly #types = new Map<string, OrderType>();

  of({ orderId }: OrderIds): OrderType | undefined {
    return orderId === undefined ? undefined : this.#types.get(orderId);
  }

  /** A request about one order has its outcome. */
  told(request: TradingRequest, outcome: OrderOutcome | undefined): void {
    if (request.method !== 'add_order' && request.method !== 'edit_order') return;
    if (outcome?.status !== 'accepted' || outcome.orderId === undefined || request.orderType === undefined) return;
    this.#types.set(outcome.orderId, request.orderType);
    for (const oldest of this.#types.keys()) {
      if (this.#types.size <= REMEMBERED) break;
      this.#types.delete(oldest);
    }
  }
}

/** As reports tell it. */
export function typeOf(order: OwnOrder | undefined): OrderType | undefined {
  return ORDER_TYPES.find((type) => type === order?.orderType);
}
