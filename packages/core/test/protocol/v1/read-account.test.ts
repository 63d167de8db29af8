import type { Message, PartialReport } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/decimal/json.js';
import { isObject } from '../../../src/protocol/shape.js';
import { answered, executions, refusedAnswer } from '../../../src/protocol/v1/encode-account.js';
import { answerOf, executionsOf } from '../../../src/protocol/v1/read-account.js';
import { mutated } from '../v2/frames.js';
import { executionsMessage } from './reports.js';

const decoded = (text: string): Message => {
  const frame = parseJson(text);
  if (!Array.isArray(frame)) throw new Error('no array');
  return executionsOf(frame, text);
};
const answer = (text: string): Message | undefined => {
  const frame = parseJson(text);
  if (!isObject(frame)) throw new Error('no object');
  return answerOf(String(frame['event']), frame, text);
};
const invalid = (message: Message | undefined) => {
  if (message?.type !== 'invalid') throw new Error(`made sense: ${JSON.stringify(message)}`);
  return message.error;
};

const orders = (order: string, sequence = 7) => `[[{"O1":${order}}],"openOrders",{"sequence":${sequence}}]`;
const report = (order: string, sequence = 7): PartialReport | undefined => {
  const message = decoded(orders(order, sequence));
  return message.type === 'executions' ? message.data[0] : undefined;
};

const DESCR =
  '"descr":{"close":"close position @ limit 2","leverage":"2:1","margin":true,"order":"words","ordertype":"ORDERTYPE","pair":"XBT/USD",' +
  '"position":"T1","price":"PRICE","price2":"OTHER","type":"sell"}';
const described = (type: string, price: string, other = '0.00000') =>
  `{${DESCR.replace('ORDERTYPE', type).replace('PRICE', price).replace('OTHER', other)}}`;

