import { type Batch, checkBatch } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { BTC_USD, NOW, refusal, told } from './orders.js';

const rules = { pair: BTC_USD, now: NOW };
const buy = {
  orderType: 'limit',
  side: 'buy',
  orderQty: '0.12345678',
  limitPrice: '1010.10',
  orderUserref: 1,
} as const;
const sell = {
  orderType: 'limit',
  side: 'sell',
  orderQty: '0.9',
  limitPrice: '2020.2',
  stpType: 'cancel_both',
} as const;
const batch: Batch = {
  symbol: 'BTC/USD',
  orders: [buy, sell],
  deadline: '2026-01-22T12:00:05.123456Z',
  validate: false,
};

describe('a batch of orders', () => {
  it('becomes a request that says the same', () => {
    expect(told(checkBatch(batch, rules))).toEqual({
      ...batch,
      method: 'batch_add',
      orders: [{ ...buy, limitPrice: '1010.1' }, sell],
    });
  });

  it('may be fifteen, of a pair in the words of v1', () => {
    const { symbol, orders } = checkBatch({ symbol: 'XBT/USD', orders: Array.from({ length: 15 }, () => sell) }, rules);
    expect([symbol, orders.length]).toEqual(['BTC/USD', 15]);
  });

  const soon = 'a time 0.5 to 60 s ahead, from 2026-01-22T12:00:00.500Z to 2026-01-22T12:01:00.000Z';
  const hole: unknown[] = [buy, sell];
  hole.length = 3;

  it.each<[unknown, string]>([
    [undefined, 'batch: expected an object with symbol, orders, deadline and more, received undefined'],
    [[buy, sell], 'batch: expected an object with symbol, orders, deadline and more, received an array of 2'],
    [
      { ...batch, account: 'BTC/USD' },
      'account: expected a member of a batch: symbol, orders, deadline, validate, received an unknown one',
    ],
    [{ ...batch, orders: undefined }, 'orders: expected an array of 2 to 15 orders, received undefined'],
    [{ ...batch, orders: buy }, 'orders: expected an array of 2 to 15 orders, received an object'],
    [{ ...batch, orders: [] }, 'orders: expected an array of 2 to 15 orders, received an array of 0'],
    [{ ...batch, orders: [buy] }, 'orders: expected an array of 2 to 15 orders, received an array of 1'],
    [
      { ...batch, orders: Array.from({ length: 16 }, () => buy) },
      'orders: expected an array of 2 to 15 orders, received an array of 16',
    ],
    [{ ...batch, symbol: undefined }, "symbol: expected BASE/QUOTE such as 'BTC/USD', received undefined"],
    [
      { ...batch, orders: [buy, null] },
      'orders[1]: expected an object with orderType, side, orderQty and more, received null',
    ],
    [
      { ...batch, orders: hole },
      'orders[2]: expected an object with orderType, side, orderQty and more, received undefined',
    ],
    [
      { ...batch, orders: [buy, { ...sell, limitPrice: '2020.25' }] },
      'orders[1].limitPrice: expected a multiple of 0.1 for BTC/USD, received 2020.25; nearest are 2020.2 and 2020.3',
    ],
    [
      { ...batch, orders: [{ ...buy, orderQty: 0 }, sell] },
      "orders[0].orderQty: expected a decimal above zero, such as '0.25', received 0",
    ],
    [
      { ...batch, orders: [buy, { ...sell, symbol: 'BTC/USD' }] },
      "orders[1].symbol: expected none: the batch has one for all, received 'BTC/USD'",
    ],
    [
      { ...batch, orders: [buy, { ...sell, validate: true }] },
      'orders[1].validate: expected none: the batch has one for all, received true',
    ],
    [
      { ...batch, orders: [{ ...buy, conditional: { orderType: 'limit' } }, sell] },
      "orders[0].conditional.limitPrice: expected a decimal such as '0.25', received undefined",
    ],
    [
      { ...batch, orders: [{ ...sell, clOrdId: 'a' }, buy, { ...sell, clOrdId: 'a' }] },
      "orders[2].clOrdId: expected an id of no other order, received 'a', that of orders[0]",
    ],
    [{ ...batch, deadline: new Date(NOW) }, `deadline: expected ${soon}, received 2026-01-22T12:00:00.000Z`],
    [{ ...batch, validate: 'no' }, "validate: expected true or false, received 'no'"],
  ])('%o is refused', (given, message) => {
    expect(refusal(() => Reflect.apply(checkBatch, undefined, [given, rules]))).toBe(message);
  });
});
