/**
 * The verified changes of many books, and the books themselves.
 */
import type { BookUpdate, OrderBook, Topic } from '@kraken-stream/core';
import { Subscription, type SubscriptionOptions } from './subscription.js';

export class BookSubscription extends Subscription<BookUpdate> {
  /** The kept books by symbol, those of refused symbols included: they never become live. */
  readonly books: ReadonlyMap<string, OrderBook>;

  constructor(
    books: ReadonlyMap<string, OrderBook>,
    topics: readonly Topic[],
    options: SubscriptionOptions,
    leave: () => Promise<void>,
    report: (error: unknown) => void,
  ) {
    super(topics, options, leave, report);
    this.books = books;
  }
}
