/**
 * Exact decimals as text: what counts as one, and the few operations that need no arithmetic library.
 * Knows no JSON, no protocol and no book.
 */

/** Longest decimal that is taken from the wire, in characters. Real ones stay below 30. */
const MAX_DECIMAL_LENGTH = 64;
/** Largest exponent that is taken from the wire: `1e-08` is seen, `1e999999999` would fill the memory. */
const MAX_EXPONENT = 40;

const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const SCIENTIFIC = /^(-?(?:0|[1-9]\d*)(?:\.\d+)?)[eE]([+-]?\d+)$/;
const NOT_ZERO = /^[^eE]*[1-9]/;

/** A JSON number token of reasonable size. */
export function isDecimal(text: string): boolean {
  if (text.length > MAX_DECIMAL_LENGTH) return false;
  if (PLAIN.test(text)) return true;
  const exponent = SCIENTIFIC.exec(text)?.[2];
  return exponent !== undefined && Math.abs(Number(exponent)) <= MAX_EXPONENT;
}

/** Decided on the digits: `0.00000000` is zero, `0.00000001` is not. */
export function isZero(text: string): boolean {
  return !NOT_ZERO.test(text);
}

/** How many digits stand behind the point, trailing zeros included. `text` has no exponent. */
export function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** Writes the exponent of a decimal out: `1e-08` becomes `0.00000001`. Text without one is returned as it is. */
export function plain(text: string): string {
  const parts = PLAIN.test(text) ? null : SCIENTIFIC.exec(text);
  if (parts === null) return text;
  const mantissa = parts[1]!;
  const decimals = decimalsOf(mantissa) - Number(parts[2]);
  const digits = BigInt(mantissa.replace('.', ''));
  return decimals < 0 ? String(digits * 10n ** BigInt(-decimals)) : formatScaled(digits, decimals);
}

/** The integer of a plain decimal at a number of decimals that is not below its own: `1.5` at 3 is 1500n. */
export function scaled(text: string, decimals: number): bigint {
  return BigInt(text.replace('.', '') + '0'.repeat(decimals - decimalsOf(text)));
}

/** The decimal of a scaled integer: 1500 at 3 decimals is `1.500`. The integer must be safe. */
export function formatScaled(value: number | bigint, decimals: number): string {
  const negative = value < 0;
  const digits = String(negative ? -value : value).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative ? `-${text}` : text;
}

/** Below, equal or above zero as `a` is below, equal to or above `b`. Both are plain decimals. */
export function compareDecimals(a: string, b: string): number {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  const difference = scaled(a, decimals) - scaled(b, decimals);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The exact sum of two plain decimals, with as many decimals as the one that has more. */
export function addDecimals(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  return formatScaled(scaled(a, decimals) + scaled(b, decimals), decimals);
}

/** The exact difference of two plain decimals, with as many decimals as the one that has more. */
export function subtractDecimals(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  return formatScaled(scaled(a, decimals) - scaled(b, decimals), decimals);
}

/** The exact product of two plain decimals, with as many decimals as both have together. */
export function multiplyDecimals(a: string, b: string): string {
  return formatScaled(scaled(a, decimalsOf(a)) * scaled(b, decimalsOf(b)), decimalsOf(a) + decimalsOf(b));
}

/** The quotient of two plain decimals that are not below zero, rounded half up; `b` is not zero. */
export function divideDecimals(a: string, b: string, decimals: number): string {
  const own = Math.max(decimalsOf(a), decimalsOf(b));
  const [dividend, divisor] = [scaled(a, own) * 10n ** BigInt(decimals), scaled(b, own)];
  return formatScaled((2n * dividend + divisor) / (2n * divisor), decimals);
}

/** The exact sum of plain decimals; `0` of none. */
export function sumDecimals(texts: Iterable<string>): string {
  let sum = '0';
  for (const text of texts) sum = addDecimals(sum, text);
  return sum;
}

/** The digits that a book checksum reads of a plain decimal: no point, no leading zeros. */
export function significantDigits(text: string): string {
  return text.replace('.', '').replace(/^0+/, '');
}
