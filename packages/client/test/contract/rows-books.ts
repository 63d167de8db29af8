/** The rows of the table about books. */
import { BOOK_DEPTHS, type OrderBook } from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { type Subject, SYMBOLS } from './contract.js';
import { endsWithSignal } from './signals.js';
import { firstOf, firstOfEach } from './waiting.js';

/** What any book must be that is live. */
function isWhole(book: OrderBook, depth: number): void {
  expect(book.state).toBe('live');
  expect(book.stats.mismatched).toBe(0);
  const [bids, asks] = [book.bids.levels(), book.asks.levels()];
  for (const levels of [bids, asks]) {
    expect(levels.length).toBeGreaterThan(0);
    expect(levels.length).toBeLessThanOrEqual(depth);
    expect(levels.every(({ qty }) => Number(qty) > 0)).toBe(true);
  }
  const prices = [...[...bids].reverse(), ...asks].map(({ price }) => Number(price));
  expect(prices).toEqual([...new Set(prices)].sort((a, b) => a - b));
}

export const bookRows: Subject = (given) => {
  describe('book', () => {
    it.each(BOOK_DEPTHS)('one: of depth %i, kept and proven', async (depth) => {
      const book = given().client.book('BTC/USD', { depth });
      await book.ready;
      for (const change of await firstOf(book, 20)) expect(change.symbol).toBe('BTC/USD');
      expect(book.stats.mismatched).toBe(0);
      const again = given().client.book('BTC/USD', { depth });
      await again.ready;
      isWhole(again, depth);
    });

    it('one: of several depths at once, each by itself', async () => {
      const books = BOOK_DEPTHS.map((depth) => given().client.book('SHIB/USD', { depth }));
      await Promise.all(books.map((book) => book.ready));
      for (const [i, book] of books.entries()) isWhole(book, BOOK_DEPTHS[i]!);
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.book('BTC/USD', { signal }));
    });
  });

  describe('subscribeBook', () => {
    it('one: begins with a snapshot, then tells what changes', async () => {
      const [first, second] = await firstOf(given().client.subscribeBook('ADA/BTC'), 2);
      expect([first.type, second.type]).toEqual(['snapshot', 'update']);
      for (const { symbol, bids, asks } of [first, second]) {
        expect(symbol).toBe('ADA/BTC');
        const prices = [...bids, ...asks].map(({ price }) => price);
        expect(prices.every((price) => /^0\.0\d{6,9}$/.test(price))).toBe(true);
        expect(new Set(prices.map(({ length }) => length)).size).toBe(1);
      }
      expect(first.bids.length * first.asks.length).toBeGreaterThan(0);
      expect(second.bids.length + second.asks.length).toBeGreaterThan(0);
    });

    it.each(BOOK_DEPTHS)('many: of depth %i, each symbol its own', async (depth) => {
      const { client } = given();
      const held = client.subscribeBook(SYMBOLS, { depth });
      await firstOfEach(client.subscribeBook(SYMBOLS, { depth }), SYMBOLS);
      expect([...held.books.keys()].sort()).toEqual([...SYMBOLS].sort());
      for (const book of held.books.values()) isWhole(book, depth);
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.subscribeBook(SYMBOLS, { signal }));
    });
  });
};
