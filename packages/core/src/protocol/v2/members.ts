/**
 * The members of the wire's objects, each described once: how it looks, how it is read and how it is written. Messages
 * and requests call them as the wire does, in camelCase. Knows of no message what it has.
 */
import {
  decimal,
  decimalOf,
  flag,
  integer,
  integerOf,
  list,
  number,
  optional,
  record,
  type Shape,
  signedInteger,
  text,
  type WireObject,
} from '../shape.js';

/** A kind of value. */
export interface Kind<T> {
  readonly shape: Shape;
  /** What the exchange calls it. */
  readonly json: 'a string' | 'a boolean' | 'a number_integer' | 'a number_float' | 'an array' | 'an object';
  /** Reads what its shape accepts. */
  read(value: unknown): T;
  /** JSON. */
  write(value: T): string;
  /** The texts that mean something, where it is one of a few. */
  readonly choice?: readonly string[];
  /** What its elements are, when it is an array. */
  readonly element?: Kind<unknown>;
  /** What is in it, when it is an object. */
  readonly members?: AnyMembers;
  /** Which of those must be there. */
  readonly required?: readonly string[];
}

/** What is in an object, by the names that messages and requests have for it. */
export type Members<T> = { readonly [K in keyof T]-?: Kind<Exclude<T[K], undefined>> };
export type AnyMembers = Readonly<Record<string, Kind<unknown>>>;

export const TEXT: Kind<string> = { shape: text, json: 'a string', read: (value) => value as string, write: quote };
export const FLAG: Kind<boolean> = {
  shape: flag,
  json: 'a boolean',
  read: (value) => value as boolean,
  write: String,
};
/** An integer of zero or above. */
export const COUNT: Kind<number> = { shape: integer, json: 'a number_integer', read: integerOf, write: String };
/** An integer of any sign. */
export const INTEGER: Kind<number> = { shape: signedInteger, json: 'a number_integer', read: integerOf, write: String };
/** A decimal as the exchange may send it, written digit by digit. */
export const DECIMAL: Kind<string> = { shape: decimal, json: 'a number_float', read: decimalOf, write: String };
/** A decimal as the exchange takes it: not in quotes. */
export const NUMBER: Kind<string> = { shape: number, json: 'a number_float', read: decimalOf, write: String };

/** One of a few texts. That it is one is no matter of shape: the exchange refuses another in other words. */
export function oneOf<T extends string>(choice: readonly T[]): Kind<T> {
  return { shape: text, json: 'a string', read: (value) => value as T, write: quote, choice };
}

export function listOf<T>(element: Kind<T>): Kind<readonly T[]> {
  return {
    shape: list(element.shape),
    json: 'an array',
    read: (value) => (value as unknown[]).map((each) => element.read(each)),
    write: (values) => `[${values.map((each) => element.write(each))}]`,
    element,
  };
}

/** `named` says what its members are called on the wire. */
export function objectOf<T extends object>(
  members: Members<T>,
  required: readonly (keyof T & string)[],
  named: (name: string) => string = wireName,
): Kind<T> {
  const all: [string, Kind<unknown>][] = Object.entries(members);
  const names = all.map(([name, kind]) => [name, named(name), kind] as const);
  const needed: readonly string[] = required;
  return {
    shape: record(
      Object.fromEntries(
        names.map(([name, wire, { shape }]) => [wire, needed.includes(name) ? shape : optional(shape)]),
      ),
    ),
    json: 'an object',
    read(value) {
      // What is absent stays absent: it is no news about what was there before.
      const read: Record<string, unknown> = {};
      for (const [name, wire, kind] of names) {
        const member = (value as WireObject)[wire];
        if (member !== undefined) read[name] = kind.read(member);
      }
      return read as T;
    },
    write: (value) => objectIn(members, Object.keys(members), value, named),
    members,
    required,
  };
}

/** A JSON object of these members, in this order; those that are undefined are left out. */
export function objectIn<T extends object>(
  members: Members<T>,
  order: readonly string[],
  value: T,
  named: (name: string) => string = wireName,
): string {
  const kinds: AnyMembers = members;
  const values = new Map<string, unknown>(Object.entries(value));
  const written: string[] = [];
  for (const name of order) {
    const member = values.get(name);
    if (member !== undefined) written.push(`"${named(name)}":${kinds[name]!.write(member)}`);
  }
  return `{${written}}`;
}

/** `clOrdId` is `cl_ord_id`. */
export function wireName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function quote(value: string): string {
  return JSON.stringify(value);
}
