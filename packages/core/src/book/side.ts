/**
 * One side of a book, in any form: what a book and its readers need of it. Ranks count from the best level, 0.
 */
import type { LevelText } from '../levels/levels.js';

export interface Side {
  readonly length: number;
  /** The level at a rank below `length`, with every digit of the wire. */
  levelAt(rank: number): LevelText;
  /** Price and quantity as the nearest doubles. */
  priceAt(rank: number): number;
  qtyAt(rank: number): number;
  /** Cuts to the best `depth` levels. */
  cut(depth: number): void;
  clear(): void;
}

/** All levels, best first. */
export function allOf(side: Side): LevelText[] {
  return Array.from({ length: side.length }, (_, rank) => side.levelAt(rank));
}

/** `1` for bids, whose best price is the highest; `-1` for asks. */
export type Direction = 1 | -1;
