/**
 * The fast way for v2 book frames. It knows exactly one shape, the recorded one:
 *
 *     {"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1.0,"qty":1.00000000}],"asks":[],
 *     "checksum":1,"timestamp":"2026-08-01T02:53:53.646219Z"}]}
 *
 * compact, keys in this order, the timestamp optional. Whatever departs from it in the least (another order, white
 * space, an escape, an exponent, a sign, digits beyond 2^53, decimals that differ within a side, a price of zero) is
 * left to `decode`. It allocates nothing.
 *
 * A regular expression proves the shape: an engine compiles it to machine code that compares several characters at
 * once, which no loop over `charCodeAt` can. What follows may then step over all that is constant and read only digits.
 */
import { BYTE_TABLE } from '../../levels/crc32.js';
import type { Levels } from '../../levels/levels.js';
import type { BookFrame } from '../codec.js';

const SYMBOL = '[ !#-\\[\\]-~]*';
/** Written out, an engine compares it without trying anything twice. */
const TIME = '\\d\\d\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d\\d\\d\\dZ';
const DECIMAL = '(?:0|[1-9]\\d*)(?:\\.\\d+)?';
const LEVEL = `\\{"price":${DECIMAL},"qty":${DECIMAL}\\}`;
const LEVELS = `\\[(?:${LEVEL}(?:,${LEVEL})*)?\\]`;
const SHAPE = new RegExp(
  `^\\{"channel":"book","type":"(?:update|snapshot)","data":\\[\\{"symbol":"${SYMBOL}","bids":${LEVELS},"asks":${LEVELS},` +
    `"checksum":(?:0|[1-9]\\d{0,9})(?:,"timestamp":"${TIME}")?\\}\\]\\}$`,
);
/** A frame of 1000 levels a side has 80,000 characters; the expression's own memory grows with the text. */
const MAX_LENGTH = 250_000;

const UPDATE_SYMBOL = '{"channel":"book","type":"update","data":[{"symbol":"'.length;
const SNAPSHOT_SYMBOL = '{"channel":"book","type":"snapshot","data":[{"symbol":"'.length;
const TYPE = '{"channel":"book","type":"'.length;
const BIDS = '","bids":['.length;
const ASKS = '],"asks":['.length;
const CHECKSUM = '],"checksum":'.length;
const TIMESTAMP = ',"timestamp":"'.length;
const PRICE = '{"price":'.length;
const QTY = ',"qty":'.length;
const END = '"}]}'.length;

const QUOTE = 34;
const COMMA = 44;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const BRACKET = 93;
const LETTER_S = 115;

/** More digits than this may exceed 2^53. */
const MAX_DIGITS = 16;

/** Fills `frame` from a book frame of the recorded shape; false for any other text. */
export function scanBook(text: string, frame: BookFrame): boolean {
  if (text.length > MAX_LENGTH || !SHAPE.test(text)) return false;
  frame.snapshot = text.charCodeAt(TYPE) === LETTER_S;
  let i = frame.snapshot ? SNAPSHOT_SYMBOL : UPDATE_SYMBOL;
  // Frames of one symbol come in runs: is this one as long as the last? A comma follows a quote only behind a symbol.
  const end = i + frame.symbolEnd - frame.symbolStart;
  if (text.charCodeAt(end) === QUOTE && text.charCodeAt(end + 1) === COMMA) {
    frame.symbolStart = i;
    i = end;
  } else {
    frame.symbolStart = i;
    while (text.charCodeAt(i) !== QUOTE) i++;
  }
  frame.symbolEnd = i;

  i = scanLevels(text, i + BIDS, frame.bids);
  if (i < 0) return false;
  i = scanLevels(text, i + ASKS, frame.asks);
  if (i < 0) return false;

  i += CHECKSUM;
  let checksum = 0;
  let c = text.charCodeAt(i);
  // Nine digits are a small integer.
  for (const end = i + 9; i < end && c >= ZERO && c <= NINE; c = text.charCodeAt(++i))
    checksum = checksum * 10 + (c - ZERO);
  frame.checksum = checksum;
  if (c >= ZERO && c <= NINE) {
    frame.checksum = checksum * 10 + (c - ZERO);
    if (frame.checksum > 0xffffffff) return false;
    c = text.charCodeAt(++i);
  }
  frame.timestampStart = c === COMMA ? i + TIMESTAMP : -1;
  frame.timestampEnd = c === COMMA ? text.length - END : -1;
  return true;
}

/** Reads levels of proven shape up to the bracket that ends them; the bracket's offset, or -1 when they do not fit. */
function scanLevels(text: string, i: number, levels: Levels): number {
  levels.clear();
  if (text.charCodeAt(i) === BRACKET) return i;
  for (let length = 0; ; length++) {
    if (length === levels.price.length) levels.grow();

    // Price and quantity are read by the same steps; a shared function could not return all that they find. Zeros in
    // front of the first other digit are no part of value and CRC; a whole part that begins with zero is just that.
    let value = 0;
    let crc = 0;
    let decimals = 0;
    i += PRICE;
    let start = i;
    let c = text.charCodeAt(i);
    if (c === ZERO) {
      start++;
      c = text.charCodeAt(++i);
    }
    for (; c >= ZERO; c = text.charCodeAt(++i)) {
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
      for (; c >= ZERO; c = text.charCodeAt(++i)) {
        value = value * 10 + (c - ZERO);
        crc = BYTE_TABLE[(crc ^ c) & 255]! ^ (crc >>> 8);
      }
      digits += i - start;
      decimals = i - point - 1;
    }
    if (digits === 0 || digits > MAX_DIGITS || value > Number.MAX_SAFE_INTEGER) return -1;
    if (length === 0) levels.priceDecimals = decimals;
    else if (decimals !== levels.priceDecimals) return -1;
    levels.price[length] = value;
    const priceDigits = digits;

    value = 0;
    decimals = 0;
    i += QTY;
    start = i;
    c = text.charCodeAt(i);
    if (c === ZERO) {
      start++;
      c = text.charCodeAt(++i);
    }
    for (; c >= ZERO && c <= NINE; c = text.charCodeAt(++i)) {
      value = value * 10 + (c - ZERO);
      crc = BYTE_TABLE[(crc ^ c) & 255]! ^ (crc >>> 8);
    }
    digits = i - start;
    if (c === POINT) {
      const point = i;
      start = i + 1;
      c = text.charCodeAt(++i);
      if (digits === 0) {
        while (c === ZERO) c = text.charCodeAt(++i);
        start = i;
      }
      for (; c <= NINE; c = text.charCodeAt(++i)) {
        value = value * 10 + (c - ZERO);
        crc = BYTE_TABLE[(crc ^ c) & 255]! ^ (crc >>> 8);
      }
      digits += i - start;
      decimals = i - point - 1;
    }
    if (digits > MAX_DIGITS || value > Number.MAX_SAFE_INTEGER) return -1;
    if (length === 0) levels.qtyDecimals = decimals;
    else if (decimals !== levels.qtyDecimals) return -1;
    levels.qty[length] = value;
    levels.crc[length] = crc;
    levels.digits[length] = priceDigits + digits;

    i++;
    if (text.charCodeAt(i) === BRACKET) {
      levels.length = length + 1;
      return i;
    }
    i++;
  }
}
