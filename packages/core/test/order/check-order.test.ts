import { checkOrder, type NewOrder } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import {
  BTC_USD,
  cash,
  iceberg,
  limit,
  market,
  NOW,
  ODD,
  refusal,
  refusalOf,
  settle,
  stop,
  stopLimit,
  takeProfit,
  takeProfitLimit,
  told,
  trailing,
  trailingLimit,
} from './orders.js';

const rules = { pair: BTC_USD, now: NOW };

type Row = readonly [what: string, changed: object, message: string];

const ORDERS: readonly NewOrder[] = [
  market,
  cash,
  limit,
  { ...limit, timeInForce: 'gtc', postOnly: true },
  { ...limit, timeInForce: 'gtd', expireTime: '2026-02-22T12:00:00Z', postOnly: true },
  { ...limit, timeInForce: 'ioc', postOnly: false },
  { ...limit, timeInForce: 'fok' },
  { ...limit, deadline: '2026-01-22T12:00:05.250Z', validate: true },
  { ...limit, effectiveTime: '2026-01-22T18:00:00+02:00', orderUserref: -2147483648 },
  { ...limit, feePreference: 'base', stpType: 'cancel_both', senderSubId: 'desk-7', margin: true, reduceOnly: true },
  { ...limit, clOrdId: '2c6be801-1f53-4f79-a0bb-4ea1c95dfae9' },
  { ...limit, clOrdId: 'aff1f7b04d000200aff1f7b04d000200' },
  { ...limit, clOrdId: 'arb-20240509-00010' },
  { ...limit, orderUserref: 7, conditional: { orderType: 'limit', limitPrice: '27000.0' } },
  iceberg,
  stop,
  { ...stop, orderType: 'stop-loss', triggers: { price: '-2.0', priceType: 'pct', reference: 'index' } },
  { ...stop, orderType: 'stop-loss', triggers: { price: '-250.0', priceType: 'quote', reference: 'last' } },
  stopLimit,
  takeProfit,
  takeProfitLimit,
  trailing,
  { ...trailing, orderType: 'trailing-stop', triggers: { price: '250.0', priceType: 'quote' } },
  trailingLimit,
  { ...trailingLimit, limitPrice: '0', limitPriceType: 'quote' },
  { ...trailingLimit, limitPrice: '-0.125', limitPriceType: 'pct' },
  { ...trailingLimit, limitPrice: '26500.4', limitPriceType: 'static' },
  settle,
];

describe('an order', () => {
  it.each(ORDERS.map((order) => ({ order })))('$order becomes a request that says the same', ({ order }) => {
    expect(told(checkOrder(order, rules))).toEqual({ method: 'add_order', ...order });
  });

  it('tells its leverage as text', () => {
    expect(checkOrder({ ...limit, leverage: 5 }, rules)).toMatchObject({ leverage: '5', margin: undefined });
  });

  it('is written from decimal text, every digit kept', () => {
    const request = checkOrder({ ...limit, orderQty: '0.00100000', limitPrice: { toFixed: () => '26500.0' } }, rules);
    expect([request.orderQty, request.limitPrice]).toEqual(['0.00100000', '26500.0']);
    const numbers = checkOrder({ ...limit, orderQty: 1e-3, limitPrice: 26500.4 }, rules);
    expect([numbers.orderQty, numbers.limitPrice]).toEqual(['0.001', '26500.4']);
    expect(checkOrder({ ...limit, orderQty: '1e-3' }, rules).orderQty).toBe('0.001');
  });

  it('loses the zeros for which the pair has no place', () => {
    const request = checkOrder({ ...limit, orderQty: '0.0010000000', limitPrice: '26500.400' }, rules);
    expect([request.orderQty, request.limitPrice]).toEqual(['0.00100000', '26500.4']);
    const odd = checkOrder(
      { ...limit, symbol: 'ODD/USD', orderQty: '1.50', limitPrice: '50.0' },
      { pair: ODD, now: NOW },
    );
    expect([odd.orderQty, odd.limitPrice]).toEqual(['1.5', '50']);
  });

  it('may name its pair as v1 and REST do, and times as dates', () => {
    const date = new Date(NOW + 1500);
    const order = {
      ...limit,
      timeInForce: 'gtd',
      expireTime: date,
      effectiveTime: new Date(NOW),
      deadline: date,
    } as const;
    for (const symbol of ['XBT/USD', 'XXBTZUSD', 'XBTUSD']) {
      expect(told(checkOrder({ ...order, symbol }, rules))).toMatchObject({
        symbol: 'BTC/USD',
        expireTime: '2026-01-22T12:00:01Z',
        effectiveTime: '2026-01-22T12:00:00Z',
        deadline: '2026-01-22T12:00:01.500Z',
      });
    }
  });

  it('of an unknown pair is checked by the rules of all pairs alone', () => {
    const order = { ...limit, orderQty: '0.000000000001', limitPrice: '0.123456789' } as const;
    expect(told(checkOrder(order, { now: NOW }))).toEqual({ method: 'add_order', ...order });
    expect(refusal(() => checkOrder({ ...order, limitPrice: '0' }, { now: NOW }))).toContain('limitPrice: expected');
  });

  it('asks nothing of increments and minimums that make no sense', () => {
    const pair = { ...BTC_USD, priceIncrement: '0', qtyIncrement: '0', qtyMin: '0', costMin: '0' };
    expect(checkOrder({ ...limit, limitPrice: '0.123' }, { pair, now: NOW }).limitPrice).toBe('0.123');
  });
});

