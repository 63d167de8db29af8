import type {
  AddOrderRequest,
  AmendOrderRequest,
  CancelOrderRequest,
  Conditional,
  EditOrderRequest,
  TradingRequest,
  Triggers,
} from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradingObjection } from '../../../src/protocol/v1/private-objection.js';
import { privateRequest } from '../../../src/protocol/v1/private-request.js';
import { sayable } from './private-requests.js';

const LIMIT: AddOrderRequest = {
  method: 'add_order',
  orderType: 'limit',
  side: 'buy',
  symbol: 'A/B',
  orderQty: '1',
  limitPrice: '2',
};
const STOP: AddOrderRequest = { ...LIMIT, orderType: 'stop-loss-limit', triggers: { price: '3' } };
const TRAILING: AddOrderRequest = {
  ...LIMIT,
  orderType: 'trailing-stop-limit',
  triggers: { price: '1', priceType: 'pct' },
  limitPriceType: 'quote',
};
const CLOSED: AddOrderRequest = {
  ...LIMIT,
  conditional: { orderType: 'stop-loss-limit', triggerPrice: '1', limitPrice: '2' },
};
const TRAILED: AddOrderRequest = {
  ...LIMIT,
  conditional: { orderType: 'trailing-stop-limit', triggerPrice: '1', triggerPriceType: 'pct', limitPrice: '2' },
};
const EDIT: EditOrderRequest = { method: 'edit_order', orderId: 'O', symbol: 'A/B', triggers: { price: '1' } };
const AMEND: AmendOrderRequest = { method: 'amend_order', orderId: 'O', limitPrice: '1', triggerPrice: '2' };
const CANCEL: CancelOrderRequest = { method: 'cancel_order' };

