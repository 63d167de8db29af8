/**
 * What a parsed frame must look like, and how it is read, in one go. Only of what a shape does not accept is it asked where
 * that is wrong, and what was expected there.
 */
import { isDecimal, isZero, plain } from '../decimal/decimal.js';
import { describeJson, isNumber, NUMBER_MARK, numberText } from '../decimal/json.js';

/** What is read of a value that does not look as it must. */
export const WRONG: unique symbol = /* @__PURE__ */ Symbol('wrong');
type Wrong = typeof WRONG;

export interface Shape<T = unknown> {
  /** What an error says was expected. */
  readonly expected: string;
  read(value: unknown): T | Wrong;
  /** What is in it, by name, each with its shape; undefined for what has not even the outer form. */
  readonly parts?: ((value: unknown) => readonly Part[] | undefined) | undefined;
}

/** What a shape is read as. */
export type Read<S> = S extends Shape<infer T> ? T : never;

type Part = readonly [name: string | number, value: unknown, shape: Shape];

/** Whether a value has a shape. */
export function accepts(shape: Shape, value: unknown): boolean {
  return shape.read(value) !== WRONG;
}

/** What a value says; undefined where it has not its shape. */
export function taken<T>(shape: Shape<T>, value: unknown): T | undefined {
  const read = shape.read(value);
  return read === WRONG ? undefined : read;
}

/** What is read as it stands, where `is` says that it may. */
function leaf<T>(expected: string, is: (value: unknown) => value is T): Shape<T> {
  return { expected, read: (value) => (is(value) ? value : WRONG) };
}

/** A shape, read in another way. */
export function reading<T, U>(shape: Shape<T>, read: (value: T) => U | Wrong): Shape<U> {
  return {
    ...shape,
    read: (value) => {
      const taken = shape.read(value);
      return taken === WRONG ? WRONG : read(taken as T);
    },
  };
}

/** One of a few texts. */
export function choice<const T extends string>(...texts: T[]): Shape<T> {
  const expected = texts.map((each) => `'${each}'`).join(' or ');
  return leaf(expected, (value): value is T => texts.some((each) => each === value));
}

/** A string of the wire, not a number. */
export const text: Shape<string> = /* @__PURE__ */ leaf('a string', isText);

/** What says that a request was carried out. */
export const success: Shape<true> = /* @__PURE__ */ leaf('true', (value) => value === true);

export const flag: Shape<boolean> = /* @__PURE__ */ leaf('true or false', (value) => typeof value === 'boolean');

/** Who took: a buyer or a seller. */
export const side: Shape<'buy' | 'sell'> = /* @__PURE__ */ choice('buy', 'sell');

/** What is not looked at. */
export const anything: Shape = { expected: 'anything', read: (value) => value };

/** A decimal of any sign, every digit kept. Numbers in quotes are taken as well: their digits are as exact. */
export const decimal: Shape<string> = { expected: 'a decimal', read: (value) => decimalIn(value) };

/** A quantity: zero or above. */
export const quantity: Shape<string> = {
  expected: 'a decimal of zero or above',
  read: (value) => unsigned(decimalIn(value)),
};

/** A price: above zero. */
export const price: Shape<string> = {
  expected: 'a decimal above zero',
  read: (value) => {
    const digits = unsigned(decimalIn(value));
    return digits !== WRONG && isZero(digits) ? WRONG : digits;
  },
};

/** An integer from 0 to 2^53 - 1. */
export const integer: Shape<number> = {
  expected: 'an integer from 0 to 9007199254740991',
  read: (value) => integerIn(value, /^(?:0|[1-9]\d{0,15})$/),
};

/** An integer from -(2^53 - 1) to 2^53 - 1. */
export const signedInteger: Shape<number> = {
  expected: 'a safe integer',
  read: (value) => integerIn(value, /^(?:0|-?[1-9]\d{0,15})$/),
};

/** A decimal that is a number of the wire, not in quotes. */
export const number: Shape<string> = {
  expected: 'a number',
  read: (value) => (isNumber(value) ? decimalIn(value) : WRONG),
};

/** An integer of any size, read as text. */
export const identifier: Shape<string> = {
  expected: 'an integer',
  read: (value) => {
    const digits = numberText(value);
    return digits !== undefined && /^(?:0|[1-9]\d{0,19})$/.test(digits) ? digits : WRONG;
  },
};

/** A CRC-32. */
export const checksum: Shape<number> = /* @__PURE__ */ reading(
  { ...integer, expected: 'an unsigned 32-bit integer' },
  (value) => (value <= 0xffffffff ? value : WRONG),
);

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return { ...shape, read: (value) => (value === undefined ? undefined : shape.read(value)) };
}

/** Null instead of a value that is not there. */
export function nullable<T>(shape: Shape<T>): Shape<T | undefined> {
  return { ...shape, read: (value) => (value === null ? undefined : shape.read(value)) };
}

