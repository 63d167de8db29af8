/**
 * Amounts as integers at a number of decimals: read from decimals, divided with a known rounding, written. Nothing goes
 * through a double. Knows no assets and no orders.
 */
import { pointed } from '../engine/scale.js';

/** A decimal as an integer and how many digits stand behind its point. */
export interface Digits {
  readonly value: bigint;
  readonly decimals: number;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/;

/** Reads a decimal, with an exponent too; trailing zeros do not count. Undefined for what is none. */
export function digitsOf(text: string): Digits | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const exponent = Number(match[4] ?? 0);
  const value = BigInt(`${match[1] ?? ''}${match[2] ?? ''}${fraction}`);
  const decimals = fraction.length - exponent;
  if (decimals >= 0) return shortened({ value, decimals });
  return { value: value * 10n ** BigInt(-decimals), decimals: 0 };
}

function shortened({ value, decimals }: Digits): Digits {
  while (decimals > 0 && value % 10n === 0n) {
    value /= 10n;
    decimals--;
  }
  return { value, decimals };
}

/** A decimal in units of the last of so many decimals. Undefined for one that has more of them, or is none. */
export function unitsOf(text: string, decimals: number): bigint | undefined {
  const digits = digitsOf(text);
  if (digits === undefined || digits.decimals > decimals) return undefined;
  return digits.value * 10n ** BigInt(decimals - digits.decimals);
}

/** The greatest integer that is not above the quotient. `by` is above zero. */
export function dividedDown(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

/** The least integer that is not below the quotient. `by` is above zero. */
export function dividedUp(value: bigint, by: bigint): bigint {
  return -dividedDown(-value, by);
}

/** The nearest integer to the quotient, halves upwards. `by` is above zero. */
export function dividedNearest(value: bigint, by: bigint): bigint {
  return dividedDown(2n * value + by, 2n * by);
}

/** Units as a decimal with all its decimals: 1500 with 3 is `1.500`. */
export function written(units: bigint, decimals: number): string {
  return pointed(String(units), decimals);
}
