import type { SubscriptionRequest } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { Exchange, type ExchangeOptions } from '../../src/index.js';
import { START, talk } from '../talk.js';

const T0 = '2026-01-01T00:00:00.000000Z';
const TIMES = `"time_in":"${T0}","time_out":"${T0}"`;

function session(options: Partial<ExchangeOptions> = {}) {
  const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD', 'ETH/USD'], rate: 0, ...options });
  const said = talk(exchange);
  said.heard.length = 0;
  const say = (method: 'subscribe' | 'unsubscribe', params: object, reqId?: number) => {
    said.say(JSON.stringify({ method, params, req_id: reqId }));
    return said.heard.splice(0);
  };
  return { exchange, said, say };
}

const accepted = (result: string, reqId = '') =>
  `{"method":"subscribe",${reqId}"result":{${result}},"success":true,${TIMES}}`;
const released = (result: string) => `{"method":"unsubscribe","result":{${result}},"success":true,${TIMES}}`;
const refused = (error: string, symbol?: string) =>
  `{"error":"${error}","method":"subscribe","success":false,${symbol === undefined ? '' : `"symbol":"${symbol}",`}${TIMES}}`;
const WARNINGS = '"warnings":["timestamp is deprecated, use interval_begin"]';
const BTC = ['BTC/USD'];

