/** What waits before a request: what is about the same pair, or the same names, it must not overtake. */
import type { OrderIds } from '../protocol/account.js';
import type { OrderFields, TradingRequest } from '../protocol/trading.js';
import { cancelNames } from './names.js';
import type { RateCosts } from './rate.js';

export class Ahead {
  readonly #about = new Set<string>();

  add(request: TradingRequest, costs: RateCosts): void {
    for (const thing of subjects(request, costs)) this.#about.add(thing);
  }

  has(request: TradingRequest, costs: RateCosts): boolean {
    return subjects(request, costs).some((thing) => this.#about.has(thing));
  }
}

/** Whether an order comes about by it. */
export function places(request: TradingRequest): boolean {
  const { method } = request;
  return (method === 'add_order' || method === 'batch_add' || method === 'edit_order') && request.validate !== true;
}

export function isCancel({ method }: TradingRequest): boolean {
  return method.startsWith('cancel') || method === 'batch_cancel';
}

function subjects(request: TradingRequest, costs: RateCosts): string[] {
  const names = namesOf(request).flatMap(({ clOrdId, orderUserref }) => [
    ...(clOrdId === undefined ? [] : [`id ${clOrdId}`]),
    ...(orderUserref === undefined ? [] : [`reference ${orderUserref}`]),
  ]);
  return [...[...costs.keys()].map((symbol) => `pair ${symbol}`), ...names];
}

/** The names by which a request speaks of orders, other than the exchange's. */
export function namesOf(request: TradingRequest): Pick<OrderFields & OrderIds, 'clOrdId' | 'orderUserref'>[] {
  switch (request.method) {
    case 'add_order':
      return [request];
    case 'batch_add':
      return [...request.orders];
    case 'amend_order':
      return [{ clOrdId: request.clOrdId }];
    case 'cancel_order':
    case 'batch_cancel':
      return cancelNames(request);
    default:
      return [];
  }
}
