import { type ExecutionReport, type Message, type ProtocolError, v2 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradingRequest } from './requests.js';

const TIMES = '"time_in":"2026-08-01T02:53:53.184174Z","time_out":"2026-08-01T02:53:53.184216Z"';
const times = { timeIn: '2026-08-01T02:53:53.184174Z', timeOut: '2026-08-01T02:53:53.184216Z' };
const LEAST = '"exec_type":"status","order_id":"O1","order_status":"new","timestamp":"2026-08-01T02:53:53.184174Z"';
const least = { execType: 'status', orderId: 'O1', orderStatus: 'new', timestamp: '2026-08-01T02:53:53.184174Z' };

const frameOf = (members: string) =>
  `{"channel":"executions","type":"update","data":[{${LEAST}${members}}],"sequence":2}`;

function invalid(text: string): ProtocolError {
  const message = v2.decode(text);
  if (message.type !== 'invalid') throw new Error(`decoded as ${message.type}`);
  return message.error;
}

describe('reports about orders', () => {
  it.each<[string, string, Partial<ExecutionReport>]>([
    ['nothing but what all have', '', {}],
    [
      'decimals with every digit',
      ',"order_qty":0.00010000,"avg_price":0.0',
      { orderQty: '0.00010000', avgPrice: '0.0' },
    ],
    ['decimals in quotes', ',"cum_cost":"132.99950"', { cumCost: '132.99950' }],
    ['decimals with exponents', ',"cost":1e-08,"last_qty":"5E3"', { cost: '0.00000001', lastQty: '5000' }],
    ['decimals beyond doubles', ',"cum_qty":9007199254740993.1', { cumQty: '9007199254740993.1' }],
    ['a negative trigger', ',"triggers":{"price":-2.0,"new":1}', { triggers: { price: '-2.0' } }],
    ['a negative reference', ',"order_userref":-2147483648', { orderUserref: -2147483648 }],
    ['the rate counter', ',"ratecount":61', { ratecount: '61' }],
    ['the rate counter in quotes', ',"ratecount":"61.25"', { ratecount: '61.25' }],
    ['the rate counter by its other name', ',"ratecounter":61.5', { ratecount: '61.5' }],
    ['both', ',"ratecounter":"7","ratecount":8', { ratecount: '8' }],
    ['what is false', ',"margin":false,"amended":false', { margin: false, amended: false }],
    ['members that nobody knows', ',"new":[{"deep":1}],"__proto__":{"polluted":1}', {}],
  ])('say %s', (_, members, report) => {
    const message = v2.decode(frameOf(members));
    expect(message).toStrictEqual({
      type: 'executions',
      snapshot: false,
      sequence: 2,
      data: [{ ...least, ...report }],
    });
  });

  it('pass on what happened, known or not', () => {
    const text = frameOf('').replaceAll('"status"', '"teleported"').replace('"new"', '"elsewhere"');
    expect(v2.decode(text)).toMatchObject({ data: [{ execType: 'teleported', orderStatus: 'elsewhere' }] });
  });

  it.each<[string, string]>([
    [',"side":"both"', 'data.0.side'],
    [',"order_qty":"much"', 'data.0.order_qty'],
    [',"fees":[{"asset":"USD"}]', 'data.0.fees.0.qty'],
    [',"triggers":{"price":null}', 'data.0.triggers.price'],
    [',"trade_id":-1', 'data.0.trade_id'],
    [',"ratecounter":true', 'data.0.ratecounter'],
  ])('make no sense with %s', (members, path) => {
    expect(invalid(frameOf(members))).toMatchObject({ path, channel: 'executions' });
  });

  const report: ExecutionReport = {
    ...least,
    clOrdId: 'c-1',
    orderQty: '1.0',
    limitPrice: '2.0',
    reason: 'User requested',
  };
  it.each<[string, Partial<ExecutionReport>, string[]]>([
    ['new', {}, ['timestamp', 'order_status', 'exec_type', 'cl_ord_id', 'order_id']],
    [
      'new',
      { symbol: 'A/B' },
      ['order_id', 'symbol', 'order_qty', 'exec_type', 'cl_ord_id', 'limit_price', 'order_status', 'timestamp'],
    ],
    [
      'amended',
      {},
      ['timestamp', 'exec_type', 'order_status', 'reason', 'order_qty', 'limit_price', 'cl_ord_id', 'order_id'],
    ],
    ['restated', {}, ['timestamp', 'exec_type', 'order_status', 'reason', 'order_qty', 'limit_price', 'cl_ord_id']],
    [
      'expired',
      { cumQty: '0' },
      ['timestamp', 'order_status', 'exec_type', 'cum_qty', 'cl_ord_id', 'reason', 'order_id'],
    ],
    [
      'filled',
      { cumQty: '1' },
      ['timestamp', 'order_status', 'exec_type', 'cum_qty', 'cl_ord_id', 'reason', 'order_id'],
    ],
    [
      'trade',
      { cost: '2.0', orderType: 'limit', cumQty: '1.0' },
      ['order_id', 'cl_ord_id', 'exec_type', 'cost', 'order_type', 'timestamp', 'order_status', 'cum_qty'],
    ],
  ])('of the kind %s with %j are written in their own order', (execType, members, names) => {
    const data = [{ ...report, execType, ...members }];
    const text = v2.encode({ type: 'executions', snapshot: false, sequence: 1, data });
    const [written] = (JSON.parse(text) as { data: [object] }).data;
    expect(Object.keys(written).slice(0, names.length)).toEqual(names);
    expect(v2.decode(text)).toMatchObject({ data });
  });

  it('of fills in a snapshot are written in another order than of those that happen', () => {
    const data = [{ ...least, execType: 'trade', orderType: 'limit' }];
    const names = (snapshot: boolean) =>
      /"order_status".*"order_type"/.test(v2.encode({ type: 'executions', snapshot, sequence: 1, data }));
    expect([names(true), names(false)]).toEqual([true, false]);
  });
});

