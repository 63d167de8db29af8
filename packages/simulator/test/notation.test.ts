import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, instrument, syntheticInstruments } from '../src/index.js';
import { scalesOf } from '../src/notation.js';

/** Prices as each protocol writes them. */
function prices(symbol: string): string[] {
  const found = CATALOGUE.find(({ pair }) => pair.symbol === symbol);
  if (found === undefined) throw new Error(symbol);
  const { v1, v2 } = scalesOf(found);
  const ticks = v2.ticks(found.price);
  return [v2.price(ticks), v1.price(ticks)];
}

describe('the notations of a pair', () => {
  it('are those that were recorded', () => {
    expect(prices('BTC/USD')).toEqual(['63388.8', '63388.80000']);
    expect(prices('ADA/BTC')).toEqual(['0.000005320', '0.000005320']);
    expect(prices('DOGE/USD')).toEqual(['0.0712345', '0.071234500']);
    expect(prices('XMR/USD')).toEqual(['312.450', '312.45000000']);
    expect(prices('GST/EUR')).toEqual(['0.002715', '0.002715']);
  });

  it('have eight decimals of quantities in v1, whatever the pair has', () => {
    for (const each of CATALOGUE) expect(scalesOf(each).v1.qty(123n)).toMatch(/^0\.\d{8}$/);
    const usdg = CATALOGUE.find(({ pair }) => pair.symbol === 'USDG/USD');
    expect(usdg && [scalesOf(usdg).v2.qty(500_000n), scalesOf(usdg).v1.qty(500_000n)]).toEqual([
      '5.00000',
      '5.00000000',
    ]);
  });

  it('are never fewer decimals in v1 than the pair has', () => {
    const facts = { symbol: 'A/USD', price: '1.2345678', size: 1, gap: 1, qtyMin: '1' };
    expect(scalesOf(instrument({ ...facts, v1PriceDecimals: 3 })).v1.price(12345678)).toBe('1.2345678');
    expect(scalesOf(instrument({ ...facts, v1PriceDecimals: 12 })).v1.price(12345678)).toBe('1.234567800000');
  });

  it('mean the same numbers, and differ by zeros', () => {
    const all = [...CATALOGUE, ...syntheticInstruments(9)];
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat(1e9), fc.bigInt(0n, 2n ** 70n), (each, ticks, lots) => {
        const { v1, v2 } = scalesOf(each);
        const zeros = (text: string, more: string) => more.slice(text.length);
        for (const [short, long] of [
          [v2.price(ticks), v1.price(ticks)],
          [v2.price(-ticks), v1.price(-ticks)],
          [v2.qty(lots), v1.qty(lots)],
          [v2.priceDigits(ticks), v1.priceDigits(ticks)],
          [v2.qtyDigits(lots), v1.qtyDigits(lots)],
        ] as const) {
          expect(long.startsWith(short)).toBe(true);
          expect(zeros(short, long)).toMatch(/^0*$/);
        }
      }),
    );
  });

  it('has more of a mean price in v1', () => {
    const facts = { symbol: 'A/USD', price: '1.0', size: 1, gap: 1, qtyMin: '1' };
    const { v1, v2 } = scalesOf(instrument(facts));
    expect([v2.vwap(20n, 3n), v1.vwap(20n, 3n)]).toEqual(['0.7', '0.66667']);
  });
});
