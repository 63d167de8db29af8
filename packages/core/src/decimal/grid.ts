/**
 * Multiples of a step, as orders have them: prices of a tick, quantities of an increment. All texts are plain decimals.
 */
import { decimalsOf, formatScaled, multiplyDecimals, scaled } from './decimal.js';

/** The nearest multiples of `step` (above zero) that are not above and not below a decimal: twice itself when it is one. */
export function multiplesAround(text: string, step: string): [below: string, above: string] {
  const decimals = Math.max(decimalsOf(text), decimalsOf(step));
  const [value, unit] = [scaled(text, decimals), scaled(step, decimals)];
  const over = ((value % unit) + unit) % unit;
  if (over === 0n) return [text, text];
  const count = (value - over) / unit;
  return [times(step, count), times(step, count + 1n)];
}

/** The least multiple of `step` whose product with `factor` is at least `total`; all are above zero. */
export function leastMultiple(step: string, factor: string, total: string): string {
  const unit = multiplyDecimals(step, factor);
  const decimals = Math.max(decimalsOf(unit), decimalsOf(total));
  const [one, all] = [scaled(unit, decimals), scaled(total, decimals)];
  return times(step, (all + one - 1n) / one);
}

/** The same decimal without the zeros that stand behind the first `decimals` places. */
export function withoutZeros(text: string, decimals: number): string {
  let end = text.length;
  for (let rest = decimalsOf(text); rest > decimals && text[end - 1] === '0'; rest--) end--;
  return text[end - 1] === '.' ? text.slice(0, end - 1) : text.slice(0, end);
}

/** More decimals than anything has. */
const MOST_DECIMALS = 100;

/** One unit of the last of so many decimals: 0.01 of two. 0 of more than make sense. */
export function unitOf(decimals: number): string {
  if (decimals > MOST_DECIMALS) return '0';
  return decimals === 0 ? '1' : `0.${'1'.padStart(decimals, '0')}`;
}

function times(step: string, count: bigint): string {
  const decimals = decimalsOf(step);
  return formatScaled(scaled(step, decimals) * count, decimals);
}
