/**
 * How a pair's integers are written: prices are counted in ticks (price increments), quantities in lots (units of the
 * last quantity decimal). Never goes through a float. Knows nothing of books.
 */
import type { Pair } from '@kraken-stream/core';

/** `digits` as a decimal with `precision` places: 5100 with 8 is 0.00005100. */
function pointed(digits: string, precision: number): string {
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

  /** A price as the exchange prints it. */
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
