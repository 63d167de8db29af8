/** What is in v1's objects. Knows no message what it has. */
/** JSON with the members in alphabetical order, as nearly all of v1's objects have them. */
export function alphabetical(members: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted));
}
