/// <reference lib="esnext.disposable" preserve="true" />
export type * from '@kraken-stream/core';
export {
  BOOK_DEPTHS,
  BookSide,
  BookUpdate,
  ChecksumError,
  ConnectionError,
  KrakenStreamError,
  OrderBook,
  ProtocolError,
  RequestError,
  UsageError,
} from '@kraken-stream/core';
export { Book, type BookEvents } from './book.js';
export { BookSubscription } from './book-subscription.js';
export type { BufferPolicy } from './buffer.js';
export { type BookOptions, type ClientEvents, KrakenClient } from './client.js';
export type { ClientOptions, Endpoint, Endpoints } from './options.js';
export { type Gap, Subscription, type SubscriptionEvents, type SubscriptionOptions } from './subscription.js';
