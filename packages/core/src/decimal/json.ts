/**
 * JSON without losing a digit. `JSON.parse` turns `0.10000000` into a double, and the zeros that a book checksum reads
 * are gone. Here every number token is quoted before the platform's parser sees the text, so that it comes back as
 * text: a string that begins with `NUMBER_MARK`, which tells it from a string of the wire.
 *
 * Knows no protocol.
 */
import { cut } from '../errors.js';

/** First character of a parsed number. DEL is legal in JSON strings, needs no escape and occurs in no frame. */
export const NUMBER_MARK = '\x7f';
const MARK_CODE = 0x7f;
const OPEN = `"${NUMBER_MARK}`;

/** Parses JSON text. Throws a `SyntaxError` where it is not JSON. */
export function parseJson(text: string): unknown {
  return JSON.parse(quoteNumbers(text));
}

/** Whether a parsed value was a number on the wire. */
export function isNumber(value: unknown): value is string {
  return typeof value === 'string' && value.charCodeAt(0) === MARK_CODE;
}

/** The digits of a parsed number, or undefined for any other value. The digits may have an exponent. */
export function numberText(value: unknown): string | undefined {
  return isNumber(value) ? value.slice(1) : undefined;
}

/** What a parsed value was on the wire, short enough for an error message. */
export function describeJson(value: unknown): string {
  const number = numberText(value);
  if (number !== undefined) return `the number ${cut(number)}`;
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `the string ${JSON.stringify(cut(value))}` : String(value);
}

function quoteNumbers(text: string): string {
  const length = text.length;
  let quoted = '';
  let taken = 0;
  let i = 0;
  while (i < length) {
    const c = text.charCodeAt(i);
    if (c === 34) {
      i = stringEnd(text, i);
    } else if ((c >= 48 && c <= 57) || c === 45) {
      const start = i++;
      while (i < length && isNumberPart(text.charCodeAt(i))) i++;
      quoted += text.slice(taken, start) + OPEN + text.slice(start, i);
      quoted += '"';
      taken = i;
    } else {
      i++;
    }
  }
  return taken === 0 ? text : quoted + text.slice(taken);
}

/** The offset behind a string that begins at `start`; the text's length when it does not end. */
function stringEnd(text: string, start: number): number {
  // The platform finds a character faster than a loop does.
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    if (!isEscaped(text, end)) return end + 1;
  }
  return text.length;
}

/** Whether an odd number of backslashes stands before a quote, so that it is part of its string. */
function isEscaped(text: string, quote: number): boolean {
  let i = quote;
  while (text.charCodeAt(i - 1) === 92) i--;
  return (quote - i) % 2 === 1;
}

function isNumberPart(c: number): boolean {
  return (c >= 48 && c <= 57) || c === 46 || c === 101 || c === 69 || c === 43 || c === 45;
}
