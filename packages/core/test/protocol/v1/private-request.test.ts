import type { AddOrderRequest, EditOrderRequest, PrivateRequest, TradingRequest } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/decimal/json.js';
import { isObject, type WireObject } from '../../../src/protocol/shape.js';
import { tradingObjection } from '../../../src/protocol/v1/private-objection.js';
import { privateRequest } from '../../../src/protocol/v1/private-request.js';
import { readPrivate, readPrivateSubscription } from '../../../src/protocol/v1/read-private-request.js';
import { mutated } from '../v2/frames.js';
import { sayable } from './private-requests.js';

const ORDER: AddOrderRequest = { method: 'add_order', orderType: 'limit', side: 'buy', symbol: 'BTC/USD', token: 't' };
const EDIT: EditOrderRequest = { method: 'edit_order', orderId: 'O1', symbol: 'DOGE/USD', token: 't' };

const object = (text: string): WireObject => {
  const frame = parseJson(text);
  if (!isObject(frame)) throw new Error('no object');
  return frame;
};
/** What the exchange makes of a text. */
const read = (text: string) => {
  const frame = object(text);
  return readPrivate(String(frame['event']), frame);
};
const written = (members: Partial<AddOrderRequest>) => JSON.parse(privateRequest({ ...ORDER, ...members })) as object;

