/**
 * In which integers the money of one pair is counted. All that moves moves in units of an asset's last decimal, so that
 * sums are exact. Knows no orders.
 */
import type { Asset, Pair } from '@kraken-stream/core';
import type { Scale } from '../engine/scale.js';
import type { Scales } from '../notation.js';
import { dividedDown, dividedUp, unitsOf, written } from './amount.js';

/**
 * Decimals of each asset's ledger: its own, or those of its quantities where a pair trades it in smaller parts. By them a
 * fill never moves less than it says.
 */
export function decimalsOfAssets(assets: readonly Asset[], pairs: readonly Pair[]): Map<string, number> {
  const decimals = new Map(assets.map(({ id, precision }) => [id, precision]));
  for (const { base, qtyPrecision } of pairs) decimals.set(base, Math.max(qtyPrecision, decimals.get(base) ?? 0));
  return decimals;
}

/** Of dollars in reports about pairs that are traded for something else. */
const DOLLAR_PRECISION = 4;

/** What of an instrument never changes while it is traded. */
export class Terms {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** How a protocol writes prices and quantities. */
  readonly scales: Scales;
  readonly baseDecimals: number;
  readonly quoteDecimals: number;
  /** Decimals in which costs are printed. */
  readonly costPrecision: number;
  /** Decimals in which reports print dollars: where a pair is traded for them, those of its costs. */
  readonly dollarPrecision: number;
  /** Units of the quote asset in the smallest cost. */
  readonly costUnit: bigint;
  /** Decimals of a price times a quantity. */
  readonly #turnoverDecimals: number;
  /** Units of the last price decimal in a tick. */
  readonly step: bigint;
  readonly pricePrecision: number;
  readonly qtyPrecision: number;
  readonly #lot: bigint;

  constructor(pair: Pair, scales: Scales, decimals: ReadonlyMap<string, number>) {
    this.symbol = pair.symbol;
    this.base = pair.base;
    this.quote = pair.quote;
    this.scales = scales;
    this.baseDecimals = decimals.get(pair.base) ?? pair.qtyPrecision;
    this.quoteDecimals = decimals.get(pair.quote) ?? pair.costPrecision;
    this.costPrecision = pair.costPrecision;
    this.dollarPrecision = pair.quote === 'USD' ? pair.costPrecision : DOLLAR_PRECISION;
    this.costUnit = 10n ** BigInt(Math.max(0, this.quoteDecimals - pair.costPrecision));
    this.#turnoverDecimals = pair.pricePrecision + pair.qtyPrecision;
    this.step = unitsOf(pair.priceIncrement, pair.pricePrecision) ?? 1n;
    this.pricePrecision = pair.pricePrecision;
    this.qtyPrecision = pair.qtyPrecision;
    this.#lot = 10n ** BigInt(this.baseDecimals - pair.qtyPrecision);
  }

  /** The notation of the pair itself. */
  get scale(): Scale {
    return this.scales.v2;
  }

  /** Lots in units of the base asset. */
  amount(lots: bigint): bigint {
    return lots * this.#lot;
  }

  /** What ticks times lots cost, in units of the quote asset: what a fill moves, rounded down. */
  cost(turnover: bigint): bigint {
    return dividedDown(this.#numerator(turnover), this.#denominator) * this.costUnit;
  }

  /** What units of the base asset are worth at a price in ticks, in units of the quote asset, rounded down. */
  worth(units: bigint, ticks: number): bigint {
    return dividedDown(this.#numerator(units * BigInt(ticks)), this.#denominator * this.#lot) * this.costUnit;
  }

  /** The most that fills of so much ticks times lots can cost together. */
  mostCost(turnover: bigint): bigint {
    return dividedUp(this.#numerator(turnover), this.#denominator) * this.costUnit;
  }

  /** The most ticks times lots that cost no more than so many units of the quote asset. */
  turnover(cost: bigint): bigint {
    const numerator = cost * 10n ** BigInt(Math.max(0, this.#turnoverDecimals - this.quoteDecimals));
    return numerator / (this.step * 10n ** BigInt(Math.max(0, this.quoteDecimals - this.#turnoverDecimals)));
  }

  /** A cost as a decimal, in whole units of the quote asset. Undefined for one with too many decimals. */
  spendable(cost: string): bigint | undefined {
    const decimals = Math.max(this.costPrecision, this.quoteDecimals);
    const units = unitsOf(cost, decimals);
    return units === undefined ? undefined : dividedDown(units, 10n ** BigInt(decimals - this.quoteDecimals));
  }

  /** A cost, or a fee in the quote asset, as reports print it. */
  printedCost(units: bigint): string {
    const by = this.quoteDecimals - this.costPrecision;
    return written(by > 0 ? units / 10n ** BigInt(by) : units * 10n ** BigInt(-by), this.costPrecision);
  }

  #numerator(turnover: bigint): bigint {
    return turnover * this.step * 10n ** BigInt(Math.max(0, this.#costDecimals - this.#turnoverDecimals));
  }

  get #denominator(): bigint {
    return 10n ** BigInt(Math.max(0, this.#turnoverDecimals - this.#costDecimals));
  }

  get #costDecimals(): number {
    return Math.min(this.costPrecision, this.quoteDecimals);
  }
}
