import { type BookLevel, createBookFrame, type Message, v1 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendText } from '../../../src/levels/crc32.js';
import { levelDigits } from '../../../src/levels/levels.js';
import { symbolOf } from '../../../src/protocol/v1/names.js';
import { mutatedBook, printBook, readBook, type WireBook, wireBook } from './book-frames.js';

const UPDATE =
  '[336,{"b":[["27117.40000","0.00000000","1693415330.886651"],["27116.80000","0.14741986","1693415325.036931","r"]],' +
  '"c":"3139033408"},"book-10","XBT/USD"]';
const TWO_MAPS =
  '[1920,{"a":[["0.042990","364630.28272081","1618678145.920470"]]},' +
  '{"b":[["0.042990","0.00000000","1618678145.920708"]],"c":"4105471083"},"book-1000","SC/EUR"]';
const SNAPSHOT =
  '[8912,{"as":[["0.01300","850.00000000","1690230914.230506"],["0.01400","323483.99590510","1690256356.615823"]],' +
  '"bs":[["0.01200","1.00000000","1690256356.615822"]]},"book-25","GST/EUR"]';

/** What the scanner finds, in the form of `readBook`; undefined when it steps aside. */
function scanned(text: string) {
  const frame = createBookFrame();
  if (!v1.scanBook(text, frame)) return undefined;
  return {
    snapshot: frame.snapshot,
    name: text.slice(frame.symbolStart, frame.symbolEnd),
    depth: frame.depth,
    bids: frame.bids.toText(),
    asks: frame.asks.toText(),
    checksum: frame.checksum < 0 ? undefined : frame.checksum,
    timestamp: v1.bookTime(text),
  };
}

/** Whether integers hold all digits of a book, which all have a point. */
function fits({ bids, asks }: WireBook): boolean {
  return [...bids, ...asks].every(({ price, qty }) =>
    [price, qty].every((text) => text.includes('.') && BigInt(text.replace('.', '')) < 2n ** 53n),
  );
}

/** A message whose levels are only prices and quantities. */
function plain(message: Message): Message {
  if (message.type !== 'book') return message;
  const levels = (side: readonly BookLevel[]) => side.map(({ price, qty }) => ({ price, qty }));
  return { ...message, bids: levels(message.bids), asks: levels(message.asks) };
}

