/** Orders and instruments that the tests begin with, and what a check says when it refuses. */
import { checkOrder, type Pair, UsageError } from '@kraken-stream/core';
import { expect } from 'vitest';

export const NOW = Date.UTC(2026, 0, 22, 12);

/** Prices of 0.1, quantities of 0.00000001 from 0.0001, costs from 0.50. */
export const BTC_USD: Pair = {
  symbol: 'BTC/USD',
  base: 'BTC',
  quote: 'USD',
  status: 'online',
  qtyPrecision: 8,
  qtyIncrement: '0.00000001',
  qtyMin: '0.00010000',
  pricePrecision: 1,
  priceIncrement: '0.1',
  costPrecision: 5,
  costMin: '0.50',
  marginable: true,
  hasIndex: true,
};

/** Whole prices of 25, quantities of 0.5; no margin, no index. */
export const ODD: Pair = {
  ...BTC_USD,
  symbol: 'ODD/USD',
  base: 'ODD',
  qtyPrecision: 1,
  qtyIncrement: '0.5',
  qtyMin: '1.0',
  pricePrecision: 0,
  priceIncrement: '25',
  marginable: false,
  hasIndex: false,
};

export const ORDER_ID = 'OM5CRX-N2HAL-GFGWE9';

const placed = { symbol: 'BTC/USD', side: 'buy', orderQty: '0.001' } as const;
export const market = { ...placed, orderType: 'market' } as const;
export const cash = { symbol: 'BTC/USD', side: 'buy', orderType: 'market', cashOrderQty: '25' } as const;
export const limit = { ...placed, orderType: 'limit', limitPrice: '26500.4' } as const;
export const iceberg = { ...limit, orderType: 'iceberg', displayQty: '0.0005' } as const;
export const stop = { ...placed, orderType: 'stop-loss', triggers: { price: '26000.0' } } as const;
export const stopLimit = { ...limit, orderType: 'stop-loss-limit', triggers: { price: '26000.0' } } as const;
export const takeProfit = { ...stop, orderType: 'take-profit' } as const;
export const takeProfitLimit = { ...stopLimit, orderType: 'take-profit-limit' } as const;
export const trailing = {
  ...placed,
  orderType: 'trailing-stop',
  triggers: { price: '1.0', priceType: 'pct' },
} as const;
export const trailingLimit = { ...trailing, orderType: 'trailing-stop-limit', limitPrice: '-5.0' } as const;
export const settle = { ...placed, orderType: 'settle-position' } as const;

/** The message of the `UsageError` that a check throws, which begins with its field. */
export function refusal(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    if (error instanceof UsageError && error.message.startsWith(`${error.field}: `)) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The same object without what is undefined. */
export function told(object: object): object {
  return JSON.parse(JSON.stringify(object));
}

/** The same of an order, given as who has no compiler would. */
export function refusalOf(order: unknown, pair = BTC_USD): string {
  return refusal(() => Reflect.apply(checkOrder, undefined, [order, { pair, now: NOW }]));
}
