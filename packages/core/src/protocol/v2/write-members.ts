/** Values as the exchange writes them, by what members.ts says of their kind. */
import { decimal, isObject, type WireObject, wireName } from '../shape.js';
import type { Kind } from './members.js';

/** JSON; decimals digit by digit. */
export function written(kind: Kind<unknown>, value: unknown): string {
  const { element, members } = kind;
  if (element !== undefined && Array.isArray(value)) return `[${value.map((each) => written(element, each))}]`;
  if (members !== undefined && isObject(value)) return objectIn(kind, Object.keys(members), value);
  return kind === decimal ? String(value) : JSON.stringify(value);
}

/** A JSON object, members in this order; those that are undefined are left out. */
export function objectIn(
  { members = {}, named = {} }: Kind<unknown>,
  order: readonly string[],
  value: WireObject,
): string {
  const json: string[] = [];
  for (const name of order) {
    const member = value[name];
    if (member !== undefined) json.push(`"${named[name] ?? wireName(name)}":${written(members[name]!, member)}`);
  }
  return `{${json}}`;
}
