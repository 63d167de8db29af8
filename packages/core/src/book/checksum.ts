/**
 * The book checksum as the exchange defines it: CRC-32 over the digits of the top ten asks, lowest first, then of the
 * top ten bids, highest first; each level its price and its quantity without point and leading zeros.
 * https://docs.kraken.com/api/docs/guides/spot-ws-book-v2
 */
import { crc32, shift } from '../levels/crc32.js';
import { type LevelText, levelDigits } from '../levels/levels.js';
import type { KeptSide } from './side.js';

/** How many levels of each side count, whatever the depth. */
export const CHECKSUM_LEVELS = 10;

/** The definition, for levels as text, best first; an unsigned 32-bit integer. */
export function bookChecksum(asks: readonly LevelText[], bids: readonly LevelText[]): number {
  const digits = [...asks.slice(0, CHECKSUM_LEVELS), ...bids.slice(0, CHECKSUM_LEVELS)].map(levelDigits).join('');
  return crc32(digits);
}

/** The same value from the CRCs that sides keep. */
export function sidesChecksum(asks: KeptSide, bids: KeptSide): number {
  const asksCrc = asks.topCrc();
  const bidsCrc = bids.topCrc();
  return ~(shift(asksCrc, bids.topDigits) ^ bidsCrc) >>> 0;
}
