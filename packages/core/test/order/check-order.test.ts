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

/** What is checked as who has no compiler would give it. */
function refusalOf(order: unknown, pair = BTC_USD): string {
  return refusal(() => Reflect.apply(checkOrder, undefined, [order, { pair, now: NOW }]));
}

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
  { ...limit, effectiveTime: '2026-01-22T18:00:00+02:00' },
  { ...limit, feePreference: 'base', stpType: 'cancel_both', senderSubId: 'desk-7', margin: true, reduceOnly: true },
  { ...limit, clOrdId: '2c6be801-1f53-4f79-a0bb-4ea1c95dfae9' },
  { ...limit, clOrdId: 'aff1f7b04d000200aff1f7b04d000200' },
  { ...limit, clOrdId: 'arb-20240509-00010' },
  { ...limit, orderUserref: -2147483648 },
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
    'symbol, orderType, side, orderQty, timeInForce, effectiveTime, reduceOnly, margin, clOrdId, orderUserref, conditional, feePreference, stpType, senderSubId, limitPrice, limitPriceType, triggers, displayQty, cashOrderQty, expireTime, postOnly, deadline, validate';

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
    [
      'an unknown name',
      { leverage: 3 },
      `leverage: expected a member of an order: ${members}, received an unknown one`,
    ],
  ])('%s %o', (_, changed, message) => expect(refusalOf({ ...limit, ...changed })).toBe(message));
});