describe('an order of openOrders', () => {
  it('says all that its frame does', () => {
    const order =
      '{"amended":false,"avg_price":"1.50000","cl_ord_id":"c-1","contingent":{"ordertype":"stop-loss-limit","price":"-1.0%","price2":"8.0","oflags":"fciq"},' +
      `"cost":"3.00000",${DESCR.replace('ORDERTYPE', 'stop-loss-limit').replace('PRICE', '9.0').replace('OTHER', '8.5')},` +
      '"display_volume":"1.0","display_volume_remain":"0.5","expiretm":"1692937999.000000","ext_ord_id":"e-1","fee":"0.00300","limitprice":"8.50000",' +
      '"misc":"stopped,liquidation","oflags":"fcib,nompp,post,viqc","opentm":"1692851641.361371","ratecount":61,"refid":"O0","sender_sub_id":"desk",' +
      '"starttm":"1692851600.000000","status":"open","stopprice":"9.10000","timeinforce":"gtd","userref":-7,"vol":"50.00000","vol_exec":"2.00000000"}';
    expect(report(order)).toStrictEqual({
      execType: 'new',
      orderStatus: 'partially_filled',
      orderId: 'O1',
      timestamp: '2023-08-24T04:34:01.361371Z',
      clOrdId: 'c-1',
      orderUserref: -7,
      symbol: 'BTC/USD',
      side: 'sell',
      orderType: 'stop-loss-limit',
      cashOrderQty: '50.00000',
      limitPrice: '8.5',
      limitPriceType: 'static',
      triggers: { price: '9.0', priceType: 'static', actualPrice: '9.10000', status: 'triggered' },
      leverage: '2:1',
      margin: true,
      positionId: 'T1',
      description: 'words',
      closeDescription: 'close position @ limit 2',
      timeInForce: 'GTD',
      effectiveTime: '2023-08-24T04:33:20.000000Z',
      expireTime: '2023-08-25T04:33:19.000000Z',
      postOnly: true,
      noMpp: true,
      feeCcyPref: 'fcib',
      liquidated: true,
      displayQty: '1.0',
      displayQtyRemain: '0.5',
      contingent: {
        orderType: 'stop-loss-limit',
        triggerPrice: '-1.0',
        triggerPriceType: 'pct',
        limitPrice: '8.0',
        limitPriceType: 'static',
      },
      cumQty: '2.00000000',
      cumCost: '3.00000',
      cumFee: '0.00300',
      avgPrice: '1.50000',
      ordRefId: 'O0',
      extOrdId: 'e-1',
      senderSubId: 'desk',
      amended: false,
      ratecount: '61',
    });
  });

  it('says nothing that its frame leaves out', () => {
    expect(report('{}')).toStrictEqual({ execType: 'status', orderId: 'O1' });
    const empty =
      '{"descr":{"close":null,"leverage":"none","order":"","price":"0.0"},"expiretm":"0.000000","starttm":null,"opentm":"0","refid":null,' +
      '"misc":"","oflags":"","stopprice":"0.00000","limitprice":"0.00000","cl_ord_id":null,"userref":null,"contingent":null,"vol":null}';
    expect(report(empty)).toStrictEqual({ execType: 'status', orderId: 'O1' });
  });

  it.each<[string, string, string | undefined]>([
    ['{"status":"pending"}', 'pending_new', 'pending_new'],
    ['{"status":"open"}', 'new', 'new'],
    ['{"status":"open","vol_exec":"0.00000000"}', 'new', 'new'],
    ['{"status":"open","vol_exec":"0.00000001"}', 'new', 'partially_filled'],
    ['{"status":"closed"}', 'filled', 'filled'],
    ['{"status":"closed","vol_exec":"0.9"}', 'filled', 'filled'],
    ['{"status":"closed","cancel_reason":"User requested"}', 'canceled', 'canceled'],
    ['{"status":"canceled"}', 'canceled', 'canceled'],
    ['{"status":"expired"}', 'expired', 'expired'],
    ['{"status":"toString"}', 'toString', 'toString'],
    ['{"vol_exec":"1.0","cost":"1.0"}', 'status', undefined],
    ['{"amended":true,"amend_reason":"User requested"}', 'amended', undefined],
    ['{"amended":true,"status":"open"}', 'amended', 'new'],
    ['{"amended":true,"status":"canceled"}', 'canceled', 'canceled'],
  ])('with %s is %s', (order, execType, orderStatus) => {
    expect({ orderStatus: undefined, ...report(order) }).toMatchObject({ execType, orderStatus });
  });

  it('that was amended once is shown in a snapshot as it stands', () => {
    expect(report('{"amended":true,"status":"open"}', 1)).toMatchObject({ execType: 'new', amended: true });
  });

  it.each<[string, string, Partial<PartialReport>]>([
    ['market', described('market', '0.00000'), {}],
    ['limit', described('limit', '9.0'), { limitPrice: '9.0', limitPriceType: 'static' }],
    ['iceberg', described('iceberg', '9.0'), { limitPrice: '9.0', limitPriceType: 'static' }],
    ['stop-loss', described('stop-loss', '9.0'), { triggers: { price: '9.0', priceType: 'static' } }],
    ['take-profit', described('take-profit', '#2%'), { triggers: { price: '2', priceType: 'pct' } }],
    ['trailing-stop', described('trailing-stop', '+5.0%'), { triggers: { price: '5.0', priceType: 'pct' } }],
    [
      'trailing-stop-limit',
      described('trailing-stop-limit', '+5.0', '-1.0'),
      { triggers: { price: '5.0', priceType: 'quote' }, limitPrice: '-1.0', limitPriceType: 'quote' },
    ],
  ])('of type %s has its prices where they belong', (_, order, prices) => {
    const { limitPrice, limitPriceType, triggers } = { ...report(order) };
    const told = { limitPrice, limitPriceType, triggers };
    expect(told).toEqual({ limitPrice: undefined, limitPriceType: undefined, triggers: undefined, ...prices });
  });

  it('has the limit that its offset has become', () => {
    const order = `${described('trailing-stop-limit', '+5.0', '-1.0').slice(0, -1)},"limitprice":"34.50000"}`;
    expect(report(order)).toMatchObject({ limitPrice: '34.50000', limitPriceType: 'static' });
  });

  it('tells the price of an amendment as what was asked', () => {
    expect(report('{"amended":true,"stopprice":"5.0","limitprice":"4.0","vol":"2"}')).toMatchObject({
      triggers: { price: '5.0', priceType: 'static' },
      limitPrice: '4.0',
      orderQty: '2',
    });
  });

  it('of several in one object is one of several reports', () => {
    const message = decoded(
      '[[{"O1":{"status":"open"},"O2":{"status":"closed"}},{"O1":{}}],"openOrders",{"sequence":1}]',
    );
    expect(message).toMatchObject({
      part: 'orders',
      snapshot: true,
      sequence: 1,
      data: [{ orderId: 'O1' }, { orderId: 'O2' }, { orderId: 'O1' }],
    });
  });
});

