import { checkEdit, type Edit } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { BTC_USD, NOW, ORDER_ID, refusal, told } from './orders.js';

const rules = { pair: BTC_USD, now: NOW };
const edit: Edit = { orderId: ORDER_ID, symbol: 'BTC/USD' };
const EDITS: readonly Edit[] = [
  { ...edit, orderQty: '0.21234567', limitPrice: '26500.4', orderUserref: 7, postOnly: true, reduceOnly: false },
  { ...edit, orderQty: '1.5', displayQty: '0.1', feePreference: 'quote', deadline: '2026-01-22T12:00:02.050Z' },
  { ...edit, triggers: { price: '-2', priceType: 'pct', reference: 'index' }, validate: true },
];

describe('an edit', () => {
  it.each(EDITS.map((given) => ({ given })))('$given becomes a request that says the same', ({ given }) => {
    expect(told(checkEdit(given, rules))).toEqual({ method: 'edit_order', ...given });
  });

  const id = "the exchange's id of an order, such as 'OM5CRX-N2HAL-GFGWE9'";
  const members =
    'orderId, symbol, orderQty, limitPrice, displayQty, orderUserref, postOnly, reduceOnly, feePreference, triggers, deadline, validate';
  const soon = 'a time 0.5 to 60 s ahead, from 2026-01-22T12:00:00.500Z to 2026-01-22T12:01:00.000Z';

  it.each<[unknown, string]>([
    [null, 'edit: expected an object with orderId, symbol, orderQty and more, received null'],
    [{ symbol: 'BTC/USD' }, `orderId: expected ${id}, received undefined`],
    [{ orderId: 'bid-1', symbol: 'BTC/USD' }, `orderId: expected ${id}, received 'bid-1'`],
    [{ orderId: ORDER_ID }, "symbol: expected BASE/QUOTE such as 'BTC/USD', received undefined"],
    [{ ...edit, clOrdId: 'bid-1' }, `clOrdId: expected a member of an edit: ${members}, received an unknown one`],
    [{ ...edit, order_qty: 1 }, "order_qty: expected a member of an edit, such as 'orderQty', received an unknown one"],
    [{ ...edit, orderQty: Number.POSITIVE_INFINITY }, "orderQty: expected a decimal such as '0.25', received Infinity"],
    [{ ...edit, orderQty: '0.00009' }, 'orderQty: expected at least 0.00010000 for BTC/USD, received 0.00009'],
    [
      { ...edit, orderQty: '0.2123456789' },
      'orderQty: expected a multiple of 0.00000001 for BTC/USD, received 0.2123456789; nearest are 0.21234567 and 0.21234568',
    ],
    [
      { ...edit, orderQty: '0.001', limitPrice: '1.0' },
      'orderQty: expected a cost of at least 0.50 USD for BTC/USD, received 0.001, which costs 0.001; at 1.0 the least is 0.50000000',
    ],
    [{ ...edit, limitPrice: '-1' }, "limitPrice: expected a decimal above zero, such as '0.25', received -1"],
    [
      { ...edit, limitPrice: 0.1 + 0.2 },
      "limitPrice: expected at most 15 digits of a number, which holds no more exactly, received 0.30000000000000004; give it as text, such as '0.3'",
    ],
    [
      { ...edit, limitPrice: '26500.45' },
      'limitPrice: expected a multiple of 0.1 for BTC/USD, received 26500.45; nearest are 26500.4 and 26500.5',
    ],
    [
      { ...edit, orderQty: '1.5', displayQty: '0.09' },
      'displayQty: expected at least a fifteenth of orderQty 1.5, which is 0.1, received 0.09',
    ],
    [
      { ...edit, orderUserref: '7' },
      "orderUserref: expected an integer from -2147483648 to 2147483647, such as 1001, received '7'",
    ],
    [{ ...edit, postOnly: 1 }, 'postOnly: expected true or false, received 1'],
    [{ ...edit, reduceOnly: null }, 'reduceOnly: expected true or false, received null'],
    [{ ...edit, feePreference: 'usd' }, "feePreference: expected one of 'base', 'quote', received 'usd'"],
    [{ ...edit, triggers: 26000 }, 'triggers: expected an object with price, priceType, reference, received 26000'],
    [{ ...edit, triggers: { price: 0 } }, "triggers.price: expected a decimal above zero, such as '0.25', received 0"],
    [{ ...edit, deadline: new Date(NOW + 61_000) }, `deadline: expected ${soon}, received 2026-01-22T12:01:01.000Z`],
    [{ ...edit, validate: 'x' }, "validate: expected true or false, received 'x'"],
  ])('%o is refused', (given, message) => {
    expect(refusal(() => Reflect.apply(checkEdit, undefined, [given, rules]))).toBe(message);
  });
});
