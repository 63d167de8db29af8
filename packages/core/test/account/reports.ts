/**
 * Execution reports as the exchange makes them, of an account whose orders live as a test wants. Times run by a
 * microsecond with each report.
 */
import type { ExecutionReport, ExecutionsMessage } from '../../src/protocol/account.js';

export const at = (n: number) => `2026-08-01T02:53:53.${String(n).padStart(6, '0')}Z`;

export const executionsFrame = (
  sequence: number,
  data: readonly ExecutionReport[],
  snapshot = false,
): ExecutionsMessage => ({ type: 'executions', snapshot, sequence, data });

/** A decimal of a number of hundredths. */
const hundredths = (n: number) => `${Math.trunc(n / 100)}.${String(n % 100).padStart(2, '0')}`;

/** Rounded half up to whole ones, as prices here are. */
const averageOf = (filled: number, cost: number) =>
  filled === 0 ? '0' : String(Math.floor((2 * cost + filled) / (2 * filled)));

export interface PlacedOrder {
  readonly orderId: string;
  readonly clOrdId: string;
  /** In hundredths, as all quantities here. */
  qty: number;
  filled: number;
  /** Sum of quantity times price, in hundredths. */
  cost: number;
  price: number;
  fills: string[];
  status: 'pending_new' | 'new' | 'partially_filled' | 'filled' | 'canceled' | 'expired';
}

/** The exchange's own account of some orders: what it did is true, and what it tells of it is returned. */
export class Account {
  readonly orders: PlacedOrder[] = [];
  /** Reports of fills as a snapshot shows them, oldest first. */
  readonly fills: ExecutionReport[] = [];
  #now = 0;

  get open(): PlacedOrder[] {
    return this.orders.filter(({ status }) => !['filled', 'canceled', 'expired'].includes(status));
  }

  place(qty: number, price: number): ExecutionReport {
    const n = this.orders.length + 1;
    const order: PlacedOrder = {
      ...{ orderId: `O${n}`, clOrdId: `c${n}`, qty, price },
      ...{ filled: 0, cost: 0, fills: [], status: 'pending_new' },
    };
    this.orders.push(order);
    return { ...this.#report(order, 'pending_new'), ...this.#described(order), cumCost: '0.00' };
  }

  accept(order: PlacedOrder): ExecutionReport {
    order.status = 'new';
    return this.#report(order, 'new');
  }

  /** One fill, and the report of its end when it was the last. `bare`: without the order's totals. */
  fill(order: PlacedOrder, qty: number, bare = false): ExecutionReport[] {
    const traded = Math.min(qty, order.qty - order.filled);
    order.filled += traded;
    order.cost += traded * order.price;
    order.status = 'partially_filled';
    const execId = `T${this.fills.length + 1}`;
    order.fills.push(execId);
    const report: ExecutionReport = {
      ...this.#report(order, 'trade'),
      ...({ execId, tradeId: this.fills.length + 1, symbol: 'BTC/USD', side: 'buy', orderType: 'limit' } as const),
      ...{ lastQty: hundredths(traded), lastPrice: String(order.price), liquidityInd: 'm' },
      cost: hundredths(traded * order.price),
      fees: [{ asset: 'USD', qty: '0.01' }],
      feeUsdEquiv: '0.01',
    };
    this.fills.push({ ...report, orderStatus: 'filled' });
    const told = [bare ? report : { ...report, ...this.#totals(order) }];
    if (order.filled < order.qty) return told;
    order.status = 'filled';
    return [...told, { ...this.#report(order, 'filled'), ...this.#totals(order) }];
  }

  amend(order: PlacedOrder, qty: number, price: number): ExecutionReport {
    order.qty = Math.max(qty, order.filled + 1);
    order.price = price;
    const { orderQty, limitPrice, limitPriceType } = this.#described(order);
    const { cumQty } = this.#totals(order);
    return { ...this.#report(order, 'amended'), orderQty, limitPrice, limitPriceType, cumQty, amended: true };
  }

  end(order: PlacedOrder, status: 'canceled' | 'expired'): ExecutionReport {
    order.status = status;
    return { ...this.#report(order, status), ...this.#totals(order), reason: 'User requested' };
  }

  /** Open orders, then the last fifty fills, newest first. */
  snapshot(): ExecutionReport[] {
    const states = this.open.map((order) => ({
      ...this.#report(order, 'new'),
      ...this.#described(order),
      ...this.#totals(order),
    }));
    return [...states, ...this.fills.slice(-50).reverse()];
  }

  #described({ qty, price }: PlacedOrder) {
    return {
      ...({ symbol: 'BTC/USD', side: 'buy', orderType: 'limit', timeInForce: 'GTC' } as const),
      ...({ orderQty: hundredths(qty), limitPrice: String(price), limitPriceType: 'static' } as const),
    };
  }

  #totals({ filled, cost }: PlacedOrder) {
    return { cumQty: hundredths(filled), cumCost: hundredths(cost), avgPrice: averageOf(filled, cost) };
  }

  #report({ orderId, clOrdId, status }: PlacedOrder, execType: string): ExecutionReport {
    return { execType, orderId, clOrdId, orderStatus: status, timestamp: at(++this.#now) };
  }
}

/** What an order looks like to its owner, in the terms of the exchange. */
export function truthOf({ orderId, qty, filled, cost, price, fills, status }: PlacedOrder) {
  return {
    orderId,
    orderStatus: status,
    ...{ orderQty: hundredths(qty), cumQty: hundredths(filled), remainingQty: hundredths(qty - filled) },
    cumCost: hundredths(cost),
    limitPrice: String(price),
    ...(filled > 0 && { avgPrice: averageOf(filled, cost) }),
    totalFees: fills.length === 0 ? [] : [{ asset: 'USD', qty: hundredths(fills.length) }],
    fills,
  };
}