describe('bad input for addOrder: what it is', () => {
  it.each<[unknown, string]>([
    [undefined, 'order: expected an object with symbol, orderType, side and more, received undefined'],
    [null, 'order: expected an object with symbol, orderType, side and more, received null'],
    ['buy', "order: expected an object with symbol, orderType, side and more, received 'buy'"],
    [[limit], 'order: expected an object with symbol, orderType, side and more, received an array of 1'],
    [{}, "symbol: expected BASE/QUOTE such as 'BTC/USD', received undefined"],
  ])('%o', (order, message) => expect(refusalOf(order)).toBe(message));

  const types =
    "'limit', 'market', 'iceberg', 'stop-loss', 'stop-loss-limit', 'take-profit', 'take-profit-limit', 'trailing-stop', 'trailing-stop-limit', 'settle-position'";
  const members =
    'symbol, orderType, side, orderQty, timeInForce, effectiveTime, reduceOnly, margin, clOrdId, orderUserref, conditional, feePreference, stpType, senderSubId, limitPrice, limitPriceType, triggers, displayQty, cashOrderQty, expireTime, postOnly, leverage, deadline, validate';

  it.each([
    ['quantity', 'orderQty'],
    ['volume', 'orderQty'],
    ['type', 'orderType'],
    ['clientOrderId', 'clOrdId'],
    ['userref', 'orderUserref'],
    ['price', 'limitPrice'],
    ['secondaryPrice', 'triggers'],
    ['startTime', 'effectiveTime'],
    ['expiretm', 'expireTime'],
    ['validateOnly', 'validate'],
    ['closeOrderType', 'conditional'],
    ['closePrice', 'conditional'],
    ['flags', 'postOnly'],
    ['pair', 'symbol'],
  ])('%s, as others call it, is %s', (name, member) => {
    expect(refusalOf({ ...limit, [name]: '1' })).toBe(
      `${name}: expected a member of an order, such as '${member}', received an unknown one`,
    );
  });

  it.each<Row>([
    [
      'a symbol',
      { symbol: 'btc-usd' },
      "symbol: expected BASE/QUOTE such as 'BTC/USD', received 'btc-usd'; did you mean 'BTC/USD'?",
    ],
    ['a symbol', { symbol: ['BTC/USD'] }, "symbol: expected BASE/QUOTE such as 'BTC/USD', received an array of 1"],
    ['an orderType', { orderType: 'Limit' }, `orderType: expected one of ${types}, received 'Limit'`],
    ['an orderType', { orderType: undefined }, `orderType: expected one of ${types}, received undefined`],
    ['a side', { side: 'BUY' }, "side: expected one of 'buy', 'sell', received 'BUY'"],
    ['a side', { side: undefined }, "side: expected one of 'buy', 'sell', received undefined"],
    [
      'a timeInForce',
      { timeInForce: 'GTC' },
      "timeInForce: expected one of 'gtc', 'gtd', 'ioc', 'fok' for orderType 'limit', received 'GTC'",
    ],
    ['a feePreference', { feePreference: 'USD' }, "feePreference: expected one of 'base', 'quote', received 'USD'"],
    [
      'a stpType',
      { stpType: 'none' },
      "stpType: expected one of 'cancel_newest', 'cancel_oldest', 'cancel_both', received 'none'",
    ],
    ['a flag', { postOnly: 'true' }, "postOnly: expected true or false, received 'true'"],
    ['a flag', { reduceOnly: 1 }, 'reduceOnly: expected true or false, received 1'],
    ['a flag', { margin: null }, 'margin: expected true or false, received null'],
    ['a flag', { validate: 0 }, 'validate: expected true or false, received 0'],
    [
      "v2's name",
      { limit_price: '26500' },
      "limit_price: expected a member of an order, such as 'limitPrice', received an unknown one",
    ],
    [
      "v2's name",
      { cl_ord_id: 'a' },
      "cl_ord_id: expected a member of an order, such as 'clOrdId', received an unknown one",
    ],
    [
      "v1's name",
      { price: '26500' },
      "price: expected a member of an order, such as 'limitPrice', received an unknown one",
    ],
    [
      "v1's name",
      { userref: 1 },
      "userref: expected a member of an order, such as 'orderUserref', received an unknown one",
    ],
    ['a short name', { qty: 1 }, "qty: expected a member of an order, such as 'orderQty', received an unknown one"],
    [
      'a typing error',
      { postonyl: true },
      "postonyl: expected a member of an order, such as 'postOnly', received an unknown one",
    ],
    ['an unknown name', { colour: 3 }, `colour: expected a member of an order: ${members}, received an unknown one`],
  ])('%s %o', (_, changed, message) => expect(refusalOf({ ...limit, ...changed })).toBe(message));
});

