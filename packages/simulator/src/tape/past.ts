/**
 * The trades that a market had before it opened, so that its first subscribers find some: an hour and more of lively
 * trading with quiet minutes in it, and before that ever fewer trades, back to a year ago. Knows no tape.
 */
import type { Sizes } from '../engine/sizes.js';
import type { Random } from '../random.js';
import { MINUTE } from './day.js';
import type { TapeTrade } from './tape.js';

/** Trades of the last hours. */
const RECENT = 64;
/** Where the past begins: long enough ago for ten candles of any length. */
const BEGINNING = 365 * 24 * 60 * MINUTE;
/** How often a recent trade comes after some quiet minutes, or at the same moment as the one before. */
const PAUSE = 0.15;
const TOGETHER = 0.2;
/** How much longer ago each earlier trade is than the next, at most. */
const THINNING = 0.18;
/** How far the price goes in a minute, in gaps; the most it goes between two trades, and how it is drawn back. */
const WANDER = 2;
const LEAP = 0.015;
const RETURN = 0.05;

export interface Past {
  /** The price at which the market opens, in ticks. */
  readonly reference: number;
  /** Ticks between neighbouring levels near the touch. */
  readonly gap: number;
  /** When it opens, in microseconds since 1970. */
  readonly at: number;
  /** The number of the last trade. */
  readonly tradeId: number;
}

/** Oldest first. */
export function past(random: Random, sizes: Sizes, { reference, gap, at, tradeId }: Past): TapeTrade[] {
  const trades: TapeTrade[] = [];
  let ago = 0;
  let fair = reference;
  let side: TapeTrade['side'] = 'buy';
  let ordType: TapeTrade['ordType'] = 'limit';
  for (let i = 0; i < RECENT || ago < BEGINNING; i++) {
    const quiet = i < RECENT ? recently(random) : Math.round(ago * THINNING * random.uniform());
    if (i === 0 || quiet > 0) {
      ago += Math.max(1, quiet);
      side = random.chance(0.5) ? 'buy' : 'sell';
      ordType = random.chance(0.5) ? 'market' : 'limit';
      const leap = Math.min(WANDER * gap * Math.sqrt(quiet / MINUTE), LEAP * reference);
      fair += random.normal() * leap + (reference - fair) * RETURN;
    }
    const ticks = Math.max(1, Math.round(side === 'buy' ? fair + gap / 2 : fair - gap / 2));
    const half = sizes.next() / 2n;
    trades.push({ tradeId: tradeId - i, side, ordType, ticks, lots: half > 0n ? half : 1n, at: at - ago });
  }
  return trades.reverse();
}

/** Microseconds between two recent trades. */
function recently(random: Random): number {
  if (random.chance(TOGETHER)) return 0;
  const seconds = 20 * random.exponential() + (random.chance(PAUSE) ? 120 + 480 * random.uniform() : 0);
  return Math.round(seconds * 1_000_000);
}
