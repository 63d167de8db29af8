import {
  type Amendment,
  type AmendRules,
  type Batch,
  type CancelTarget,
  type ConditionalClose,
  checkAmendment,
  checkBatch,
  checkBatchCancel,
  checkCancel,
  checkEdit,
  checkOrder,
  type Edit,
  type MarketOrder,
  type NewOrder,
} from '@kraken-stream/core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  cash,
  iceberg,
  limit,
  market,
  NOW,
  ORDER_ID,
  refusal,
  settle,
  stop,
  stopLimit,
  takeProfit,
  takeProfitLimit,
  trailing,
  trailingLimit,
} from './orders.js';

const rules: AmendRules = { now: NOW };
const expireTime = new Date(NOW + 3_600_000);
const place = (order: NewOrder) => () => checkOrder(order, rules);
const close = (conditional: ConditionalClose) => place({ ...market, conditional });
const amend = (amendment: Amendment) => () => checkAmendment(amendment, rules);
const edit = (given: Edit) => () => checkEdit(given, rules);
const batch = (given: Batch) => () => checkBatch(given, rules);
const cancel =
  (...ids: CancelTarget[]) =>
  () =>
    checkCancel(ids);

type Row = readonly [field: string, check: () => unknown];

// Where a line below compiled, `tsc -b` would fail: each has an error of the compiler, and the same at run time.
describe('what does not compile is refused at run time, by the member that the compiler names', () => {
  it.each<Row>([
    // @ts-expect-error: trades at any price
    ['limitPrice', place({ ...market, limitPrice: '26500.4' })],
    // @ts-expect-error: cannot rest
    ['postOnly', place({ ...market, postOnly: true })],
    // @ts-expect-error: does not last
    ['timeInForce', place({ ...market, timeInForce: 'gtd' })],
    // @ts-expect-error: does not last
    ['expireTime', place({ ...market, timeInForce: 'gtd', expireTime })],
    // @ts-expect-error: limit orders alone
    ['timeInForce', place({ ...market, timeInForce: 'fok' })],
    // @ts-expect-error: no such trigger
    ['triggers', place({ ...market, triggers: { price: '1' } })],
    // @ts-expect-error: nothing is hidden
    ['displayQty', place({ ...market, displayQty: '1' })],
    // @ts-expect-error: either of the two
    ['cashOrderQty', place({ ...market, cashOrderQty: '25' })],
    // @ts-expect-error: one of the two
    ['orderQty', place({ ...market, orderQty: undefined })],
    // @ts-expect-error: spent for buys alone
    ['cashOrderQty', place({ ...cash, side: 'sell' })],
    // @ts-expect-error: spent without margin
    ['cashOrderQty', place({ ...cash, margin: true })],
    // @ts-expect-error: spent without margin
    ['cashOrderQty', place({ ...cash, leverage: 2 })],
    // @ts-expect-error: one of the two
    ['leverage', place({ ...market, leverage: 2, margin: true })],
  ])('market orders: %s', (field, check) => expect(refusal(check)).toContain(`${field}: expected`));

  it.each<Row>([
    // @ts-expect-error: a limit is needed
    ['limitPrice', place({ ...limit, limitPrice: undefined })],
    // @ts-expect-error: a price, not an offset
    ['limitPriceType', place({ ...limit, limitPriceType: 'pct' })],
    // @ts-expect-error: nothing triggers it
    ['triggers', place({ ...limit, triggers: { price: '1' } })],
    // @ts-expect-error: icebergs alone
    ['displayQty', place({ ...limit, displayQty: '0.0005' })],
    // @ts-expect-error: market orders alone
    ['cashOrderQty', place({ ...limit, cashOrderQty: '25' })],
    // @ts-expect-error: until when
    ['expireTime', place({ ...limit, timeInForce: 'gtd' })],
    // @ts-expect-error: until canceled
    ['expireTime', place({ ...limit, expireTime })],
    // @ts-expect-error: at once
    ['expireTime', place({ ...limit, timeInForce: 'ioc', expireTime })],
    // @ts-expect-error: to trade at once and not to
    ['postOnly', place({ ...limit, timeInForce: 'ioc', postOnly: true })],
    // @ts-expect-error: to trade at once and not to
    ['postOnly', place({ ...limit, timeInForce: 'fok', postOnly: true })],
    // @ts-expect-error: no such time in force
    ['timeInForce', place({ ...limit, timeInForce: 'day' })],
    // @ts-expect-error: no such side
    ['side', place({ ...limit, side: 'long' })],
    // @ts-expect-error: no such type
    ['orderType', place({ ...limit, orderType: 'limit-maker' })],
    // @ts-expect-error: null is no price
    ['limitPrice', place({ ...limit, limitPrice: null })],
    // @ts-expect-error: of which pair
    ['symbol', place({ ...limit, symbol: undefined })],
    // @ts-expect-error: one name alone
    ['orderUserref', place({ ...limit, clOrdId: 'bid-1', orderUserref: 1 })],
    // @ts-expect-error: its order could not have the same name
    ['conditional', place({ ...limit, clOrdId: 'bid-1', conditional: { orderType: 'limit', limitPrice: '1' } })],
    // @ts-expect-error: milliseconds or seconds, nobody knows
    ['deadline', place({ ...limit, deadline: NOW + 5000 })],
  ])('limit orders: %s', (field, check) => expect(refusal(check)).toContain(`${field}: expected`));

  it.each<Row>([
    // @ts-expect-error: how much is shown
    ['displayQty', place({ ...iceberg, displayQty: undefined })],
    // @ts-expect-error: limit orders alone
    ['timeInForce', place({ ...iceberg, timeInForce: 'fok' })],
    // @ts-expect-error: what is hidden cannot trade at once
    ['timeInForce', place({ ...iceberg, timeInForce: 'ioc' })],
    // @ts-expect-error: when it fires
    ['triggers', place({ ...stop, triggers: undefined })],
    // @ts-expect-error: fires a market order
    ['limitPrice', place({ ...stop, limitPrice: '26000.0' })],
    // @ts-expect-error: fires a market order
    ['postOnly', place({ ...takeProfit, postOnly: true })],
    // @ts-expect-error: limit orders alone
    ['timeInForce', place({ ...takeProfit, timeInForce: 'fok' })],
    // @ts-expect-error: fires a limit order
    ['limitPrice', place({ ...stopLimit, limitPrice: undefined })],
    // @ts-expect-error: when it fires
    ['triggers', place({ ...takeProfitLimit, triggers: undefined })],
    // @ts-expect-error: a price, not an offset
    ['limitPriceType', place({ ...stopLimit, limitPriceType: 'quote' })],
    // @ts-expect-error: at which price
    ['triggers.price', place({ ...stopLimit, triggers: {} })],
    // @ts-expect-error: no such reference
    ['triggers.reference', place({ ...stopLimit, triggers: { price: '1', reference: 'mark' } })],
    // @ts-expect-error: a distance, not a price
    ['triggers.priceType', place({ ...trailing, triggers: { price: '26000.0', priceType: 'static' } })],
    // @ts-expect-error: of which kind
    ['triggers.priceType', place({ ...trailing, triggers: { price: '1.0' } })],
    // @ts-expect-error: fires a market order
    ['limitPrice', place({ ...trailing, limitPrice: '1.0' })],
    // @ts-expect-error: fires a limit order
    ['limitPrice', place({ ...trailingLimit, limitPrice: undefined })],
    // @ts-expect-error: no such type
    ['limitPriceType', place({ ...trailingLimit, limitPriceType: 'percent' })],
    // @ts-expect-error: at any price
    ['limitPrice', place({ ...settle, limitPrice: '1.0' })],
  ])('other orders: %s', (field, check) => expect(refusal(check)).toContain(`${field}: expected`));

  it.each<Row>([
    // @ts-expect-error: a limit is needed
    ['limitPrice', close({ orderType: 'limit' })],
    // @ts-expect-error: nothing triggers it
    ['triggerPrice', close({ orderType: 'limit', limitPrice: 1, triggerPrice: 1 })],
    // @ts-expect-error: nothing triggers it
    ['triggerPriceType', close({ orderType: 'limit', limitPrice: 1, triggerPriceType: 'pct' })],
    // @ts-expect-error: when it fires
    ['triggerPrice', close({ orderType: 'stop-loss' })],
    // @ts-expect-error: fires a market order
    ['limitPrice', close({ orderType: 'take-profit', limitPrice: 1, triggerPrice: 1 })],
    // @ts-expect-error: fires a limit order
    ['limitPrice', close({ orderType: 'stop-loss-limit', triggerPrice: 1 })],
    // @ts-expect-error: a price, not an offset
    ['limitPriceType', close({ orderType: 'stop-loss-limit', limitPrice: 1, limitPriceType: 'pct', triggerPrice: 1 })],
    // @ts-expect-error: a distance, not a price
    ['triggerPriceType', close({ orderType: 'trailing-stop', triggerPrice: 1 })],
    // @ts-expect-error: a distance, not a price
    ['triggerPriceType', close({ orderType: 'trailing-stop', triggerPrice: 1, triggerPriceType: 'static' })],
    // @ts-expect-error: fires a limit order
    ['limitPrice', close({ orderType: 'trailing-stop-limit', triggerPrice: 1, triggerPriceType: 'pct' })],
    // @ts-expect-error: follows nothing
    ['orderType', close({ orderType: 'market' })],
  ])('conditional closes: %s', (field, check) => expect(refusal(check)).toContain(`conditional.${field}: expected`));

  it.each<Row>([
    // @ts-expect-error: one symbol for all
    ['orders[0].symbol', batch({ symbol: 'BTC/USD', orders: [limit, market] })],
    // @ts-expect-error: which orders
    ['orders', batch({ symbol: 'BTC/USD' })],
    // @ts-expect-error: of which order
    ['orderId', amend({ orderQty: '1' })],
    // @ts-expect-error: one name alone
    ['clOrdId', amend({ orderId: ORDER_ID, clOrdId: 'bid-1', orderQty: '1' })],
    // @ts-expect-error: nothing is changed
    ['amendment', amend({ orderId: ORDER_ID })],
    // @ts-expect-error: nothing is changed
    ['amendment', amend({ clOrdId: 'bid-1', postOnly: true })],
    // @ts-expect-error: cannot be changed
    ['side', amend({ clOrdId: 'bid-1', orderQty: '1', side: 'sell' })],
    // @ts-expect-error: of which pair
    ['symbol', edit({ orderId: ORDER_ID, orderQty: '1' })],
    // @ts-expect-error: by the exchange's id alone
    ['clOrdId', edit({ clOrdId: 'bid-1', orderId: ORDER_ID, symbol: 'BTC/USD' })],
    // @ts-expect-error: a reference is named as such
    ['ids[0]', cancel(1001)],
    // @ts-expect-error: one name alone
    ['ids[0]', cancel({ orderId: ORDER_ID, clOrdId: 'bid-1' })],
    // @ts-expect-error: which order
    ['ids[0]', cancel({})],
    // @ts-expect-error: several
    ['ids', () => checkBatchCancel(ORDER_ID)],
  ])('changes and cancels: %s', (field, check) => expect(refusal(check)).toContain(`${field}: expected`));
});

describe('types', () => {
  it('of orders take texts, numbers and decimal objects', () => {
    class Big {
      toFixed(): string {
        return '1.5';
      }
    }
    expectTypeOf({ ...limit, orderQty: new Big(), limitPrice: 26500 }).toExtend<NewOrder>();
    expectTypeOf<bigint>().not.toExtend<NewOrder['orderQty']>();
  });

  it('of orders are told apart by `orderType`', () => {
    expectTypeOf<Extract<NewOrder, { orderType: 'market' }>>().toExtend<MarketOrder>();
    expectTypeOf<Extract<NewOrder, { orderType: 'trailing-stop' }>['triggers']['priceType']>().toEqualTypeOf<
      'pct' | 'quote'
    >();
  });

  it('of orders take what is only known when it runs', () => {
    function quote(side: 'buy' | 'sell', postOnly: boolean, clOrdId: string | undefined): NewOrder {
      return { symbol: 'BTC/USD', orderType: 'limit', side, orderQty: 1, limitPrice: 2, postOnly, clOrdId };
    }
    expect(checkOrder(quote('sell', true, undefined), rules).side).toBe('sell');
  });
});
