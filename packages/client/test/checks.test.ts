import { COMMON_SYMBOLS, KnownSymbols, UsageError } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOptions, checkSymbols } from '../src/checks.js';

/** What a check throws, as `field: message`. */
function refusal(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    if (error instanceof UsageError && error.message.startsWith(`${error.field}: `)) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('symbols', () => {
  it.each([
    ['BTC/USD', ['BTC/USD']],
    [['BTC/USD'], ['BTC/USD']],
    [
      ['ETH/USD', 'BTC/USD', 'ETH/USD'],
      ['ETH/USD', 'BTC/USD'],
    ],
    [
      ['BTC/USD', 'XBT/USD', 'XBTUSD', 'XXBTZUSD', 'XDG/EUR'],
      ['BTC/USD', 'DOGE/EUR'],
    ],
    [
      ['TSLAx/USD', 'BTC/USD:BTNL'],
      ['TSLAx/USD', 'BTC/USD:BTNL'],
    ],
  ])('%j are %j, each once', (symbols, checked) => expect(checkSymbols(symbols)).toEqual(checked));

  const rule = "expected BASE/QUOTE such as 'BTC/USD'";

  it.each<[unknown, string]>([
    [undefined, `symbol: ${rule}, received undefined`],
    [null, `symbol: ${rule}, received null`],
    [5, `symbol: ${rule}, received 5`],
    [{}, `symbol: ${rule}, received an object`],
    [Object.create(null), `symbol: ${rule}, received an object`],
    [() => 'BTC/USD', `symbol: ${rule}, received a function`],
    [Symbol('BTC'), `symbol: ${rule}, received Symbol(BTC)`],
    ['', `symbol: ${rule}, received ''`],
    ['x'.repeat(1000), `symbol: ${rule}, received '${'x'.repeat(40)}…'`],
    ['BTC/USD,ETH/USD', `symbol: ${rule}, received 'BTC/USD,ETH/USD'`],
    [[], "symbols: expected at least one, such as 'BTC/USD', received none"],
    [[null], `symbol: ${rule}, received null`],
    [['BTC/USD', null], `symbols[1]: ${rule}, received null`],
    [['BTC/USD', 7], `symbols[1]: ${rule}, received 7`],
    // biome-ignore lint/suspicious/noSparseArray: that is what is tested
    [['BTC/USD', , 'ETH/USD'], `symbols[1]: ${rule}, received undefined`],
    [['BTC/USD', ['ETH/USD', 'ETH/EUR']], `symbols[1]: ${rule}, received an array of 2`],
    [['BTC/USD', {}], `symbols[1]: ${rule}, received an object`],
  ])('%o are refused with the rule and the place', (symbols, message) => {
    expect(refusal(() => checkSymbols(symbols))).toBe(message);
  });

  it.each([
    ['btc/usd', 'BTC/USD'],
    ['BTC-USD', 'BTC/USD'],
    ['btcusd', 'BTC/USD'],
    ['ETHBTC', 'ETH/BTC'],
    ['DOEG-USD', 'DOGE/USD'],
  ])('%s is refused with a suggestion', (symbol, meant) => {
    expect(refusal(() => checkSymbols(['SOL/USD', symbol]))).toBe(
      `symbols[1]: ${rule}, received '${symbol}'; did you mean '${meant}'?`,
    );
  });

  it('are guessed from what is known, where that is told', () => {
    expect(refusal(() => checkSymbols('mina-gbp', new KnownSymbols(['MINA/GBP'])))).toContain(
      "did you mean 'MINA/GBP'?",
    );
    expect(refusal(() => checkSymbols('btc-usd', new KnownSymbols(['MINA/GBP'])))).not.toContain('did you mean');
    expect(checkSymbols('NOPE/USD', new KnownSymbols(['MINA/GBP']))).toEqual(['NOPE/USD']);
  });

  it('are checked symbols, or a UsageError, whatever is given', () => {
    const symbol = fc.oneof(fc.constantFrom(...COMMON_SYMBOLS, 'XBT/USD', 'XXBTZUSD'), fc.string());
    fc.assert(
      fc.property(fc.oneof(fc.anything(), symbol, fc.array(symbol)), (any) => {
        try {
          const checked = checkSymbols(any);
          expect(checkSymbols(checked)).toEqual(checked);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});

describe('a buffer', () => {
  it.each([undefined, 1, 1024, 'latest', 'conflate'])('may be %s', (buffer) => {
    expect(checkOptions({ buffer })).toBeUndefined();
  });

  it.each<[unknown, string]>([
    [0, '0'],
    [-1, '-1'],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [2 ** 53, '9007199254740992'],
    ['10', "'10'"],
    ['newest', "'newest'"],
    [null, 'null'],
    [true, 'true'],
    [10n, '10'],
    [[5], 'an array of 1'],
    [{}, 'an object'],
  ])('cannot be %o', (buffer, shown) => {
    const expected = "'latest', 'conflate' or a number of events from 1";
    expect(refusal(() => checkOptions({ buffer }))).toBe(`buffer: expected ${expected}, received ${shown}`);
  });
});