describe('a trade of ownTrades', () => {
  const TRADE =
    '{"cl_ord_id":"c-1","cost":"10.00000","ext_exec_id":"e-1","fee":"0.01600","margin":"2.00000","margin_borrow":true,"ordertxid":"O1",' +
    '"ordertype":"limit","pair":"XDG/EUR","postxid":"T0","price":"0.10000","time":"1560516023.070651","type":"sell","userref":5,"vol":"100.00000000"}';

  it('says all that its frame does', () => {
    expect(decoded(`[[{"T1":${TRADE}}],"ownTrades",{"sequence":2}]`)).toStrictEqual({
      type: 'executions',
      part: 'trades',
      snapshot: false,
      sequence: 2,
      data: [
        {
          execType: 'trade',
          execId: 'T1',
          orderId: 'O1',
          symbol: 'DOGE/EUR',
          side: 'sell',
          orderType: 'limit',
          lastQty: '100.00000000',
          lastPrice: '0.10000',
          cost: '10.00000',
          fees: [{ asset: 'EUR', qty: '0.01600' }],
          timestamp: '2019-06-14T12:40:23.070651Z',
          positionId: 'T0',
          marginCost: '2.00000',
          marginBorrow: true,
          clOrdId: 'c-1',
          orderUserref: 5,
          extExecId: 'e-1',
        },
      ],
    });
  });

  it.each([
    ['ordertxid', '0.0.T1.ordertxid'],
    ['price', '0.0.T1.price'],
    ['type', '0.0.T1.type'],
  ])('makes no sense without %s', (name, path) => {
    const text = `[[{"T1":${TRADE.replace(`"${name}"`, '"other"')}}],"ownTrades",{"sequence":2}]`;
    expect(invalid(decoded(text))).toMatchObject({ path, received: 'nothing' });
  });

  it('makes no sense with less than nothing', () => {
    const text = `[[{"T1":${TRADE.replace(/"vol":"/, '"vol":"-')}}],"ownTrades",{"sequence":2}]`;
    expect(invalid(decoded(text))).toMatchObject({ path: '0.0.T1.vol' });
  });
});