describe('requests about orders', () => {
  it('are written in alphabetical order, every decimal in quotes', () => {
    const request: AddOrderRequest = {
      method: 'add_order',
      orderType: 'stop-loss-limit',
      side: 'sell',
      symbol: 'BTC/USD',
      orderQty: '1.20000000',
      limitPrice: '9007199254740993.10',
      triggers: { reference: 'index', price: '-2.0', priceType: 'pct' },
      timeInForce: 'gtd',
      expireTime: '2026-08-02T00:00:00Z',
      effectiveTime: '2026-08-01T02:00:00+02:00',
      postOnly: true,
      reduceOnly: true,
      margin: true,
      leverage: '5',
      orderUserref: -5,
      conditional: { orderType: 'take-profit-limit', triggerPrice: '3', limitPrice: '1', limitPriceType: 'quote' },
      feePreference: 'base',
      stpType: 'cancel_both',
      senderSubId: 'desk "1"',
      deadline: '2026-08-01T02:53:58.184Z',
      validate: true,
      token: 't/+=',
      reqId: 7,
    };
    expect(privateRequest(request)).toBe(
      '{"close[ordertype]":"take-profit-limit","close[price2]":"+1","close[price]":"3","deadline":"2026-08-01T02:53:58.184Z",' +
        '"event":"addOrder","expiretm":"1785628800","leverage":"5","margin":true,"oflags":"fcib,post","ordertype":"stop-loss-limit",' +
        '"pair":"XBT/USD","price":"-2.0%","price2":"9007199254740993.10","reduce_only":true,"reqid":7,"sender_sub_id":"desk \\"1\\"",' +
        '"starttm":"1785542400","stp_type":"cancel_both","timeinforce":"GTD","token":"t/+=","trigger":"index","type":"sell",' +
        '"userref":"-5","validate":"true","volume":"1.20000000"}',
    );
    expect(read(privateRequest(request))).toEqual({ ...request, effectiveTime: '2026-08-01T00:00:00Z' });
  });

  it.each<[string, Partial<AddOrderRequest>, object]>([
    ['a limit', { limitPrice: '9000' }, { price: '9000' }],
    ['a limit by its offset', { limitPrice: '5', limitPriceType: 'quote' }, { price: '+5' }],
    ['a stop', { orderType: 'stop-loss', triggers: { price: '9000' } }, { price: '9000' }],
    ['a profit above', { orderType: 'take-profit', triggers: { price: '2', priceType: 'pct' } }, { price: '+2%' }],
    [
      'the distance of a trailing order',
      { orderType: 'trailing-stop', triggers: { price: '1.0', priceType: 'pct' } },
      { price: '+1.0%' },
    ],
    [
      'the limit of a trailing order, an offset whatever is said',
      { orderType: 'trailing-stop-limit', triggers: { price: '10', priceType: 'quote' }, limitPrice: '-3' },
      { price: '+10', price2: '-3' },
    ],
    [
      'no offset of it',
      { orderType: 'trailing-stop-limit', triggers: { price: '10', priceType: 'quote' }, limitPrice: '0' },
      { price: '+10', price2: '+0' },
    ],
    ['cash', { orderType: 'market', cashOrderQty: '50.0' }, { volume: '50.0', oflags: 'viqc' }],
    ['a fee in quote', { feePreference: 'quote', postOnly: true }, { oflags: 'fciq,post' }],
    ['a beginning, never earlier', { effectiveTime: '2026-08-01T00:00:00.0000001Z' }, { starttm: '1785542401' }],
    ['an end, never later', { expireTime: '2026-08-01T00:00:00.9999Z' }, { expiretm: '1785542400' }],
    ['times from the present on', { effectiveTime: '+5', expireTime: '+60' }, { starttm: '+5', expiretm: '+60' }],
    ['nothing of what is taken anyway', { validate: false, postOnly: false }, {}],
  ])('say %s', (_, members, expected) => {
    const least = {
      event: 'addOrder',
      ordertype: members.orderType ?? 'limit',
      pair: 'XBT/USD',
      type: 'buy',
      token: 't',
    };
    expect(written(members)).toEqual({ ...least, ...expected });
  });

  it.each<[Partial<EditOrderRequest>, object]>([
    [{ orderType: 'limit', limitPrice: '5' }, { price: '5' }],
    [{ orderType: 'stop-loss-limit', limitPrice: '5' }, { price2: '5' }],
    [{ orderType: 'trailing-stop-limit', limitPrice: '5' }, { price2: '+5' }],
    [{ orderType: 'trailing-stop', triggers: { price: '2' } }, { price: '+2' }],
    [
      { limitPrice: '5', triggers: { price: '6' } },
      { price: '6', price2: '5' },
    ],
    [{ triggers: { price: '-1', priceType: 'pct' } }, { price: '-1%' }],
    [{ postOnly: false }, { oflags: '' }],
    [{ postOnly: true, feePreference: 'base' }, { oflags: 'fcib,post' }],
    [
      { orderUserref: 666, validate: true },
      { newuserref: '666', validate: 'true' },
    ],
  ])('edit %j', (members, expected) => {
    const text = privateRequest({ ...EDIT, ...members });
    expect(JSON.parse(text)).toEqual({ event: 'editOrder', orderid: 'O1', pair: 'XDG/USD', token: 't', ...expected });
  });

  it.each<[PrivateRequest, string]>([
    [
      { method: 'cancel_order', orderId: ['O1'], orderUserref: [7, -8], clOrdId: ['c'], token: 't', reqId: 1 },
      '{"cl_ord_id":["c"],"event":"cancelOrder","reqid":1,"token":"t","txid":["O1","7","-8"]}',
    ],
    [
      {
        method: 'amend_order',
        orderId: 'O1',
        orderQty: '2',
        displayQty: '1',
        limitPrice: '-1',
        limitPriceType: 'pct',
        triggerPrice: '5',
        postOnly: false,
        symbol: 'BTC/USD',
        deadline: 'd',
        token: 't',
        reqId: 0,
      },
      '{"event":"amendOrder","token":"t","txid":"O1","volume":"2","display_volume":"1","limit_price":"-1%","trigger_price":"5",' +
        '"post_only":false,"pair":"XBT/USD","deadline":"d","reqid":0}',
    ],
    [
      {
        method: 'subscribe',
        channel: 'executions',
        part: 'orders',
        token: 't',
        ratecounter: true,
        rebased: false,
        reqId: 3,
      },
      '{"event":"subscribe","reqid":3,"subscription":{"name":"openOrders","ratecounter":"true","rebased":false,"token":"t"}}',
    ],
    [
      {
        method: 'subscribe',
        channel: 'executions',
        part: 'trades',
        token: 't',
        snapTrades: false,
        consolidateTaker: false,
      },
      '{"event":"subscribe","subscription":{"consolidate_taker":false,"name":"ownTrades","snapshot":false,"token":"t"}}',
    ],
    [
      { method: 'unsubscribe', channel: 'executions', part: 'trades', token: 't', snapTrades: false },
      '{"event":"unsubscribe","subscription":{"name":"ownTrades","token":"t"}}',
    ],
  ])('%j are written digit by digit', (request, text) => {
    expect(privateRequest(request)).toBe(text);
  });

  it('are read as they were meant', () => {
    fc.assert(
      fc.property(sayable, (request) => {
        expect(read(privateRequest(request))).toEqual(asRead(request));
      }),
      { numRuns: 1000 },
    );
  });
});

