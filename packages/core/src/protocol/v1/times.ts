/** v1's times: seconds since 1970 as text, `1534614248.456738`. */

/** As RFC 3339 with microseconds. What is no time is passed on as it came. */
export function timeOf(text: string): string {
  const [, seconds, fraction = ''] = /^(\d{1,11})(?:\.(\d+))?$/.exec(text) ?? [];
  if (seconds === undefined) return text;
  const whole = new Date(Number(seconds) * 1000).toISOString();
  return `${whole.slice(0, -5)}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

const RFC_3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;

/** Whole seconds since 1970 and the digits behind them; undefined for what is no time. */
export function secondsOf(time: string): { readonly seconds: number; readonly fraction: string } | undefined {
  const [, whole, fraction = '', zone] = RFC_3339.exec(time) ?? [];
  const seconds = whole === undefined ? Number.NaN : Date.parse(`${whole}${zone}`) / 1000;
  return Number.isNaN(seconds) ? undefined : { seconds, fraction };
}

/** The same time in v1's form. What is no time is passed on as it came. */
export function wireTime(time: string): string {
  const read = secondsOf(time);
  return read === undefined ? time : `${read.seconds}.${read.fraction.slice(0, 6).padEnd(6, '0')}`;
}