/** A string of the wire that looks like this. */
export function matching(expected: string, pattern: RegExp): Shape<string> {
  return leaf(expected, (value): value is string => isText(value) && pattern.test(value));
}

/** What a shape of numbers accepts, or the same in quotes. */
export function quotable<T>(shape: Shape<T>): Shape<T> {
  return { ...shape, read: (value) => shape.read(isText(value) ? `${NUMBER_MARK}${value}` : value) };
}

export function list<T>(shape: Shape<T>): Shape<readonly T[]> {
  return {
    expected: 'an array',
    read(value) {
      if (!Array.isArray(value)) return WRONG;
      const all: T[] = [];
      for (let i = 0; i < value.length; i++) {
        const element = shape.read(value[i]);
        if (element === WRONG) return WRONG;
        all.push(element);
      }
      return all;
    },
    parts: (value) => (Array.isArray(value) ? value.map((element, i) => [i, element, shape]) : undefined),
  };
}

/** An array of exactly one, read as that. */
export function single<T>(shape: Shape<T>): Shape<T> {
  return {
    expected: 'an array of one',
    read: (value) => (Array.isArray(value) && value.length === 1 ? shape.read(value[0]) : WRONG),
    parts: (value) => (Array.isArray(value) && value.length === 1 ? [[0, value[0], shape]] : undefined),
  };
}

/** The shapes of what is in something. */
export type Shapes<T> = { readonly [K in keyof T]: Shape<T[K]> };

/** An array that begins with these; what stands behind them is ignored. */
export function tuple<const T extends readonly unknown[]>(...shapes: Shapes<T>): Shape<T> {
  return {
    expected: 'an array',
    read(value) {
      if (!Array.isArray(value)) return WRONG;
      const all: unknown[] = [];
      for (let i = 0; i < shapes.length; i++) {
        const element = shapes[i]!.read(value[i]);
        if (element === WRONG) return WRONG;
        all.push(element);
      }
      return all as readonly unknown[] as T;
    },
    parts: (value) => (Array.isArray(value) ? shapes.map((shape, i) => [i, value[i], shape]) : undefined),
  };
}

/** Names of the wire by ours. */
export type Names = Readonly<Record<string, string>>;

/** `clOrdId` is `cl_ord_id`. */
export function wireName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * An object with these members; others are ignored. `named`: what those are called on the wire that are not called there as
 * here, in snake case. What is absent stays absent when it is read: it is no news about what was there before.
 */
export function record<T extends object>(members: Shapes<T>, named: Names = {}): Shape<T> {
  const names = Object.keys(members);
  const wire = names.map((name) => named[name] ?? wireName(name));
  const shapes: readonly Shape[] = Object.values(members);
  return {
    expected: 'an object',
    read(value) {
      if (!isObject(value)) return WRONG;
      const all: Record<string, unknown> = {};
      for (let i = 0; i < wire.length; i++) {
        const member = shapes[i]!.read(value[wire[i]!]);
        if (member === WRONG) return WRONG;
        if (member !== undefined) all[names[i]!] = member;
      }
      return all as T;
    },
    parts: (value) => (isObject(value) ? wire.map((name, i) => [name, value[name], shapes[i]!]) : undefined),
  };
}

/** An object whose members are all like this, whatever they are called. */
export function entries<T>(shape: Shape<T>): Shape<readonly (readonly [string, T])[]> {
  return {
    expected: 'an object',
    read(value) {
      if (!isObject(value)) return WRONG;
      const all: (readonly [string, T])[] = [];
      for (const [name, member] of Object.entries(value)) {
        const read = shape.read(member);
        if (read === WRONG) return WRONG;
        all.push([name, read]);
      }
      return all;
    },
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
  const wrong = shape.parts?.(value)?.find(([, part, inner]) => !accepts(inner, part));
  if (wrong === undefined) return { path, expected: shape.expected, received: describeJson(value) };
  const [name, part, inner] = wrong;
  return explain(inner, part, path === '' ? `${name}` : `${path}.${name}`);
}

/** What nearly all decimals of the wire look like. */
const COMMON = /^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?$/;
const MINUS = 45;

/** The plain text of a decimal. */
function decimalIn(value: unknown): string | Wrong {
  if (typeof value !== 'string') return WRONG;
  const digits = numberText(value) ?? value;
  if (COMMON.test(digits)) return digits;
  return isDecimal(digits) ? plain(digits) : WRONG;
}

function unsigned(digits: string | Wrong): string | Wrong {
  return digits !== WRONG && digits.charCodeAt(0) === MINUS ? WRONG : digits;
}

function integerIn(value: unknown, form: RegExp): number | Wrong {
  const digits = numberText(value);
  return digits !== undefined && form.test(digits) && Number.isSafeInteger(Number(digits)) ? Number(digits) : WRONG;
}
