import { BookKeeper, OrderBook } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NaiveBook, type PlainLevel } from '../naive-book.js';

/** How a pair prints: the fast form holds the first two, the exact form is needed for the third. */
const formats = [
  { priceDecimals: 1, qtyDecimals: 8, qtyScale: 1n },
  { priceDecimals: 9, qtyDecimals: 0, qtyScale: 1n },
  { priceDecimals: 4, qtyDecimals: 8, qtyScale: 10n ** 15n },
] as const;

const text = (digits: string, decimals: number): string => {
  const padded = digits.padStart(decimals + 1, '0');
  return decimals === 0 ? padded : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
};

/** Ticks near each other, so that prices meet again; bids and asks never cross. */
const change = fc.record({
  side: fc.constantFrom('bids' as const, 'asks' as const),
  tick: fc.nat({ max: 60 }),
  qty: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 2 ** 31 - 1 }) }),
});

const history = fc.record({
  format: fc.constantFrom(...formats),
  depth: fc.constantFrom(10, 25, 100),
  snapshot: fc.array(change, { maxLength: 80 }),
  frames: fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 20 }),
});

describe('a kept book', () => {
  it('equals a naive one after every frame, in both forms, at any depth', () => {
    fc.assert(
      fc.property(history, ({ format, depth, snapshot, frames }) => {
        const level = ({ side, tick, qty }: { side: 'bids' | 'asks'; tick: number; qty: number }): PlainLevel => ({
          price: text(String(side === 'bids' ? 500 - tick : 501 + tick), format.priceDecimals),
          qty: text(String(BigInt(qty) * format.qtyScale), format.qtyDecimals),
        });
        const of = (changes: readonly { side: 'bids' | 'asks'; tick: number; qty: number }[], side: 'bids' | 'asks') =>
          changes.filter((each) => each.side === side).map(level);
        const exchange = new NaiveBook(depth);
        exchange.apply(of(snapshot, 'bids'), of(snapshot, 'asks'));
        const keeper = new BookKeeper('BTC/USD', depth);
        const book = new OrderBook(keeper);
        expect(keeper.loadText(exchange.bids, exchange.asks, exchange.checksum(), 0)).toBe('verified');
        for (const frame of frames) {
          exchange.apply(of(frame, 'bids'), of(frame, 'asks'));
          const before = [book.bids.levels(), book.asks.levels()];
          // A wrong checksum first: it must be noticed, and leave no trace.
          if (frame.length % 3 === 0) {
            expect(keeper.applyText(of(frame, 'bids'), of(frame, 'asks'), exchange.checksum() ^ 1, 0)).toBe(
              'mismatched',
            );
            expect([book.lastKnown.bids.levels(), book.lastKnown.asks.levels()]).toEqual(before);
            expect(keeper.loadText(exchange.bids, exchange.asks, exchange.checksum(), 0)).toBe('verified');
          } else {
            expect(keeper.applyText(of(frame, 'bids'), of(frame, 'asks'), exchange.checksum(), 0)).toBe('verified');
          }
          expect(book.bids.levels()).toEqual(exchange.bids);
          expect(book.asks.levels()).toEqual(exchange.asks);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of depth 1000 equals a naive one through thousands of changes', () => {
    const random = fc.sample(
      fc.array(fc.tuple(fc.nat({ max: 1400 }), fc.nat({ max: 9 })), { minLength: 4000, maxLength: 4000 }),
      {
        numRuns: 1,
        seed: 7,
      },
    )[0]!;
    const exchange = new NaiveBook(1000);
    const initial = Array.from({ length: 1000 }, (_, n) => n);
    const bid = (tick: number, qty: number) => ({ price: text(String(20_000 - tick), 1), qty: text(String(qty), 8) });
    const ask = (tick: number, qty: number) => ({ price: text(String(20_001 + tick), 1), qty: text(String(qty), 8) });
    exchange.load(
      initial.map((tick) => bid(tick, tick + 1)),
      initial.map((tick) => ask(tick, tick + 1)),
    );
    const keeper = new BookKeeper('BTC/USD', 1000);
    const book = new OrderBook(keeper);
    keeper.loadText(exchange.bids, exchange.asks, exchange.checksum(), 0);
    for (let i = 0; i < random.length; i += 40) {
      const part = random.slice(i, i + 40);
      const bids = part.filter((_, n) => n % 2 === 0).map(([tick, qty]) => bid(tick, qty));
      const asks = part.filter((_, n) => n % 2 === 1).map(([tick, qty]) => ask(tick, qty));
      exchange.apply(bids, asks);
      expect(keeper.applyText(bids, asks, exchange.checksum(), 0)).toBe('verified');
    }
    expect(book.bids.levels()).toEqual(exchange.bids);
    expect(book.asks.levels()).toEqual(exchange.asks);
  });
});
