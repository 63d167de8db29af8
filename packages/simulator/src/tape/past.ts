/**
 * The trades that a market had before it opened, so that its first subscribers find some: half an hour of lively trading
 * with a few quiet minutes in it, and before that ever fewer trades, back to a year ago. Knows no tape.
 */
import type { Sizes } from '../engine/sizes.js';
import type { Random } from '../random.js';
import { MINUTE } from './day.js';
import type { TapeTrade } from './tape.js';

/** Trades of the last half hour. */
const RECENT = 240;
/** Where the past begins: long enough ago for ten candles of any length. */
const BEGINNING = 365 * 24 * 60 * MINUTE;
/** Between two recent trades on average, in seconds; how often one comes after some quiet minutes. */
const PACE = 6;
const PAUSE = 0.01;
/** How often several are of one order, and how many gaps that goes beyond the best price on average. */
const TOGETHER = 0.3;
const REACH = 2;
/** How much longer ago each earlier trade is than the next, at most. */
const THINNING = 0.18;
/** How far the price goes in a minute, in gaps; the most it goes between two trades, and how it is drawn back. */
const WANDER = 4;
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
  let beyond = 0;
  for (let i = 0; i < RECENT || ago < BEGINNING; i++) {
    const quiet = i < RECENT ? recently(random) : Math.round(ago * THINNING * random.uniform());
    if (i === 0 || quiet > 0) {
      ago += Math.max(1, quiet);
      side = random.chance(0.5) ? 'buy' : 'sell';
      ordType = random.chance(0.5) ? 'market' : 'limit';
      const leap = Math.min(WANDER * gap * Math.sqrt(quiet / MINUTE), LEAP * reference);
      fair += random.normal() * leap + (reference - fair) * RETURN;
      beyond = random.chance(TOGETHER) ? Math.min(REACH * random.exponential() * gap, LEAP * reference) : 0;
    } else {
      // The first that an order takes are the best.
      beyond *= random.uniform();
    }
    const away = gap / 2 + beyond;
    const ticks = Math.max(1, Math.round(side === 'buy' ? fair + away : fair - away));
    const half = sizes.next() / 2n;
    trades.push({ tradeId: tradeId - i, side, ordType, ticks, lots: half > 0n ? half : 1n, at: at - ago });
  }
  return trades.reverse();
}

/** Microseconds between two recent trades. */
function recently(random: Random): number {
  if (random.chance(TOGETHER)) return 0;
  const seconds = PACE * random.exponential() + (random.chance(PAUSE) ? 120 + 480 * random.uniform() : 0);
  return Math.round(seconds * 1_000_000);
}