describe('bad input for addOrder: times', () => {
  const gtd = { timeInForce: 'gtd' };
  const lasting =
    'limit, iceberg, stop-loss, stop-loss-limit, take-profit, take-profit-limit, trailing-stop, trailing-stop-limit';
  const soon = 'a time 0.5 to 60 s ahead, from 2026-01-22T12:00:00.500Z to 2026-01-22T12:01:00.000Z';
  const ahead = "a time in the future, at most a month ahead, such as '2026-01-23T12:00:00Z'";

  it.each<Row>([
    [
      'already over',
      { deadline: '2026-01-22T11:59:59.000Z' },
      `deadline: expected ${soon}, received '2026-01-22T11:59:59.000Z'`,
    ],
    ['too soon', { deadline: new Date(NOW + 499) }, `deadline: expected ${soon}, received 2026-01-22T12:00:00.499Z`],
    ['too late', { deadline: new Date(NOW + 60_001) }, `deadline: expected ${soon}, received 2026-01-22T12:01:00.001Z`],
    ['no time', { deadline: 'soon' }, `deadline: expected ${soon}, received 'soon'`],
    [
      'a time without a zone',
      { deadline: '2026-01-22T12:00:05' },
      `deadline: expected ${soon}, received '2026-01-22T12:00:05'`,
    ],
    ['a number', { deadline: NOW + 5000 }, `deadline: expected ${soon}, received ${NOW + 5000}`],
    ['no date', { deadline: new Date(Number.NaN) }, `deadline: expected ${soon}, received an invalid Date`],
    ['not told', gtd, `expireTime: expected ${ahead}, with timeInForce 'gtd', received undefined`],
    [
      'over in this second, of which parts are left out',
      { ...gtd, expireTime: new Date(NOW + 300) },
      `expireTime: expected ${ahead}, received 2026-01-22T12:00:00.300Z`,
    ],
    [
      'the past',
      { ...gtd, expireTime: new Date(NOW) },
      `expireTime: expected ${ahead}, received 2026-01-22T12:00:00.000Z`,
    ],
    [
      'next year',
      { ...gtd, expireTime: '2027-01-01T00:00:00Z' },
      `expireTime: expected ${ahead}, received '2027-01-01T00:00:00Z'`,
    ],
    ['no time', { ...gtd, expireTime: 60 }, `expireTime: expected ${ahead}, received 60`],
    [
      'no such day',
      { ...gtd, expireTime: '2026-13-01T00:00:00Z' },
      `expireTime: expected ${ahead}, received '2026-13-01T00:00:00Z'`,
    ],
    [
      'unasked',
      { expireTime: '2026-01-23T12:00:00Z' },
      "expireTime: expected none but with timeInForce 'gtd', received '2026-01-23T12:00:00Z' with 'gtc'",
    ],
    [
      'unasked',
      { timeInForce: 'ioc', expireTime: '2026-01-23T12:00:00Z' },
      "expireTime: expected none but with timeInForce 'gtd', received '2026-01-23T12:00:00Z' with 'ioc'",
    ],
    [
      'no time',
      { effectiveTime: '+5' },
      "effectiveTime: expected a time such as '2026-01-23T12:00:00Z' or a Date, received '+5'",
    ],
    [
      'after its end',
      { ...gtd, expireTime: '2026-01-23T00:00:00Z', effectiveTime: '2026-01-24T00:00:00Z' },
      'effectiveTime: expected a time before expireTime 2026-01-23T00:00:00Z, received 2026-01-24T00:00:00Z',
    ],
    [
      'fok',
      { ...iceberg, timeInForce: 'fok' },
      "timeInForce: expected one of 'gtc', 'gtd' for orderType 'iceberg', received 'fok'",
    ],
    [
      'gtd',
      { ...market, limitPrice: undefined, timeInForce: 'gtd' },
      "timeInForce: expected one of 'gtc', 'ioc' for orderType 'market', received 'gtd'",
    ],
    [
      'expiry',
      { ...settle, limitPrice: undefined, expireTime: 1 },
      `expireTime: expected none with orderType 'settle-position' (it belongs to ${lasting}), received 1`,
    ],
    [
      'posted',
      { postOnly: true, timeInForce: 'ioc' },
      "postOnly: expected false with timeInForce 'ioc', which trades at once or not at all, received true",
    ],
    [
      'posted',
      { postOnly: true, timeInForce: 'fok' },
      "postOnly: expected false with timeInForce 'fok', which trades at once or not at all, received true",
    ],
  ])('%s: %o', (_, changed, message) => expect(refusalOf({ ...limit, ...changed })).toBe(message));
});

