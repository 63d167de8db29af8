/**
 * The times of requests: whole seconds since 1970, or `+n` from the present on, which is left to who has a clock.
 * https://docs.kraken.com/api/docs/websocket-v1/addorder, `starttm` and `expiretm`
 */
import { isZero } from '../../decimal/decimal.js';
import { timeOf } from './times.js';

const RFC_3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;

export const ORDER_TIME = /^\+?\d{1,11}(?:\.\d{1,9})?$/;

/** Never earlier than asked. What is no time is passed on as it came. */
export function startText(time: string): string {
  const { seconds, within } = secondsOf(time);
  return seconds === undefined ? time : String(seconds + (within ? 1 : 0));
}

/** Never later than asked. What is no time is passed on as it came. */
export function expiryText(time: string): string {
  const { seconds } = secondsOf(time);
  return seconds === undefined ? time : String(seconds);
}

/** `within`: whether it lies behind these seconds. */
function secondsOf(time: string): { readonly seconds?: number; readonly within: boolean } {
  const [, whole, fraction = '', zone] = RFC_3339.exec(time) ?? [];
  const seconds = whole === undefined ? Number.NaN : Date.parse(`${whole}${zone}`) / 1000;
  return Number.isNaN(seconds) ? { within: false } : { seconds, within: !isZero(fraction) };
}

/** RFC 3339, or `+n` as it came; undefined for `0`, which is now at a beginning and never at an end. */
export function orderTimeOf(text: string): string | undefined {
  if (isZero(text)) return undefined;
  return text.startsWith('+') ? text : timeOf(text).replace(/\.0+Z$/, 'Z');
}
