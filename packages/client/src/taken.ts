/**
 * What a caller asked for, as it was when they asked: it is looked at again when more is known, and by then they may have
 * made something else of it. Knows nothing of what it means.
 */
import { readable } from './checks.js';

/** An order has triggers, a batch has orders that have them. Deeper there is nothing, or a circle. */
const DEPTH = 4;

/**
 * A copy of plain objects, arrays and dates; all else, such as the numbers of a decimal library, is as it was given. Throws
 * a `UsageError` when reading it throws.
 */
export function taken<T>(field: string, given: T): T {
  return readable(field, () => copy(given, DEPTH) as T);
}

function copy(given: unknown, depth: number): unknown {
  if (typeof given !== 'object' || given === null || depth === 0) return given;
  if (Array.isArray(given)) return Array.from<unknown, unknown>(given, (each) => copy(each, depth - 1));
  if (given instanceof Date) return new Date(given.getTime());
  if (!isPlain(given)) return given;
  return Object.fromEntries(Object.entries(given).map(([name, member]) => [name, copy(member, depth - 1)]));
}

/** Of whatever realm. What has a `toFixed` is a number. */
function isPlain(given: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(given);
  return (prototype === null || Object.getPrototypeOf(prototype) === null) && !('toFixed' in given);
}
