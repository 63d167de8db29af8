/** What is not there stays absent: members that are undefined say nothing, and must not replace what is known. */

/** An object without those of its members that are undefined. */
export function present<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
