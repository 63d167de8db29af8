/**
 * Says what is in a feed of updates: where in the book its changes are, how many a frame has, how many remove.
 */
import type { Feed } from './frames.js';
import { parseFrame, SimpleBook } from './simple.js';

/** Shares from 0 to 1. */
export interface Mix {
  readonly frames: number;
  readonly changes: number;
  readonly charactersPerFrame: number;
  /** Of the changes that are no refills: those in the best 20 levels of their side. */
  readonly top20: number;
  /** Of the changes: those that remove a level. */
  readonly removals: number;
  /**
   * Of the changes: levels that come into view at the far end of a side, nearly all because one before them was removed.
   * They are what the protocol adds to what happens in a market.
   */
  readonly refills: number;
  /** Of the frames: those with one to three changes. */
  readonly oneToThree: number;
  readonly mostChanges: number;
  /** Decimals of prices, fewest and most. */
  readonly decimals: readonly [fewest: number, most: number];
}

const NEAR = 20;
const FEW = 3;

export function mixOf({ codec, topics, snapshots, frames }: Feed): Mix {
  const books = new Map(topics.map(({ symbol, depth }) => [codec.nameOf(symbol), new SimpleBook(depth)]));
  const depths = new Map(topics.map(({ symbol, depth }) => [codec.nameOf(symbol), depth]));
  for (const text of snapshots) {
    const frame = parseFrame(text);
    books.get(frame.data[0]!.symbol)!.take(frame);
  }
  let [changes, near, removals, refills, few, characters, most] = [0, 0, 0, 0, 0, 0, 0];
  const decimals: [number, number] = [Infinity, 0];
  for (const text of frames) {
    characters += text.length;
    const { symbol, bids, asks } = parseFrame(text).data[0]!;
    const count = bids.length + asks.length;
    changes += count;
    if (count >= 1 && count <= FEW) few++;
    most = Math.max(most, count);
    const book = books.get(symbol)!;
    const depth = depths.get(symbol)!;
    for (const [side, levels] of [
      [book.bids, bids],
      [book.asks, asks],
    ] as const) {
      for (const level of levels) {
        const before = side.levels.length;
        const rank = side.set(level);
        const refill = rank === before && side.levels.length > before;
        if (refill) refills++;
        else if (rank < NEAR) near++;
        if (Number(level.qty) === 0) removals++;
        const places = level.price.split('.')[1]?.length ?? 0;
        decimals[0] = Math.min(decimals[0], places);
        decimals[1] = Math.max(decimals[1], places);
      }
      side.cut(depth);
    }
  }
  return {
    frames: frames.length,
    changes,
    charactersPerFrame: characters / frames.length,
    top20: near / (changes - refills),
    removals: removals / changes,
    refills: refills / changes,
    oneToThree: few / frames.length,
    mostChanges: most,
    decimals,
  };
}