describe('a subscription to a ticker', () => {
  it('is acknowledged with the trigger that is in effect, and begins with a snapshot', () => {
    const { say, exchange } = session();
    const [acknowledged, snapshot = ''] = say('subscribe', { channel: 'ticker', symbol: BTC }, 42);
    const result = '"channel":"ticker","event_trigger":"trades","snapshot":true,"symbol":"BTC/USD"';
    expect(acknowledged).toBe(accepted(result, '"req_id":42,'));
    expect(snapshot).toMatch(/^\{"channel":"ticker","type":"snapshot","data":\[\{"symbol":"BTC\/USD","bid":/);
    expect(exchange.subscriptions).toEqual([[{ channel: 'ticker', symbol: 'BTC/USD', eventTrigger: 'trades' }]]);
  });

  it('is refused with another trigger while it is held, and with one that there is not', () => {
    const { say } = session();
    say('subscribe', { channel: 'ticker', symbol: BTC, event_trigger: 'bbo' });
    expect([
      ...say('subscribe', { channel: 'ticker', symbol: BTC, event_trigger: 'trades' }),
      ...say('subscribe', { channel: 'ticker', symbol: ['ETH/USD'], event_trigger: 'sometimes' }),
      ...say('subscribe', { channel: 'ticker', symbol: ['ETH/USD'], event_trigger: 7 }),
    ]).toEqual([
      refused('Already subscribed', 'BTC/USD'),
      refused('Subscription event_trigger not supported'),
      refused('Event_trigger field must be a string'),
    ]);
  });

  it('is given up with its trigger or without one, not with the other', () => {
    const { say } = session();
    say('subscribe', { channel: 'ticker', symbol: BTC, event_trigger: 'bbo', snapshot: false });
    const away = '"channel":"ticker","event_trigger":"bbo","symbol":"BTC/USD"';
    expect(say('unsubscribe', { channel: 'ticker', symbol: BTC, event_trigger: 'trades' })).toEqual([
      refused('Subscription Not Found', 'BTC/USD'),
    ]);
    expect(say('unsubscribe', { channel: 'ticker', symbol: BTC })).toEqual([released(away)]);
    say('subscribe', { channel: 'ticker', symbol: BTC, event_trigger: 'bbo' });
    expect(say('unsubscribe', { channel: 'ticker', symbol: BTC, event_trigger: 'bbo' })).toEqual([released(away)]);
  });
});

describe('a subscription to trades', () => {
  it('has no snapshot unless one is asked for, and its acknowledgement says so', () => {
    const { say } = session();
    expect(say('subscribe', { channel: 'trade', symbol: BTC })).toEqual([
      accepted('"channel":"trade","snapshot":false,"symbol":"BTC/USD"'),
    ]);
    const [acknowledged, snapshot = ''] = say('subscribe', { channel: 'trade', symbol: ['ETH/USD'], snapshot: true });
    expect(acknowledged).toBe(accepted('"channel":"trade","snapshot":true,"symbol":"ETH/USD"'));
    expect(snapshot.match(/"trade_id"/g)).toHaveLength(50);
    expect(say('unsubscribe', { channel: 'trade', symbol: BTC, snapshot: true })).toEqual([
      released('"channel":"trade","symbol":"BTC/USD"'),
    ]);
  });

  it('is refused for symbols that there are not', () => {
    const { say } = session();
    expect(say('subscribe', { channel: 'trade', symbol: ['*', 'XBT/USD'] })).toEqual([
      refused('Currency pair not in ISO 4217-A3 format *', '*'),
      refused('Currency pair not supported XBT/USD', 'XBT/USD'),
    ]);
  });
});

describe('a subscription to candles', () => {
  it('takes one minute when no interval is given, and warns of the deprecated field', () => {
    const { say } = session();
    const [acknowledged, snapshot = ''] = say('subscribe', { channel: 'ohlc', symbol: BTC });
    expect(acknowledged).toBe(accepted(`"channel":"ohlc","interval":1,"snapshot":true,"symbol":"BTC/USD",${WARNINGS}`));
    expect(snapshot).toMatch(
      /^\{"channel":"ohlc","type":"snapshot","timestamp":"2026-01-01T00:00:00\.000000000Z","data":/,
    );
    expect(snapshot.match(/"interval_begin"/g)).toHaveLength(10);
  });

  it('can be held in several lengths at once, each of which is given up alone', () => {
    const { say, exchange } = session();
    for (const interval of [1, 60, 21600]) say('subscribe', { channel: 'ohlc', symbol: BTC, interval });
    expect(say('subscribe', { channel: 'ohlc', symbol: BTC, interval: 60 })).toEqual([
      refused('Already subscribed', 'BTC/USD'),
    ]);
    expect(say('unsubscribe', { channel: 'ohlc', symbol: BTC, interval: 5 })).toEqual([
      refused('Subscription Not Found', 'BTC/USD'),
    ]);
    expect(say('unsubscribe', { channel: 'ohlc', symbol: BTC, interval: 60 })).toEqual([
      released('"channel":"ohlc","interval":60,"symbol":"BTC/USD"'),
    ]);
    expect(exchange.subscriptions[0]?.map(({ interval }) => interval)).toEqual([1, 21600]);
  });

  it('is refused once, without a symbol, for a length that there is not', () => {
    const { say } = session();
    expect(say('subscribe', { channel: 'ohlc', symbol: ['BTC/USD', 'ETH/USD'], interval: 3 })).toEqual([
      refused('Subscription ohlc interval not supported'),
    ]);
  });
});

describe('subscriptions of all channels', () => {
  const all: readonly SubscriptionRequest[] = [
    { method: 'subscribe', channel: 'book', symbols: BTC, depth: 25 },
    { method: 'subscribe', channel: 'ticker', symbols: BTC, eventTrigger: 'bbo' },
    { method: 'subscribe', channel: 'trade', symbols: BTC, snapshot: true },
    { method: 'subscribe', channel: 'ohlc', symbols: BTC, interval: 5 },
    { method: 'subscribe', channel: 'instrument' },
  ];

  it('are listed for each open connection', () => {
    const { exchange, said } = session();
    const other = talk(exchange);
    for (const request of all) said.ask(request);
    other.ask({ method: 'subscribe', channel: 'trade', symbols: ['ETH/USD', 'WWW/USD'] });
    expect(exchange.subscriptions).toEqual([
      [
        { channel: 'book', depth: 25, symbol: 'BTC/USD' },
        { channel: 'ticker', eventTrigger: 'bbo', symbol: 'BTC/USD' },
        { channel: 'trade', symbol: 'BTC/USD' },
        { channel: 'ohlc', interval: 5, symbol: 'BTC/USD' },
        { channel: 'instrument' },
      ],
      [{ channel: 'trade', symbol: 'ETH/USD' }],
    ]);
    expect(exchange.stats.subscriptions).toBe(6);
    said.hangUp();
    expect(exchange.subscriptions).toHaveLength(1);
  });

  it('get each one snapshot after its delay, updates only after it, and one for quick pairs of requests', () => {
    const { exchange, said } = session({ snapshotDelayMs: 50, rate: 500 });
    for (let round = 0; round < 3; round++) {
      for (const request of all) {
        said.ask(request);
        if (round < 2) said.ask({ ...request, method: 'unsubscribe' });
      }
      exchange.tick(exchange.now + 10);
    }
    expect(said.heard.filter((text) => text.includes('"type":"'))).toEqual([]);
    exchange.tick(START + 3000);
    for (const type of ['book', 'ticker', 'trade', 'ohlc', 'instrument'] as const) {
      const kinds = said.told(type).map(({ snapshot }) => snapshot);
      expect(kinds.filter(Boolean)).toHaveLength(1);
      expect(kinds[0]).toBe(true);
      if (type !== 'instrument') expect(kinds.length).toBeGreaterThan(20);
    }
  });

  it('send nothing before they are acknowledged', () => {
    const { exchange, said } = session({ ackDelayMs: 50, rate: 500 });
    const [, ticker] = all;
    if (ticker === undefined) throw new Error('no ticker');
    said.ask(ticker);
    exchange.tick(START + 30);
    said.ask({ ...ticker, method: 'unsubscribe' });
    said.ask(ticker);
    exchange.tick(START + 79);
    expect(said.heard).toHaveLength(1);
    exchange.tick(START + 80);
    expect(said.told('ticker')).toHaveLength(1);
  });

  it('send nothing before they are acknowledged, though a snapshot was on its way for one given up', () => {
    const { exchange, said } = session({ ackDelayMs: 50, snapshotDelayMs: 30 });
    said.subscribe(BTC);
    exchange.tick(START + 60);
    said.unsubscribe(BTC);
    said.subscribe(BTC);
    exchange.tick(START + 139);
    expect(said.books()).toEqual([]);
    exchange.tick(START + 140);
    expect(said.books()).toHaveLength(1);
  });

  it('do not get again as an update what their snapshot showed', () => {
    const { exchange, said } = session();
    const market = exchange.market('BTC/USD');
    market.place({ owner: 1, side: 'buy', lots: 1000n, at: exchange.micros });
    for (const request of all) said.ask(request);
    said.heard.length = 0;
    market.place({ owner: 1, side: 'buy', lots: 1000n, at: exchange.micros });
    said.ask({ method: 'subscribe', channel: 'trade', symbols: ['ETH/USD'] });
    exchange.floor('BTC/USD')?.flush(exchange.micros);
    expect(said.told('trade').map(({ data }) => data.length)).toEqual([1]);
    expect(said.told('trade')[0]?.data[0]).toEqual(exchange.trades('BTC/USD').at(-1));
  });

  it('end with the connection', () => {
    const { exchange, said } = session({ rate: 500 });
    for (const request of all) said.ask(request);
    said.hangUp();
    said.heard.length = 0;
    exchange.tick(START + 1000);
    exchange.updatePair('BTC/USD', {});
    expect(said.heard).toEqual([]);
  });
});