describe('the scanner', () => {
  it.each([
    ['an update of one side', UPDATE],
    ['an update of both', TWO_MAPS],
    ['a snapshot', SNAPSHOT],
  ])('finds what is in %s', (_, text) => {
    expect(scanned(text)).toEqual(readBook(text));
  });

  it('tells the depth, the name of the pair, and the latest time of the levels, wherever it stands', () => {
    expect(scanned(UPDATE)).toMatchObject({
      name: 'XBT/USD',
      depth: 10,
      checksum: 3139033408,
      timestamp: '2023-08-30T17:08:50.886651Z',
    });
    expect(scanned(TWO_MAPS)).toMatchObject({ name: 'SC/EUR', depth: 1000, timestamp: '2021-04-17T16:49:05.920708Z' });
    expect(scanned(SNAPSHOT)).toMatchObject({
      checksum: undefined,
      depth: 25,
      timestamp: '2023-07-25T03:39:16.615823Z',
    });
  });

  it('leaves nothing of the frame before', () => {
    const frame = createBookFrame();
    expect(v1.scanBook(TWO_MAPS, frame)).toBe(true);
    expect(v1.scanBook(UPDATE, frame)).toBe(true);
    expect([frame.asks.length, frame.bids.length, frame.depth]).toEqual([0, 2, 10]);
    expect(v1.scanBook(SNAPSHOT, frame)).toBe(true);
    expect([frame.snapshot, frame.checksum]).toEqual([true, -1]);
    expect(v1.scanBook('[0,{"as":[],"bs":[]},"book-100","A/B"]', frame)).toBe(true);
    expect([frame.asks.length, frame.bids.length, frame.depth]).toEqual([0, 0, 100]);
  });

  it('takes every frame of the recorded shape whose digits fit, and finds the same', () => {
    fc.assert(
      fc.property(wireBook, (book) => {
        const text = printBook(book);
        expect(scanned(text)).toEqual(fits(book) ? readBook(text) : undefined);
      }),
      { numRuns: 1000 },
    );
  });

  it('never finds anything else than what is there, whatever happened to a frame', () => {
    let taken = 0;
    fc.assert(
      fc.property(mutatedBook, (text) => {
        const found = scanned(text);
        if (found === undefined) return;
        taken++;
        expect(found).toEqual(readBook(text));
      }),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it('never finds anything else than the general codec does, whatever happened to a frame', () => {
    fc.assert(
      fc.property(fc.oneof(wireBook.map(printBook), mutatedBook), (text) => {
        const found = scanned(text);
        if (found === undefined) return;
        const { name, ...rest } = found;
        expect(plain(v1.decode(text))).toEqual({ type: 'book', symbol: symbolOf(name), ...rest });
      }),
      { numRuns: 20_000 },
    );
  });

  it('keeps the CRC of the digits of each level that it sets', () => {
    fc.assert(
      fc.property(wireBook, ({ bids, asks, ...rest }) => {
        const frame = createBookFrame();
        if (!v1.scanBook(printBook({ ...rest, bids, asks }), frame)) return;
        for (const [levels, given] of [
          [frame.bids, bids],
          [frame.asks, asks],
        ] as const) {
          given.forEach((level, i) => {
            if (Number(level.qty) === 0) return;
            expect(levels.crc[i]).toBe(appendText(0, levelDigits(level)));
            expect(levels.digits[i]).toBe(levelDigits(level).length);
          });
        }
      }),
    );
  });

  it.each([
    ['white space', UPDATE.replace('"b":', '"b": ')],
    ['one map for both sides', TWO_MAPS.replace('},{', ',')],
    ['bids twice', TWO_MAPS.replace('{"a"', '{"b"')],
    ['bids before asks', TWO_MAPS.replace('"a"', '"x"').replace('"b"', '"a"').replace('"x"', '"b"')],
    ['the checksum first', UPDATE.replace(',"c":"3139033408"', '').replace('{"b"', '{"c":"3139033408","b"')],
    ['an unknown key', UPDATE.replace('"c"', '"new":1,"c"')],
    ['an update without a checksum', UPDATE.replace(',"c":"3139033408"', '')],
    ['a snapshot with one', SNAPSHOT.replace('},"book', ',"c":"1"},"book')],
    ['an update without levels', '[336,{"b":[],"c":"3139033408"},"book-10","XBT/USD"]'],
    ['an exponent', UPDATE.replace('0.14741986', '1e-08')],
    ['a sign', UPDATE.replace('27117.40000', '-27117.40000')],
    ['an escape', UPDATE.replace('XBT/USD', 'XBT\\/USD')],
    ['a bare number', UPDATE.replace('"0.14741986"', '0.14741986')],
    ['a bare checksum', UPDATE.replace('"3139033408"', '3139033408')],
    ['digits beyond 2^53', UPDATE.replace('0.14741986', '90071992.54740993')],
    ['decimals that differ', UPDATE.replace('0.14741986', '0.1474198')],
    ['a price of zero', UPDATE.replace('27117.40000', '0.00000')],
    ['a number without a point', UPDATE.replaceAll('.40000', '').replaceAll('.80000', '')],
    ['a leading zero', UPDATE.replace('27117.40000', '027117.40000')],
    ['a checksum beyond 32 bits', UPDATE.replace('3139033408', '4294967296')],
    ['a time of other length', UPDATE.replace('1693415330.886651', '1693415330.8866')],
    ['a mark that is not known', UPDATE.replace('"r"', '"x"')],
    ['a level without time', UPDATE.replace(',"1693415330.886651"', '')],
    ['a depth that is not served', UPDATE.replace('book-10', 'book-42')],
    ['another channel', UPDATE.replace('book-10', 'spread')],
    ['a frame cut short', UPDATE.slice(0, -1)],
    ['something behind the frame', `${UPDATE} `],
    [
      'a huge frame',
      SNAPSHOT.replace('"as":[', `"as":[${'["1.00000","1.00000000","1690230914.230506"],'.repeat(9000)}`),
    ],
  ])('steps aside for %s', (_, text) => {
    expect([UPDATE, TWO_MAPS, SNAPSHOT]).not.toContain(text);
    expect(scanned(text)).toBeUndefined();
  });
});
