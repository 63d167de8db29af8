import type { ExecutionsMessage, PartialReport } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { executions } from '../../../src/protocol/v1/encode-account.js';

const written = (report: PartialReport, more: Partial<ExecutionsMessage> = {}) =>
  executions({ type: 'executions', part: 'orders', snapshot: false, sequence: 2, data: [report], ...more });
const order = (report: PartialReport, snapshot = false): Record<string, unknown> => {
  const [data] = JSON.parse(written(report, { snapshot })) as [[Record<string, Record<string, unknown>>]];
  return data[0][report.orderId] ?? {};
};

/** As the local exchange describes an order, in the words of v2. */
const PENDING: PartialReport = {
  orderId: 'O1',
  orderUserref: 0,
  symbol: 'BTC/USD',
  orderQty: '1.20000000',
  cumCost: '0.00000',
  timeInForce: 'GTC',
  side: 'sell',
  orderType: 'stop-loss-limit',
  limitPrice: '8.5',
  limitPriceType: 'static',
  triggers: { reference: 'last', price: '-2.0', priceType: 'pct', status: 'untriggered' },
  stopPrice: '0.0',
  feeUsdEquiv: '0.00000',
  feeCcyPref: 'fciq',
  execType: 'pending_new',
  orderStatus: 'pending_new',
  timestamp: '2023-08-24T04:34:01.361371Z',
};

describe('an order of openOrders is written', () => {
  it('whole when it is new, with zeros and nulls for what there is not', () => {
    expect(written(PENDING)).toBe(
      '[[{"O1":{"avg_price":"0.0","cost":"0.00000","descr":{"close":null,"leverage":null,"order":"sell 1.20000000 XBT/USD @ stop loss -2.0% -> limit 8.5",' +
        '"ordertype":"stop-loss-limit","pair":"XBT/USD","price":"-2.0%","price2":"8.5","type":"sell"},"expiretm":null,"fee":"0.0","limitprice":"0.0",' +
        '"misc":"","oflags":"fciq","opentm":"1692851641.361371","refid":null,"starttm":null,"status":"pending","stopprice":"0.0","timeinforce":"GTC",' +
        '"userref":0,"vol":"1.20000000","vol_exec":"0.00000000"}}],"openOrders",{"sequence":2}]',
    );
  });

  it.each<[string, Partial<PartialReport>, object]>([
    [
      'a limit',
      { orderType: 'limit', triggers: undefined },
      { order: 'sell 1.20000000 XBT/USD @ limit 8.5', price: '8.5', price2: '0.0' },
    ],
    [
      'a market order of cash',
      {
        orderType: 'market',
        side: 'buy',
        triggers: undefined,
        limitPrice: undefined,
        orderQty: undefined,
        cashOrderQty: '5.00',
      },
      { order: 'buy 5.00 XBT/USD @ market 0.00000', price: '0.00000' },
    ],
    [
      'a trailing order with leverage',
      {
        orderType: 'trailing-stop',
        triggers: { price: '1.0', priceType: 'pct' },
        limitPrice: undefined,
        leverage: '5:1',
      },
      { order: 'sell 1.20000000 XBT/USD @ trailing stop +1.0% with 5:1 leverage', leverage: '5:1', price: '+1.0%' },
    ],
    ['what was said of it', { description: 'words', closeDescription: 'more' }, { order: 'words', close: 'more' }],
    [
      'its close',
      { contingent: { orderType: 'take-profit', triggerPrice: '9.0', triggerPriceType: 'static' } },
      { close: 'close position @ take profit 9.0' },
    ],
  ])('with the words for %s', (_, members, descr) => {
    expect(order({ ...PENDING, ...members })).toMatchObject({ descr });
  });

  it('whole in a snapshot, as it stands', () => {
    const report: PartialReport = {
      ...PENDING,
      execType: 'trade',
      orderStatus: 'partially_filled',
      triggers: { price: '9.0', priceType: 'static', actualPrice: '9.0', status: 'triggered' },
      cumQty: '0.50000000',
      cumCost: '4.25000',
      cumFee: '0.00425',
      avgPrice: '8.50000',
      amended: true,
      postOnly: true,
      displayQty: '0.1',
      displayQtyRemain: '0.05',
      ordRefId: 'O0',
      expireTime: '2023-08-24T05:00:00Z',
      clOrdId: 'c-1',
    };
    expect(order(report, true)).toMatchObject({
      status: 'open',
      amended: true,
      vol_exec: '0.50000000',
      cost: '4.25000',
      fee: '0.00425',
      avg_price: '8.50000',
      limitprice: '8.5',
      stopprice: '9.0',
      misc: 'stopped',
      oflags: 'fciq,post',
      display_volume: '0.1',
      display_volume_remain: '0.05',
      refid: 'O0',
      expiretm: '1692853200.000000',
      cl_ord_id: 'c-1',
    });
  });

  const head = { orderId: 'O1', orderUserref: 0, timestamp: '2023-08-24T04:34:01.361447Z' };
  const totals = { cumQty: '1.0', cumCost: '2.0', cumFee: '0.01', avgPrice: '2.0' };
  const told = '"vol_exec":"1.0","cost":"2.0","fee":"0.01","avg_price":"2.0"';

  it.each<[string, PartialReport, string]>([
    ['it is open', { ...head, execType: 'new', orderStatus: 'new' }, '{"status":"open","userref":0}'],
    [
      'it is open, by the id that it was given',
      { orderId: 'O1', clOrdId: 'c', execType: 'new', orderStatus: 'new' },
      '{"status":"open","cl_ord_id":"c"}',
    ],
    [
      'some of it was traded',
      {
        ...PENDING,
        ...head,
        ...totals,
        execType: 'trade',
        orderStatus: 'partially_filled',
        execId: 'T1',
        lastQty: '1.0',
      },
      `{${told},"userref":0}`,
    ],
    [
      'all of it was',
      { ...head, ...totals, execType: 'filled', orderStatus: 'filled', feeUsdEquiv: '0.01' },
      `{"lastupdated":"1692851641.361447","status":"closed",${told},"userref":0}`,
    ],
    [
      'it was canceled',
      {
        ...head,
        ...totals,
        execType: 'canceled',
        orderStatus: 'canceled',
        reason: 'User requested',
        cancelReason: 'User requested',
      },
      `{"lastupdated":"1692851641.361447","status":"canceled",${told},"userref":0,"cancel_reason":"User requested"}`,
    ],
    [
      'it has expired',
      { ...head, ...totals, execType: 'expired', orderStatus: 'expired', reason: 'Order expired' },
      `{"lastupdated":"1692851641.361447","status":"expired",${told},"userref":0,"cancel_reason":"Order expired"}`,
    ],
    [
      'it was amended',
      {
        ...head,
        execType: 'amended',
        orderStatus: 'partially_filled',
        amended: true,
        reason: 'User requested',
        cumQty: '0.5',
        orderQty: '2.0',
        limitPrice: '3.0',
        limitPriceType: 'static',
        triggers: { price: '4.0', priceType: 'static' },
      },
      '{"lastupdated":"1692851641.361447","amended":true,"amend_reason":"User requested","vol":"2.0","limitprice":"3.0","stopprice":"4.0","vol_exec":"0.5","userref":0}',
    ],
    [
      'its price was reached',
      {
        ...head,
        execType: 'status',
        orderStatus: 'new',
        triggers: { price: '4.0', actualPrice: '4.0', status: 'triggered' },
      },
      '{"lastupdated":"1692851641.361447","stopprice":"4.0","misc":"stopped","userref":0}',
    ],
    [
      'it shows more',
      { ...head, execType: 'iceberg_refill', orderStatus: 'new', displayQty: '1.0', displayQtyRemain: '1.0' },
      '{"lastupdated":"1692851641.361447","userref":0,"display_volume":"1.0","display_volume_remain":"1.0"}',
    ],
  ])('in part when %s', (_, report, text) => {
    expect(written(report)).toBe(`[[{"O1":${text}}],"openOrders",{"sequence":2}]`);
  });
});

