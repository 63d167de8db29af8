/**
 * The members of the wire's objects, each described once: how it looks, how it is read and how it is written. Messages
 * and requests call them as the wire does, in camelCase. Knows of no message what it has.
 */
import {
  decimal,
  flag,
  integer,
  list,
  type Names,
  number,
  optional,
  record,
  type Shape,
  signedInteger,
  text,
  wireName,
} from '../shape.js';

/** A kind of value. */
export interface Kind<T> extends Shape<T> {
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

export const TEXT: Kind<string> = { ...text, write: quote };
export const FLAG: Kind<boolean> = { ...flag, write: String };
/** An integer of zero or above. */
export const COUNT: Kind<number> = { ...integer, write: String };
/** An integer of any sign. */
export const INTEGER: Kind<number> = { ...signedInteger, write: String };
/** A decimal as the exchange may send it, written digit by digit. */
export const DECIMAL: Kind<string> = { ...decimal, write: String };
/** A decimal as the exchange takes it: not in quotes. */
export const NUMBER: Kind<string> = { ...number, write: String };

/** One of a few texts. That it is one is no matter of shape: the exchange refuses another in other words. */
export function oneOf<T extends string>(choice: readonly T[]): Kind<T> {
  return { ...(text as Shape<T>), write: quote, choice };
}

export function listOf<T>(element: Kind<T>): Kind<readonly T[]> {
  return { ...list(element), write: (values) => `[${values.map((each) => element.write(each))}]`, element };
}

/** `named`: see `record`. */
export function objectOf<T extends object>(
  members: Members<T>,
  required: readonly (keyof T & string)[],
  named: Names = {},
): Kind<T> {
  const kinds: AnyMembers = members;
  const needed: readonly string[] = required;
  const shapes = Object.entries(kinds).map(([name, kind]) => [name, needed.includes(name) ? kind : optional(kind)]);
  return {
    ...(record(Object.fromEntries(shapes), named) as Shape<T>),
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
  named: Names = {},
): string {
  const kinds: AnyMembers = members;
  const values = new Map<string, unknown>(Object.entries(value));
  const written: string[] = [];
  for (const name of order) {
    const member = values.get(name);
    if (member !== undefined) written.push(`"${named[name] ?? wireName(name)}":${kinds[name]!.write(member)}`);
  }
  return `{${written}}`;
}

function quote(value: string): string {
  return JSON.stringify(value);
}
