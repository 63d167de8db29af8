/** What every way to an exchange promises about books. */
import { expect, it } from 'vitest';
import { type Given, SYMBOLS } from './contract.js';
import { goesThrough } from './waiting.js';

export function booksContract(given: () => Given): void {
  it('books of every precision are kept and proven', async () => {
    const { client } = given();
    const books = SYMBOLS.map((symbol) => client.book(symbol, { depth: 25 }));
    await Promise.all(books.map((book) => book.ready));
    for (const book of books) {
      let frames = 0;
      for await (const change of book) {
        expect(change.type).not.toBe('gap');
        if (++frames === 30) break;
      }
      expect(book.stats.mismatched).toBe(0);
    }
  });

  it('a wrong checksum is noticed and healed', async () => {
    const { client, exchange } = given();
    const book = client.book('SHIB/USD');
    await book.ready;
    const healed = goesThrough(book, 'live', 'stale', 'live');
    await exchange.inject({ type: 'wrong-checksum', symbol: 'SHIB/USD' });
    await healed;
    expect(book.stats).toMatchObject({ mismatched: 1, resyncs: 1 });
  });

  it('a refused symbol rejects', async () => {
    await expect(given().client.book('NOPE/USD').ready).rejects.toMatchObject({ name: 'RequestError' });
  });
}
