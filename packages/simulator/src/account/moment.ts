/** Times in requests. Reads no clock: all are microseconds since 1970. */

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** The time of an RFC 3339 text, to the microsecond. Undefined for what is none. */
export function momentOf(text: string): number | undefined {
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const fraction = match[1] ?? '';
  const seconds = Date.parse(text.replace(fraction, '').replace(' ', 'T').toUpperCase());
  if (Number.isNaN(seconds)) return undefined;
  return seconds * 1000 + Number(fraction.slice(1, 7).padEnd(6, '0'));
}

/** RFC 3339 in whole seconds, rounded up. */
export function wholeSeconds(micros: number): string {
  return `${new Date(Math.ceil(micros / 1_000_000) * 1000).toISOString().slice(0, 19)}Z`;
}
