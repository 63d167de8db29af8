/**
 * Decimals that a caller gives. A number that does not say exactly what was meant is refused.
 */
import { cut, UsageError } from '../errors.js';
import { isDecimal, plain } from './decimal.js';

/** A decimal as a caller may give it: text, a number, or a decimal library's object (its `toFixed()` is read). */
export type DecimalInput = string | number | { toFixed(): string };

/** A double says no more than 15 digits exactly. */
const EXACT_DIGITS = 15;

/** The plain decimal text of a caller's input; a `UsageError` that names `field` when it is none. */
export function decimalFrom(field: string, input: DecimalInput): string {
  const text = textOf(input);
  if (text === undefined || !isDecimal(text)) {
    const received = text === undefined ? 'one that throws' : typeof input === 'number' ? text : quoted(text);
    throw new UsageError(field, `${field}: expected a decimal such as '0.25', received ${received}`);
  }
  const decimal = plain(text);
  if (typeof input === 'number' && decimal.replace(/^-?0*\.?0*|\./g, '').length > EXACT_DIGITS) {
    const near = plain(String(Number(input.toPrecision(EXACT_DIGITS))));
    const rule = `at most ${EXACT_DIGITS} digits of a number, which holds no more exactly`;
    throw new UsageError(field, `${field}: expected ${rule}, received ${text}; give it as text, such as '${near}'`);
  }
  return decimal;
}

/** Undefined when the input throws. */
function textOf(input: DecimalInput): string | undefined {
  if (typeof input !== 'object') return String(input);
  try {
    return String(input.toFixed());
  } catch {
    return undefined;
  }
}

function quoted(text: string): string {
  return `'${cut(text)}'`;
}
