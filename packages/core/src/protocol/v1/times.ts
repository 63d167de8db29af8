/** v1's times: seconds since 1970 as text, `1534614248.456738`. */

/** What they look like. */
export const SECONDS = /^(\d{1,11})(?:\.(\d+))?$/;

/** As RFC 3339 with microseconds. What is no time is passed on as it came. */
export function timeOf(text: string): string {
  const [, seconds, fraction = ''] = SECONDS.exec(text) ?? [];
  return seconds === undefined ? text : rfc3339(Number(seconds), fraction, 6);
}

/** So many minutes before a time, as RFC 3339 with nanoseconds: where a candle begins that ends then. */
export function beginOf(end: string, minutes: number): string {
  const [, seconds, fraction = ''] = SECONDS.exec(end) ?? [];
  return seconds === undefined ? end : rfc3339(Number(seconds) - 60 * minutes, fraction, 9);
}

/** The same time in v1's form. What is no time is passed on as it came. */
export function wireTime(time: string): string {
  return shifted(time, 0);
}

/** The end of a candle of so many minutes that begins then, in v1's form. */
export function endOf(begin: string, minutes: number): string {
  return shifted(begin, minutes);
}

function shifted(time: string, minutes: number): string {
  const { seconds = -1, fraction = '' } = secondsOf(time) ?? {};
  return seconds >= 0 ? `${seconds + 60 * minutes}.${fraction.slice(0, 6).padEnd(6, '0')}` : time;
}

const RFC_3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;

/** Whole seconds since 1970 and the digits behind them; undefined for what is no time. */
export function secondsOf(time: string): { readonly seconds: number; readonly fraction: string } | undefined {
  const [, whole, fraction = '', zone] = RFC_3339.exec(time) ?? [];
  const seconds = whole === undefined ? Number.NaN : Date.parse(`${whole}${zone}`) / 1000;
  return Number.isNaN(seconds) ? undefined : { seconds, fraction };
}

function rfc3339(seconds: number, fraction: string, digits: number): string {
  const whole = new Date(seconds * 1000).toISOString();
  return `${whole.slice(0, -5)}.${fraction.slice(0, digits).padEnd(digits, '0')}Z`;
}
