import { crc32 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendText, shift, shiftStep } from '../../src/levels/crc32.js';
import { naiveCrc32 } from '../naive-book.js';

const digits = fc.stringMatching(/^\d{0,40}$/);

describe('CRC-32', () => {
  it('has the check value of the standard', () => {
    expect(crc32('123456789')).toBe(0xcbf43926);
  });

  it('is unsigned: half of all values are above 2^31', () => {
    const values = Array.from({ length: 200 }, (_, n) => crc32(String(n)));
    expect(values.every((value) => value >= 0 && value <= 0xffffffff)).toBe(true);
    expect(values.some((value) => value > 0x7fffffff)).toBe(true);
  });

  it('equals a bit-by-bit computation', () => {
    fc.assert(fc.property(digits, (text) => crc32(text) === naiveCrc32(text)));
  });

  it('goes on where that of the text before ended', () => {
    fc.assert(fc.property(digits, digits, (text, more) => crc32(more, crc32(text)) === crc32(text + more)));
  });

  it('of a whole is combined from those of its parts', () => {
    fc.assert(
      fc.property(fc.array(digits, { maxLength: 20 }), (all) => {
        const parts = all.map((part) => part.slice(0, 32));
        const combined = parts.reduce((crc, part) => shiftStep(crc, part.length) ^ appendText(0, part), -1);
        return ~combined >>> 0 === crc32(parts.join(''));
      }),
    );
  });

  it('shifts by any number of bytes as byte by byte', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat({ max: 400 }),
        (crc, count) => shift(crc, count) === appendText(crc, '\0'.repeat(count)),
      ),
    );
  });
});
