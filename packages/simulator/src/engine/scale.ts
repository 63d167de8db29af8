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

/** How many decimals are written. */
export interface Decimals {
  readonly price: number;
  readonly qty: number;
}

/** The notation of one pair. */
export class Scale {
  readonly #pricePrecision: number;
  readonly #qtyPrecision: number;
  /** Units of the last price decimal in one tick. */
  readonly #step: number;
  readonly #written: Decimals;
  /** What stands behind the digits that prices and quantities have of themselves. */
  readonly #priceZeros: string;
  readonly #qtyZeros: string;

  /** `written` where a protocol writes more decimals than the pair has. */
  constructor(
    { pricePrecision, qtyPrecision, priceIncrement }: Pick<Pair, 'pricePrecision' | 'qtyPrecision' | 'priceIncrement'>,
    written: Decimals = { price: pricePrecision, qty: qtyPrecision },
  ) {
    this.#pricePrecision = pricePrecision;
    this.#qtyPrecision = qtyPrecision;
    this.#step = Number(units(priceIncrement, pricePrecision));
    this.#written = written;
    this.#priceZeros = '0'.repeat(written.price - pricePrecision);
    this.#qtyZeros = '0'.repeat(written.qty - qtyPrecision);
  }

  /** A price, or a difference of prices, as the exchange prints it. */
  price(ticks: number): string {
    return pointed(this.priceDigits(ticks), this.#written.price);
  }

  /** A price as it stands in a checksum: without point and leading zeros. */
  priceDigits(ticks: number): string {
    return `${ticks * this.#step}${this.#priceZeros}`;
  }

  /** A quantity as the exchange prints it. */
  qty(lots: bigint): string {
    return pointed(this.qtyDigits(lots), this.#written.qty);
  }

  /** A quantity as it stands in a checksum. */
  qtyDigits(lots: bigint): string {
    return `${lots}${this.#qtyZeros}`;
  }

  /** A quantity from its digits, as `qtyDigits` gives them. */
  qtyFromDigits(digits: string): string {
    return pointed(digits, this.#written.qty);
  }

  /** The mean price of so many lots, for which `turnover` was paid: the sum of ticks times lots. Zero for none. */
  vwap(turnover: bigint, lots: bigint): string {
    const more = 10n ** BigInt(this.#priceZeros.length);
    const units = lots === 0n ? 0n : divided(turnover * BigInt(this.#step) * more, lots);
    return pointed(String(units), this.#written.price);
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
