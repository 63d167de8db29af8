/**
 * Prices as orders give them: a price, or an offset from another. Reads them and says what price they mean.
 * Knows no orders.
 */
import type { PriceType } from '@kraken-stream/core';
import type { Scale } from '../engine/scale.js';
import type { Distance } from '../engine/triggers.js';
import { type Digits, digitsOf, dividedNearest } from './amount.js';
import type { Terms } from './terms.js';
import { INVALID_PRICE, TICK_SIZE } from './words.js';

export type Price =
  /** A price, or an offset in quote currency with its sign. */
  | { readonly type: 'static' | 'quote'; readonly ticks: number }
  | { readonly type: 'pct'; readonly percent: Digits; readonly text: string };

/** More decimals of a percentage than this are refused. */
const PERCENT_DECIMALS = 8;
/** A percentage is not further from zero. */
const MOST_PERCENT = 1_000_000n;
/** No price is higher, nor further from another: what is counted with them stays exact. */
const MOST_TICKS = 1_000_000_000_000;

/** How prices of a pair are counted. */
type PriceTerms = Pick<Terms, 'pricePrecision' | 'step'>;

/** The price of a decimal, or why it is none. */
export function readPrice(text: string, type: PriceType, terms: PriceTerms): Price | string {
  if (type === 'pct') {
    const percent = digitsOf(text);
    return percent === undefined || !isPercentage(percent) ? INVALID_PRICE : { type, percent, text };
  }
  const negative = text.startsWith('-');
  if (type === 'static' && negative) return INVALID_PRICE;
  const ticks = ticksOf(negative ? text.slice(1) : text, terms);
  if (ticks === undefined) return TICK_SIZE;
  if (ticks > MOST_TICKS || (type === 'static' && ticks === 0)) return INVALID_PRICE;
  return { type, ticks: negative ? -ticks : ticks };
}

function isPercentage({ value, decimals }: Digits): boolean {
  const most = MOST_PERCENT * 10n ** BigInt(decimals);
  return decimals <= PERCENT_DECIMALS && value <= most && -value <= most;
}

function ticksOf(text: string, terms: PriceTerms): number | undefined {
  const digits = digitsOf(text);
  if (digits === undefined || digits.decimals > terms.pricePrecision) return undefined;
  const units = digits.value * 10n ** BigInt(terms.pricePrecision - digits.decimals);
  const ticks = units / terms.step;
  return units % terms.step === 0n ? Number(ticks) : undefined;
}

/** The price in ticks that it means, seen from another; at least one tick. */
export function resolved(price: Price, from: number): number {
  return price.type === 'static' ? price.ticks : Math.min(MOST_TICKS, Math.max(1, from + offset(price, from)));
}

function offset(price: Price, from: number): number {
  if (price.type !== 'pct') return price.ticks;
  const { value, decimals } = price.percent;
  return Number(dividedNearest(BigInt(from) * value, 100n * 10n ** BigInt(decimals)));
}

/** What a trailing order keeps from the best price. */
export function distance(price: Price): Distance {
  if (price.type !== 'pct') return { ticks: price.ticks };
  const { value, decimals } = price.percent;
  return { share: value, of: 100n * 10n ** BigInt(decimals) };
}

/** Whether it is above zero. */
export function isPositive(price: Price): boolean {
  return price.type === 'pct' ? price.percent.value > 0n : price.ticks > 0;
}

/** As reports print it. */
export function printedPrice(price: Price, scale: Scale): string {
  return price.type === 'pct' ? price.text : scale.price(price.ticks);
}
