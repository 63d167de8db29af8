/** The times of requests: text of RFC 3339, or a `Date`. The present is told by who asks. */
import { show, wrong } from './given.js';

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

const DEADLINE_MIN_MS = 500;
const DEADLINE_MAX_MS = 60_000;
const DAY_MS = 86_400_000;
/** The longest of months. */
const MONTH_MS = 31 * DAY_MS;

/** Text for the wire; `now` in milliseconds since 1970. */
export function checkDeadline(field: string, value: unknown, now: number): string | undefined {
  if (value === undefined) return undefined;
  const expected = () => {
    const [from, to] = [now + DEADLINE_MIN_MS, now + DEADLINE_MAX_MS].map((ms) => new Date(ms).toISOString());
    return `a time 0.5 to 60 s ahead, from ${from} to ${to}`;
  };
  const at = timeOf(value);
  if (at === undefined || at < now + DEADLINE_MIN_MS || at > now + DEADLINE_MAX_MS)
    throw wrong(field, expected(), show(value));
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Text for the wire, in the future and at most a month ahead. */
export function checkExpireTime(field: string, value: unknown, now: number): string {
  const text = timeOf(value) === undefined ? undefined : seconds(value);
  const at = timeOf(text);
  if (text !== undefined && at !== undefined && at > now && at <= now + MONTH_MS) return text;
  const rule = `a time in the future, at most a month ahead, such as '${secondsText(now + DAY_MS)}'`;
  throw wrong(field, value === undefined ? `${rule}, with timeInForce 'gtd'` : rule, show(value));
}

/** Text for the wire. */
export function checkEffectiveTime(field: string, value: unknown, now: number): string | undefined {
  if (value === undefined) return undefined;
  if (timeOf(value) !== undefined) return seconds(value);
  throw wrong(field, `a time such as '${secondsText(now + DAY_MS)}' or a Date`, show(value));
}

/** Milliseconds since 1970; undefined for what is no time. */
export function timeOf(value: unknown): number | undefined {
  const text = value instanceof Date || (typeof value === 'string' && RFC_3339.test(value)) ? value : undefined;
  const at = text === undefined ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** Text as it was given. The exchange wants whole seconds. */
function seconds(value: unknown): string {
  return value instanceof Date ? secondsText(value.getTime()) : String(value);
}

function secondsText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