/** Of which type an order is that is edited, only a second price that stands alone says. */
function asRead(request: TradingRequest): TradingRequest {
  if (request.method !== 'edit_order') return request;
  const { orderType, ...said } = request;
  return orderType === 'stop-loss-limit' && said.triggers === undefined ? request : said;
}

const add = (members: string) =>
  `{"event":"addOrder","ordertype":"limit","type":"buy","pair":"XBT/USD","token":"t","volume":"1"${members}}`;
const typed = (type: string, side: string, members: string) =>
  add(members).replace('"limit"', `"${type}"`).replace('"buy"', `"${side}"`);

describe('the exchange', () => {
  it.each<[string, string, object]>([
    ['a price of zero as none', add(',"price":"0","price2":"0.00"'), { limitPrice: undefined }],
    [
      'numbers that are not in quotes',
      add(',"price":9000.10').replace('"1"', '1.50'),
      { limitPrice: '9000.10', orderQty: '1.50' },
    ],
    ['a buy below the market', add(',"price":"#5"'), { limitPrice: '-5', limitPriceType: 'quote' }],
    ['a sale above it', typed('limit', 'sell', ',"price":"#5%"'), { limitPrice: '5', limitPriceType: 'pct' }],
    ['a stop below it', typed('stop-loss', 'sell', ',"price":"#5"'), { triggers: { price: '-5', priceType: 'quote' } }],
    [
      'a profit below it',
      typed('take-profit', 'buy', ',"price":"#5"'),
      { triggers: { price: '-5', priceType: 'quote' } },
    ],
    [
      'a distance and a limit behind it',
      typed('trailing-stop-limit', 'sell', ',"price":"#5","price2":"#1"'),
      { triggers: { price: '5', priceType: 'quote' }, limitPrice: '-1', limitPriceType: 'quote' },
    ],
    [
      'a percentage without a sign',
      typed('trailing-stop', 'buy', ',"price":"5%"'),
      { triggers: { price: '5', priceType: 'pct' } },
    ],
    [
      'the close of a buy as a sale',
      add(',"close[ordertype]":"limit","close[price]":"#5"'),
      { conditional: { orderType: 'limit', limitPrice: '5', limitPriceType: 'quote' } },
    ],
    [
      'times of zero as none',
      add(',"starttm":"0","expiretm":"0"'),
      { effectiveTime: undefined, expireTime: undefined, timeInForce: undefined },
    ],
    ['an end alone as good until then', add(',"expiretm":"+60"'), { expireTime: '+60', timeInForce: 'gtd' }],
    [
      'an end beside another time in force as it came',
      add(',"expiretm":"+60","timeinforce":"IOC"'),
      { expireTime: '+60', timeInForce: 'ioc' },
    ],
    ['an agreement, which is not asked for any more', add(',"trading_agreement":"agree"'), { orderType: 'limit' }],
    ['times as numbers', add(',"starttm":1785542400'), { effectiveTime: '2026-08-01T00:00:00Z' }],
    ['times from the present on', add(',"starttm":"+5"'), { effectiveTime: '+5' }],
    ['parts of seconds', add(',"expiretm":"1785542400.5"'), { expireTime: '2026-08-01T00:00:00.500000Z' }],
    [
      'flags as text',
      add(',"margin":"true","reduce_only":"false","validate":true'),
      { margin: true, reduceOnly: false, validate: true },
    ],
    ['flags that are ignored', add(',"oflags":"nompp, post"'), { postOnly: true }],
    ['a reference that is a number', add(',"userref":12'), { orderUserref: 12 }],
    ['small letters', add(',"timeinforce":"ioc"'), { timeInForce: 'ioc' }],
    [
      'references among ids',
      '{"event":"cancelOrder","token":"t","txid":["O1","7",8,"-9","007"]}',
      { orderId: ['O1', '007'], orderUserref: [7, 8, -9] },
    ],
    ['an empty list', '{"event":"cancelOrder","token":"t","txid":[]}', { orderId: [] }],
    ['a timeout in quotes', '{"event":"cancelAllOrdersAfter","token":"t","timeout":"60"}', { timeout: 60 }],
  ])('reads %s', (_, text, expected) => {
    const absent = { limitPrice: undefined, effectiveTime: undefined, expireTime: undefined, timeInForce: undefined };
    expect({ ...absent, ...read(text) }).toMatchObject(expected);
  });

  it.each<[string, string]>([
    [add(',"order_qty":"1"'), 'EGeneral:Invalid arguments:order_qty'],
    [add(',"toString":"1"'), 'EGeneral:Invalid arguments:toString'],
    [add(',"__proto__":"1"'), 'EGeneral:Invalid arguments:__proto__'],
    [add(',"price":"much"'), 'EGeneral:Invalid arguments:price'],
    [add(',"price":"1","price2":"2"'), 'EGeneral:Invalid arguments:price2'],
    [add(',"close[price]":"2"'), 'EGeneral:Invalid arguments:close[ordertype]'],
    [add(',"close[ordertype]":"limit","close[price2]":"2"'), 'EGeneral:Invalid arguments:close[price2]'],
    [add(',"trigger":"index"'), 'EGeneral:Invalid arguments:trigger'],
    [add(',"timeinforce":"FOK"'), 'EGeneral:Invalid arguments:timeinforce'],
    [add(',"oflags":"post,now"'), 'EGeneral:Invalid arguments:oflags'],
    [add(',"starttm":"2026-08-01T00:00:00Z"'), 'EGeneral:Invalid arguments:starttm'],
    [add(',"leverage":"none"'), 'EGeneral:Invalid arguments:leverage'],
    [add(',"userref":"1.5"'), 'EGeneral:Invalid arguments:userref'],
    [typed('iceberg', 'buy', ''), 'EGeneral:Invalid arguments:ordertype'],
    [add('').replace('"pair":"XBT/USD",', ''), 'EGeneral:Invalid arguments:pair'],
    [add('').replace('"token":"t",', ''), 'Token(s) not found'],
    ['{"event":"cancelOrder","token":"t","txid":"O1"}', 'EGeneral:Invalid arguments:txid'],
    ['{"event":"cancelAllOrdersAfter","token":"t"}', 'EGeneral:Invalid arguments:timeout'],
    ['{"event":"amendOrder","token":"t","limit_price":"#5"}', 'EGeneral:Invalid arguments:limit_price'],
    ['{"event":"amendOrder","token":"t","trigger_price":"0"}', 'EGeneral:Invalid arguments:trigger_price'],
    ['{"event":"editOrder","token":"t","orderid":"O","pair":"A/B","price":"#1"}', 'EGeneral:Invalid arguments:price'],
    [
      '{"event":"editOrder","token":"t","orderid":"O","pair":"A/B","price":"1","price2":"+1"}',
      'EGeneral:Invalid arguments:price2',
    ],
  ])('refuses %s', (text, error) => {
    expect(read(text.replace('{', '{"reqid":7,'))).toMatchObject({ type: 'refused', error, reqId: 7 });
  });

  it('takes numbers of requests that no double holds, and forgets them', () => {
    const text = '{"event":"cancelAll","reqid":18446744073709551615,"token":"t"}';
    expect(read(text)).toStrictEqual({ method: 'cancel_all', token: 't' });
  });

  it('names what was refused by its method', () => {
    expect(read('{"event":"cancelAllOrdersAfter"}')).toMatchObject({ method: 'cancel_all_orders_after' });
  });

  it.each(['addOrderStatus', 'subscribe', 'toString', '__proto__', ''])(
    'takes %j for nothing about orders',
    (event) => {
      expect(readPrivate(event, {})).toBeUndefined();
    },
  );

  const subscription = (name: 'openOrders' | 'ownTrades', members: string, beside = '') =>
    readPrivateSubscription(
      'subscribe',
      name,
      object(`{"event":"subscribe","reqid":5,"subscription":{"name":"${name}"${members}}${beside}}`),
    );

  it('reads subscriptions with their options', () => {
    expect(subscription('openOrders', ',"token":"t","ratecounter":"true","rebased":false')).toEqual({
      method: 'subscribe',
      channel: 'executions',
      part: 'orders',
      token: 't',
      ratecounter: true,
      rebased: false,
      reqId: 5,
    });
    expect(subscription('ownTrades', ',"token":"t","snapshot":false,"consolidate_taker":true')).toEqual({
      method: 'subscribe',
      channel: 'executions',
      part: 'trades',
      token: 't',
      snapTrades: false,
      consolidateTaker: true,
      reqId: 5,
    });
  });

  it.each<[string, string, string]>([
    ['', '', 'Token(s) not found'],
    [',"token":"t","depth":10', '', 'Subscription object unsupported field'],
    [',"token":"t","ratecounter":1', '', 'EGeneral:Invalid arguments:ratecounter'],
    [',"token":"t"', ',"pair":["XBT/USD"]', 'Pair field unsupported for this subscription type'],
  ])('refuses subscriptions with %s%s', (members, beside, error) => {
    expect(subscription('openOrders', members, beside)).toEqual({
      type: 'refused',
      method: 'subscribe',
      error,
      reqId: 5,
      subscription: { channel: 'executions', part: 'orders' },
    });
  });

  it('reads subscriptions as they were meant', () => {
    const flag = fc.option(fc.boolean(), { nil: undefined });
    const shared = { token: fc.constant('t'), rebased: flag, reqId: fc.option(fc.maxSafeNat(), { nil: undefined }) };
    const head = { method: fc.constant('subscribe' as const), channel: fc.constant('executions' as const) };
    const any = fc.oneof(
      fc.record({ ...head, part: fc.constant('orders' as const), ratecounter: flag, ...shared }),
      fc.record({ ...head, part: fc.constant('trades' as const), snapTrades: flag, consolidateTaker: flag, ...shared }),
    );
    fc.assert(
      fc.property(any, (request) => {
        const name = request.part === 'orders' ? 'openOrders' : 'ownTrades';
        expect(readPrivateSubscription('subscribe', name, object(privateRequest(request)))).toEqual(request);
      }),
    );
  });

  it('never throws, whatever happened to a request', () => {
    const FRACTION =
      '{"event":"addOrder","expiretm":"1.000001","ordertype":"limit","pair":"XBT/USD","price":"1","token":"t","type":"buy","volume":"1"}';
    const UNSIGNED =
      '{"event":"addOrder","ordertype":"trailing-stop","pair":"XBT/USD","price":"1","token":"t","type":"buy","volume":"1"}';
    let [taken, refused] = [0, 0];
    fc.assert(
      fc.property(mutated(sayable.map(privateRequest)), (text) => {
        let frame: unknown;
        try {
          frame = parseJson(text);
        } catch {
          return;
        }
        if (!isObject(frame)) return;
        const request = readPrivate(String(frame['event']), frame);
        if (request === undefined) return;
        if ('type' in request) {
          refused++;
          expect(request.error).not.toBe('');
          return;
        }
        taken++;
        // A client does not say what the exchange refuses, as a trailing order without a sign.
        if (request.method !== 'add_order' || tradingObjection(request) !== undefined) return;
        // Said again a time has no parts of a second.
        const times = { effectiveTime: undefined, expireTime: undefined };
        expect({ ...read(privateRequest(request)), ...times }).toEqual({ ...request, ...times });
      }),
      { numRuns: 5000, examples: [[FRACTION], [UNSIGNED]] },
    );
    expect(taken).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(20);
  });
});
