/** The times of requests: text of RFC 3339, or a `Date`. The present is told by who asks. */
import { show, wrong } from './given.js';
import type { Check } from './members.js';

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

const DEADLINE_MIN_MS = 500;
const DEADLINE_MAX_MS = 60_000;
const DAY_MS = 86_400_000;
/** The longest of months. */
const MONTH_MS = 31 * DAY_MS;

/** Text for the wire. */
export const checkDeadline: Check<string> = (field, value, _, { now }) => {
  const [from, to] = [now + DEADLINE_MIN_MS, now + DEADLINE_MAX_MS];
  const at = timeOf(value);
  if (at !== undefined && at >= from && at <= to) return value instanceof Date ? value.toISOString() : String(value);
  const [first, last] = [new Date(from).toISOString(), new Date(to).toISOString()];
  throw wrong(field, `a time 0.5 to 60 s ahead, from ${first} to ${last}`, show(value));
};

/** Text for the wire, in the future and at most a month ahead. */
export const checkExpireTime: Check<string | undefined> = (field, value, { timeInForce }, { now }) => {
  if (timeInForce !== 'gtd') {
    if (value === undefined) return undefined;
    throw wrong(field, "none but with timeInForce 'gtd'", `${show(value)} with ${show(timeInForce ?? 'gtc')}`);
  }
  const text = seconds(value);
  const at = timeOf(text);
  if (at !== undefined && at > now && at <= now + MONTH_MS) return text;
  const rule = `a time in the future, at most a month ahead, such as '${secondsText(now + DAY_MS)}'`;
  throw wrong(field, value === undefined ? `${rule}, with timeInForce 'gtd'` : rule, show(value));
};

/** Text for the wire. */
export const checkEffectiveTime: Check<string> = (field, value, _, { now }) => {
  const text = seconds(value);
  if (text !== undefined) return text;
  throw wrong(field, `a time such as '${secondsText(now + DAY_MS)}' or a Date`, show(value));
};

/** Milliseconds since 1970; undefined for what is no time. */
export function timeOf(value: unknown): number | undefined {
  const text = value instanceof Date || (typeof value === 'string' && RFC_3339.test(value)) ? value : undefined;
  const at = text === undefined ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** Text as it was given, of a `Date` the whole seconds that the exchange wants; undefined for what is no time. */
function seconds(value: unknown): string | undefined {
  if (timeOf(value) === undefined) return undefined;
  return value instanceof Date ? secondsText(value.getTime()) : String(value);
}

function secondsText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