describe('answers about orders', () => {
  it.each<[string, string, Message]>([
    [
      'a batch of cancels, as it is documented',
      `{"method":"batch_cancel","req_id":1,"result":{"count":3},"success":true,${TIMES}}`,
      { type: 'answered', method: 'batch_cancel', reqId: 1, result: { count: 3 }, ...times },
    ],
    [
      'a batch of cancels, as it was recorded',
      `{"method":"batch_cancel","orders_cancelled":2,"success":true,${TIMES}}`,
      { type: 'answered', method: 'batch_cancel', result: { count: 2 }, ...times },
    ],
    [
      'a batch, one of whose orders failed',
      `{"method":"batch_add","result":[{"order_id":"O1"},{"error":"EOrder:Insufficient funds","order_userref":2},{}],"success":true,${TIMES}}`,
      {
        type: 'answered',
        method: 'batch_add',

        result: [{ orderId: 'O1' }, { error: 'EOrder:Insufficient funds', orderUserref: 2 }, {}],
        ...times,
      },
    ],
    [
      'an order that was only checked',
      `{"method":"add_order","success":true,${TIMES}}`,
      { type: 'answered', method: 'add_order', result: {}, ...times },
    ],
    [
      'a batch that was only checked',
      `{"method":"batch_add","success":true,${TIMES}}`,
      { type: 'answered', method: 'batch_add', result: [], ...times },
    ],
    [
      'a switch that is off',
      `{"method":"cancel_all_orders_after","result":{"currentTime":"2024-05-19T19:22:20Z","triggerTime":"0"},"success":true,${TIMES}}`,
      {
        type: 'answered',
        method: 'cancel_all_orders_after',

        result: { currentTime: '2024-05-19T19:22:20Z', triggerTime: '0' },
        ...times,
      },
    ],
    [
      'a refusal',
      `{"error":"EOrder:Unknown order","method":"cancel_order","req_id":4,"success":false,${TIMES}}`,
      {
        type: 'refused',
        method: 'cancel_order',
        error: 'EOrder:Unknown order',
        reqId: 4,
        ...times,
      },
    ],
  ])('%s', (_, text, message) => {
    expect(v2.decode(text)).toStrictEqual(message);
  });

  it.each([
    ['"success":true', 'result'],
    ['"result":{"count":1}', 'success'],
    ['"result":{"count":"1"},"success":true', 'result.count'],
  ])('make no sense with only %s', (members, path) => {
    expect(invalid(`{"method":"cancel_all",${members},${TIMES}}`)).toMatchObject({ path });
  });
});

describe('a token', () => {
  const TOKEN = 'G38a1tGFzqGiUCmnegBcm8d4nfP3tytiNQz6tkCBYXY/+=';
  const shown = ({ message, frame, received, path, expected, symbol, channel }: ProtocolError) =>
    [message, frame, received, path, expected, symbol, channel].join('\n');

  it.each([
    ['a request that came back', `{"method":"add_order","params":{"token":"${TOKEN}","order_type":5},"success":true}`],
    ['one that was cut short', `{"method":"add_order","params":{"token": "${TOKEN.slice(0, 40)}`],
    ['a text that quotes one', `{"method":"add_order","success":true,"note":"{\\"token\\":\\"${TOKEN}\\"}"}`],
    ['a text about one', `{"method":"subscribe","success":null,"note":"Token=${TOKEN}"}`],
  ])('is shown by no error about %s', (_, text) => {
    expect(shown(invalid(text))).not.toContain(TOKEN.slice(0, 40));
    expect(shown(invalid(text))).toMatch(/token/i);
  });

  it('is shown by no error about any request that comes back, whole or cut', () => {
    fc.assert(
      fc.property(tradingRequest, fc.nat({ max: 600 }), (request, cut) => {
        const text = v2.encodeRequest({ ...request, token: TOKEN });
        for (const frame of [text, text.slice(0, cut)]) {
          const message = v2.decode(frame);
          if (message.type === 'invalid') expect(shown(message.error)).not.toContain(TOKEN.slice(0, 12));
        }
      }),
      { numRuns: 300 },
    );
  });
});
