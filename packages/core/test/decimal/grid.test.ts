import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, formatScaled } from '../../src/decimal/decimal.js';
import { leastMultiple, multiplesAround, withoutZeros } from '../../src/decimal/grid.js';

const steps = fc
  .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 10 }))
  .map(([value, decimals]) => formatScaled(value, decimals));
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 12 }))
  .map(([value, places]) => formatScaled(value, places));

describe('multiples of a step', () => {
  it.each([
    ['26500.45', '0.1', ['26500.4', '26500.5']],
    ['26500.40', '0.1', ['26500.40', '26500.40']],
    ['0.05', '0.1', ['0.0', '0.1']],
    ['-5.05', '0.1', ['-5.1', '-5.0']],
    ['30', '25', ['25', '50']],
    ['0.7', '0.50', ['0.50', '1.00']],
    ['1.000000000000000000001', '1', ['1', '2']],
  ])('around %s, of %s, are %j', (text, step, around) => expect(multiplesAround(text, step)).toEqual(around));

  it('have the decimal between them, one step apart', () => {
    fc.assert(
      fc.property(decimals, steps, (text, step) => {
        const [below, above] = multiplesAround(text, step);
        if (below === above) {
          expect(below).toBe(text);
        } else {
          expect(compareDecimals(below, text)).toBe(-1);
          expect(compareDecimals(text, above)).toBe(-1);
          expect(multiplesAround(below, step)).toEqual([below, below]);
          expect(multiplesAround(above, step)).toEqual([above, above]);
        }
      }),
    );
  });

  it.each([
    ['0.00000001', '300.7', '0.50', '0.00166279'],
    ['1', '15', '30', '2'],
    ['1', '15', '31', '3'],
    ['0.5', '0.1', '100', '1000.0'],
  ])('of %s whose product with %s is at least %s begin at %s', (step, factor, total, least) => {
    expect(leastMultiple(step, factor, total)).toBe(least);
  });
});

describe('zeros at the end', () => {
  it.each([
    ['26500.400', 1, '26500.4'],
    ['26500.400', 2, '26500.40'],
    ['26500.000', 0, '26500'],
    ['26500.4', 3, '26500.4'],
    ['26500', 0, '26500'],
    ['0.0100', 0, '0.01'],
  ])('of %s go beyond %d decimals: %s', (text, places, short) => expect(withoutZeros(text, places)).toBe(short));
});
