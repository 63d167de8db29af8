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
import type { BookFrame } from '../codec.js';
import { CHECKSUM, MAX_LENGTH, SYMBOL, scanChecksum, scanLevels } from '../scan-levels.js';

/** Written out, an engine compares it without trying anything twice. */
const TIME = '\\d\\d\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d\\d\\d\\dZ';
const DECIMAL = '\\d+(?:\\.\\d+)?';
const LEVEL = `\\{"price":${DECIMAL},"qty":${DECIMAL}\\}`;
const LEVELS = `\\[(?:${LEVEL}(?:,${LEVEL})*)?\\]`;
const SHAPE = new RegExp(
  `^\\{"channel":"book","type":"(?:update|snapshot)","data":\\[\\{"symbol":"${SYMBOL}","bids":${LEVELS},"asks":${LEVELS},` +
    `"checksum":${CHECKSUM}(?:,"timestamp":"${TIME}")?\\}\\]\\}$`,
);

const UPDATE_SYMBOL = '{"channel":"book","type":"update","data":[{"symbol":"'.length;
const SNAPSHOT_SYMBOL = '{"channel":"book","type":"snapshot","data":[{"symbol":"'.length;
const TYPE = '{"channel":"book","type":"'.length;
const BIDS = '","bids":['.length;
const ASKS = '],"asks":['.length;
const TO_CHECKSUM = '],"checksum":'.length;
const TIMESTAMP = ',"timestamp":"2026-08-01T02:53:53.646219Z"}]}';
const TO_PRICE = '{"price":'.length;
const TO_QTY = ',"qty":'.length;
const END = '"}]}'.length;

const QUOTE = 34;
const COMMA = 44;
const LETTER_S = 115;

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

  i = scanLevels(text, i + BIDS, frame.bids, TO_PRICE, TO_QTY);
  if (i < 0) return false;
  i = scanLevels(text, i + ASKS, frame.asks, TO_PRICE, TO_QTY);
  if (i < 0) return false;
  return scanChecksum(text, i + TO_CHECKSUM, frame) > 0;
}

/** The time of a frame that the scanner takes; undefined when it has none. */
export function bookTime(text: string): string | undefined {
  const start = text.length - TIMESTAMP.length;
  return text.startsWith(',"timestamp":"', start) ? text.slice(start + ',"timestamp":"'.length, -END) : undefined;
}
