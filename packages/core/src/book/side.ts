/**
 * One side of a book, in any form: what its readers need of it, and what its keeper. Ranks count from the best level, 0.
 */
import type { Levels, LevelText } from '../levels/levels.js';

export interface Side {
  readonly length: number;
  /** The level at a rank below `length`, with every digit of the wire. */
  levelAt(rank: number): LevelText;
  /** Price and quantity as the nearest doubles. */
  priceAt(rank: number): number;
  qtyAt(rank: number): number;
}

/** A side that is kept up to date. */
export interface KeptSide extends Side {
  /** Whether levels can be applied to what is here. */
  fits(levels: Levels): boolean;
  /**
   * Replaces all levels by a snapshot's, cut to the depth. False when they are not sorted best first, or one has no price
   * or quantity.
   */
  load(levels: Levels): boolean;
  /**
   * Sets or, where the quantity is zero, removes levels that fit, in their order, then cuts to the depth. An unknown price
   * is removed in vain.
   */
  apply(levels: Levels): void;
  /** Takes back the levels that were applied last. What is here is then only read, until the next `load`. */
  revert(levels: Levels): void;
  clear(): void;
  /** The raw CRC of the digits of the levels that count for a checksum, continued from `seedOf` the direction. */
  topCrc(): number;
  /** How many digits `topCrc`, when it was last read, stood for. */
  readonly topDigits: number;
}

/** All levels, best first. */
export function allOf(side: Side): LevelText[] {
  return Array.from({ length: side.length }, (_, rank) => side.levelAt(rank));
}

/** `1` for bids, whose best price is the highest; `-1` for asks. */
export type Direction = 1 | -1;

/** What a side's CRC continues: the initial value for the asks, which come first in a checksum, 0 for the bids. */
export function seedOf(direction: Direction): number {
  return direction === 1 ? 0 : -1;
}
