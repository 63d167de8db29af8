import { type Message, OHLC_INTERVALS, type ServerMessage, v1 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';

describe('encoding', () => {
  it.each<[string, ServerMessage, string]>([
    [
      'a refusal of a pair',
      {
        type: 'refused',
        method: 'unsubscribe',
        error: 'Subscription Not Found',
        reqId: 7,
        symbol: 'BTC/USD',
        subscription: { channel: 'book', depth: 10 },
      },
      '{"errorMessage":"Subscription Not Found","event":"subscriptionStatus","pair":"XBT/USD","reqid":7,"status":"error","subscription":{"depth":10,"name":"book"}}',
    ],
    [
      'a refusal of something else',
      { type: 'refused', method: 'error', error: 'Malformed request', reqId: 7 },
      '{"errorMessage":"Malformed request","event":"error","reqid":7}',
    ],
    [
      'that there were too many requests, of whatever kind',
      { type: 'refused', method: 'subscribe', error: 'Exceeded msg rate', reqId: 42 },
      '{"errorMessage":"Exceeded msg rate","event":"error","reqid":42}',
    ],
    [
      'that candles are subscribed to, of the length that the exchange chose',
      { type: 'subscribed', result: { channel: 'ohlc', symbol: 'BTC/USD', interval: 1 } },
      '{"channelID":ID,"channelName":"ohlc-1","event":"subscriptionStatus","pair":"XBT/USD","status":"subscribed","subscription":{"interval":1,"name":"ohlc"}}',
    ],
    [
      'that orders are subscribed to',
      { type: 'subscribed', reqId: 1, result: { channel: 'executions', part: 'orders', maxratecount: 125 } },
      '{"channelName":"openOrders","event":"subscriptionStatus","reqid":1,"status":"subscribed","subscription":{"maxratecount":125,"name":"openOrders"}}',
    ],
    [
      'a book that has a checksum, which snapshots do not tell',
      { type: 'book', snapshot: true, symbol: 'BTC/USD', bids: [], asks: [], checksum: 5, depth: 10 },
      '[ID,{"as":[],"bs":[]},"book-10","XBT/USD"]',
    ],
    [
      'levels without times, which have that of the frame',
      {
        type: 'book',
        snapshot: false,
        symbol: 'A/B',
        bids: [{ price: '1.0', qty: '2.0' }],
        asks: [],
        checksum: 5,
        depth: 25,
        timestamp: '2018-08-18T17:44:08.765567Z',
      },
      '[ID,{"b":[["1.0","2.0","1534614248.765567"]],"c":"5"},"book-25","A/B"]',
    ],
    [
      'changes that change nothing',
      { type: 'book', snapshot: false, symbol: 'A/B', bids: [], asks: [], checksum: 5, depth: 25 },
      '[ID,{"c":"5"},"book-25","A/B"]',
    ],
    [
      'a ticker that says nothing of the day, nor of the last quantity',
      {
        type: 'ticker',
        data: {
          ...{ symbol: 'A/B', bid: '1.0', bidQty: '12.5', ask: '2.0', askQty: '0.7', last: '1.5', volume: '9.0' },
          ...{ vwap: '1.4', low: '1.1', high: '1.9', change: '0.3', changePct: '25.00', trades: 8 },
        },
      },
      '[ID,{"a":["2.0",0,"0.7"],"b":["1.0",12,"12.5"],"c":["1.5","0.00000000"],"v":["9.0","9.0"],"p":["1.4","1.4"],"t":[8,8],"l":["1.1","1.1"],"h":["1.9","1.9"],"o":["1.2","1.2"]},"ticker","A/B"]',
    ],
    [
      'a candle without an end, of a frame without a time',
      {
        type: 'ohlc',
        data: [
          {
            ...{ symbol: 'A/B', open: '1', high: '2', low: '1', close: '2', vwap: '1', volume: '5', trades: 3 },
            ...{ interval: 5, intervalBegin: '2023-01-31T23:56:00.000000000Z' },
          },
        ],
      },
      '[ID,["1675209660.000000","1675209660.000000","1","2","1","2","1","5",3],"ohlc-5","A/B"]',
    ],
  ])('%s', (_, message, text) => {
    expect(
      v1
        .encode(message)
        .replace(/^\[\d+/, '[ID')
        .replace(/"channelID":\d+/, '"channelID":ID'),
    ).toBe(text);
  });

  it('gives each channel of a pair a number of its own, always the same', () => {
    const numberOf = (channel: string, symbol: string): string | undefined =>
      /"channelID":(\d+)/.exec(v1.encode({ type: 'subscribed', result: { channel, symbol } }))?.[1];
    const channels = ['book', 'trade', 'ticker', 'spread', 'ohlc'];
    const numbers = ['BTC/USD', 'ETH/USD', 'DOGE/EUR'].flatMap((symbol) =>
      channels.map((name) => numberOf(name, symbol)),
    );
    expect(new Set(numbers).size).toBe(15);
    expect(numberOf('book', 'BTC/USD')).toBe(numberOf('book', 'BTC/USD'));
  });

  it('gives candles of each length a number of their own, in acknowledgements as in frames', () => {
    const numbers = OHLC_INTERVALS.map((interval) => {
      const result = { channel: 'ohlc', symbol: 'BTC/USD', interval };
      const candle = {
        ...{ symbol: 'BTC/USD', open: '1', high: '1', low: '1', close: '1', vwap: '1', volume: '1', trades: 1 },
        ...{ interval, intervalBegin: '2023-01-31T00:00:00.000000000Z' },
      };
      const told = [v1.encode({ type: 'subscribed', result }), v1.encode({ type: 'ohlc', data: [candle] })];
      const [acknowledged, heard] = told.map((text) => /^(?:\[|\{"channelID":)(\d+)/.exec(text)?.[1]);
      expect(heard).toBe(acknowledged);
      return heard;
    });
    expect(new Set(numbers).size).toBe(OHLC_INTERVALS.length);
  });

  it.each<Message & ServerMessage>([
    { type: 'instrument', snapshot: true, assets: [], pairs: [] },
    { type: 'balances', snapshot: true, sequence: 1, data: [] },
    { type: 'trade', snapshot: false, data: [] },
    { type: 'ohlc', data: [] },
  ])('has no words for %j', (message) => {
    expect(() => v1.encode(message)).toThrow(TypeError);
  });
});
