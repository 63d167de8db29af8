import { type BookMessage, createBookFrame, v2 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendText } from '../../../src/levels/crc32.js';
import { levelDigits } from '../../../src/levels/levels.js';
import { bookMessage, mutatedFrame } from './frames.js';

const UPDATE =
  '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":63004.9,"qty":0.00000000}],' +
  '"asks":[{"price":63005.0,"qty":2.08665551},{"price":63005.0,"qty":1.99103002}],"checksum":2532652056,' +
  '"timestamp":"2026-08-01T02:53:53.646219Z"}]}';

/** What the scanner finds, in the form that `decode` gives; undefined when it steps aside. */
function scanned(text: string): BookMessage | undefined {
  const frame = createBookFrame();
  if (!v2.scanBook(text, frame)) return undefined;
  return {
    type: 'book',
    snapshot: frame.snapshot,
    symbol: text.slice(frame.symbolStart, frame.symbolEnd),
    bids: frame.bids.toText(),
    asks: frame.asks.toText(),
    checksum: frame.checksum,
    timestamp: v2.bookTime(text),
  };
}

/** Whether integers hold all digits of a message, and each side has one number of decimals. */
function fits({ bids, asks }: BookMessage): boolean {
  return [bids, asks].every((levels) =>
    levels.every(({ price, qty }) => [price, qty].every((text) => BigInt(text.replace('.', '')) < 2n ** 53n)),
  );
}

describe('the scanner', () => {
  it('finds what the general codec finds', () => {
    expect(scanned(UPDATE)).toEqual(v2.decode(UPDATE));
    expect(scanned(UPDATE)?.asks).toEqual([
      { price: '63005.0', qty: '2.08665551' },
      { price: '63005.0', qty: '1.99103002' },
    ]);
  });

  it('takes every frame of the recorded shape whose digits fit, and finds the same', () => {
    fc.assert(
      fc.property(bookMessage, (message) => {
        const text = v2.encode(message);
        expect(v2.decode(text)).toEqual(message);
        expect(scanned(text)).toEqual(fits(message) ? message : undefined);
      }),
      { numRuns: 1000 },
    );
  });

  it('never finds anything else than the general codec does, whatever happened to a frame', () => {
    let taken = 0;
    fc.assert(
      fc.property(mutatedFrame, (text) => {
        const found = scanned(text);
        if (found === undefined) return;
        taken++;
        expect(v2.decode(text)).toEqual(found);
      }),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  it('keeps the CRC of the digits of each level that it sets', () => {
    fc.assert(
      fc.property(bookMessage, (message) => {
        const frame = createBookFrame();
        if (!v2.scanBook(v2.encode(message), frame)) return;
        message.bids.forEach((level, i) => {
          if (Number(level.qty) === 0) return;
          expect(frame.bids.crc[i]).toBe(appendText(0, levelDigits(level)));
          expect(frame.bids.digits[i]).toBe(levelDigits(level).length);
        });
      }),
    );
  });

  it.each([
    ['white space', UPDATE.replace('"bids":', '"bids": ')],
    ['another key order', UPDATE.replace('"channel":"book","type":"update"', '"type":"update","channel":"book"')],
    ['an unknown key', UPDATE.replace('"checksum"', '"new":1,"checksum"')],
    ['an exponent', UPDATE.replace('2.08665551', '2e-08')],
    ['a sign', UPDATE.replace('63005.0', '-63005.0')],
    ['an escape', UPDATE.replace('BTC/USD', 'BTC\\/USD')],
    ['a quoted number', UPDATE.replace('2.08665551', '"2.08665551"')],
    ['digits beyond 2^53', UPDATE.replace('2.08665551', '90071992.54740993')],
    ['decimals that differ', UPDATE.replace('2.08665551', '2.0866555')],
    ['a price of zero', UPDATE.replace('63004.9', '0.0')],
    ['a leading zero', UPDATE.replace('63004.9', '063004.9')],
    ['a checksum beyond 32 bits', UPDATE.replace('2532652056', '4294967296')],
    ['a frame cut short', UPDATE.slice(0, -1)],
    ['something behind the frame', `${UPDATE} `],
    ['a level cut short', UPDATE.replace('"qty":2.08665551}', '"qty":}')],
    ['two data', UPDATE.replace('}]}', '},{}]}')],
    ['a huge frame', UPDATE.replace('"bids":[', `"bids":[${'{"price":1.0,"qty":1.00000000},'.repeat(20_000)}`)],
  ])('steps aside for %s', (_, text) => {
    expect(text).not.toBe(UPDATE);
    expect(scanned(text)).toBeUndefined();
  });
});
