import { type Message, type ProtocolError, v1 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';

function invalid(text: string): ProtocolError {
  const message = v1.decode(text);
  if (message.type !== 'invalid') throw new Error(`decoded as ${message.type}`);
  return message.error;
}

describe('decoding', () => {
  it.each<[string, string, Message]>([
    ['a heartbeat', '{"event":"heartbeat"}', { type: 'heartbeat' }],
    [
      'a status, whose connection id is beyond 2^53',
      '{"connectionID":18239578009413566319,"event":"systemStatus","status":"online","version":"1.8.3"}',
      { type: 'status', system: 'online', version: '1.8.3', apiVersion: 'v1', connectionId: '18239578009413566319' },
    ],
    [
      'a later status, without one',
      '{"event":"systemStatus","status":"limit_only","version":"1.9.1"}',
      { type: 'status', system: 'limit_only', version: '1.9.1', apiVersion: 'v1' },
    ],
    ['a pong', '{"event":"pong","reqid":42}', { type: 'pong', reqId: 42 }],
    ['a pong to a ping without a number', '{"event":"pong"}', { type: 'pong' }],
    [
      'a book that is subscribed to',
      '{"channelID":336,"channelName":"book-10","event":"subscriptionStatus","pair":"XBT/USD","reqid":7,"status":"subscribed","subscription":{"depth":10,"name":"book"}}',
      { type: 'subscribed', reqId: 7, result: { channel: 'book', symbol: 'BTC/USD', depth: 10 } },
    ],
    [
      'a book whose depth stands in the name of the channel alone',
      '{"channelName":"book-25","event":"subscriptionStatus","pair":"XBT/USD","status":"ok","subscription":{"name":"book"}}',
      { type: 'subscribed', result: { channel: 'book', symbol: 'BTC/USD', depth: 25 } },
    ],
    [
      'candles that were given up',
      '{"channelID":10001,"channelName":"ohlc-5","event":"subscriptionStatus","pair":"XDG/EUR","reqid":42,"status":"unsubscribed","subscription":{"interval":5,"name":"ohlc"}}',
      { type: 'unsubscribed', reqId: 42, result: { channel: 'ohlc', symbol: 'DOGE/EUR', interval: 5 } },
    ],
    [
      'orders that are subscribed to',
      '{"channelName":"openOrders","event":"subscriptionStatus","reqid":1,"status":"subscribed","subscription":{"maxratecount":125,"name":"openOrders"}}',
      { type: 'subscribed', reqId: 1, result: { channel: 'executions', part: 'orders', maxratecount: 125 } },
    ],
    [
      'fills that are subscribed to',
      '{"channelName":"ownTrades","event":"subscriptionStatus","status":"subscribed","subscription":{"name":"ownTrades"}}',
      { type: 'subscribed', result: { channel: 'executions', part: 'trades' } },
    ],
    [
      'an answer to a number of 64 bits, which nobody here has asked by',
      '{"channelName":"trade","event":"subscriptionStatus","pair":"A/B","reqid":12870497960778414923,"status":"subscribed","subscription":{"name":"trade"}}',
      { type: 'subscribed', result: { channel: 'trade', symbol: 'A/B' } },
    ],
    [
      'a refusal of a pair',
      '{"errorMessage":"Subscription depth not supported","event":"subscriptionStatus","pair":"XBT/USD","status":"error","subscription":{"depth":42,"name":"book"}}',
      {
        type: 'refused',
        method: 'subscribe',
        error: 'Subscription depth not supported',
        symbol: 'BTC/USD',
        subscription: { channel: 'book', symbol: 'BTC/USD', depth: 42 },
      },
    ],
    [
      'a refusal of what made no sense, whatever is said again of it',
      '{"errorMessage":"Subscription book depth must be an integer","event":"subscriptionStatus","reqid":3,"status":"error","subscription":{"depth":"10","name":"book"}}',
      {
        type: 'refused',
        method: 'subscribe',
        error: 'Subscription book depth must be an integer',
        reqId: 3,
        subscription: { channel: 'book' },
      },
    ],
    [
      'a refusal that says nothing again',
      '{"errorMessage":"Subscription field must be an object","event":"subscriptionStatus","status":"error","subscription":5}',
      { type: 'refused', method: 'subscribe', error: 'Subscription field must be an object' },
    ],
    [
      'the refusal of something unreadable',
      '{"errorMessage":"Malformed request","event":"error"}',
      { type: 'refused', method: 'error', error: 'Malformed request' },
    ],
    [
      'the notice of too many requests',
      '{"errorMessage":"Exceeded msg rate","event":"error","reqid":42}',
      { type: 'refused', method: 'error', error: 'Exceeded msg rate', reqId: 42 },
    ],
    [
      'the same in its old shape',
      '{"Error":"Exceeded msg rate"}',
      { type: 'refused', method: 'error', error: 'Exceeded msg rate' },
    ],
    ['an event that is not known', '{"event":"teleport"}', { type: 'unknown', method: 'teleport' }],
    ['an object without an event', '{}', { type: 'unknown' }],
    ['a channel that is not known', '[0,{},"level9","XBT/USD"]', { type: 'unknown', channel: 'level9' }],
    [
      'a private channel that is not known',
      '[[],"dividends",{"sequence":1}]',
      { type: 'unknown', channel: 'dividends' },
    ],
    [
      'a spread',
      '[0,["5698.40000","5700.00000","1542057299.545897","1.01234567","0.98765432"],"spread","XBT/USD"]',
      {
        type: 'spread',
        data: {
          symbol: 'BTC/USD',
          bid: '5698.40000',
          bidQty: '1.01234567',
          ask: '5700.00000',
          askQty: '0.98765432',
          timestamp: '2018-11-12T21:14:59.545897Z',
        },
      },
    ],
    [
      'a candle, which begins an interval before its end',
      '[343,["1675209613.118218","1675209660.000000","23135.00000","23135.40000","23134.00000","23135.30000","23135.13297","0.39012812",7],"ohlc-5","XBT/USD"]',
      {
        type: 'ohlc',
        timestamp: '2023-02-01T00:00:13.118218Z',
        data: [
          {
            symbol: 'BTC/USD',
            open: '23135.00000',
            high: '23135.40000',
            low: '23134.00000',
            close: '23135.30000',
            vwap: '23135.13297',
            volume: '0.39012812',
            trades: 7,
            intervalBegin: '2023-01-31T23:56:00.000000000Z',
            interval: 5,
            timestamp: '2023-02-01T00:01:00.000000Z',
          },
        ],
      },
    ],
    [
      'trades, in letters and in words',
      '[0,[["5541.20000","0.15850568","1534614057.321597","s","l",""],["6060.00000","0.02455000","1534614057.324998","buy","m"],["6060.00000","0.1","1534614057.324998","b","iceberg","x"]],"trade","XBT/USD"]',
      {
        type: 'trade',
        snapshot: false,
        data: [
          {
            symbol: 'BTC/USD',
            side: 'sell',
            price: '5541.20000',
            qty: '0.15850568',
            ordType: 'limit',
            timestamp: '2018-08-18T17:40:57.321597Z',
            misc: '',
          },
          {
            symbol: 'BTC/USD',
            side: 'buy',
            price: '6060.00000',
            qty: '0.02455000',
            ordType: 'market',
            timestamp: '2018-08-18T17:40:57.324998Z',
          },
          {
            symbol: 'BTC/USD',
            side: 'buy',
            price: '6060.00000',
            qty: '0.1',
            ordType: 'iceberg',
            timestamp: '2018-08-18T17:40:57.324998Z',
            misc: 'x',
          },
        ],
      },
    ],
  ])('%s', (_, text, message) => {
    expect(v1.decode(text)).toEqual(message);
  });

  it('a ticker, with the change that v2 would tell, and the day', () => {
    const text =
      '[1668,{"a":["13.253900",35,"35.72892241"],"b":["13.232900",185,"185.18432037"],"c":["13.253900","3.71672000"],' +
      '"v":["26560.85364463","72035.05488104"],"p":["13.529003","13.734728"],"t":[640,1353],' +
      '"l":["13.021800","13.021700"],"h":["13.942000","14.211200"],"o":["13.804000","13.428300"]},"ticker","WAVES/EUR"]';
    expect(v1.decode(text)).toEqual({
      type: 'ticker',
      data: {
        symbol: 'WAVES/EUR',
        bid: '13.232900',
        bidQty: '185.18432037',
        ask: '13.253900',
        askQty: '35.72892241',
        last: '13.253900',
        lastQty: '3.71672000',
        volume: '72035.05488104',
        vwap: '13.734728',
        low: '13.021700',
        high: '14.211200',
        open: '13.428300',
        change: '-0.174400',
        changePct: '-1.30',
        trades: 1353,
        today: {
          volume: '26560.85364463',
          vwap: '13.529003',
          trades: 640,
          low: '13.021800',
          high: '13.942000',
          open: '13.804000',
        },
      },
    });
  });

  it.each([
    ['100', '100.005', '0.01'],
    ['100', '99.995', '-0.01'],
    ['100', '99.996', '0.00'],
    ['100', '100.0049', '0.00'],
    ['0', '100', '0.00'],
    ['0.00000', '0', '0.00'],
    ['3', '1', '-66.67'],
    ['0.1', '1', '900.00'],
  ])('a ticker that went from %s to %s: by %s percent', (open, last, changePct) => {
    const two = '["1","1"]';
    const text = `[0,{"a":["1",1,"1"],"b":["1",1,"1"],"c":["${last}","1"],"v":${two},"p":${two},"t":["1","2"],"l":${two},"h":${two},"o":["1","${open}"]},"ticker","A/B"]`;
    expect(v1.decode(text)).toMatchObject({ data: { changePct, trades: 2, today: { trades: 1 } } });
  });

  const level = (price: string, qty: string, timestamp: string) => ({ price, qty, timestamp });

  it('a book, without a checksum', () => {
    const text =
      '[0,{"as":[["5541.30000","2.50700000","1534614248.123678"]],"bs":[["5541.20000","1.52900000","1534614248.765567"],["5539.90000","0.30000000","1534614241.769870"]]},"book-100","XBT/USD"]';
    expect(v1.decode(text)).toEqual({
      type: 'book',
      snapshot: true,
      symbol: 'BTC/USD',
      asks: [level('5541.30000', '2.50700000', '2018-08-18T17:44:08.123678Z')],
      bids: [
        level('5541.20000', '1.52900000', '2018-08-18T17:44:08.765567Z'),
        level('5539.90000', '0.30000000', '2018-08-18T17:44:01.769870Z'),
      ],
      checksum: undefined,
      depth: 100,
      timestamp: '2018-08-18T17:44:08.765567Z',
    });
  });

  it('an empty book', () => {
    expect(v1.decode('[6304,{"as":[],"bs":[]},"book-25","PERP/EUR"]')).toEqual({
      ...{ type: 'book', snapshot: true, symbol: 'PERP/EUR', asks: [], bids: [], depth: 25 },
    });
  });

  const a = '"a":[["0.042990","364630.28272081","1618678145.920470"]]';
  const b = '"b":[["0.042990","0.00000000","1618678145.920708"],["0.04","1.0","1618678140.000001","r"]]';

  it.each([
    ['two maps', `{${a}},{${b},"c":"4105471083"}`],
    ['two maps, the other way round', `{${b}},{${a},"c":"4105471083"}`],
    ['one map for both', `{${a},${b},"c":"4105471083"}`],
    ['a checksum without quotes', `{${a}},{${b},"c":4105471083}`],
    ['a checksum in the first map', `{${a},"c":"4105471083"},{${b}}`],
  ])('changes of both sides: %s', (_, maps) => {
    expect(v1.decode(`[1920,${maps},"book-1000","SC/EUR"]`)).toEqual({
      type: 'book',
      snapshot: false,
      symbol: 'SC/EUR',
      asks: [level('0.042990', '364630.28272081', '2021-04-17T16:49:05.920470Z')],
      bids: [
        level('0.042990', '0.00000000', '2021-04-17T16:49:05.920708Z'),
        { ...level('0.04', '1.0', '2021-04-17T16:49:00.000001Z'), republished: true },
      ],
      checksum: 4105471083,
      depth: 1000,
      timestamp: '2021-04-17T16:49:05.920708Z',
    });
  });
});

describe('what makes no sense', () => {
  const L = '["1.0","1.0","1534614248.123678"]';

  it.each([
    ['no JSON', 'nonsense', ''],
    ['nothing', '', ''],
    ['a string', '"book-10"', ''],
    ['an empty array', '[]', ''],
    ['two elements', '["ticker","XBT/USD"]', ''],
    ['no name of a channel', '[1,2,3]', '1'],
    ['an event that is no string', '{"event":5}', 'event'],
    ['a book without a depth', `[0,{"as":[],"bs":[]},"book","XBT/USD"]`, '2'],
    ['candles without an interval', `[0,[],"ohlc","XBT/USD"]`, '2'],
    ['no pair', `[0,{"as":[],"bs":[]},"book-10",{}]`, '3'],
    ['a book without maps', '[0,"book-10","XBT/USD"]', '1'],
    ['a book of three maps', `[0,{},{},{"c":"1"},"book-10","XBT/USD"]`, ''],
    ['changes without a checksum', `[0,{"a":[${L}]},"book-10","XBT/USD"]`, '1.c'],
    ['changes on both sides without one', `[0,{"a":[${L}]},{"b":[${L}]},"book-10","XBT/USD"]`, '2.c'],
    ['a checksum that is none', `[0,{"a":[${L}],"c":"4294967296"},"book-10","XBT/USD"]`, '1.c'],
    ['changes in a snapshot', `[0,{"as":[${L}],"bs":[],"b":[${L}]},"book-10","XBT/USD"]`, '1.b'],
    ['a price of nothing', `[0,{"as":[["0.0","1","1.0"]],"bs":[]},"book-10","XBT/USD"]`, '1.as.0.0'],
    ['a level without a time', `[0,{"as":[["1.0","1"]],"bs":[]},"book-10","XBT/USD"]`, '1.as.0.2'],
    ['a time that is none', `[0,{"as":[["1.0","1","now"]],"bs":[]},"book-10","XBT/USD"]`, '1.as.0.2'],
    ['a side that is none', '[0,[["1","1","1.0","x","l",""]],"trade","XBT/USD"]', '1.0.3'],
    ['a ticker without a last trade', '[0,{"a":["1",1,"1"],"b":["1",1,"1"]},"ticker","XBT/USD"]', '1.c'],
    ['a spread of two', '[0,["1","1"],"spread","XBT/USD"]', '1.2'],
    [
      'a status that is none',
      '{"event":"subscriptionStatus","status":"maybe","subscription":{"name":"book"}}',
      'status',
    ],
    ['an acknowledgement of nothing', '{"event":"subscriptionStatus","status":"subscribed"}', 'subscription'],
    ['a refusal without words', '{"event":"subscriptionStatus","status":"error"}', 'errorMessage'],
    ['an error without words', '{"event":"error"}', 'errorMessage'],
    ['a pong with a number that is none', '{"event":"pong","reqid":"5"}', 'reqid'],
  ])('is told with its place: %s', (_, text, path) => {
    expect(invalid(text)).toMatchObject({ name: 'ProtocolError', path });
  });

  it.each([
    ['[0,{"a":[["x"]],"c":"1"},"book-10","XBT/USD"]', 'book', 'BTC/USD'],
    ['[0,{"a":[["x"]],"c":"1"},"book-10" , "XDG/USD" ]\n', 'book', 'DOGE/USD'],
    ['{"a":[["5541.3","1"]],"c":"1"},"book-1000","SC/EUR"]', 'book', 'SC/EUR'],
    ['[0,[],"spread","XBT/USD"]', 'spread', 'BTC/USD'],
    ['[[{"O":{"x":}}],"openOrders",{"sequence":4}]', 'executions', undefined],
    ['{"channelName":"book-10","event":"subscriptionStatus","pair":"XBT/USD"}', 'book', 'BTC/USD'],
    ['[336,{"a":[["5541.30000","2.507', undefined, undefined],
  ])('of %s is told what it seems to be about', (text, channel, symbol) => {
    const { channel: told, symbol: about } = invalid(text);
    expect([told, about]).toEqual([channel, symbol]);
  });

  it('is shown without secrets', () => {
    const { frame, message } = invalid('{"event":5,"token":"WW91ciBhdXRoZW50aWNhdGlvbg=="}');
    expect(`${frame}${message}`).not.toContain('WW91');
  });
});
