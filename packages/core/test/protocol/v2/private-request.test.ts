import { isPrivate, type PrivateRequest, type Request, v2 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutated } from './frames.js';
import { REQUESTS, tradingRequest } from './requests.js';

const written = (request: Request) => v2.encodeRequest(request);

describe('requests about orders and an account', () => {
  it.each<[PrivateRequest, string]>([
    [
      {
        method: 'add_order',
        orderType: 'stop-loss-limit',
        side: 'sell',
        orderQty: '1.20000000',
        limitPrice: '9007199254740993.10',
        limitPriceType: 'static',
        triggers: { reference: 'index', price: '-2.0', priceType: 'pct' },
        timeInForce: 'gtd',
        expireTime: '2026-08-02T00:00:00Z',
        postOnly: false,
        clOrdId: 'say "hi"\\\n',
        orderUserref: -5,
        conditional: { orderType: 'limit', limitPrice: '28400', limitPriceType: 'quote' },
        feePreference: 'base',
        stpType: 'cancel_both',
        symbol: 'BTC/USD',
        deadline: '2026-08-01T02:53:58.184Z',
        validate: true,
        token: 't/+=',
        reqId: 7,
      },
      '{"method":"add_order","params":{"order_type":"stop-loss-limit","side":"sell","order_qty":1.20000000,"limit_price":9007199254740993.10,"limit_price_type":"static","triggers":{"reference":"index","price":-2.0,"price_type":"pct"},"time_in_force":"gtd","expire_time":"2026-08-02T00:00:00Z","post_only":false,"cl_ord_id":"say \\"hi\\"\\\\\\n","order_userref":-5,"conditional":{"order_type":"limit","limit_price":28400,"limit_price_type":"quote"},"fee_preference":"base","stp_type":"cancel_both","symbol":"BTC/USD","deadline":"2026-08-01T02:53:58.184Z","validate":true,"token":"t/+="},"req_id":7}',
    ],
    [
      {
        method: 'subscribe',
        channel: 'executions',
        token: 't',
        snapOrders: false,
        snapTrades: true,
        orderStatus: false,
        ratecounter: true,
        rebased: false,
        users: 'all',
        reqId: 0,
      },
      '{"method":"subscribe","params":{"channel":"executions","token":"t","snap_orders":false,"snap_trades":true,"order_status":false,"ratecounter":true,"rebased":false,"users":"all"},"req_id":0}',
    ],
    [
      { method: 'subscribe', channel: 'balances', token: 't', snapshot: false, rebased: true },
      '{"method":"subscribe","params":{"channel":"balances","token":"t","snapshot":false,"rebased":true}}',
    ],
    [
      { method: 'unsubscribe', channel: 'executions', token: 't', snapTrades: true, reqId: 3 },
      '{"method":"unsubscribe","params":{"channel":"executions","token":"t"},"req_id":3}',
    ],
    [{ method: 'cancel_all', token: undefined }, '{"method":"cancel_all","params":{}}'],
    [
      { method: 'cancel_order', orderUserref: [1, -2], token: 't' },
      '{"method":"cancel_order","params":{"order_userref":[1,-2],"token":"t"}}',
    ],
  ])('%j is written digit by digit, without what is undefined', (request, text) => {
    expect(written(request)).toBe(text);
  });

  it.each(Object.entries(REQUESTS))('are told from others by what they are about: %s', (name, request) => {
    const isPublic = ['book', 'ticker', 'trade', 'ohlc', 'instrument', 'ping'].includes(name);
    fc.assert(
      fc.property(request, (each) => isPrivate(each) !== isPublic),
      { numRuns: 20 },
    );
  });

  const refusal = (text: string) => {
    const read = v2.decodeRequest(text);
    if (!('type' in read)) throw new Error(`taken: ${JSON.stringify(read)}`);
    return read;
  };
  const WHOLE = '"order_type":"limit","side":"buy","symbol":"BTC/USD","token":"t"';
  const add = (members: string) => `{"method":"add_order","params":{${members}},"req_id":7}`;
  const batch = (order: string) =>
    `{"method":"batch_add","params":{"symbol":"BTC/USD","token":"t","orders":[{"order_type":"market","side":"buy"},{${order}}]},"req_id":7}`;

  it.each([
    [
      'a member that is not known',
      add(`${WHOLE},"price":1`),
      "Unsupported field: 'price' for the given msg type: add_order",
    ],
    [
      'one that every object has',
      add(`${WHOLE},"toString":1`),
      "Unsupported field: 'toString' for the given msg type: add_order",
    ],
    [
      'one beside the parameters',
      '{"method":"add_order","token":"t","params":{},"req_id":7}',
      "Unsupported field: 'token' for the given msg type: add_order",
    ],
    [
      'one inside triggers',
      add(`${WHOLE},"triggers":{"price":1,"__proto__":1}`),
      "Unsupported field: '__proto__' for the given msg type: add_order",
    ],
    [
      'a symbol inside a batch',
      batch('"order_type":"limit","side":"buy","symbol":"BTC/USD"'),
      "Unsupported field: 'symbol' for the given msg type: batch_add",
    ],
    ['a price in quotes', add(`${WHOLE},"limit_price":"1.5"`), 'Limit_price field must be a number_float'],
    ['a price beyond all measure', add(`${WHOLE},"limit_price":1e999`), 'Limit_price field must be a number_float'],
    ['a quantity of nothing', add(`${WHOLE},"cash_order_qty":null`), 'Cash_order_qty field must be a number_float'],
    ["a trigger's price in quotes", add(`${WHOLE},"triggers":{"price":"1"}`), 'Price field must be a number_float'],
    ['triggers that are none', add(`${WHOLE},"triggers":[]`), 'Triggers field must be an object'],
    ['a reference that is a text', add(`${WHOLE},"order_userref":"1"`), 'Order_userref field must be a number_integer'],
    ['a reference with decimals', add(`${WHOLE},"order_userref":1.0`), 'Order_userref field must be a number_integer'],
    ['a flag that is a text', add(`${WHOLE},"post_only":"true"`), 'Post_only field must be a boolean'],
    ['an id that is a number', add(`${WHOLE},"cl_ord_id":5`), 'Cl_ord_id field must be a string'],
    ['a token that is a number', add('"token":5'), 'Token field must be a string'],
    [
      'an id that is not in a list',
      '{"method":"cancel_order","params":{"order_id":"O1","token":"t"},"req_id":7}',
      'Order_id field must be an array',
    ],
    [
      'orders that are texts',
      '{"method":"batch_add","params":{"orders":["O1"],"token":"t"},"req_id":7}',
      'Orders field must be an array',
    ],
    [
      'orders that are objects, where they are to be canceled',
      '{"method":"batch_cancel","params":{"orders":[{}],"token":"t"},"req_id":7}',
      'Orders field must be an array',
    ],
    ['a price in quotes in a batch', batch('"limit_price":"1"'), 'Limit_price field must be a number_float'],
    ['no token', add('"order_type":"limit"'), 'Token(s) not found'],
    ['no parameters', '{"method":"cancel_all","req_id":7}', 'Token(s) not found'],
    [
      'parameters that are no object',
      '{"method":"cancel_all","params":[],"req_id":7}',
      'Params field must be an object',
    ],
    ['no type', add('"side":"buy","symbol":"BTC/USD","token":"t"'), 'EGeneral:Invalid arguments:ordertype'],
    ['no side', add('"order_type":"limit","symbol":"A/B","token":"t"'), 'EGeneral:Invalid arguments:side'],
    ['no symbol', add('"order_type":"limit","side":"buy","token":"t"'), 'EGeneral:Invalid arguments:symbol'],
    ['a type that is none', add(WHOLE.replace('limit', 'lImit')), 'EGeneral:Invalid arguments:ordertype'],
    ['a side that is none', add(WHOLE.replace('buy', 'BUY')), 'EGeneral:Invalid arguments:side'],
    ['a time in force that is none', add(`${WHOLE},"time_in_force":"GTC"`), 'EGeneral:Invalid arguments:time_in_force'],
    ['triggers without a price', add(`${WHOLE},"triggers":{}`), 'EGeneral:Invalid arguments:price'],
    [
      "a trigger's reference that is none",
      add(`${WHOLE},"triggers":{"price":1,"reference":"mark"}`),
      'EGeneral:Invalid arguments:reference',
    ],
    ['a condition without a type', add(`${WHOLE},"conditional":{}`), 'EGeneral:Invalid arguments:ordertype'],
    ['no side in a batch', batch('"order_type":"limit"'), 'EGeneral:Invalid arguments:side'],
    [
      'no time',
      '{"method":"cancel_all_orders_after","params":{"token":"t"},"req_id":7}',
      'EGeneral:Invalid arguments:timeout',
    ],
    [
      'a time that is a text',
      '{"method":"cancel_all_orders_after","params":{"timeout":"60","token":"t"},"req_id":7}',
      'Timeout field must be a number_integer',
    ],
    [
      'no order to edit',
      '{"method":"edit_order","params":{"token":"t"},"req_id":7}',
      'EGeneral:Invalid arguments:order_id',
    ],
    [
      'no token for a channel',
      '{"method":"subscribe","params":{"channel":"executions"},"req_id":7}',
      'Token(s) not found',
    ],
    [
      'a symbol for a channel without',
      '{"method":"subscribe","params":{"channel":"balances","symbol":["A/B"],"token":"t"},"req_id":7}',
      "Unsupported field: 'symbol' for the given msg type: subscribe",
    ],
    [
      'an option of another form',
      '{"method":"subscribe","params":{"channel":"executions","ratecounter":1,"token":"t"},"req_id":7}',
      'Ratecounter field must be a boolean',
    ],
  ])('with %s are refused in the words of the exchange', (_, text, error) => {
    const { method } = JSON.parse(text) as { method: string };
    expect(refusal(text)).toEqual({ type: 'refused', method, error, reqId: 7 });
  });

  it.each<[string, string, object]>([
    ['an order that may leave the bounds of the market', add(`${WHOLE},"no_mpp":true`), {}],
    [
      'an old trigger',
      add(`${WHOLE},"stop_price":28410.50,"trigger":"index"`),
      { triggers: { price: '28410.50', reference: 'index' } },
    ],
    ['an old trigger without a price', add(`${WHOLE},"trigger":"last"`), {}],
    [
      'an old trigger beside a new one',
      add(`${WHOLE},"stop_price":5,"triggers":{"price":28410}`),
      { triggers: { price: '28410' } },
    ],
    [
      'the old trigger of a condition',
      add(`${WHOLE},"conditional":{"order_type":"stop-loss","stop_price":5.0}`),
      { conditional: { orderType: 'stop-loss', triggerPrice: '5.0' } },
    ],
  ])('still say it in old words: %s', (_, text, members) => {
    const order = { method: 'add_order', orderType: 'limit', side: 'buy', symbol: 'BTC/USD', token: 't', reqId: 7 };
    expect(v2.decodeRequest(text)).toEqual({ ...order, ...members });
  });

  it('still say it in old words in a batch', () => {
    expect(
      v2.decodeRequest(batch('"order_type":"stop-loss","side":"sell","stop_price":5.0,"no_mpp":false')),
    ).toMatchObject({
      orders: [{ orderType: 'market' }, { orderType: 'stop-loss', side: 'sell', triggers: { price: '5.0' } }],
    });
  });

  it('still say it in old words when an order is edited', () => {
    const text = '{"method":"edit_order","params":{"order_id":"O1","symbol":"A/B","price":5.0,"token":"t"}}';
    expect(v2.decodeRequest(text)).toMatchObject({ orderId: 'O1', limitPrice: '5.0' });
  });

  it.each<[string, object]>([
    ['"snapshot":false', { snapOrders: false, snapTrades: undefined }],
    ['"snapshot":true,"snap_orders":false', { snapOrders: false }],
    ['"snapshot_trades":true', { snapOrders: false, snapTrades: true }],
    ['"snapshot_trades":false', { snapOrders: undefined, snapTrades: false }],
    ['"snapshot_trades":true,"snapshot":true', { snapOrders: true, snapTrades: true }],
    ['"snapshot_trades":true,"snap_trades":false,"snap_orders":true', { snapOrders: true, snapTrades: false }],
  ])('subscribe to executions in old words: %s', (params, options) => {
    const read = v2.decodeRequest(`{"method":"subscribe","params":{"channel":"executions","token":"t",${params}}}`);
    expect({ snapOrders: undefined, snapTrades: undefined, ...read }).toMatchObject(options);
  });

  it('end a subscription without its options', () => {
    const text = '{"method":"unsubscribe","params":{"channel":"executions","token":"t","snap_trades":true},"req_id":1}';
    expect(v2.decodeRequest(text)).toEqual({ method: 'unsubscribe', channel: 'executions', token: 't', reqId: 1 });
  });

  it('never throw, whatever happened to them', () => {
    const whole = fc.oneof(tradingRequest, REQUESTS['executions']!, REQUESTS['balances']!).map(written);
    let taken = 0;
    fc.assert(
      fc.property(mutated(whole), (text) => {
        const read = v2.decodeRequest(text);
        if ('type' in read) {
          expect(read.error).not.toBe('');
          return;
        }
        taken++;
        expect(v2.decodeRequest(v2.encodeRequest(read))).toEqual(read);
      }),
      { numRuns: 5000 },
    );
    expect(taken).toBeGreaterThan(20);
  });
});
