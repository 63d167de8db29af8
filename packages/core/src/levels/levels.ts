/**
 * Price levels in columns: the form in which a codec hands levels to a book without making an object. Prices and
 * quantities are the digits of the wire as integers; each level also has the raw CRC of its digits. Knows neither
 * protocol nor book.
 */
import { decimalsOf, formatScaled, significantDigits } from '../decimal/decimal.js';
import { appendText } from './crc32.js';

/** A price and a quantity as plain decimals (no exponent, no sign), each with all its digits. */
export interface LevelText {
  readonly price: string;
  readonly qty: string;
}

/** Price levels as a frame tells them, without an object for each. */
export class Levels {
  length = 0;
  /** Digits behind the point of every price here; 0 when there is none. */
  priceDecimals = 0;
  /** Digits behind the point of every quantity here; 0 when there is none. */
  qtyDecimals = 0;
  /** Prices as safe integers, in units of the last decimal. */
  price = new Float64Array(16);
  /** Quantities as safe integers, in units of the last decimal; 0 removes the level. */
  qty = new Float64Array(16);
  /** Raw CRC of the significant digits of price and quantity, joined. Unset where the quantity is 0. */
  crc = new Int32Array(16);
  /** How many digits `crc` stands for. */
  digits = new Uint8Array(16);
  /** For whoever applies the levels: what quantity stood there before. */
  before = new Float64Array(16);
  /** The levels as they came, where they came as text. */
  #texts: readonly LevelText[] | undefined;
  /** Undefined where nobody asked yet whether the text fits into columns. */
  #packed: boolean | undefined = true;

  /** Whether they are in the columns: not where they came as text that does not fit. */
  get packed(): boolean {
    this.#packed ??= this.#pack(this.#texts!);
    return this.#packed;
  }

  clear(): void {
    this.length = 0;
    this.priceDecimals = 0;
    this.qtyDecimals = 0;
    this.#packed = true;
    this.#texts = undefined;
  }

  /** Makes room for at least one more level. */
  grow(): void {
    const capacity = this.price.length * 2;
    this.price = copy(this.price, new Float64Array(capacity));
    this.qty = copy(this.qty, new Float64Array(capacity));
    this.crc = copy(this.crc, new Int32Array(capacity));
    this.digits = copy(this.digits, new Uint8Array(capacity));
    this.before = copy(this.before, new Float64Array(capacity));
  }

  /** Takes levels given as text. They are put into columns when somebody needs them there. */
  take(levels: readonly LevelText[]): void {
    this.clear();
    this.#texts = levels;
    this.#packed = undefined;
  }

  /**
   * Takes levels given as text. False when they do not fit into columns and stay as they are: digits beyond 2^53, or different
   * numbers of decimals.
   */
  pack(levels: readonly LevelText[]): boolean {
    this.take(levels);
    return this.packed;
  }

  /** The levels, or only the first so many, as text, digit by digit as they came. */
  toText(count = Number.POSITIVE_INFINITY): LevelText[] {
    if (this.#texts !== undefined) return this.#texts.slice(0, count);
    const levels: LevelText[] = [];
    for (let i = 0; i < count && i < this.length; i++) {
      levels.push({
        price: formatScaled(this.price[i]!, this.priceDecimals),
        qty: formatScaled(this.qty[i]!, this.qtyDecimals),
      });
    }
    return levels;
  }

  #pack(levels: readonly LevelText[]): boolean {
    const [first = NOTHING] = levels;
    const [priceDecimals, qtyDecimals] = [decimalsOf(first.price), decimalsOf(first.qty)];
    for (const level of levels) {
      const price = Number(level.price.replace('.', ''));
      const qty = Number(level.qty.replace('.', ''));
      const sameDecimals = decimalsOf(level.price) === priceDecimals && decimalsOf(level.qty) === qtyDecimals;
      if (!sameDecimals || price > Number.MAX_SAFE_INTEGER || qty > Number.MAX_SAFE_INTEGER) return false;
      if (this.length === this.price.length) this.grow();
      const digits = levelDigits(level);
      this.price[this.length] = price;
      this.qty[this.length] = qty;
      this.crc[this.length] = appendText(0, digits);
      this.digits[this.length] = digits.length;
      this.length++;
    }
    this.priceDecimals = priceDecimals;
    this.qtyDecimals = qtyDecimals;
    return true;
  }
}

/** Has no decimals. */
const NOTHING: LevelText = { price: '', qty: '' };

/** What one level adds to a book checksum's input: the significant digits of its price, then of its quantity. */
export function levelDigits(level: LevelText): string {
  return significantDigits(level.price) + significantDigits(level.qty);
}

function copy<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
