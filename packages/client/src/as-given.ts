/** What a caller gave, as it was at that moment: it is looked at again later, and may be another by then. */

/** Orders of a batch have triggers, and nothing is deeper. */
const DEPTH = 4;

/** A copy of objects, arrays and dates. Objects of a decimal library stay: they do not change. */
export function asGiven<T>(value: T, depth = DEPTH): T {
  if (typeof value !== 'object' || value === null || depth === 0 || 'toFixed' in value) return value;
  if (value instanceof Date) return new Date(value) as T & Date;
  if (Array.isArray(value)) return Array.from(value, (each) => asGiven(each, depth - 1)) as T & unknown[];
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asGiven(member, depth - 1)])) as T;
}
