/**
 * What a parsed frame must look like. A shape says fast that nothing is wrong with a value; only of what it does not accept
 * is it asked where, and what was expected there. A test holds the two equal.
 */
import { isDecimal, isZero, plain } from '../decimal/decimal.js';
import { describeJson, isNumber, NUMBER_MARK, numberText } from '../decimal/json.js';

export interface Shape {
  /** What an error says was expected. */
  readonly expected: string;
  accepts(value: unknown): boolean;
  /** What is in it, by name, each with its shape; undefined for what has not even the outer form. */
  readonly parts?: ((value: unknown) => readonly Part[] | undefined) | undefined;
}

type Part = readonly [name: string | number, value: unknown, shape: Shape];

function leaf(expected: string, accepts: (value: unknown) => boolean): Shape {
  return { expected, accepts };
}

/** One of a few texts. */
export function choice(...texts: string[]): Shape {
  return leaf(texts.map((each) => `'${each}'`).join(' or '), (value) => texts.some((each) => each === value));
}

/** A string of the wire, not a number. */
export const text: Shape = /* @__PURE__ */ leaf('a string', isText);

/** What says that a request was carried out. */
export const success: Shape = /* @__PURE__ */ leaf('true', (value) => value === true);

export const flag: Shape = /* @__PURE__ */ leaf('true or false', (value) => typeof value === 'boolean');

/** Whether a frame is a whole or a change. */
export const frameType: Shape = /* @__PURE__ */ choice('snapshot', 'update');

/** Who took: a buyer or a seller. */
export const side: Shape = /* @__PURE__ */ choice('buy', 'sell');

/** What is not looked at. */
export const anything: Shape = /* @__PURE__ */ leaf('anything', () => true);

/** A decimal of any sign. Numbers in quotes are taken as well: their digits are as exact. */
export const decimal: Shape = /* @__PURE__ */ leaf(
  'a decimal',
  (value) => typeof value === 'string' && (SIGNED.test(value) || decimalText(value) !== undefined),
);

/** A quantity: zero or above. */
export const quantity: Shape = /* @__PURE__ */ leaf('a decimal of zero or above', isUnsigned);

/** A price: above zero. */
export const price: Shape = /* @__PURE__ */ leaf(
  'a decimal above zero',
  (value) => isUnsigned(value) && !isZero(value),
);

/** An integer from 0 to 2^53 - 1. */
export const integer: Shape = /* @__PURE__ */ leaf('an integer from 0 to 9007199254740991', (value) => {
  const digits = numberText(value);
  return digits !== undefined && /^(?:0|[1-9]\d{0,15})$/.test(digits) && Number.isSafeInteger(Number(digits));
});

/** An integer from -(2^53 - 1) to 2^53 - 1. */
export const signedInteger: Shape = /* @__PURE__ */ leaf('a safe integer', (value) => {
  const digits = numberText(value);
  return digits !== undefined && /^(?:0|-?[1-9]\d{0,15})$/.test(digits) && Number.isSafeInteger(Number(digits));
});

/** A decimal that is a number of the wire, not in quotes. */
export const number: Shape = /* @__PURE__ */ leaf('a number', (value) => isNumber(value) && decimal.accepts(value));

/** An integer of any size; read it as text. */
export const identifier: Shape = /* @__PURE__ */ leaf('an integer', (value) => {
  const digits = numberText(value);
  return digits !== undefined && /^(?:0|[1-9]\d{0,19})$/.test(digits);
});

/** A CRC-32. */
export const checksum: Shape = /* @__PURE__ */ leaf(
  'an unsigned 32-bit integer',
  (value) => integer.accepts(value) && integerOf(value) <= 0xffffffff,
);

export function optional(shape: Shape): Shape {
  return { ...shape, accepts: (value) => value === undefined || shape.accepts(value) };
}

/** Null instead of a value that is not there. */
export function nullable(shape: Shape): Shape {
  return { ...shape, accepts: (value) => value === null || shape.accepts(value) };
}

/** A string of the wire that looks like this. */
export function matching(expected: string, pattern: RegExp): Shape {
  return leaf(expected, (value) => isText(value) && pattern.test(value));
}

/** What a shape of numbers accepts, or the same in quotes. */
export function quotable(shape: Shape): Shape {
  return leaf(shape.expected, (value) => shape.accepts(value) || shape.accepts(marked(value)));
}