describe('frames of executions', () => {
  it.each<[string, string]>([
    ['[{},"openOrders",{"sequence":1}]', '0'],
    ['[[[]],"openOrders",{"sequence":1}]', '0.0'],
    ['[[{"O1":null}],"openOrders",{"sequence":1}]', '0.0.O1'],
    [orders('{"vol":"much"}'), '0.0.O1.vol'],
    [orders('{"vol_exec":"-1"}'), '0.0.O1.vol_exec'],
    [orders('{"descr":{"price":"much"}}'), '0.0.O1.descr.price'],
    [orders('{"status":1}'), '0.0.O1.status'],
    [orders('{"userref":"x"}'), '0.0.O1.userref'],
    ['[[],"openOrders",{}]', '2.sequence'],
    ['[[],"openOrders"]', '2'],
    ['[[],"ownTrades",{"sequence":"1"}]', '2.sequence'],
  ])('make no sense as %s', (text, path) => {
    expect(invalid(decoded(text))).toMatchObject({ path });
  });

  it('are read as they were meant', () => {
    fc.assert(
      fc.property(executionsMessage, (message) => {
        expect(decoded(executions(message))).toEqual(message);
      }),
      { numRuns: 1000 },
    );
  });

  it('never throw, whatever happened to them', () => {
    let taken = 0;
    fc.assert(
      fc.property(mutated(executionsMessage.map(executions)), (text) => {
        let frame: unknown;
        try {
          frame = parseJson(text);
        } catch {
          return;
        }
        if (!Array.isArray(frame)) return;
        const message = executionsOf(frame, text);
        if (message.type === 'executions') {
          taken++;
          expect(executionsOf(parseJson(executions(message)) as unknown[], '')).toMatchObject({ type: 'executions' });
        } else expect(message.type).toBe('invalid');
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(20);
  });
});

describe('answers about orders', () => {
  it.each<[string, object]>([
    [
      '{"cl_ord_id":"c","descr":"buy 1 XBTUSD @ limit 1","event":"addOrderStatus","reqid":3,"status":"ok","txid":"O1"}',
      { method: 'add_order', reqId: 3, result: { orderId: 'O1', clOrdId: 'c', description: 'buy 1 XBTUSD @ limit 1' } },
    ],
    [
      '{"descr":"words","event":"addOrderStatus","status":"ok"}',
      { method: 'add_order', result: { description: 'words' } },
    ],
    [
      '{"amend_id":"A","event":"amendOrderStatus","status":"ok","txid":"O1"}',
      { method: 'amend_order', result: { amendId: 'A', orderId: 'O1' } },
    ],
    ['{"event":"cancelOrderStatus","reqid":0,"status":"ok"}', { method: 'cancel_order', reqId: 0, result: {} }],
    ['{"count":2,"event":"cancelAllStatus","status":"ok"}', { method: 'cancel_all', result: { count: 2 } }],
  ])('%s say what they do, and are written so', (text, expected) => {
    const message = answer(text);
    expect(message).toStrictEqual({ type: 'answered', ...expected });
    if (message?.type !== 'answered') throw new Error('no answer');
    expect(answered(message)).toBe(text);
  });

  it('count in quotes as well', () => {
    expect(answer('{"count":"12","event":"cancelAllStatus","status":"ok"}')).toMatchObject({ result: { count: 12 } });
  });

  it.each(['addOrder', 'amendOrder', 'editOrder', 'cancelOrder', 'cancelAll', 'cancelAllOrdersAfter'])(
    'of %s that refuse name the method and the words',
    (event) => {
      const text = `{"errorMessage":"EOrder:Unknown order","event":"${event}Status","reqid":9,"status":"error"}`;
      const method = event.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const message = answer(text);
      expect(message).toStrictEqual({ type: 'refused', method, error: 'EOrder:Unknown order', reqId: 9 });
      if (message?.type !== 'refused') throw new Error('no refusal');
      expect(refusedAnswer(message)).toBe(text);
    },
  );

  it.each<[string, string]>([
    ['{"event":"addOrderStatus"}', 'status'],
    ['{"event":"addOrderStatus","status":"maybe"}', 'status'],
    ['{"event":"addOrderStatus","status":"ok","txid":["O1"]}', 'txid'],
    ['{"event":"addOrderStatus","status":"error"}', 'errorMessage'],
    ['{"event":"amendOrderStatus","status":"ok"}', 'amend_id'],
    ['{"event":"cancelAllStatus","status":"ok","count":"many"}', 'count'],
    ['{"event":"cancelOrderStatus","status":"ok","reqid":"1"}', 'reqid'],
  ])('make no sense as %s', (text, path) => {
    expect(invalid(answer(text))).toMatchObject({ path });
  });

  it.each(['systemStatus', 'addOrder', 'Status', 'batchAddStatus', 'toStringStatus'])('are not %s', (event) => {
    expect(answer(JSON.stringify({ event, status: 'ok' }))).toBeUndefined();
  });

  it('to what v1 does not have are not written', () => {
    expect(() => answered({ type: 'answered', method: 'batch_add', result: [] })).toThrow(TypeError);
    expect(refusedAnswer({ type: 'refused', method: 'error', error: 'Malformed request' })).toBe(
      '{"errorMessage":"Malformed request","event":"error"}',
    );
  });
});
