/**
 * Fees: percent of what was traded. The rounding is made on the total of an order, so that many small fills cost no more
 * than a large one, and what an order can cost is known beforehand. Knows no assets.
 */
import { UsageError } from '@kraken-stream/core';
import { dividedUp, unitsOf } from './amount.js';

/** Decimals of a percentage, and those of a hundred. */
const DECIMALS = 8;
const SCALE = 10n ** BigInt(DECIMALS + 2);

/** What fraction of the cost is taken, in units of 10^-10. */
export interface FeeRates {
  readonly maker: bigint;
  readonly taker: bigint;
}

/** Percentages as decimals. Throws `UsageError` for what is no decimal from 0 up to, not including, 100. */
export function feeRates({ maker, taker }: { readonly maker: string; readonly taker: string }): FeeRates {
  return { maker: rate('fees.maker', maker), taker: rate('fees.taker', taker) };
}

function rate(field: string, percent: string): bigint {
  const units = unitsOf(percent, DECIMALS);
  if (units !== undefined && units >= 0n && units < SCALE) return units;
  throw new UsageError(
    field,
    `${field}: expected a percentage from 0 to below 100 such as '0.26', received ${percent}`,
  );
}

/** The fees of one order. */
export class FeeMeter {
  /** Units of the asset in which a fee is counted. */
  readonly #unit: bigint;
  #exact = 0n;
  #charged = 0n;

  constructor(unit: bigint) {
    this.#unit = unit;
  }

  /** What has been charged so far. */
  get charged(): bigint {
    return this.#charged;
  }

  /** What is to be paid for a fill of this amount. */
  charge(amount: bigint, rate: bigint): bigint {
    const fee = this.most(amount, rate);
    this.#exact += amount * rate;
    this.#charged += fee;
    return fee;
  }

  /** The most that fills of this amount together can cost from now on. */
  most(amount: bigint, rate: bigint): bigint {
    return dividedUp(this.#exact + amount * rate, SCALE * this.#unit) * this.#unit - this.#charged;
  }
}
