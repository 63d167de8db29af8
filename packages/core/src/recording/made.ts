/**
 * Frames that say what a kept book is: what the exchange would send to whoever subscribed at that moment, with the book's
 * own digits and checksum. Knows no connection.
 */
import type { BookKeeper } from '../book/keeper.js';
import { allOf } from '../book/side.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { BookMessage } from '../protocol/message.js';
import { bookAndProof } from '../protocol/v1/encode-book.js';
import { book } from '../protocol/v2/encode-book.js';

/**
 * A snapshot with a depth and a time as the exchange would send it; where its frame has no room for the checksum, also an
 * update that changes nothing and has it.
 */
const ENCODERS: Readonly<Record<ClientCodec['protocol'], (snapshot: BookMessage) => readonly string[]>> = {
  v1: bookAndProof,
  v2: (snapshot) => [book(snapshot)],
};

/**
 * The frames that bring a book to where this one is; none of a book that is not live. What waits to be proven is told as
 * it came.
 */
export function bookFrames({ protocol }: Pick<ClientCodec, 'protocol'>, keeper: BookKeeper): readonly string[] {
  if (keeper.held !== undefined) return keeper.held === '' ? [] : [keeper.held];
  if (keeper.state !== 'live') return [];
  const { symbol, depth, verifiedAt } = keeper;
  const timestamp = new Date(verifiedAt).toISOString().replace('Z', '000Z');
  const checksum = keeper.unproven ? undefined : keeper.checksum;
  const [bids, asks] = [allOf(keeper.bids), allOf(keeper.asks)];
  return ENCODERS[protocol]({ type: 'book', snapshot: true, symbol, depth, bids, asks, checksum, timestamp });
}