describe('what v1 cannot say', () => {
  it.each<[string, TradingRequest]>([
    ['orderType', { ...LIMIT, orderType: 'iceberg', displayQty: '1' }],
    ['displayQty', { ...LIMIT, displayQty: '1' }],
    ['timeInForce', { ...LIMIT, timeInForce: 'fok' }],
    ['cashOrderQty', { ...LIMIT, orderQty: undefined, cashOrderQty: '1' }],
    ['cashOrderQty', { ...LIMIT, orderType: 'market', side: 'sell', orderQty: undefined, cashOrderQty: '1' }],
    ['cashOrderQty', { ...LIMIT, orderType: 'market', cashOrderQty: '1' }],
    ['cashOrderQty', { ...LIMIT, orderType: 'market', orderQty: undefined, cashOrderQty: '1', margin: true }],
    ['cashOrderQty', { ...LIMIT, orderType: 'market', orderQty: undefined, cashOrderQty: '1', leverage: '2' }],
    ['triggers', { ...LIMIT, triggers: { price: '1' } }],
    ['triggers.priceType', { ...TRAILING, triggers: { price: '1' } }],
    ['limitPriceType', { ...TRAILING, limitPriceType: 'static' }],
    ['orderUserref', { ...LIMIT, clOrdId: 'c', orderUserref: 1 }],
    ['conditional.triggerPrice', { ...LIMIT, conditional: { orderType: 'limit', triggerPrice: '1' } }],
    ['conditional.triggerPriceType', { ...LIMIT, conditional: { orderType: 'trailing-stop', triggerPrice: '1' } }],
    [
      'conditional.limitPriceType',
      { ...LIMIT, conditional: { orderType: 'trailing-stop-limit', limitPrice: '1', limitPriceType: 'static' } },
    ],
    ['displayQty', { ...EDIT, displayQty: '1' }],
    ['reduceOnly', { ...EDIT, reduceOnly: true }],
    ['deadline', { ...EDIT, deadline: 'd' }],
    ['triggers.reference', { ...EDIT, triggers: { price: '1', reference: 'index' } }],
    ['triggers', { ...EDIT, orderType: 'limit' }],
    ['limitPrice', { ...EDIT, triggers: undefined, limitPrice: '1' }],
    ['method', { method: 'batch_add', symbol: 'A/B', orders: [] }],
    ['method', { method: 'batch_cancel', orders: ['O'] }],
  ])('%s: is told with what v2 does', (field, request) => {
    const objection = tradingObjection(request);
    expect(objection?.field).toBe(field);
    expect(objection?.message.startsWith(`${field}: `)).toBe(true);
    expect(objection?.message).toContain('v1');
    expect(objection?.message).toContain('v2');
  });

  it('is nothing of what is read as it was meant', () => {
    fc.assert(
      fc.property(sayable, (request) => {
        const objection = tradingObjection(request);
        expect(objection).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});

/** A request without a member, and the same with it. Every member must be here, or this does not compile. */
type Members<T> = { readonly [K in keyof Required<Omit<T, 'method'>>]: readonly (readonly [T, Partial<T>])[] };

const ORDER_MEMBERS: Members<AddOrderRequest> = {
  orderType: [[LIMIT, { orderType: 'market' }]],
  side: [[LIMIT, { side: 'sell' }]],
  symbol: [[LIMIT, { symbol: 'C/D' }]],
  orderQty: [[LIMIT, { orderQty: '5' }]],
  cashOrderQty: [
    [LIMIT, { cashOrderQty: '5' }],
    [{ ...LIMIT, orderType: 'market', orderQty: undefined }, { cashOrderQty: '5' }],
  ],
  limitPrice: [LIMIT, STOP, TRAILING].map((each) => [each, { limitPrice: '9' }]),
  limitPriceType: [
    [LIMIT, { limitPriceType: 'pct' }],
    [STOP, { limitPriceType: 'quote' }],
    [TRAILING, { limitPriceType: 'pct' }],
    [TRAILING, { limitPriceType: 'static' }],
  ],
  triggers: [
    [LIMIT, { triggers: { price: '9' } }],
    [STOP, { triggers: { price: '9' } }],
    [STOP, { triggers: { price: '3', priceType: 'pct' } }],
    [STOP, { triggers: { price: '3', reference: 'index' } }],
    [TRAILING, { triggers: { price: '1', priceType: 'quote' } }],
    [TRAILING, { triggers: { price: '1', priceType: 'static' } }],
  ],
  timeInForce: [
    [LIMIT, { timeInForce: 'ioc' }],
    [LIMIT, { timeInForce: 'fok' }],
  ],
  expireTime: [[LIMIT, { expireTime: '2026-08-01T00:00:00Z' }]],
  effectiveTime: [[LIMIT, { effectiveTime: '2026-08-01T00:00:00Z' }]],
  postOnly: [[LIMIT, { postOnly: true }]],
  reduceOnly: [[LIMIT, { reduceOnly: true }]],
  margin: [[LIMIT, { margin: true }]],
  leverage: [[LIMIT, { leverage: '3' }]],
  clOrdId: [[LIMIT, { clOrdId: 'c' }]],
  orderUserref: [[LIMIT, { orderUserref: 5 }]],
  conditional: [
    [LIMIT, { conditional: { orderType: 'limit', limitPrice: '1' } }],
    ...Object.entries({
      orderType: ['take-profit-limit'],
      limitPrice: ['9'],
      limitPriceType: ['pct', 'quote'],
      triggerPrice: ['9'],
      triggerPriceType: ['pct', 'quote'],
    } satisfies { readonly [K in keyof Required<Conditional>]: readonly Conditional[K][] }).flatMap(([name, values]) =>
      values.map((value) => [CLOSED, { conditional: { ...CLOSED.conditional!, [name]: value } }] as const),
    ),
    [TRAILED, { conditional: { ...TRAILED.conditional!, limitPriceType: 'static' } }],
    [TRAILED, { conditional: { ...TRAILED.conditional!, triggerPriceType: 'static' } }],
    [TRAILED, { conditional: { ...TRAILED.conditional!, triggerPriceType: 'quote' } }],
  ],
  displayQty: [[LIMIT, { displayQty: '1' }]],
  feePreference: [[LIMIT, { feePreference: 'base' }]],
  stpType: [[LIMIT, { stpType: 'cancel_both' }]],
  senderSubId: [[LIMIT, { senderSubId: 's' }]],
  deadline: [[LIMIT, { deadline: 'd' }]],
  validate: [[LIMIT, { validate: true }]],
  token: [[LIMIT, { token: 't' }]],
  reqId: [[LIMIT, { reqId: 5 }]],
};

const AMEND_MEMBERS: Members<AmendOrderRequest> = {
  orderId: [[AMEND, { orderId: 'P' }]],
  clOrdId: [[AMEND, { clOrdId: 'c' }]],
  orderQty: [[AMEND, { orderQty: '1' }]],
  limitPrice: [[AMEND, { limitPrice: '9' }]],
  limitPriceType: [[AMEND, { limitPriceType: 'pct' }]],
  triggerPrice: [[AMEND, { triggerPrice: '9' }]],
  triggerPriceType: [[AMEND, { triggerPriceType: 'quote' }]],
  postOnly: [
    [AMEND, { postOnly: true }],
    [AMEND, { postOnly: false }],
  ],
  displayQty: [[AMEND, { displayQty: '1' }]],
  deadline: [[AMEND, { deadline: 'd' }]],
  symbol: [[AMEND, { symbol: 'C/D' }]],
  token: [[AMEND, { token: 't' }]],
  reqId: [[AMEND, { reqId: 5 }]],
};

const EDITED_TRIGGERS: { readonly [K in keyof Required<Triggers>]: Triggers } = {
  price: { price: '9' },
  priceType: { price: '1', priceType: 'pct' },
  reference: { price: '1', reference: 'last' },
};

const EDIT_MEMBERS: Members<EditOrderRequest> = {
  orderId: [[EDIT, { orderId: 'P' }]],
  symbol: [[EDIT, { symbol: 'C/D' }]],
  orderType: [[EDIT, { orderType: 'trailing-stop' }]],
  orderQty: [[EDIT, { orderQty: '1' }]],
  limitPrice: [
    [EDIT, { limitPrice: '9' }],
    [{ ...EDIT, triggers: undefined, orderType: 'limit' }, { limitPrice: '9' }],
    [{ ...EDIT, triggers: undefined, orderType: 'stop-loss-limit' }, { limitPrice: '9' }],
  ],
  displayQty: [[EDIT, { displayQty: '1' }]],
  orderUserref: [[EDIT, { orderUserref: 5 }]],
  postOnly: [
    [EDIT, { postOnly: true }],
    [EDIT, { postOnly: false }],
  ],
  reduceOnly: [[EDIT, { reduceOnly: true }]],
  feePreference: [[EDIT, { feePreference: 'quote' }]],
  triggers: Object.values(EDITED_TRIGGERS).map((triggers) => [EDIT, { triggers }]),
  deadline: [[EDIT, { deadline: 'd' }]],
  validate: [[EDIT, { validate: true }]],
  token: [[EDIT, { token: 't' }]],
  reqId: [[EDIT, { reqId: 5 }]],
};

const CANCEL_MEMBERS: Members<CancelOrderRequest> = {
  orderId: [[CANCEL, { orderId: ['O'] }]],
  clOrdId: [[CANCEL, { clOrdId: ['c'] }]],
  orderUserref: [[CANCEL, { orderUserref: [5] }]],
  token: [[CANCEL, { token: 't' }]],
  reqId: [[CANCEL, { reqId: 5 }]],
};

describe('nothing is dropped in silence', () => {
  const cases = [ORDER_MEMBERS, AMEND_MEMBERS, EDIT_MEMBERS, CANCEL_MEMBERS].flatMap((members) =>
    Object.values(members)
      .flat()
      .map(
        ([without, member]) => [without.method, JSON.stringify(member), without, { ...without, ...member }] as const,
      ),
  ) as [string, string, TradingRequest, TradingRequest][];

  it.each(cases)('%s with %s is written, or objected to', (_method, _member, without, request) => {
    expect(tradingObjection(without)).toBeUndefined();
    if (tradingObjection(request) !== undefined) return;
    const text = privateRequest(request);
    expect(text).not.toBe(privateRequest(without));
  });
});
