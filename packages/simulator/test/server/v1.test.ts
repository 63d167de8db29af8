import { describe, expect, it } from 'vitest';
import { Exchange, type ExchangeOptions } from '../../src/index.js';
import { START } from '../talk.js';

/** A conversation by hand: what is said as objects, what is heard as text. */
function session(options: Partial<ExchangeOptions> = {}) {
  const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD', 'DOGE/USD'], rate: 0, ...options });
  const heard: string[] = [];
  const closed: string[] = [];
  const connection = exchange.accept('/', {
    send: (text) => heard.push(text),
    close: (code, reason) => closed.push(`${code} ${reason}`),
  });
  const take = () => heard.splice(0);
  const [status = ''] = take();
  const say = (frame: object | string) => {
    connection.received(typeof frame === 'string' ? frame : JSON.stringify(frame));
    return take();
  };
  const subscribe = (name: string, pair: readonly string[] = ['XBT/USD'], more: object = {}) =>
    say({ event: 'subscribe', pair, subscription: { name, ...more } });
  const unsubscribe = (name: string, pair: readonly string[] = ['XBT/USD'], more: object = {}) =>
    say({ event: 'unsubscribe', pair, subscription: { name, ...more } });
  return { exchange, status, say, take, subscribe, unsubscribe, closed, to: (ms: number) => exchange.tick(START + ms) };
}

const refused = (errorMessage: string, subscription: object, pair?: string) =>
  JSON.stringify({ errorMessage, event: 'subscriptionStatus', pair, status: 'error', subscription });

