/**
 * The verified changes of many books, and the books themselves.
 */
import type { BookUpdate, OrderBook } from '@kraken-stream/core';
import type { BookHub } from './book-hub.js';
import { HeldBook } from './held-book.js';
import { type Source, Subscription, type SubscriptionOptions } from './subscription.js';

/**
 * The verified changes of many books, and in `books` the books themselves.
 * https://docs.kraken.com/api/docs/websocket-v2/book
 */
export class BookSubscription extends Subscription<BookUpdate> {
  /** The kept books by symbol, those of refused symbols included: they never become live. */
  readonly books: ReadonlyMap<string, OrderBook>;

  /** For the client. */
  constructor(hubs: readonly BookHub[], source: Source<BookUpdate>, options: SubscriptionOptions) {
    super(source, options);
    this.books = new Map(hubs.map(({ keeper }) => [keeper.symbol, new HeldBook(keeper, this)]));
  }
}
