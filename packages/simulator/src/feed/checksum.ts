/**
 * The checksum of a true book, by the definition: CRC-32 over the joined digits of the best ten levels, asks first.
 * https://docs.kraken.com/api/docs/guides/spot-ws-book-v2
 */
import { crc32 } from '@kraken-stream/core';
import type { Market } from '../engine/market.js';
import type { BookSide } from '../engine/side.js';
import type { Printer } from './printer.js';

/** How many levels a side go into a checksum, whatever the depth of a subscription. */
export const CHECKSUM_LEVELS = 10;

/** An unsigned 32-bit integer. */
export function trueChecksum(market: Market, printer: Printer): number {
  return continued(market.bids, printer, continued(market.asks, printer, 0));
}

/** Level by level: joining them would cost more than the sum. */
function continued(side: BookSide, printer: Printer, before: number): number {
  let checksum = before;
  for (let rank = 0; rank < CHECKSUM_LEVELS; rank++) {
    const level = side.at(rank);
    if (level === undefined) break;
    const { priceDigits, qtyDigits } = printer.print(level);
    checksum = crc32(qtyDigits, crc32(priceDigits, checksum));
  }
  return checksum;
}