/** A number in quotes as if it had none. */
function marked(value: unknown): unknown {
  return isText(value) ? `${NUMBER_MARK}${value}` : value;
}

export function list(shape: Shape): Shape {
  return {
    expected: 'an array',
    accepts(value) {
      if (!Array.isArray(value)) return false;
      for (let i = 0; i < value.length; i++) if (!shape.accepts(value[i])) return false;
      return true;
    },
    parts: (value) => (Array.isArray(value) ? value.map((element, i) => [i, element, shape]) : undefined),
  };
}

/** An array of exactly one. */
export function single(shape: Shape): Shape {
  return {
    expected: 'an array of one',
    accepts: (value) => Array.isArray(value) && value.length === 1 && shape.accepts(value[0]),
    parts: (value) => (Array.isArray(value) && value.length === 1 ? [[0, value[0], shape]] : undefined),
  };
}

/** An array that begins with these; what stands behind them is ignored. */
export function tuple(...shapes: Shape[]): Shape {
  return {
    expected: 'an array',
    accepts(value) {
      if (!Array.isArray(value)) return false;
      for (let i = 0; i < shapes.length; i++) if (!shapes[i]!.accepts(value[i])) return false;
      return true;
    },
    parts: (value) => (Array.isArray(value) ? shapes.map((shape, i) => [i, value[i], shape]) : undefined),
  };
}

/** An object with these members; others are ignored. */
export function record(members: Record<string, Shape>): Shape {
  const names = Object.keys(members);
  const shapes = Object.values(members);
  return {
    expected: 'an object',
    accepts(value) {
      if (!isObject(value)) return false;
      for (let i = 0; i < names.length; i++) if (!shapes[i]!.accepts(value[names[i]!])) return false;
      return true;
    },
    parts: (value) => (isObject(value) ? names.map((name, i) => [name, value[name], shapes[i]!]) : undefined),
  };
}

/** An object whose members are all like this, whatever they are called. */
export function entries(shape: Shape): Shape {
  return {
    expected: 'an object',
    accepts: (value) => isObject(value) && Object.values(value).every((member) => shape.accepts(member)),
    parts: (value) =>
      isObject(value) ? Object.entries(value).map(([name, member]) => [name, member, shape]) : undefined,
  };
}

/** A parsed JSON object. */
export type WireObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && !isNumber(value);
}

/** What is wrong with a value that a shape does not accept: the first of it, and where. */
export function explain(shape: Shape, value: unknown, path = ''): { path: string; expected: string; received: string } {
  const wrong = shape.parts?.(value)?.find(([, part, inner]) => !inner.accepts(part));
  if (wrong === undefined) return { path, expected: shape.expected, received: describeJson(value) };
  const [name, part, inner] = wrong;
  return explain(inner, part, path === '' ? `${name}` : `${path}.${name}`);
}

/** The plain text of an accepted decimal, every digit kept. */
export function decimalOf(value: unknown): string {
  const digits = numberText(value) ?? (value as string);
  // Of what a decimal is made of, only the letters of exponents come behind the digits.
  for (let i = 0; i < digits.length; i++) if (digits.charCodeAt(i) > NINE) return plain(digits);
  return digits;
}

/** The value of an accepted integer. */
export function integerOf(value: unknown): number {
  return Number(numberText(value) ?? value);
}

/** The text of an accepted identifier. */
export function identifierOf(value: unknown): string {
  return numberText(value) ?? '';
}

/** What an optional member says, if it is there. */
export function maybe<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

/** What nearly all decimals of the wire look like, told without cutting the mark off. */
const COMMON = new RegExp(`^${NUMBER_MARK}?(?:0|[1-9]\\d{0,20})(?:\\.\\d{1,20})?$`);
const SIGNED = new RegExp(`^${NUMBER_MARK}?-?(?:0|[1-9]\\d{0,20})(?:\\.\\d{1,20})?$`);
const MINUS = 45;
const NINE = 57;

function isUnsigned(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  if (COMMON.test(value)) return true;
  const digits = decimalText(value);
  return digits !== undefined && digits.charCodeAt(0) !== MINUS;
}

function decimalText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const digits = numberText(value) ?? value;
  return isDecimal(digits) ? plain(digits) : undefined;
}
