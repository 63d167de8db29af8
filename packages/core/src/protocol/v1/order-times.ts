/**
 * The times of requests: whole seconds since 1970, or `+n` from the present on, which is left to who has a clock.
 * https://docs.kraken.com/api/docs/websocket-v1/addorder, `starttm` and `expiretm`
 */
import { isZero } from '../../decimal/decimal.js';
import { secondsOf, timeOf } from './times.js';

export const ORDER_TIME = /^\+?\d{1,11}(?:\.\d{1,9})?$/;

/** Never earlier than asked. What is no time is passed on as it came. */
export function startText(time: string): string {
  const read = secondsOf(time);
  return read === undefined ? time : String(read.seconds + (isZero(read.fraction) ? 0 : 1));
}

/** Never later than asked. What is no time is passed on as it came. */
export function expiryText(time: string): string {
  return String(secondsOf(time)?.seconds ?? time);
}

/** RFC 3339, or `+n` as it came; undefined for `0`, which is now at a beginning and never at an end. */
export function orderTimeOf(text: string): string | undefined {
  if (isZero(text)) return undefined;
  return text.startsWith('+') ? text : timeOf(text).replace(/\.0+Z$/, 'Z');
}
