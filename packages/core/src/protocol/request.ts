/**
 * What a client can ask of the exchange, in both protocols' common words (v2's own, in camelCase).
 * Knows no wire format.
 */

/** The depths in which the exchange serves level2 books; it refuses any other. */
export const BOOK_DEPTHS = [10, 25, 100, 500, 1000] as const;

/** Levels a side of a book: 10, 25, 100, 500 or 1000. */
export type BookDepth = (typeof BOOK_DEPTHS)[number];

interface Answerable {
  /** Echoed by every answer to this request. An integer below 2^53. */
  readonly reqId?: number | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/book */
export interface BookRequest extends Answerable {
  readonly method: 'subscribe' | 'unsubscribe';
  readonly channel: 'book';
  readonly symbols: readonly string[];
  /** Levels a side. The exchange takes 10 when it is left out. */
  readonly depth?: number | undefined;
  /** Whether a snapshot is wanted after the acknowledgement. The exchange takes true when it is left out. */
  readonly snapshot?: boolean | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/instrument */
export interface InstrumentRequest extends Answerable {
  readonly method: 'subscribe' | 'unsubscribe';
  readonly channel: 'instrument';
  readonly snapshot?: boolean | undefined;
  readonly includeTokenizedAssets?: boolean | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/ping */
export interface PingRequest extends Answerable {
  readonly method: 'ping';
}

export type SubscriptionRequest = BookRequest | InstrumentRequest;
export type Request = SubscriptionRequest | PingRequest;
