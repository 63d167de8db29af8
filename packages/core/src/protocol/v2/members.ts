/**
 * The members of the wire's objects, each described once: how it looks, and what is in it. Messages and requests call them
 * as the wire does, in camelCase. Knows of no message what it has.
 */
import { list, type Names, optional, record, type Shape, text } from '../shape.js';

/** A kind of value. */
export interface Kind<T> extends Shape<T> {
  /** The texts that mean something, where it is one of a few. */
  readonly choice?: readonly string[];
  /** What its elements are, when it is an array. */
  readonly element?: Kind<unknown>;
  /** What is in it, when it is an object. */
  readonly members?: AnyMembers;
  /** Which of those must be there. */
  readonly required?: readonly string[];
  /** Which of them are called otherwise on the wire: see `record`. */
  readonly named?: Names;
}

/** What is in an object, by the names that messages and requests have for it. */
export type Members<T> = { readonly [K in keyof T]-?: Kind<Exclude<T[K], undefined>> };
export type AnyMembers = Readonly<Record<string, Kind<unknown>>>;

/** One of a few texts. That it is one is no matter of shape: the exchange refuses another in other words. */
export function oneOf<T extends string>(choice: readonly T[]): Kind<T> {
  return { ...(text as Shape<T>), choice };
}

export function listOf<T>(element: Kind<T>): Kind<readonly T[]> {
  return { ...list(element), element };
}

export function objectOf<T extends object>(
  members: Members<T>,
  required: readonly (keyof T & string)[],
  named: Names = {},
): Kind<T> {
  const kinds: AnyMembers = members;
  const needed: readonly string[] = required;
  const shapes = Object.entries(kinds).map(([name, kind]) => [name, needed.includes(name) ? kind : optional(kind)]);
  return { ...(record(Object.fromEntries(shapes), named) as Shape<T>), members, required, named };
}
