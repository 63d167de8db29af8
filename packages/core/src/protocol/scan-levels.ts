/**
 * What the book scanners of all protocols share: the digits of levels and of a checksum, read straight into integers.
 * What is read here is of proven shape: a scanner's regular expression has seen to that.
 */
import { BYTE_TABLE } from '../levels/crc32.js';
import type { Levels } from '../levels/levels.js';
import type { BookFrame } from './codec.js';

/** Characters of any text without quotes, escapes and control characters, as a regular expression. */
export const SYMBOL = '[ !#-\\[\\]-~]*';
/** A number of at most 32 bits and a little more, likewise. */
export const CHECKSUM = '(?:0|[1-9]\\d{0,9})';
/** A frame of 1000 levels a side has 80,000 characters, in v1 100,000; an expression's own memory grows with the text. */
export const MAX_LENGTH = 250_000;

const QUOTE = 34;
const COMMA = 44;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const BRACKET = 93;

/** Behind a quoted quantity a time, which has always as many digits. */
const TIME = '","1693415330.886651"'.length;
const REPUBLISHED = ',"r"'.length;

/** More digits than this may exceed 2^53. */
const MAX_DIGITS = 16;

/**
 * Reads levels up to the bracket that ends them; the bracket's offset, or -1 when they do not fit. `toPrice` and `toQty`
 * are the characters before a level's price, and between price and quantity. Where a quantity is quoted a time follows,
 * and perhaps a mark.
 */
export function scanLevels(text: string, i: number, levels: Levels, toPrice: number, toQty: number): number {
  levels.clear();
  if (text.charCodeAt(i) === BRACKET) return i;
  for (let length = 0; ; length++) {
    if (length === levels.price.length) levels.grow();

    let crc = 0;
    let levelDigits = 0;
    let c = 0;
    // First the price, then the quantity, in the same steps; a function of them could not return all that they find.
    for (let isPrice = true; ; isPrice = false) {
      // Zeros in front of the first other digit are no part of value and CRC; a whole part that begins with zero must be
      // just that.
      let value = 0;
      let decimals = 0;
      i += isPrice ? toPrice : toQty;
      let start = i;
      c = text.charCodeAt(i);
      if (c === ZERO) {
        start++;
        c = text.charCodeAt(++i);
        if (c >= ZERO && c <= NINE) return -1;
      }
      for (; c >= ZERO && c <= NINE; c = text.charCodeAt(++i)) {
        value = value * 10 + (c - ZERO);
        crc = BYTE_TABLE[(crc ^ c) & 255]! ^ (crc >>> 8);
      }
      let digits = i - start;
      if (c === POINT) {
        const point = i;
        start = i + 1;
        c = text.charCodeAt(++i);
        if (digits === 0) {
          while (c === ZERO) c = text.charCodeAt(++i);
          start = i;
        }
        for (; c >= ZERO && c <= NINE; c = text.charCodeAt(++i)) {
          value = value * 10 + (c - ZERO);
          crc = BYTE_TABLE[(crc ^ c) & 255]! ^ (crc >>> 8);
        }
        digits += i - start;
        decimals = i - point - 1;
      }
      if (digits > MAX_DIGITS || value > Number.MAX_SAFE_INTEGER) return -1;
      levelDigits += digits;
      if (isPrice) {
        if (digits === 0) return -1;
        if (length === 0) levels.priceDecimals = decimals;
        else if (decimals !== levels.priceDecimals) return -1;
        levels.price[length] = value;
      } else {
        if (length === 0) levels.qtyDecimals = decimals;
        else if (decimals !== levels.qtyDecimals) return -1;
        levels.qty[length] = value;
        break;
      }
    }
    levels.crc[length] = crc;
    levels.digits[length] = levelDigits;

    if (c === QUOTE) {
      i += TIME;
      if (text.charCodeAt(i) === COMMA) i += REPUBLISHED;
    }
    i++;
    if (text.charCodeAt(i) === BRACKET) {
      levels.length = length + 1;
      return i;
    }
    i++;
  }
}

/** Reads a checksum into `frame`; the offset behind it, or -1 when it has more than 32 bits. */
export function scanChecksum(text: string, i: number, frame: BookFrame): number {
  let checksum = 0;
  let c = text.charCodeAt(i);
  // Nine digits are a small integer.
  for (const end = i + 9; i < end && c >= ZERO && c <= NINE; c = text.charCodeAt(++i))
    checksum = checksum * 10 + (c - ZERO);
  frame.checksum = checksum;
  if (c >= ZERO && c <= NINE) {
    frame.checksum = checksum * 10 + (c - ZERO);
    if (frame.checksum > 0xffffffff) return -1;
    i++;
  }
  return i;
}
