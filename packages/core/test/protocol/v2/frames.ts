/** Generators of v2 book frames, and of frames of any kind that something has happened to. */
import { type BookMessage, v2 } from '@kraken-stream/core';
import fc from 'fast-check';

/** Decimals from `min` to `max` units of the last of so many places. */
export const decimal = (decimals: number, max: bigint, min = 0n) =>
  fc.bigInt({ min, max }).map((value) => {
    const digits = String(value).padStart(decimals + 1, '0');
    return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  });

const levels = fc
  .tuple(fc.nat({ max: 12 }), fc.nat({ max: 10 }), fc.constantFrom(10n ** 6n, 10n ** 12n, 2n ** 53n - 1n, 10n ** 19n))
  .chain(([priceDecimals, qtyDecimals, max]) =>
    fc.array(
      fc.record({
        price: decimal(priceDecimals, max, 1n),
        qty: fc.oneof(decimal(qtyDecimals, max), fc.constant(qtyDecimals === 0 ? '0' : `0.${'0'.repeat(qtyDecimals)}`)),
      }),
      { maxLength: 6 },
    ),
  );

/** Book messages of all kinds, among them some whose digits only the general way can hold. */
export const bookMessage: fc.Arbitrary<BookMessage> = fc.record({
  type: fc.constant('book' as const),
  snapshot: fc.boolean(),
  symbol: fc.constantFrom('BTC/USD', 'ETH/USD', 'A/B', 'BTC/USD:BTNL', 'TSLAx/USD'),
  bids: levels,
  asks: levels,
  checksum: fc.nat({ max: 0xffffffff }),
  timestamp: fc.option(fc.constant('2026-08-01T02:53:53.646219Z'), { nil: undefined }),
});

const PARTS = [
  '',
  '"',
  '\\',
  '\\"',
  '\\u0041',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '-',
  '+',
  'e5',
  'E-3',
  '.',
  '0',
  '00',
  '9',
  ' ',
  '\n',
  'null',
  'true',
  '{"price":1.0,"qty":2.0}',
  ',{"price":1.00,"qty":2.0}',
  '"price":',
  '"qty":',
  '"snapshot"',
  '"update"',
  'é',
  '\u0000',
  '\x7f',
  '4294967296',
  '99999999999999999999',
  '"__proto__":1,',
  '"checksum":1,',
  '"channel":"trade",',
  '"method":"subscribe",',
  '"success":false,',
  '"symbol":null,',
  '\ud800',
  '\\ud800',
];

/** Frames in which something was put in, taken out, repeated or cut off. */
export function mutated(frames: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(fc.nat(), fc.nat({ max: 12 }), fc.constantFrom(...PARTS));
  return fc
    .tuple(frames, fc.array(change, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([frame, changes, cut]) => {
      let text = frame;
      for (const [at, removed, part] of changes) {
        const i = at % (text.length + 1);
        text = text.slice(0, i) + part + text.slice(i + (removed > 8 ? removed - 8 : 0));
      }
      return cut ? text.slice(0, (changes[0]![0] % text.length) + 1) : text;
    });
}

/** A book frame to which something has happened. */
export const mutatedFrame: fc.Arbitrary<string> = mutated(bookMessage.map((message) => v2.encode(message)));
