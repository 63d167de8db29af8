import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  formatScaled,
  isDecimal,
  isZero,
  multiplyDecimals,
  plain,
  scaled,
  significantDigits,
  subtractDecimals,
  sumDecimals,
} from '../../src/decimal/decimal.js';

describe('decimals as text', () => {
  it.each([
    '0',
    '1',
    '-1',
    '0.10000000',
    '120000.0',
    '1e-08',
    '5E+3',
    '1.5e2',
    '123456789012345678901234567890.123456789012',
  ])('takes %s', (text) => expect(isDecimal(text)).toBe(true));

  it.each(['', '-', '.5', '1.', '01', '1e', '0x10', '1,5', ' 1', '1 ', 'NaN', 'Infinity', '1e999999999', '1e-41'])(
    'refuses %j',
    (text) => expect(isDecimal(text)).toBe(false),
  );

  it('refuses absurd lengths', () => {
    expect(isDecimal('1'.repeat(65))).toBe(false);
  });

  it('decides zero on the digits', () => {
    expect(['0', '0.00000000', '-0.0', '0e5', '0.0e-3'].map(isZero)).toEqual([true, true, true, true, true]);
    expect(['0.00000001', '10', '0.1e5', '100'].map(isZero)).toEqual([false, false, false, false]);
  });

  it('writes exponents out', () => {
    expect(plain('1e-08')).toBe('0.00000001');
    expect(plain('5e-05')).toBe('0.00005');
    expect(plain('1.50e1')).toBe('15.0');
    expect(plain('-1.25E+3')).toBe('-1250');
    expect(plain('0.10000000')).toBe('0.10000000');
  });

  it('compares by value, not by text', () => {
    expect(compareDecimals('9.5', '10')).toBe(-1);
    expect(compareDecimals('1.50', '1.5')).toBe(0);
    expect(compareDecimals('0.00000001', '-1')).toBe(1);
    expect(compareDecimals('9007199254740993', '9007199254740992')).toBe(1);
  });

  it('adds and subtracts exactly, and keeps the digits of the one that has more', () => {
    expect(addDecimals('0.1', '0.20')).toBe('0.30');
    expect(addDecimals('-1', '0.00000001')).toBe('-0.99999999');
    expect(subtractDecimals('5.00', '5')).toBe('0.00');
    expect(subtractDecimals('0', '9007199254740993.1')).toBe('-9007199254740993.1');
    expect(sumDecimals(['0.1', '0.1', '0.10'])).toBe('0.30');
    expect(sumDecimals([])).toBe('0');
  });

  it('multiplies exactly, and divides to a number of decimals', () => {
    expect(multiplyDecimals('0.00016', '63377.2')).toBe('10.140352');
    expect(multiplyDecimals('-2.0', '3')).toBe('-6.0');
    expect(multiplyDecimals('123456789012345678901', '0.000000001')).toBe('123456789012.345678901');
    expect(divideDecimals('10.140352', '0.00016', 1)).toBe('63377.2');
    expect(['1', '2', '1.5'].map((a) => divideDecimals(a, '3', 0))).toEqual(['0', '1', '1']);
    expect(divideDecimals('0', '7', 3)).toBe('0.000');
  });

  it('takes back by subtraction what addition has added', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.nat({ max: 12 }))
      .map(([value, decimals]) => formatScaled(value, decimals));
    const holds = (a: string, b: string) => compareDecimals(subtractDecimals(addDecimals(a, b), b), a) === 0;
    fc.assert(fc.property(decimal, decimal, holds));
  });

  it('has the digits that checksums read', () => {
    expect(significantDigits('0.00000500')).toBe('500');
    expect(significantDigits('45285.2')).toBe('452852');
  });

  it('comes back from an integer with every digit', () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.nat({ max: 12 }));
    fc.assert(fc.property(decimal, ([value, decimals]) => scaled(formatScaled(value, decimals), decimals) === value));
  });
});
