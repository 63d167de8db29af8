import { Levels } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { levelDigits } from '../../src/levels/levels.js';

describe('levels in columns', () => {
  it('give back every digit they were given', () => {
    const levels = new Levels();
    const text = [
      { price: '0.000005320', qty: '12345678.12345678' },
      { price: '0.000005310', qty: '0.00000000' },
    ];
    expect(levels.pack(text)).toBe(true);
    expect(levels.toText()).toEqual(text);
  });

  it('hold any number of levels', () => {
    const levels = new Levels();
    const text = Array.from({ length: 1000 }, (_, n) => ({ price: `${n + 1}.5`, qty: `${n}.25` }));
    expect(levels.pack(text)).toBe(true);
    expect(levels.toText()).toEqual(text);
  });

  it('refuse digits beyond 2^53', () => {
    expect(new Levels().pack([{ price: '1.0', qty: '90071992.54740991' }])).toBe(true);
    expect(new Levels().pack([{ price: '1.0', qty: '90071992.54740993' }])).toBe(false);
    expect(new Levels().pack([{ price: '9007199254740993', qty: '1' }])).toBe(false);
  });

  it('refuse levels with different numbers of decimals', () => {
    expect(
      new Levels().pack([
        { price: '1.0', qty: '1' },
        { price: '1.05', qty: '1' },
      ]),
    ).toBe(false);
    expect(
      new Levels().pack([
        { price: '1.0', qty: '1' },
        { price: '2.0', qty: '1.0' },
      ]),
    ).toBe(false);
  });

  it('add to a checksum their digits without point and leading zeros', () => {
    expect(levelDigits({ price: '45285.2', qty: '0.00100000' })).toBe('452852100000');
    expect(levelDigits({ price: '0.05000', qty: '0.00000304' })).toBe('5000304');
  });
});
