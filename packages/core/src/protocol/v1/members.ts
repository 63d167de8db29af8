/** What is in v1's objects, which say in several ways that something is not there. Knows no message what it has. */
import { isText, type WireObject } from '../shape.js';

/** A text that says something: undefined when it is left out, null or empty. */
export function textIn(object: WireObject, name: string): string | undefined {
  const value = object[name];
  return isText(value) && value !== '' ? value : undefined;
}

/** What a member says: undefined when it is left out or null. */
export function given<T>(object: WireObject, name: string, read: (value: unknown) => T): T | undefined {
  const value = object[name];
  return value === undefined || value === null ? undefined : read(value);
}

/** The same without what is undefined: what is absent stays absent. */
export function present<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

/** JSON with the members in alphabetical order, as nearly all of v1's objects have them. */
export function alphabetical(members: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted));
}
