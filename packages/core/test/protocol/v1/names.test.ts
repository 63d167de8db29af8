import { COMMON_SYMBOLS, v1 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOf, symbolOf } from '../../../src/protocol/v1/names.js';
import { beginOf, endOf, timeOf, wireTime } from '../../../src/protocol/v1/times.js';

describe("v1's name of a pair", () => {
  it.each([
    ['BTC/USD', 'XBT/USD'],
    ['ETH/BTC', 'ETH/XBT'],
    ['DOGE/BTC', 'XDG/XBT'],
    ['BTC/DOGE', 'XBT/XDG'],
    ['BTC/USD:BTNL', 'XBT/USD:BTNL'],
    ['ETH/BTC:BTNL', 'ETH/XBT:BTNL'],
    ['BTCB/USD', 'BTCB/USD'],
    ['WBTC/BTC', 'WBTC/XBT'],
    ['toString/USD', 'toString/USD'],
    ['BTC', 'BTC'],
    ['', ''],
  ])('of %s is %s', (symbol, name) => {
    expect(nameOf(symbol)).toBe(name);
    expect(v1.nameOf(symbol)).toBe(name);
  });

  it('leads back to the symbol', () => {
    for (const symbol of COMMON_SYMBOLS) expect(symbolOf(nameOf(symbol))).toBe(symbol);
  });

  it.each(['XBTUSD', 'XXBTZUSD', '', 'nonsense', 'a/b/c', '*'])('is not %s: it stays what it is', (name) => {
    expect(symbolOf(name)).toBe(name);
  });
});

describe("v1's times", () => {
  it.each([
    ['1534614248.456738', '2018-08-18T17:44:08.456738Z'],
    ['1534614248', '2018-08-18T17:44:08.000000Z'],
    ['1534614248.5', '2018-08-18T17:44:08.500000Z'],
    ['1534614248.1234567', '2018-08-18T17:44:08.123456Z'],
    ['0.000000', '1970-01-01T00:00:00.000000Z'],
  ])('%s is %s', (text, time) => {
    expect(timeOf(text)).toBe(time);
  });

  it.each(['', 'now', '-5.0', '1e9', '1534614248.', '123456789012.0'])('are not %s: it is passed on', (text) => {
    expect(timeOf(text)).toBe(text);
    expect(beginOf(text, 5)).toBe(text);
  });

  it.each(['', 'now', '2023-13-01T00:00:00Z', '1969-12-31T23:59:59Z', '2018-08-18'])(
    'cannot tell %s: it is passed on',
    (time) => {
      expect(wireTime(time)).toBe(time);
      expect(endOf(time, 5)).toBe(time);
    },
  );

  it('lead back to the same', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 10 }), fc.nat({ max: 999_999 }), (seconds, micros) => {
        const text = `${seconds}.${String(micros).padStart(6, '0')}`;
        expect(wireTime(timeOf(text))).toBe(text);
      }),
    );
  });

  it('tell where a candle begins, and where it ends', () => {
    expect(beginOf('1542057360.435743', 5)).toBe('2018-11-12T21:11:00.435743000Z');
    expect(endOf('2018-11-12T21:11:00.435743000Z', 5)).toBe('1542057360.435743');
    // Before 1970, whatever that means.
    expect(beginOf('5.5', 1)).toBe('1969-12-31T23:59:05.500000000Z');
  });
});
