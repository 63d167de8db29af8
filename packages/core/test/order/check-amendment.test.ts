import { type Amendment, checkAmendment } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { BTC_USD, NOW, ORDER_ID, refusal, told } from './orders.js';

const rules = { pair: BTC_USD, now: NOW };
const AMENDMENTS: readonly Amendment[] = [
  { clOrdId: '2c6be801-1f53-4f79-a0bb-4ea1c95dfae9', limitPrice: '490795', orderQty: '1.2' },
  { orderId: ORDER_ID, limitPrice: '61031.3', deadline: '2026-01-22T12:00:02.050Z', postOnly: true },
  { orderId: ORDER_ID, triggerPrice: '26000.0' },
  { orderId: ORDER_ID, triggerPrice: '-2.5', triggerPriceType: 'pct' },
  { orderId: ORDER_ID, limitPrice: '-5.0', limitPriceType: 'quote' },
  { orderId: ORDER_ID, displayQty: '0.05', symbol: 'TSLAx/USD' },
];

describe('an amendment', () => {
  it.each(AMENDMENTS.map((amendment) => ({ amendment })))(
    '$amendment becomes a request that says the same',
    ({ amendment }) => {
      expect(told(checkAmendment(amendment, rules))).toEqual({ method: 'amend_order', ...amendment });
    },
  );

  const id = "the exchange's id of an order, such as 'OM5CRX-N2HAL-GFGWE9'";
  const own = "a UUID, 32 hex digits or up to 18 ASCII characters, such as 'bid-1'";
  const soon = 'a time 0.5 to 60 s ahead, from 2026-01-22T12:00:00.500Z to 2026-01-22T12:01:00.000Z';
  const changes = "at least one change of 'orderQty', 'limitPrice', 'triggerPrice', 'displayQty'";
  const members =
    'orderId, clOrdId, orderQty, limitPrice, triggerPrice, displayQty, limitPriceType, triggerPriceType, postOnly, deadline, symbol';

  it.each<[unknown, string]>([
    [undefined, 'amendment: expected an object with orderId, clOrdId, orderQty and more, received undefined'],
    [ORDER_ID, `amendment: expected an object with orderId, clOrdId, orderQty and more, received '${ORDER_ID}'`],
    [{ orderQty: 1 }, "orderId: expected an order's id such as 'OM5CRX-N2HAL-GFGWE9', or clOrdId, received neither"],
    [
      { orderId: ORDER_ID, clOrdId: 'bid-1', orderQty: 1 },
      `clOrdId: expected none beside orderId '${ORDER_ID}'; leave one of them out, received 'bid-1'`,
    ],
    [{ orderId: 'bid-1', orderQty: 1 }, `orderId: expected ${id}, received 'bid-1'`],
    [{ clOrdId: ORDER_ID, orderQty: 1 }, `clOrdId: expected ${own}, received '${ORDER_ID}'`],
    [{ orderId: ORDER_ID }, `amendment: expected ${changes}, received none`],
    [{ orderId: ORDER_ID, postOnly: true }, `amendment: expected ${changes}, received none`],
    [
      { orderId: ORDER_ID, qty: 1 },
      "qty: expected a member of an amendment, such as 'orderQty', received an unknown one",
    ],
    [
      { orderId: ORDER_ID, side: 'sell' },
      `side: expected a member of an amendment: ${members}, received an unknown one`,
    ],
    [{ orderId: ORDER_ID, orderQty: 0 }, "orderQty: expected a decimal above zero, such as '0.25', received 0"],
    [
      { orderId: ORDER_ID, orderQty: '0.00001' },
      'orderQty: expected at least 0.00010000 for BTC/USD, received 0.00001',
    ],
    [
      { orderId: ORDER_ID, orderQty: '1.000000001' },
      'orderQty: expected a multiple of 0.00000001 for BTC/USD, received 1.000000001; nearest are 1.00000000 and 1.00000001',
    ],
    [
      { orderId: ORDER_ID, orderQty: '0.0001', limitPrice: 100, limitPriceType: 'static' },
      'orderQty: expected a cost of at least 0.50 USD for BTC/USD, received 0.0001, which costs 0.01; at 100 the least is 0.00500000',
    ],
    [{ orderId: ORDER_ID, limitPrice: Number.NaN }, "limitPrice: expected a decimal such as '0.25', received NaN"],
    [{ orderId: ORDER_ID, limitPrice: -5 }, "limitPrice: expected a decimal above zero, such as '0.25', received -5"],
    [
      { orderId: ORDER_ID, limitPrice: '61031.35' },
      'limitPrice: expected a multiple of 0.1 for BTC/USD, received 61031.35; nearest are 61031.3 and 61031.4',
    ],
    [
      { orderId: ORDER_ID, limitPrice: 5, limitPriceType: 'offset' },
      "limitPriceType: expected one of 'static', 'pct', 'quote', received 'offset'",
    ],
    [
      { orderId: ORDER_ID, orderQty: 1, limitPriceType: 'pct' },
      "limitPriceType: expected none without limitPrice, received 'pct'",
    ],
    [
      { orderId: ORDER_ID, triggerPrice: '26000.05' },
      'triggerPrice: expected a multiple of 0.1 for BTC/USD, received 26000.05; nearest are 26000.0 and 26000.1',
    ],
    [
      { orderId: ORDER_ID, orderQty: 1, triggerPriceType: 'pct' },
      "triggerPriceType: expected none without triggerPrice, received 'pct'",
    ],
    [{ orderId: ORDER_ID, displayQty: -1 }, "displayQty: expected a decimal above zero, such as '0.25', received -1"],
    [
      { orderId: ORDER_ID, displayQty: '0.000000001' },
      'displayQty: expected a multiple of 0.00000001 for BTC/USD, received 0.000000001; nearest is 0.00000001',
    ],
    [{ orderId: ORDER_ID, orderQty: 1, postOnly: 'yes' }, "postOnly: expected true or false, received 'yes'"],
    [{ orderId: ORDER_ID, orderQty: 1, deadline: 'now' }, `deadline: expected ${soon}, received 'now'`],
    [
      { orderId: ORDER_ID, orderQty: 1, symbol: 'TSLA' },
      "symbol: expected BASE/QUOTE such as 'BTC/USD', received 'TSLA'",
    ],
  ])('%o is refused', (given, message) => {
    expect(refusal(() => Reflect.apply(checkAmendment, undefined, [given, rules]))).toBe(message);
  });

  it('of an order whose type is known is checked by it', () => {
    const cheap = { orderId: ORDER_ID, orderQty: '0.0001', limitPrice: 100 };
    expect(refusal(() => checkAmendment(cheap, { ...rules, orderType: 'limit' }))).toContain(
      'orderQty: expected a cost',
    );
    // An offset from the trigger price.
    expect(checkAmendment(cheap, { ...rules, orderType: 'trailing-stop-limit' }).limitPrice).toBe('100');
    expect(checkAmendment(cheap, rules).limitPrice).toBe('100');
    const below = { orderId: ORDER_ID, limitPrice: '-5.0' };
    expect(checkAmendment(below, { ...rules, orderType: 'trailing-stop-limit' }).limitPrice).toBe('-5.0');
    expect(refusal(() => checkAmendment(below, { ...rules, orderType: 'limit' }))).toContain('limitPrice: expected');
  });

  it('to no more than was traded needs no minimum, as it cancels the rest', () => {
    const amendment = { orderId: ORDER_ID, orderQty: '0.00005' };
    expect(checkAmendment(amendment, { ...rules, cumQty: '0.00005' }).orderQty).toBe('0.00005');
    expect(refusal(() => checkAmendment(amendment, { ...rules, cumQty: '0.00004' }))).toContain('expected at least');
  });
});