describe('the v1 public endpoint', () => {
  it('speaks first: the status with an unsigned 64-bit connection id, then nothing', () => {
    const { status, take, to } = session();
    expect(status).toMatch(
      /^\{"connectionID":\d{1,20},"event":"systemStatus","status":"online","version":"1\.9\.1"\}$/,
    );
    to(30_000);
    expect(take()).toEqual([]);
  });

  it('answers a ping, and gives its id back as it came', () => {
    const { say } = session();
    expect(say({ event: 'ping', reqid: 42 })).toEqual(['{"event":"pong","reqid":42}']);
    expect(say({ event: 'ping' })).toEqual(['{"event":"pong"}']);
    for (const id of ['12870497960778414923', '"as text"', '9007199254740993']) {
      expect(say(`{"event":"ping","reqid":${id}}`)).toEqual([`{"event":"pong","reqid":${id}}`]);
    }
    expect(
      say('{"event":"subscribe","pair":["XBT/USD","XDG/USD"],"reqid":"x","subscription":{"name":"trade"}}'),
    ).toEqual([
      expect.stringContaining('"pair":"XBT/USD","reqid":"x","status":"subscribed"'),
      expect.stringContaining('"pair":"XDG/USD","reqid":"x","status":"subscribed"'),
    ]);
  });

  it('has a heartbeat a second from the first subscription on', () => {
    const { take, to, subscribe } = session();
    to(5000);
    expect(take()).toEqual([]);
    subscribe('trade');
    to(8500);
    expect(take()).toEqual(Array.from({ length: 3 }, () => '{"event":"heartbeat"}'));
  });

  it('closes a connection that asks for nothing', () => {
    const { closed, to } = session();
    to(60_000);
    expect(closed).toEqual(['1006 ']);
  });

  it('answers each pair by itself, with the options that are in effect', () => {
    const { say } = session();
    const frames = say({ event: 'subscribe', pair: ['XBT/USD', 'XDG/USD'], reqid: 7, subscription: { name: 'book' } });
    expect(frames.map((text) => JSON.parse(text))).toEqual([
      {
        channelID: expect.any(Number),
        channelName: 'book-10',
        event: 'subscriptionStatus',
        pair: 'XBT/USD',
        reqid: 7,
        status: 'subscribed',
        subscription: { depth: 10, name: 'book' },
      },
      [expect.any(Number), { as: expect.any(Array), bs: expect.any(Array) }, 'book-10', 'XBT/USD'],
      expect.objectContaining({ pair: 'XDG/USD', status: 'subscribed' }),
      [expect.any(Number), { as: expect.any(Array), bs: expect.any(Array) }, 'book-10', 'XDG/USD'],
    ]);
  });

  it('refuses pair by pair, in the exact words, and says again what was asked for', () => {
    const { subscribe } = session();
    const book = (depth: number) => ({ depth, name: 'book' });
    expect(subscribe('book', ['XBT/USD', 'XBT/EUR'], { depth: 42 })).toEqual([
      refused('Subscription depth not supported', book(42), 'XBT/USD'),
      refused('Subscription depth not supported', book(42), 'XBT/EUR'),
    ]);
    expect(subscribe('ohlc', ['XBT/USD'], { interval: 3 })).toEqual([
      refused('Subscription ohlc interval not supported', { interval: 3, name: 'ohlc' }, 'XBT/USD'),
    ]);
    const [unknown, joined, ...rest] = subscribe('book', ['XBT/FOO', 'XBTUSD', 'XBT/USD'], { depth: 25 });
    expect(unknown).toBe(refused('Currency pair not supported XBT/FOO', book(25), 'XBT/FOO'));
    expect(joined).toBe(refused('Currency pair not in ISO 4217-A3 format XBTUSD', book(25), 'XBTUSD'));
    expect(rest).toHaveLength(2);
    expect(subscribe('book', ['XBT/USD'], { depth: 25 })).toEqual([refused('Already subscribed', book(25), 'XBT/USD')]);
    expect(subscribe('book', ['XBT/USD'])).toEqual([refused('Already subscribed', book(10), 'XBT/USD')]);
  });

  it('refuses what makes no sense', () => {
    const { say } = session();
    expect(say('nonsense')).toEqual(['{"errorMessage":"Malformed request","event":"error"}']);
    expect(say({ event: 'subscribe', pair: ['XBT/USD'], subscription: { name: 'level3' } })).toEqual([
      refused('Subscription name invalid', { name: 'level3' }),
    ]);
    expect(say({ event: 'subscribe', pair: 'XBT/USD', subscription: { name: 'book' } })).toEqual([
      refused('Pair field must be an array', { name: 'book' }),
    ]);
  });

  it('sends those who want to trade, or private data, elsewhere', () => {
    const { say } = session();
    const words = 'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com';
    expect(say({ event: 'subscribe', subscription: { name: 'openOrders', token: 'x' } })).toEqual([
      refused(words, { name: 'openOrders' }),
    ]);
    expect(say({ event: 'cancelAll', token: 'x', reqid: 3 })).toEqual([
      `{"errorMessage":"${words}","event":"cancelAllStatus","reqid":3,"status":"error"}`,
    ]);
  });

  it('gives up what is held, and says so when nothing is', () => {
    const { subscribe, unsubscribe, exchange } = session();
    subscribe('ohlc', ['XBT/USD'], { interval: 5 });
    expect(unsubscribe('ohlc', ['XBT/USD'])).toEqual([
      refused('Subscription Not Found', { interval: 1, name: 'ohlc' }, 'XBT/USD'),
    ]);
    expect(unsubscribe('ohlc', ['XBT/USD'], { interval: 5 }).map((text) => JSON.parse(text))).toEqual([
      {
        channelID: expect.any(Number),
        channelName: 'ohlc-5',
        event: 'subscriptionStatus',
        pair: 'XBT/USD',
        status: 'unsubscribed',
        subscription: { interval: 5, name: 'ohlc' },
      },
    ]);
    expect(exchange.stats.subscriptions).toBe(0);
  });

  it('begins a book without a checksum, a ticker and a candle at once, and nothing else', () => {
    const { subscribe } = session();
    expect(subscribe('book')[1]).not.toContain('"c":');
    expect(subscribe('ticker')[1]).toMatch(/^\[\d+,\{"a":\["6338\d\.\d{5}",\d+,"\d+\.\d{8}"\],"b":\[/);
    expect(subscribe('ohlc')[1]).toMatch(
      /^\[\d+,\["\d{10}\.\d{6}","\d{10}\.000000","63\d{3}\.\d{5}",.*,\d+\],"ohlc-1","XBT\/USD"\]$/,
    );
    expect(subscribe('trade')).toHaveLength(1);
    expect(subscribe('spread')).toHaveLength(1);
  });

  it('tells what happens in all channels of a market', () => {
    const { exchange, subscribe, take } = session({ accounts: [{ name: 'bot', balances: { USD: '1000000' } }] });
    for (const name of ['book', 'ticker', 'ohlc', 'trade', 'spread']) subscribe(name);
    const [bot] = exchange.broker.accounts;
    if (bot === undefined) throw new Error('no account');
    const order = { method: 'add_order', orderType: 'market', side: 'buy', symbol: 'BTC/USD' } as const;
    exchange.broker.handle(bot, { ...order, orderQty: '4' });
    const frames = take().map((text) => JSON.parse(text));
    expect(frames.map((frame) => frame.at(-2))).toEqual(['book-10', 'trade', 'ticker', 'ohlc-1', 'spread']);
    const [book, trade] = frames;
    expect(book[1].a[0]).toEqual(['63389.20000', '0.00000000', '1767225600.000000']);
    expect(book[1].a[1]).toEqual([expect.any(String), expect.any(String), '1767225600.000000', 'r']);
    expect(book[1].c).toMatch(/^\d+$/);
    expect(trade[1][0]).toEqual(['63389.20000', '3.80478356', '1767225600.000000', 'b', 'm', '']);
  });

  it('tells a change of mode without its id', () => {
    const { exchange, take } = session();
    exchange.setMode('cancel_only');
    expect(take()).toEqual(['{"event":"systemStatus","status":"cancel_only","version":"1.9.1"}']);
  });

  it('answers one request too many with an error of its own', () => {
    const { say } = session({ maxRequestsPerSecond: 1 });
    say({ event: 'ping' });
    expect(say({ event: 'subscribe', pair: ['XBT/USD'], reqid: 42, subscription: { name: 'book' } })).toEqual([
      '{"errorMessage":"Exceeded msg rate","event":"error","reqid":42}',
    ]);
  });
});
