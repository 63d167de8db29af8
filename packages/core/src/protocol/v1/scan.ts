/**
 * The fast way for v1 book frames. It knows exactly the recorded shapes:
 *
 *     [336,{"b":[["27117.40000","0.00000000","1693415330.886651"],["27116.80000","0.14741986","1693415325.036931","r"]],
 *     "c":"3139033408"},"book-10","XBT/USD"]
 *     [1920,{"a":[["0.042990","2.28072281","1618678145.920470"]]},{"b":[["0.042980","0.00000000","1618678145.920708"]],
 *     "c":"4105471083"},"book-1000","SC/EUR"]
 *     [336,{"as":[["27120.00000","4.28732553","1693415327.935623"]],"bs":[]},"book-10","XBT/USD"]
 *
 * compact, asks before bids. Whatever departs from them in the least is left to `decode`, as in v2, and shape and digits
 * are read in the same way. It allocates nothing.
 */
import type { BookFrame } from '../codec.js';
import { CHECKSUM, MAX_LENGTH, SYMBOL, scanChecksum, scanLevels } from '../scan-levels.js';
import { timeOf } from './times.js';

/** Written out, an engine compares it without trying anything twice. */
const TIME = '\\d\\d\\d\\d\\d\\d\\d\\d\\d\\d\\.\\d\\d\\d\\d\\d\\d';
const DECIMAL = '\\d+\\.\\d+';
const LEVEL = `\\["${DECIMAL}","${DECIMAL}","${TIME}"(?:,"r")?\\]`;
const SOME = `\\[${LEVEL}(?:,${LEVEL})*\\]`;
const ANY = `\\[(?:${LEVEL}(?:,${LEVEL})*)?\\]`;
const SHAPE = new RegExp(
  `^\\[(?:0|[1-9]\\d{0,14}),\\{"(?:[ab]":${SOME}(?:\\},\\{"b":${SOME})?,"c":"${CHECKSUM}"|as":${ANY},"bs":${ANY})` +
    `\\},"book-(?:10|25|100|500|1000)","${SYMBOL}"\\]$`,
);

const MAP = ',{"'.length;
const LEVELS = 'a":['.length;
const SNAPSHOT_LEVELS = 'as":['.length;
const BIDS = ']},{"b":['.length;
const SNAPSHOT_BIDS = '],"bs":['.length;
const TO_CHECKSUM = '],"c":"'.length;
const TO_DEPTH = '"},"book-'.length;
const SNAPSHOT_TO_DEPTH = ']},"book-'.length;
const TO_SYMBOL = '","'.length;
const END = '"]'.length;
const TO_PRICE = '["'.length;
const TO_QTY = '","'.length;

const QUOTE = 34;
const COMMA = 44;
const ONE = 49;
const BRACE = 125;
const LETTER_B = 98;
const LETTER_S = 115;

/** Fills `frame` from a book frame of the recorded shapes; false for any other text. */
export function scanBook(text: string, frame: BookFrame): boolean {
  if (text.length > MAX_LENGTH || !SHAPE.test(text)) return false;
  const { bids, asks } = frame;
  let i = 2;
  while (text.charCodeAt(i) !== COMMA) i++;
  i += MAP;
  frame.snapshot = text.charCodeAt(i + 1) === LETTER_S;
  if (frame.snapshot) {
    i = scanLevels(text, i + SNAPSHOT_LEVELS, asks, TO_PRICE, TO_QTY);
    if (i < 0) return false;
    i = scanLevels(text, i + SNAPSHOT_BIDS, bids, TO_PRICE, TO_QTY);
    if (i < 0) return false;
    frame.checksum = -1;
    i += SNAPSHOT_TO_DEPTH;
  } else {
    if (text.charCodeAt(i) === LETTER_B) {
      asks.clear();
      i = scanLevels(text, i + LEVELS, bids, TO_PRICE, TO_QTY);
      // Bids twice: the expression is faster without a word on that.
      if (i < 0 || text.charCodeAt(i + 1) === BRACE) return false;
    } else {
      i = scanLevels(text, i + LEVELS, asks, TO_PRICE, TO_QTY);
      if (i < 0) return false;
      if (text.charCodeAt(i + 1) === BRACE) i = scanLevels(text, i + BIDS, bids, TO_PRICE, TO_QTY);
      else bids.clear();
      if (i < 0) return false;
    }
    i = scanChecksum(text, i + TO_CHECKSUM, frame);
    if (i < 0) return false;
    i += TO_DEPTH;
  }
  let digits = 2;
  while (text.charCodeAt(i + digits) !== QUOTE) digits++;
  const startsWithOne = text.charCodeAt(i) === ONE;
  if (digits === 2) frame.depth = startsWithOne ? 10 : 25;
  else if (digits === 3) frame.depth = startsWithOne ? 100 : 500;
  else frame.depth = 1000;
  i += digits;
  frame.symbolStart = i + TO_SYMBOL;
  frame.symbolEnd = text.length - END;
  return true;
}

const TIMES = new RegExp(`${TIME}(?="\\]|","r"\\])`, 'g');

/** The latest time of the levels of a frame that the scanner takes; undefined when it has none. */
export function bookTime(text: string): string | undefined {
  const times = text.match(TIMES);
  return times === null ? undefined : timeOf(times.reduce((latest, time) => (time > latest ? time : latest)));
}
