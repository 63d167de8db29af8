import { cancelParts, checkBatchCancel, checkCancel, checkCancelAllAfter } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { ORDER_ID, refusal } from './orders.js';

const OTHER_ID = 'OLUMT4-UTEGU-ZYM7E9';
const own = "a UUID, 32 hex digits or up to 18 ASCII characters, such as 'bid-1'";
const target = "an order's id such as 'OM5CRX-N2HAL-GFGWE9', { clOrdId } or { orderUserref }";
const reference = 'an integer from -2147483648 to 2147483647, such as 1001';

describe('orders to cancel', () => {
  it('are named by order id, client id or reference, alone or mixed', () => {
    const method = 'cancel_order';
    expect(checkCancel(ORDER_ID)).toEqual({ method, orderId: [ORDER_ID] });
    expect(checkCancel({ orderId: ORDER_ID })).toEqual({ method, orderId: [ORDER_ID] });
    expect(checkCancel([ORDER_ID, OTHER_ID])).toEqual({ method, orderId: [ORDER_ID, OTHER_ID] });
    expect(checkCancel({ clOrdId: 'bid-1' })).toEqual({ method, clOrdId: ['bid-1'] });
    expect(checkCancel({ orderUserref: -0 })).toEqual({ method, orderUserref: [0] });
    expect(checkCancel([{ orderUserref: 7 }, { clOrdId: 'bid-1' }, OTHER_ID, { clOrdId: '7' }])).toEqual({
      method,
      orderId: [OTHER_ID],
      clOrdId: ['bid-1', '7'],
      orderUserref: [7],
    });
  });

  it('are found among the parts of the request', () => {
    expect(cancelParts(ORDER_ID)).toEqual([0]);
    expect(cancelParts([{ orderUserref: 7 }, { clOrdId: 'bid-1' }, OTHER_ID, { clOrdId: '7' }])).toEqual([3, 1, 0, 2]);
  });

  it.each<[unknown, string]>([
    [undefined, `id: expected ${target}, received undefined`],
    [null, `id: expected ${target}, received null`],
    ['', `id: expected ${target}, received ''`],
    ['bid-1', `id: expected ${target}, received 'bid-1'; was { clOrdId: 'bid-1' } meant?`],
    [1001, `id: expected ${target}, received 1001`],
    [{}, 'id: expected one of orderId, clOrdId, orderUserref, received none'],
    [{ orderId: ORDER_ID, clOrdId: 'bid-1' }, 'id: expected one of orderId, clOrdId, orderUserref, received 2 of them'],
    [
      { order_id: ORDER_ID },
      "id.order_id: expected a member of an order to cancel, such as 'orderId', received an unknown one",
    ],
    [
      { orderId: 'bid-1' },
      "id.orderId: expected the exchange's id of an order, such as 'OM5CRX-N2HAL-GFGWE9', received 'bid-1'",
    ],
    [{ clOrdId: 'x'.repeat(19) }, `id.clOrdId: expected ${own}, received '${'x'.repeat(19)}'`],
    [{ orderUserref: '7' }, `id.orderUserref: expected ${reference}, received '7'`],
    [{ orderUserref: 0.5 }, `id.orderUserref: expected ${reference}, received 0.5`],
    [[], "ids: expected at least one order, such as 'OM5CRX-N2HAL-GFGWE9', received none"],
    [[ORDER_ID, undefined], `ids[1]: expected ${target}, received undefined`],
    [[ORDER_ID, [OTHER_ID]], `ids[1]: expected ${target}, received an array of 1`],
    [
      [ORDER_ID, { orderId: ORDER_ID }],
      `ids[1]: expected each order once, received '${ORDER_ID}', that of ids[0], again`,
    ],
  ])('%o are refused', (given, message) => {
    expect(refusal(() => Reflect.apply(checkCancel, undefined, [given]))).toBe(message);
  });
});

describe('a batch of orders to cancel', () => {
  it('has references as text, and client ids apart', () => {
    expect(checkBatchCancel([{ orderUserref: 1 }, { orderUserref: 2 }, 'ORDERX-IDXXX-XXXXX3'])).toEqual({
      method: 'batch_cancel',
      orders: ['1', '2', 'ORDERX-IDXXX-XXXXX3'],
    });
    expect(checkBatchCancel([{ clOrdId: 'bid-1' }, { clOrdId: 'ask-1' }])).toEqual({
      method: 'batch_cancel',
      clOrdId: ['bid-1', 'ask-1'],
    });
  });

  const many = (count: number) => Array.from({ length: count }, (_, orderUserref) => ({ orderUserref }));

  it('may be fifty', () => expect(checkBatchCancel(many(50)).orders).toHaveLength(50));

  it.each<[unknown, string]>([
    [undefined, 'ids: expected an array of 2 to 50 orders, received undefined'],
    [ORDER_ID, `ids: expected an array of 2 to 50 orders, received '${ORDER_ID}'`],
    [[ORDER_ID], 'ids: expected an array of 2 to 50 orders, received an array of 1'],
    [many(51), 'ids: expected an array of 2 to 50 orders, received an array of 51'],
    [[ORDER_ID, 7], `ids[1]: expected ${target}, received 7`],
    [[ORDER_ID, OTHER_ID, ORDER_ID], `ids[2]: expected each order once, received '${ORDER_ID}', that of ids[0], again`],
    [[ORDER_ID, { clOrdId: '' }], `ids[1].clOrdId: expected ${own}, received ''`],
  ])('%o is refused', (given, message) => {
    expect(refusal(() => Reflect.apply(checkBatchCancel, undefined, [given]))).toBe(message);
  });
});

describe("the time of the dead man's switch", () => {
  it.each([0, 1, 60, 86_399])('may be %d s', (timeout) => {
    expect(checkCancelAllAfter(timeout)).toEqual({ method: 'cancel_all_orders_after', timeout });
  });

  it.each<[unknown, string]>([
    [-1, '-1'],
    [86_400, '86400'],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    ['60', "'60'"],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ seconds: 60 }, 'an object'],
  ])('cannot be %o', (given, shown) => {
    expect(refusal(() => Reflect.apply(checkCancelAllAfter, undefined, [given]))).toBe(
      `seconds: expected an integer from 0 (off) to 86399, such as 60, received ${shown}`,
    );
  });
});
