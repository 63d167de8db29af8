import { describe, expect, it } from 'vitest';
import { endpointsBeside, readAddress } from '../src/address.js';
import { linkOf, readLink } from '../src/link.js';
import { SYMBOLS } from '../src/link-books.js';

const HTTP = { protocol: 'http:' };

describe('a link', () => {
  it('without anything shows three books on the exchange in the page', () => {
    const { state, problems } = readLink('', HTTP);
    expect(problems).toEqual([]);
    expect(state.source).toEqual({ type: 'simulator', protocol: 'v2', rate: 20 });
    expect(state.books.map(({ symbol, depth }) => `${symbol} ${depth}`)).toEqual([
      'BTC/USD 25',
      'ETH/USD 25',
      'SOL/USD 25',
    ]);
  });

  it.each([
    '?source=simulator&symbols=BTC/USD,ETH/USD&depth=100',
    '?source=simulator&rate=500&symbols=MINA/GBP&depth=10',
    '?source=ws&url=ws://127.0.0.1:8080/v2&symbols=BTC/USD,NEW/USD&depth=10,1000',
    '?source=simulator&symbols=BTC/USD&depth=25&protocol=v1',
    '?source=ws&url=wss://ws.kraken.com/&symbols=BTC/USD&depth=25&protocol=v1',
    '?source=simulator&symbols=TSLAx/USD&depth=25',
    '?source=kraken&symbols=BTC/USD,NEW/USD&depth=25',
    '?source=simulator&symbols=BTC/USD,ETH/USD&depth=25&group=10',
    '?source=simulator&symbols=BTC/USD,ETH/USD&depth=25,100&group=1,50&rows=20&market=ETH/USD&panel=code',
  ])('%s says what it is written as', (link) => {
    const { state, problems } = readLink(link, HTTP);
    expect(problems).toEqual([]);
    expect(linkOf(state)).toBe(link);
  });

  it.each([
    ['?symbols=xbt/usd,BTC/USD,XDG/USD', 'BTC/USD,DOGE/USD'],
    ['?symbols=ada/xbt,tslaX/usd&protocol=v1', 'ADA/BTC,TSLAx/USD'],
    ['?source=ws&url=ws://127.0.0.1:8123&symbols=XBT/USD,xbtc/usd&protocol=v1', 'BTC/USD,XBTC/USD'],
  ])('%s may name pairs as v1 does, in any case', (link, symbols) => {
    const { state, problems } = readLink(link, HTTP);
    expect(problems).toEqual([]);
    expect(state.books.map(({ symbol }) => symbol).join()).toBe(symbols);
  });

  it.each([
    ['?source=moon', 'source: expected one of simulator, ws, kraken, recording'],
    ['?source=ws&url=', 'url: Enter an address'],
    ['?source=recording', 'source: a link holds no recording; drop the file on this page'],
    ['?group=3', 'group: expected one of 1, 5, 10, 50, 100, 500, 1000, received “3”'],
    ['?rows=7', 'rows: expected one of auto, 5, 8, 12, 16, 20, 25, received “7”; using auto'],
    ['?panel=x', 'panel: expected one of account, wires, recording, code, received “x”; using account'],
    ['?symbols=ETH/USD&market=X', 'market: expected one of ETH/USD, received “X”; using ETH/USD'],
    ['?source=ws&url=http://x', 'url: Expected ws:// or wss://'],
    ['?symbols=NOPE/USD', 'symbols: NOPE/USD: not traded on the in-page exchange'],
    ['?symbols=', 'symbols: expected a list'],
    ['?depth=7', 'depth: expected one of 10, 25, 100, 500, 1000, received “7”'],
    ['?rate=3', 'rate: expected one of'],
    ['?protocol=v3', 'protocol: expected v2 or v1, received “v3”; using v2'],
    ['?protocol=', 'protocol: expected v2 or v1'],
    ['?source=ws&url=wss://ws.kraken.com/v2&protocol=v1', 'url: There the other protocol is spoken'],
  ])('%s is told to be wrong, and books are shown all the same', (link, problem) => {
    const { state, problems } = readLink(link, HTTP);
    expect(problems.join('\n')).toContain(problem);
    expect(state.books.length).toBeGreaterThan(0);
  });
});

describe('a link to', () => {
  it('more books than fit says so, and shows as many as do', () => {
    const { state, problems } = readLink(`?symbols=${SYMBOLS.join(',')}`, HTTP);
    expect(state.books).toHaveLength(20);
    expect(problems).toEqual(['symbols: this page shows 20 books at most; the first 20 are here.']);
  });

  it('a simulator without an address is where one listens unless told otherwise', () => {
    expect(readLink('?source=ws', HTTP).state.source).toEqual({
      type: 'ws',
      protocol: 'v2',
      url: 'ws://127.0.0.1:8080/v2',
    });
  });

  it('a recording shows where one is opened', () => {
    expect(readLink('?source=recording', HTTP).state).toMatchObject({
      panel: 'recording',
      source: { type: 'simulator' },
    });
  });
});

describe('an address', () => {
  it('of a WebSocket is taken', () => {
    expect(readAddress(' wss://ws.kraken.com/v2 ', HTTP, 'v2')).toEqual({ url: 'wss://ws.kraken.com/v2' });
    expect(readAddress('wss://ws.kraken.com', HTTP, 'v1')).toEqual({ url: 'wss://ws.kraken.com/' });
    const local = 'ws://127.0.0.1:8080/v2';
    expect(readAddress(local, { protocol: 'https:' }, 'v2')).toEqual({ url: local });
  });

  it('where the other protocol is known to be spoken is refused with the right one', () => {
    expect(readAddress('wss://ws.kraken.com/v2', HTTP, 'v1')).toEqual({
      problem: 'There the other protocol is spoken. v1 is spoken at wss://ws.kraken.com.',
    });
    expect(readAddress('ws://127.0.0.1:8080/', HTTP, 'v2')).toEqual({
      problem: 'There the other protocol is spoken. v2 is spoken at ws://127.0.0.1:8080/v2.',
    });
  });

  it.each(['', 'kraken', 'https://x', 'ws://x/#y'])('%j is refused with what to enter', (text) => {
    expect(readAddress(text, HTTP, 'v1')).toHaveProperty('problem');
  });

  it('without encryption is refused on an encrypted page, where browsers refuse it', () => {
    expect(readAddress('ws://example.org', { protocol: 'https:' }, 'v2')).toHaveProperty('problem');
  });

  it.each([
    ['ws://127.0.0.1:8080/v2', 'v2', 'ws://127.0.0.1:8080/auth/v2', 'http://127.0.0.1:8080'],
    ['ws://localhost:99', 'v1', 'ws://localhost:99/auth', 'http://localhost:99'],
  ] as const)('%s (%s) is a simulator with an account at %s and REST at %s', (url, protocol, account, rest) => {
    expect(endpointsBeside(url, protocol)).toEqual({ private: account, rest });
  });

  it.each(['wss://ws.kraken.com/v2', 'ws://127.0.0.1/proxy', 'ws://127.0.0.1/'])('%s has no known account', (url) => {
    expect(endpointsBeside(url, 'v2')).toBeUndefined();
  });
});