describe('a fill is written', () => {
  const FILL: PartialReport = {
    orderId: 'O1',
    clOrdId: 'c-1',
    execId: 'T1',
    execType: 'trade',
    tradeId: 5,
    symbol: 'DOGE/EUR',
    side: 'buy',
    lastQty: '100.00000000',
    lastPrice: '0.10000',
    liquidityInd: 't',
    cost: '10.00000',
    orderStatus: 'filled',
    orderType: 'limit',
    timestamp: '2019-06-14T12:40:23.070651Z',
    fees: [{ asset: 'EUR', qty: '0.026' }],
  };
  const fill = (members: Partial<PartialReport>, snapshot = false) =>
    written({ ...FILL, ...members }, { part: 'trades', snapshot });

  it('with its order and its fee', () => {
    expect(fill({})).toBe(
      '[[{"T1":{"cl_ord_id":"c-1","cost":"10.00000","fee":"0.026","margin":"0.00000","ordertxid":"O1","ordertype":"limit","pair":"XDG/EUR",' +
        '"postxid":"","price":"0.10000","time":"1560516023.070651","type":"buy","vol":"100.00000000"}}],"ownTrades",{"sequence":2}]',
    );
  });

  it("without the caller's ids in a snapshot", () => {
    expect(fill({}, true)).not.toContain('cl_ord_id');
    expect(fill({ clOrdId: undefined, orderUserref: 7 }, true)).not.toContain('userref');
    expect(fill({ clOrdId: undefined, orderUserref: 7 })).toContain('"userref":7');
    expect(fill({ clOrdId: undefined, orderUserref: 0 })).not.toContain('userref');
  });

  it('with a fee of base currency in quote currency', () => {
    expect(fill({ fees: [{ asset: 'DOGE', qty: '0.26666' }] })).toContain('"fee":"0.02667"');
    expect(fill({ fees: [] })).toContain('"fee":"0.00000"');
  });
});