describe('bad input for addOrder: quantities', () => {
  it.each<Row>([
    ['none', { orderQty: undefined }, "orderQty: expected a decimal above zero such as '0.25', received undefined"],
    [
      'none of a market buy',
      { ...market, orderQty: undefined },
      "orderQty: expected a decimal above zero such as '0.25' or cashOrderQty, received undefined",
    ],
    ['null', { orderQty: null }, "orderQty: expected a decimal such as '0.25', received null"],
    ['NaN', { orderQty: Number.NaN }, "orderQty: expected a decimal such as '0.25', received NaN"],
    [
      'Infinity',
      { orderQty: Number.POSITIVE_INFINITY },
      "orderQty: expected a decimal such as '0.25', received Infinity",
    ],
    ['a comma', { orderQty: '0,5' }, "orderQty: expected a decimal such as '0.25', received '0,5'"],
    ['blanks', { orderQty: ' 1' }, "orderQty: expected a decimal such as '0.25', received ' 1'"],
    [
      'a long text',
      { orderQty: '1'.repeat(100) },
      `orderQty: expected a decimal such as '0.25', received '${'1'.repeat(40)}…'`,
    ],
    ['a bigint', { orderQty: 1n }, "orderQty: expected a decimal such as '0.25', received 1"],
    ['an object', { orderQty: {} }, "orderQty: expected a decimal such as '0.25', received an object"],
    [
      'a decimal object of none',
      { orderQty: { toFixed: () => 'NaN' } },
      "orderQty: expected a decimal such as '0.25', received 'NaN'",
    ],
    ['zero', { orderQty: 0 }, "orderQty: expected a decimal above zero, such as '0.25', received 0"],
    [
      'zero',
      { orderQty: '0.00000000' },
      "orderQty: expected a decimal above zero, such as '0.25', received 0.00000000",
    ],
    ['negative', { orderQty: '-1' }, "orderQty: expected a decimal above zero, such as '0.25', received -1"],
    [
      'no exact double',
      { orderQty: 0.1 + 0.2 },
      "orderQty: expected at most 15 digits of a number, which holds no more exactly, received 0.30000000000000004; give it as text, such as '0.3'",
    ],
    [
      'below the minimum',
      { orderQty: '0.00009999' },
      'orderQty: expected at least 0.00010000 for BTC/USD, received 0.00009999',
    ],
    ['below the minimum', { orderQty: 1e-7 }, 'orderQty: expected at least 0.00010000 for BTC/USD, received 0.0000001'],
    [
      'too fine',
      { orderQty: '0.123456789' },
      'orderQty: expected a multiple of 0.00000001 for BTC/USD, received 0.123456789; nearest are 0.12345678 and 0.12345679',
    ],
    [
      'too cheap',
      { orderQty: '0.0001', limitPrice: '300.7' },
      'orderQty: expected a cost of at least 0.50 USD for BTC/USD, received 0.0001, which costs 0.03007; at 300.7 the least is 0.00166279',
    ],
    ['margin', { margin: 'yes' }, "margin: expected true or false, received 'yes'"],
    [
      'cash of a limit order',
      { cashOrderQty: '25' },
      "cashOrderQty: expected none with orderType 'limit' (it belongs to market), received '25'",
    ],
    ['two', { ...market, cashOrderQty: '25' }, "cashOrderQty: expected none beside orderQty '0.001', received '25'"],
    [
      'cash of a sell',
      { ...cash, orderQty: undefined, side: 'sell' },
      "cashOrderQty: expected none but in a market buy without margin; give orderQty, received '25' with side 'sell'",
    ],
    [
      'cash on margin',
      { ...cash, orderQty: undefined, margin: true },
      "cashOrderQty: expected none but in a market buy without margin; give orderQty, received '25' with margin",
    ],
    [
      'little cash',
      { ...cash, orderQty: undefined, cashOrderQty: 0.25 },
      'cashOrderQty: expected at least 0.50 USD for BTC/USD, received 0.25',
    ],
    [
      'no cash',
      { ...cash, orderQty: undefined, cashOrderQty: 0 },
      "cashOrderQty: expected a decimal above zero, such as '0.25', received 0",
    ],
    [
      'too fine cash',
      { ...cash, orderQty: undefined, cashOrderQty: '25.000001' },
      'cashOrderQty: expected a multiple of 0.00001 for BTC/USD, received 25.000001; nearest are 25.00000 and 25.00001',
    ],
    [
      'displayed',
      { displayQty: '0.0005' },
      "displayQty: expected none with orderType 'limit' (it belongs to iceberg), received '0.0005'",
    ],
    [
      'none displayed',
      { ...iceberg, displayQty: undefined },
      "displayQty: expected a decimal such as '0.25', received undefined",
    ],
    [
      'too little displayed',
      { ...iceberg, orderQty: '1', displayQty: '0.06666666' },
      'displayQty: expected at least a fifteenth of orderQty 1, which is 0.06666667, received 0.06666666',
    ],
    [
      'displayed too fine',
      { ...iceberg, displayQty: '0.000500001' },
      'displayQty: expected a multiple of 0.00000001 for BTC/USD, received 0.000500001; nearest are 0.00050000 and 0.00050001',
    ],
  ])('%s: %o', (_, changed, message) => {
    // A member that is undefined is one that is not there.
    expect(refusalOf({ ...limit, ...('orderType' in changed ? { limitPrice: undefined } : {}), ...changed })).toBe(
      message,
    );
  });

  it('the least at the price is taken', () => {
    expect(checkOrder({ ...limit, orderQty: '0.00166279', limitPrice: '300.7' }, rules).orderQty).toBe('0.00166279');
  });

  it('margin of a pair without', () => {
    expect(refusalOf({ ...limit, orderQty: 1, limitPrice: 25, margin: true }, ODD)).toBe(
      'margin: expected false for ODD/USD, which cannot be traded on margin, received true',
    );
  });
});

