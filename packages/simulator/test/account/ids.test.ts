import { describe, expect, it } from 'vitest';
import { Exchange } from '../../src/index.js';

/** The names of three orders, and a token, of an exchange that opens then. */
function names(startTime: number, seed = 1): string[] {
  const accounts = [{ name: 'ann', balances: { USD: '1000000' } }];
  const exchange = new Exchange({ startTime, seed, symbols: ['BTC/USD'], accounts });
  const ann = exchange.broker.find('ann')!;
  for (const limitPrice of ['1.0', '2.0', '3.0']) {
    const order = { side: 'buy', orderType: 'limit', orderQty: '1', limitPrice } as const;
    exchange.broker.handle(ann, { method: 'add_order', symbol: 'BTC/USD', ...order });
  }
  return [...ann.openOrders().map(({ orderId }) => orderId), exchange.issueToken('ann')];
}

const START = Date.UTC(2026, 0, 1);

describe('the names that an exchange gives', () => {
  it('are the same for the same seed and beginning', () => {
    expect(names(START)).toEqual(names(START));
    expect(new Set(names(START)).size).toBe(4);
  });

  it('do not come again when it is started again: clients take what they know for the same', () => {
    const first = names(START);
    expect(names(START + 1000).filter((name) => first.includes(name))).toEqual([]);
    expect(names(START, 2).filter((name) => first.includes(name))).toEqual([]);
  });
});
