/**
 * How a pair's integers are written: prices are counted in ticks (price increments), quantities in lots (units of the
 * last quantity decimal). Never goes through a float. Knows nothing of books.
 */
import type { Pair } from '@kraken-stream/core';

/** `digits` as a decimal with `precision` places: 5100 with 8 is 0.00005100. */
export function pointed(digits: string, precision: number): string {
  if (digits.startsWith('-')) return `-${pointed(digits.slice(1), precision)}`;
  if (precision === 0) return digits;
  if (digits.length <= precision) return `0.${digits.padStart(precision, '0')}`;
  return `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

/** The digits of a plain decimal as an integer of 10^-precision units. Throws when it has more places than that. */
function units(text: string, precision: number): bigint {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  const fraction = (match?.[2] ?? '').replace(/0+$/, '');
  if (match === null || fraction.length > precision) {
    throw new RangeError(`expected a plain decimal with at most ${precision} places, received ${text}`);
  }
  return BigInt((match[1] ?? '') + fraction.padEnd(precision, '0'));
}

/** The nearest integer to a fraction, halves away from zero. `by` is above zero. */
function divided(value: bigint, by: bigint): bigint {
  return value < 0n ? -divided(-value, by) : (2n * value + by) / (2n * by);
}

/** Decimals of percentages and of amounts in dollars. */
const CENTS = 2;

/** The notation of one pair. */
export class Scale {
  readonly #pricePrecision: number;
  readonly #qtyPrecision: number;
  /** Units of the last price decimal in one tick. */
  readonly #step: number;

  constructor(pair: Pick<Pair, 'pricePrecision' | 'qtyPrecision' | 'priceIncrement'>) {
    this.#pricePrecision = pair.pricePrecision;
    this.#qtyPrecision = pair.qtyPrecision;
    this.#step = Number(units(pair.priceIncrement, pair.pricePrecision));
  }

  /** A price, or a difference of prices, as the exchange prints it. */
  price(ticks: number): string {
    return pointed(this.priceDigits(ticks), this.#pricePrecision);
  }

  /** A price as it stands in a checksum: without point and leading zeros. */
  priceDigits(ticks: number): string {
    return String(ticks * this.#step);
  }

  /** A quantity as the exchange prints it. */
  qty(lots: bigint): string {
    return pointed(String(lots), this.#qtyPrecision);
  }

  /** A quantity from its digits, as `String(lots)` gives them. */
  qtyFromDigits(digits: string): string {
    return pointed(digits, this.#qtyPrecision);
  }

  /** The mean price of so many lots, for which `turnover` was paid: the sum of ticks times lots. Zero for none. */
  vwap(turnover: bigint, lots: bigint): string {
    const units = lots === 0n ? 0n : divided(turnover * BigInt(this.#step), lots);
    return pointed(String(units), this.#pricePrecision);
  }

  /** What so many lots cost at a price, with two decimals. */
  cost(lots: bigint, ticks: number): string {
    const decimals = this.#pricePrecision + this.#qtyPrecision;
    const units = lots * BigInt(ticks * this.#step) * 10n ** BigInt(CENTS);
    return pointed(String(divided(units, 10n ** BigInt(decimals))), CENTS);
  }

  /** The ticks of a price. Throws `RangeError` for a price that is no multiple of the increment. */
  ticks(price: string): number {
    const ticks = Number(units(price, this.#pricePrecision)) / this.#step;
    if (!Number.isSafeInteger(ticks))
      throw new RangeError(`expected a multiple of the price increment, received ${price}`);
    return ticks;
  }

  /** The lots of a quantity. Throws `RangeError` for one with too many decimals. */
  lots(qty: string): bigint {
    return units(qty, this.#qtyPrecision);
  }
}

/** How far a price has gone from another, in percent with two decimals. */
export function percent(from: number, to: number): string {
  if (from === 0) return pointed('0', CENTS);
  return pointed(String(divided(BigInt(to - from) * 10n ** BigInt(2 + CENTS), BigInt(from))), CENTS);
}
