import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compact, duration, signedPercent } from '../../src/charts/amount.js';
import { LooseMeasure, ticks } from '../../src/charts/axis.js';
import { Precision, shortened, significantDecimals, withDecimals } from '../../src/charts/precision.js';
import { slide } from '../../src/charts/slider.js';

describe('a precision', () => {
  it('is that of the most exact price, and zeros at the end do not count', () => {
    const precision = new Precision();
    expect(precision.see('63389.10000', '63390')).toBe(true);
    expect(precision.decimals).toBe(1);
    expect(precision.see('63389.2')).toBe(false);
    expect(precision.see('0.00001234')).toBe(true);
    expect(precision.decimals).toBe(8);
    precision.reset();
    expect(precision.decimals).toBe(0);
  });

  it.each([
    ['63389.10000', 1, '63389.1'],
    ['63389', 1, '63389.0'],
    ['63389.00000', 0, '63389'],
    ['63389.25', 1, '63389.25'],
    ['0.5', 3, '0.500'],
  ])('writes %s with %d decimals as %s', (text, decimals, written) => {
    expect(withDecimals(text, decimals)).toBe(written);
  });

  it('leaves out decimals for which there is no room, and no other digit', () => {
    const written = ['0.12345678', '20707968.12345', '123456789.5', '12345678901.5', '12345678901'];
    expect(written.map((text) => shortened(text, 10))).toEqual([
      '0.12345678',
      '20707968.1',
      '123456789',
      '12345678901',
      '12345678901',
    ]);
  });

  it('never changes a number', () => {
    const decimal = fc.tuple(fc.nat(), fc.stringMatching(/^\d{0,8}$/));
    fc.assert(
      fc.property(decimal, fc.integer({ min: 0, max: 8 }), ([whole, decimals], wanted) => {
        const text = decimals === '' ? `${whole}` : `${whole}.${decimals}`;
        const written = withDecimals(text, wanted);
        expect(Number(written)).toBe(Number(text));
        expect(significantDecimals(written)).toBe(significantDecimals(text));
        const shown = written.includes('.') ? written.length - written.indexOf('.') - 1 : 0;
        expect(shown).toBe(Math.max(wanted, significantDecimals(text)));
      }),
    );
  });
});

describe('an amount', () => {
  it('says three digits of what is much or little', () => {
    expect([compact(1234.5), compact(0.04567), compact(5_290_000)]).toEqual(['1.23K', '0.0457', '5.29M']);
  });

  it('says which way it went without colour, and nothing of what is none', () => {
    expect([1.5, -0.123, 0.001, -0.001].map(signedPercent)).toEqual(['+1.50 %', '−0.12 %', '0.00 %', '0.00 %']);
  });

  it('says how long something took', () => {
    expect([480.4, 2140, 190_000].map(duration)).toEqual(['480 ms', '2.1 s', '3 min']);
  });
});

describe('an axis', () => {
  it('has round marks', () => {
    expect(ticks(63342, 63448, 5)).toEqual([63350, 63375, 63400, 63425]);
    expect(ticks(0, 5.2, 3)).toEqual([0, 2, 4]);
    expect(ticks(1, 1, 5)).toEqual([]);
    expect(ticks(0, Number.NaN, 5)).toEqual([]);
  });

  it('has marks in what is seen, in order, no more than wanted and not far fewer', () => {
    const range = fc.tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(range, fc.integer({ min: 2, max: 10 }), ([from, length], most) => {
        const marks = ticks(from, from + length, most);
        expect(marks.length).toBeLessThanOrEqual(most);
        expect(marks.length).toBeGreaterThanOrEqual(Math.floor(most / 2.5));
        const slack = 1e-6 * length + 1e-9;
        for (const mark of marks) {
          expect(mark).toBeGreaterThanOrEqual(from - slack);
          expect(mark).toBeLessThanOrEqual(from + length + slack);
        }
        expect(marks).toEqual([...marks].sort((a, b) => a - b));
      }),
    );
  });

  it('stays while what is measured changes a little', () => {
    const measure = new LooseMeasure(0.6, 1, 1.2);
    expect([100, 119, 121, 100, 80].map((measured) => measure.follow(measured))).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(measure.value).toBeCloseTo(96);
    expect(measure.follow(0)).toBe(false);
    measure.reset();
    expect(measure.follow(1)).toBe(true);
  });
});

describe('a slider', () => {
  it('is moved by its keys within its ends, and by no other', () => {
    expect(['ArrowLeft', 'ArrowUp', 'PageUp', 'Home', 'End'].map((key) => slide(key, 3, -5, 5))).toEqual([
      2, 4, 5, -5, 5,
    ]);
    expect(slide('ArrowLeft', -5, -5, 5)).toBe(-5);
    expect(slide('Tab', 0, -5, 5)).toBeUndefined();
  });
});
