import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percent, Scale } from '../../src/engine/scale.js';

const btc = new Scale({ pricePrecision: 1, qtyPrecision: 8, priceIncrement: '0.1' });
const coarse = new Scale({ pricePrecision: 3, qtyPrecision: 5, priceIncrement: '0.005' });

describe('a scale', () => {
  it('prints with all zeros of the precision', () => {
    expect(btc.price(1200000)).toBe('120000.0');
    expect(btc.qty(5100n)).toBe('0.00005100');
    expect(btc.qty(0n)).toBe('0.00000000');
    expect(btc.qty(123456789012345678n)).toBe('1234567890.12345678');
    expect(coarse.price(62490)).toBe('312.450');
    expect(coarse.qty(100000n)).toBe('1.00000');
  });

  it('prints differences of prices, mean prices and costs by the same precision, rounded to the nearest', () => {
    expect(btc.price(-5)).toBe('-0.5');
    expect(coarse.price(-62490)).toBe('-312.450');
    expect(btc.vwap(0n, 0n)).toBe('0.0');
    expect(btc.vwap(100n * 2n + 103n, 3n)).toBe('10.1');
    expect(coarse.vwap(3n * 1n + 4n * 1n, 2n)).toBe('0.018');
    expect(btc.cost(12_345_678n, 633_888)).toBe('7825.78');
    expect(coarse.cost(0n, 1)).toBe('0.00');
  });

  it('prints a change in percent with two decimals, halves away from zero', () => {
    // The two recorded tickers: https://docs.kraken.com/api/docs/websocket-v2/ticker
    expect(percent(615_608, 659_729)).toBe('7.17');
    expect(percent(332_824, 320_847)).toBe('-3.60');
    expect(percent(80_000, 80_004)).toBe('0.01');
    expect(percent(80_000, 79_996)).toBe('-0.01');
    expect(percent(80_000, 79_997)).toBe('0.00');
    expect(percent(0, 5)).toBe('0.00');
  });

  it('refuses prices beside the increment and quantities with too many decimals', () => {
    expect(() => coarse.ticks('312.451')).toThrow('multiple of the price increment');
    expect(() => coarse.lots('0.123456')).toThrow('at most 5 places');
    expect(() => btc.lots('1e3')).toThrow('plain decimal');
  });

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.bigInt(0n, 10n ** 20n), (ticks, lots) => {
        for (const scale of [btc, coarse]) {
          expect(scale.ticks(scale.price(ticks))).toBe(ticks);
          expect(scale.lots(scale.qty(lots))).toBe(lots);
        }
      }),
    );
  });
});