describe('bad input for addOrder: names', () => {
  const id = "a UUID, 32 hex digits or up to 18 ASCII characters, such as 'bid-1'";
  const reference = 'an integer from -2147483648 to 2147483647, such as 1001';

  it.each<Row>([
    ['empty', { clOrdId: '' }, `clOrdId: expected ${id}, received ''`],
    ['too long', { clOrdId: 'arb-20240509-000101' }, `clOrdId: expected ${id}, received 'arb-20240509-000101'`],
    ['31 hex digits', { clOrdId: 'a'.repeat(31) }, `clOrdId: expected ${id}, received '${'a'.repeat(31)}'`],
    ['not ASCII', { clOrdId: 'bid-é' }, `clOrdId: expected ${id}, received 'bid-é'`],
    ['a number', { clOrdId: 5 }, `clOrdId: expected ${id}, received 5`],
    ['no such id', { senderSubId: '…' }, `senderSubId: expected ${id}, received '…'`],
    [
      'two',
      { clOrdId: 'bid-1', orderUserref: 5 },
      "orderUserref: expected none beside clOrdId 'bid-1'; leave one of them out, received 5",
    ],
    ['text', { orderUserref: '5' }, `orderUserref: expected ${reference}, received '5'`],
    ['half', { orderUserref: 1.5 }, `orderUserref: expected ${reference}, received 1.5`],
    ['too large', { orderUserref: 2147483648 }, `orderUserref: expected ${reference}, received 2147483648`],
    ['too small', { orderUserref: -2147483649 }, `orderUserref: expected ${reference}, received -2147483649`],
    [
      'a close',
      { clOrdId: 'a', conditional: { orderType: 'limit', limitPrice: 1 } },
      "conditional: expected none beside clOrdId 'a'; leave one of them out, received an object",
    ],
  ])('%s: %o', (_, changed, message) => expect(refusalOf({ ...limit, ...changed })).toBe(message));
});
