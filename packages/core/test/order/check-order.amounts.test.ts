import { checkOrder } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { BTC_USD, cash, iceberg, limit, market, NOW, ODD, refusalOf, stop, trailing, trailingLimit } from './orders.js';

type Row = readonly [what: string, changed: object, message: string];

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
    ['leverage', { leverage: 1 }, 'leverage: expected an integer from 2 up, such as 5, received 1'],
    ['leverage', { leverage: 2.5 }, 'leverage: expected an integer from 2 up, such as 5, received 2.5'],
    ['leverage', { leverage: '5' }, "leverage: expected an integer from 2 up, such as 5, received '5'"],
    [
      'leverage and margin',
      { leverage: 5, margin: true },
      'leverage: expected none beside margin; leave one of them out, received 5',
    ],
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
      'cash on margin',
      { ...cash, orderQty: undefined, leverage: 2 },
      "cashOrderQty: expected none but in a market buy without margin; give orderQty, received '25' with leverage",
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
      'more displayed than there is',
      { ...iceberg, displayQty: '0.002' },
      'displayQty: expected at most orderQty 0.001, received 0.002',
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
    expect(
      checkOrder({ ...limit, orderQty: '0.00166279', limitPrice: '300.7' }, { pair: BTC_USD, now: NOW }).orderQty,
    ).toBe('0.00166279');
  });

  it('leverage of a pair without', () => {
    expect(refusalOf({ ...limit, orderQty: 1, limitPrice: 25, leverage: 2 }, ODD)).toBe(
      'leverage: expected none for ODD/USD, which cannot be traded on margin, received 2',
    );
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