describe('bad input for addOrder: prices', () => {
  const anywhere = 'limit, iceberg, stop-loss-limit, take-profit-limit, trailing-stop-limit';
  const triggered = 'stop-loss, stop-loss-limit, take-profit, take-profit-limit, trailing-stop, trailing-stop-limit';

  it.each<[string, object, string]>([
    ['none', { ...limit, limitPrice: undefined }, "limitPrice: expected a decimal such as '0.25', received undefined"],
    [
      'zero',
      { ...limit, limitPrice: '0.0' },
      "limitPrice: expected a decimal above zero, such as '0.25', received 0.0",
    ],
    [
      'negative',
      { ...limit, limitPrice: -26500 },
      "limitPrice: expected a decimal above zero, such as '0.25', received -26500",
    ],
    [
      'off the tick',
      { ...limit, limitPrice: '26500.45' },
      'limitPrice: expected a multiple of 0.1 for BTC/USD, received 26500.45; nearest are 26500.4 and 26500.5',
    ],
    [
      'below the tick',
      { ...limit, orderQty: 100, limitPrice: '0.05' },
      'limitPrice: expected a multiple of 0.1 for BTC/USD, received 0.05; nearest is 0.1',
    ],
    [
      'of a market order',
      { ...market, limitPrice: '26500.4' },
      `limitPrice: expected none with orderType 'market' (it belongs to ${anywhere}), received '26500.4'`,
    ],
    [
      'of a stop-loss',
      { ...stop, limitPrice: 26500 },
      `limitPrice: expected none with orderType 'stop-loss' (it belongs to ${anywhere}), received 26500`,
    ],
    [
      'typed',
      { ...limit, limitPriceType: 'pct' },
      "limitPriceType: expected none with orderType 'limit' (it belongs to trailing-stop-limit), received 'pct'",
    ],
    [
      'of an unknown type',
      { ...trailingLimit, limitPriceType: 'percent' },
      "limitPriceType: expected one of 'static', 'pct', 'quote', received 'percent'",
    ],
    [
      'an offset off the tick',
      { ...trailingLimit, limitPrice: '-5.05' },
      'limitPrice: expected a multiple of 0.1 for BTC/USD, received -5.05; nearest are -5.1 and -5.0',
    ],
    [
      'static of a trailing order',
      { ...trailingLimit, limitPrice: '-5', limitPriceType: 'static' },
      "limitPrice: expected a decimal above zero, such as '0.25', received -5",
    ],
    [
      'triggers of a limit order',
      { ...limit, triggers: { price: 1 } },
      `triggers: expected none with orderType 'limit' (it belongs to ${triggered}), received an object`,
    ],
    [
      'no triggers',
      { ...stop, triggers: undefined },
      "triggers: expected triggers such as { price: '26000.0' }, received undefined",
    ],
    [
      'no triggers',
      { ...trailing, triggers: undefined },
      "triggers: expected triggers such as { price: '1.0', priceType: 'pct' }, received undefined",
    ],
    [
      'a mere number',
      { ...stop, triggers: 26000 },
      'triggers: expected an object with price, priceType, reference, received 26000',
    ],
    [
      'no trigger price',
      { ...stop, triggers: {} },
      "triggers.price: expected a decimal such as '0.25', received undefined",
    ],
    [
      'a misspelt trigger',
      { ...stop, triggers: { price_type: 'pct', price: 1 } },
      "triggers.price_type: expected a member of triggers, such as 'priceType', received an unknown one",
    ],
    [
      'a trigger off the tick',
      { ...stop, triggers: { price: '26000.05' } },
      'triggers.price: expected a multiple of 0.1 for BTC/USD, received 26000.05; nearest are 26000.0 and 26000.1',
    ],
    [
      'a negative trigger',
      { ...stop, triggers: { price: '-2.0' } },
      "triggers.price: expected a decimal above zero, such as '0.25', received -2.0",
    ],
    [
      'a trigger of unknown type',
      { ...stop, triggers: { price: 1, priceType: '%' } },
      "triggers.priceType: expected one of 'static', 'pct', 'quote', received '%'",
    ],
    [
      'an unknown reference',
      { ...stop, triggers: { price: 1, reference: 'mark' } },
      "triggers.reference: expected one of 'last', 'index', received 'mark'",
    ],
    [
      'a static distance',
      { ...trailing, triggers: { price: 1, priceType: 'static' } },
      "triggers.priceType: expected one of 'pct', 'quote' for a trailing order, received 'static'",
    ],
    [
      'a negative distance',
      { ...trailing, triggers: { price: -1, priceType: 'pct' } },
      "triggers.price: expected a decimal above zero, such as '0.25', received -1",
    ],
    [
      'a distance off the tick',
      { ...trailing, triggers: { price: 1.25, priceType: 'quote' } },
      'triggers.price: expected a multiple of 0.1 for BTC/USD, received 1.25; nearest are 1.2 and 1.3',
    ],
  ])('%s: %o', (_, order, message) => expect(refusalOf(order)).toBe(message));

  it('an index that the pair does not have', () => {
    const order = { ...stop, orderQty: 1, triggers: { price: 25, reference: 'index' } };
    expect(refusalOf(order, ODD)).toBe(
      "triggers.reference: expected 'last' for ODD/USD, which has no index, received 'index'",
    );
  });
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
      "expireTime: expected none but with timeInForce 'gtd', received '2026-01-23T12:00:00Z' with undefined",
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
      "timeInForce: expected one of 'gtc', 'gtd', 'ioc' for orderType 'iceberg', received 'fok'",
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
