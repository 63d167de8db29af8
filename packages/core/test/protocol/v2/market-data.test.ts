import { type Candle, type Message, type Ticker, type Trade, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { SAMPLES, withText } from './samples.js';

function decodedAs<T extends Message['type']>(type: T, text: string): Extract<Message, { type: T }> {
  const message = v2.decode(text);
  if (message.type !== type) throw new Error(`decoded as ${message.type}: ${text}`);
  return message as Extract<Message, { type: T }>;
}

const ticker = (text: string): Ticker => decodedAs('ticker', text).data;
const trades = (text: string): readonly Trade[] => decodedAs('trade', text).data;
const candles = (text: string): readonly Candle[] => decodedAs('ohlc', text).data;

/** A sample frame with another number in one member. */
function tickerWith(name: string, json: string | undefined): string {
  return withText(SAMPLES.ticker.text, ['data', 0, name], json);
}
const tradeWith = (name: string, json: string) => withText(SAMPLES.trade.text, ['data', 0, name], json);
const candleWith = (name: string, json: string) => withText(SAMPLES.ohlc.text, ['data', 0, name], json);

describe('a ticker', () => {
  it('has every field with every digit', () => {
    expect(v2.decode(SAMPLES.ticker.text)).toEqual({
      type: 'ticker',
      snapshot: true,
      data: {
        symbol: 'ETH/USDC',
        bid: '3207.04',
        bidQty: '0.13280000',
        ask: '3207.71',
        askQty: '0.50000000',
        last: '3208.40',
        volume: '2173.29284504',
        vwap: '3243.10',
        low: '3177.00',
        high: '3367.99',
        change: '-119.70',
        changePct: '-3.60',
        volumeUsd: '6968011.50',
        trades: 135262,
        timestamp: '2026-01-19T14:45:24.534338Z',
      },
    });
  });

  it('may be an update, and may come without what older and newer frames lack', () => {
    const text = SAMPLES.ticker.text
      .replace('"snapshot"', '"update"')
      .replace(',"volume_usd":6968011.50,"trades":135262,"timestamp":"2026-01-19T14:45:24.534338Z"', '');
    const message = decodedAs('ticker', text);
    expect(message.snapshot).toBe(false);
    expect(Object.keys(message.data)).toEqual(expect.not.arrayContaining(['volumeUsd', 'trades', 'timestamp']));
  });

  it.each([
    ['5e-05', '0.00005'],
    ['1E2', '100'],
    ['1.50e1', '15.0'],
    ['12345678901234567890.123456789012', '12345678901234567890.123456789012'],
    ['0.000000000001', '0.000000000001'],
    ['9007199254740993', '9007199254740993'],
    ['0', '0'],
    ['"3207.040"', '3207.040'],
  ])('has the number %s exactly', (json, text) => {
    for (const name of ['bid', 'ask_qty', 'last', 'volume', 'high', 'change', 'volume_usd']) {
      expect(Object.values(ticker(tickerWith(name, json)))).toContain(text);
    }
  });

  it.each([
    ['-119.77', '-119.77'],
    ['-0.00017', '-0.00017'],
    ['-1.7e-04', '-0.00017'],
    ['-0.0', '-0.0'],
    ['0.00', '0.00'],
    ['-12345678901234567890.10', '-12345678901234567890.10'],
  ])('may have changed by %s', (json, text) => {
    expect(ticker(tickerWith('change', json)).change).toBe(text);
    expect(ticker(tickerWith('change_pct', json)).changePct).toBe(text);
  });

  it.each(['-1', '01', '1.', '.5', '+1', '1e41', '-1e-05', '1e', '1-2', '0x10', 'NaN', 'Infinity', '1'.repeat(65)])(
    'has no price of %s',
    (json) => {
      expect(v2.decode(tickerWith('bid', json)).type).toBe('invalid');
    },
  );

  it.each(['1.0', '-1', '1e3', '"5"', '007', '9007199254740992'])('counts no %s trades', (json) => {
    expect(v2.decode(tickerWith('trades', json))).toMatchObject({
      type: 'invalid',
      error: { path: 'data.0.trades', expected: 'an integer from 0 to 9007199254740991', channel: 'ticker' },
    });
  });

  it('comes alone', () => {
    const [data] = /\[.*\]/.exec(SAMPLES.ticker.text)!;
    for (const [other, received] of [
      ['[]', 'an array of 0'],
      [`[${data.slice(1, -1)},${data.slice(1, -1)}]`, 'an array of 2'],
    ] as const) {
      expect(v2.decode(SAMPLES.ticker.text.replace(data, other))).toMatchObject({
        type: 'invalid',
        error: { path: 'data', expected: 'an array of one', received, channel: 'ticker' },
      });
    }
  });

  it('that is wrong tells where, and whose it is', () => {
    expect(v2.decode(tickerWith('vwap', '-1'))).toMatchObject({
      type: 'invalid',
      error: {
        name: 'ProtocolError',
        path: 'data.0.vwap',
        expected: 'a decimal of zero or above',
        received: 'the number -1',
        channel: 'ticker',
        symbol: 'ETH/USDC',
      },
    });
  });
});

describe('trades', () => {
  it('have every field with every digit, in the order in which they came', () => {
    expect(v2.decode(SAMPLES.trade.text)).toEqual({
      type: 'trade',
      snapshot: false,
      data: [
        {
          symbol: 'BTC/USD',
          side: 'buy',
          price: '68500.0',
          qty: '0.01044920',
          ordType: 'limit',
          tradeId: 70635299,
          timestamp: '2024-05-27T12:43:11.798009Z',
        },
        {
          symbol: 'BTC/USD',
          side: 'sell',
          price: '68499.9',
          qty: '0.00483190',
          ordType: 'market',
          tradeId: 70635300,
          timestamp: '2024-05-27T12:43:11.798010Z',
        },
      ],
    });
  });

  it('may be none: a market in which nothing was traded has such a snapshot', () => {
    expect(v2.decode('{"channel":"trade","type":"snapshot","data":[]}')).toEqual({
      type: 'trade',
      snapshot: true,
      data: [],
    });
  });

  it('may be very many', () => {
    const one = /\{"symbol".*?\}/.exec(SAMPLES.trade.text)![0];
    expect(trades(`{"channel":"trade","type":"update","data":[${`${one},`.repeat(50_000)}${one}]}`).length).toBe(
      50_001,
    );
  });

  it('have prices and quantities of any size, and ids up to 2^53', () => {
    expect(trades(tradeWith('price', '4.82e-06'))[0]?.price).toBe('0.00000482');
    expect(trades(tradeWith('qty', '400000000000.00000001'))[0]?.qty).toBe('400000000000.00000001');
    expect(trades(tradeWith('trade_id', '9007199254740991'))[0]?.tradeId).toBe(9007199254740991);
  });

  it('may be by an order type that is new', () => {
    expect(trades(tradeWith('ord_type', '"iceberg"'))[0]?.ordType).toBe('iceberg');
  });

  it.each([
    ['side', '"hold"', "'buy' or 'sell'", 'the string "hold"'],
    ['price', '0.0', 'a decimal above zero', 'the number 0.0'],
    ['price', '-1', 'a decimal above zero', 'the number -1'],
    ['qty', '-0.1', 'a decimal of zero or above', 'the number -0.1'],
    ['trade_id', '9007199254740992', 'an integer from 0 to 9007199254740991', 'the number 9007199254740992'],
    ['symbol', '7', 'a string', 'the number 7'],
  ])('have no %s of %s', (name, json, expected, received) => {
    expect(v2.decode(tradeWith(name, json))).toMatchObject({
      type: 'invalid',
      error: { path: `data.0.${name}`, expected, received, channel: 'trade' },
    });
  });

  it('are all refused when the last is wrong: a frame is taken whole or not', () => {
    expect(v2.decode(withText(SAMPLES.trade.text, ['data', 1, 'qty'], 'null'))).toMatchObject({
      type: 'invalid',
      error: { path: 'data.1.qty', symbol: 'BTC/USD' },
    });
  });
});

describe('candles', () => {
  it('have every field with every digit', () => {
    expect(v2.decode(SAMPLES.ohlc.text)).toEqual({
      type: 'ohlc',
      snapshot: false,
      timestamp: '2024-05-17T11:21:16.318303322Z',
      data: [
        {
          symbol: 'ETH/USD',
          open: '3027.80',
          high: '3027.90',
          low: '3026.10',
          close: '3026.13',
          vwap: '3027.00',
          volume: '13.31603060',
          trades: 9,
          intervalBegin: '2024-05-17T11:12:00.000000000Z',
          interval: 1,
          timestamp: '2024-05-17T11:13:00.000000Z',
        },
      ],
    });
  });

  it('may be none, and come without the deprecated time and that of the frame', () => {
    expect(v2.decode('{"channel":"ohlc","type":"snapshot","data":[]}')).toEqual({
      type: 'ohlc',
      snapshot: true,
      timestamp: undefined,
      data: [],
    });
    const bare = SAMPLES.ohlc.text.replace(/,"timestamp":"[^"]*"/g, '');
    expect(candles(bare)[0]?.timestamp).toBeUndefined();
  });

  it('have prices of any size', () => {
    expect(candles(candleWith('open', '5.32e-06'))[0]?.open).toBe('0.00000532');
    expect(candles(candleWith('volume', '90071992547.40993000'))[0]?.volume).toBe('90071992547.40993000');
  });

  it.each([
    ['open', '0', 'a decimal above zero'],
    ['close', '-1', 'a decimal above zero'],
    ['volume', '-1', 'a decimal of zero or above'],
    ['trades', '1.5', 'an integer from 0 to 9007199254740991'],
    ['interval', '"1"', 'an integer from 0 to 9007199254740991'],
    ['interval_begin', '1', 'a string'],
  ])('have no %s of %s', (name, json, expected) => {
    expect(v2.decode(candleWith(name, json))).toMatchObject({
      type: 'invalid',
      error: { path: `data.0.${name}`, expected, channel: 'ohlc', symbol: 'ETH/USD' },
    });
  });
});

describe.each(['ticker', 'trade', 'ohlc'] as const)('market data of the channel %s', (channel) => {
  it('keeps half a surrogate pair in a symbol as it came', () => {
    for (const half of ['\\ud800', '\ud800', '\udfff']) {
      const message = v2.decode(withText(SAMPLES[channel].text, ['data', 0, 'symbol'], `"${half}"`));
      if (message.type !== channel) throw new Error(`decoded as ${message.type}`);
      expect(v2.decode(v2.encode(message))).toEqual(message);
    }
  });

  it('keeps of a symbol of a megabyte, in an error, only the beginning', () => {
    const text = withText(SAMPLES[channel].text, ['data', 0, 'symbol'], `"${'x'.repeat(1_000_000)}"`);
    expect(v2.decode(text).type).toBe(channel);
    const message = v2.decode(text.replace(/"type":"\w+"/, '"type":"delta"'));
    if (message.type !== 'invalid') throw new Error(`decoded as ${message.type}`);
    expect(message.error).toMatchObject({ path: 'type', expected: "'snapshot' or 'update'", symbol: undefined });
    expect(message.error.frame.length).toBe(201);
  });
});
