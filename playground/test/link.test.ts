import { describe, expect, it } from 'vitest';
import { readAddress } from '../src/address.js';
import { linkOf, readLink } from '../src/link.js';

const HTTP = { protocol: 'http:' };

describe('a link', () => {
  it('without anything shows three books on the exchange in the page', () => {
    const { state, problems } = readLink('', HTTP);
    expect(problems).toEqual([]);
    expect(state.source).toEqual({ type: 'simulator', rate: 20 });
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
  ])('%s says what it is written as', (link) => {
    const { state, problems } = readLink(link, HTTP);
    expect(problems).toEqual([]);
    expect(linkOf(state)).toBe(link);
  });

  it.each([
    ['?source=moon', 'source: expected simulator or ws'],
    ['?source=ws', 'url: Enter an address'],
    ['?source=ws&url=http://x', 'url: Expected ws:// or wss://'],
    ['?symbols=NOPE/USD', 'symbols: NOPE/USD: not traded on the in-page exchange'],
    ['?symbols=', 'symbols: expected a list'],
    ['?depth=7', 'depth: expected one of 10, 25, 100, 500, 1000, received “7”'],
    ['?rate=3', 'rate: expected one of'],
    ['?protocol=v1', 'protocol: only v2'],
  ])('%s is told to be wrong, and books are shown all the same', (link, problem) => {
    const { state, problems } = readLink(link, HTTP);
    expect(problems.join('\n')).toContain(problem);
    expect(state.books.length).toBeGreaterThan(0);
  });
});

describe('an address', () => {
  it('of a WebSocket is taken', () => {
    expect(readAddress(' wss://ws.kraken.com/v2 ', HTTP)).toEqual({ url: 'wss://ws.kraken.com/v2' });
    expect(readAddress('ws://127.0.0.1:8080/v2', { protocol: 'https:' })).toEqual({ url: 'ws://127.0.0.1:8080/v2' });
  });

  it.each(['', 'kraken', 'https://x', 'ws://x/#y'])('%j is refused with what to enter', (text) => {
    expect(readAddress(text, HTTP)).toHaveProperty('problem');
  });

  it('without encryption is refused on an encrypted page, where browsers refuse it', () => {
    expect(readAddress('ws://example.org', { protocol: 'https:' })).toHaveProperty('problem');
  });
});
