/** Times as the exchange writes them. Reads no clock: times are microseconds since 1970. */

let cachedSecond = Number.NaN;
let cachedText = '';

/** RFC 3339 in UTC with six decimals. */
export function timestamp(micros: number): string {
  const second = Math.floor(micros / 1_000_000);
  if (second !== cachedSecond) {
    cachedSecond = second;
    cachedText = new Date(second * 1000).toISOString().slice(0, 20);
  }
  return `${cachedText}${String(micros - second * 1_000_000).padStart(6, '0')}Z`;
}

/** The same with nine decimals. */
export function nanoTimestamp(micros: number): string {
  return `${timestamp(micros).slice(0, -1)}000Z`;
}

/** Milliseconds since 1970, with fractions, as whole microseconds. */
export function toMicros(millis: number): number {
  return Math.round(millis * 1000);
}

/** Microseconds since 1970 as milliseconds; `toMicros` gives them back exactly. */
export function toMillis(micros: number): number {
  return micros / 1000;
}
