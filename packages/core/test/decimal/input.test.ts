import { decimalFrom, UsageError } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';

describe("a caller's decimal", () => {
  it('may be text, a number or an object of a decimal library', () => {
    expect(decimalFrom('qty', '0.10000000')).toBe('0.10000000');
    expect(decimalFrom('qty', 0.25)).toBe('0.25');
    expect(decimalFrom('qty', 1e-7)).toBe('0.0000001');
    expect(decimalFrom('qty', { toFixed: () => '1.5' })).toBe('1.5');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '', 'ten', '1,5', '0x1'])('is refused when it is %j', (input) => {
    expect(() => decimalFrom('qty', input)).toThrow(UsageError);
    expect(() => decimalFrom('qty', input)).toThrow(/^qty: expected a decimal/);
  });

  it('is refused when the number has more digits than a double says exactly', () => {
    expect(() => decimalFrom('qty', 0.1 + 0.2)).toThrow(/give it as text/);
    expect(() => decimalFrom('qty', 2 ** 53)).toThrow(UsageError);
  });
});
