/**
 * Frames that say what a kept book is: what the exchange would send to whoever subscribed at that moment, with the book's
 * own digits and checksum. Knows no connection.
 */
import type { BookKeeper } from '../book/keeper.js';
import { allOf } from '../book/side.js';
import type { ClientCodec } from '../protocol/codec.js';

/**
 * The frames that bring a book to where this one is; none of a book that is not live. What waits to be proven is told as
 * it came.
 */
export function bookFrames(codec: ClientCodec, keeper: BookKeeper): readonly string[] {
  if (keeper.held !== undefined) return keeper.held === '' ? [] : [keeper.held];
  if (keeper.state !== 'live') return [];
  const { symbol, depth, verifiedAt } = keeper;
  const timestamp = new Date(verifiedAt).toISOString().replace('Z', '000Z');
  const checksum = keeper.unproven ? undefined : keeper.checksum;
  const [bids, asks] = [allOf(keeper.bids), allOf(keeper.asks)];
  return codec.encodeBook({ type: 'book', snapshot: true, symbol, depth, bids, asks, checksum, timestamp });
}
