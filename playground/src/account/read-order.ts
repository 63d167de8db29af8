/** What is entered in a ticket, read into the order that it means. Judges nothing: that is the client's. */
import type { NewOrder } from '@kraken-stream/client';
import { isDecimal } from './decimals.js';
import { FIELDS, type Kind, type Path } from './fields.js';

/** What is entered, by field; an empty text is nothing. */
export type Values = Readonly<Partial<Record<Path, string>>>;

/** An order with members of members, before it is checked. */
export type Draft = Readonly<Record<string, unknown>>;

/** The order of a market that the values mean, of the fields in `shown`. `now` in milliseconds since 1970. */
export function orderOf(symbol: string, values: Values, shown: ReadonlySet<Path>, now: number): NewOrder {
  let draft: Draft = { symbol };
  for (const { path, kind } of FIELDS) {
    const text = values[path]?.trim() ?? '';
    if (text === '' || !shown.has(path)) continue;
    if (kind === 'flag') draft = text === 'true' ? withMember(draft, path, true) : draft;
    else draft = withMember(draft, path, READ[kind]?.(text, now) ?? text);
  }
  // It is checked by who takes it, member by member: what is wrong with it is what is to be shown.
  return draft as NewOrder & Draft;
}

/** How a text is read that is not what it says already; undefined is what cannot be read, which is passed on. */
const READ: { readonly [K in Kind]?: (text: string, now: number) => unknown } = {
  time: timeOf,
  seconds: (text, now) => (isDecimal(text) ? iso(new Date(now + Math.round(Number(text) * 1000))) : undefined),
  number: (text) => (/^-?\d+$/.test(text) ? Number(text) : undefined),
};

/** A draft with one more member, at a path such as `triggers.price`. */
export function withMember(draft: Draft, path: string, value: unknown): Draft {
  const [first = '', second] = path.split('.');
  if (second === undefined) return { ...draft, [first]: value };
  const inner = draft[first];
  return { ...draft, [first]: { ...(typeof inner === 'object' ? inner : {}), [second]: value } };
}

/** What a `datetime-local` field has is a time of the place where one is. */
function timeOf(text: string): string | undefined {
  return iso(new Date(text))?.replace(/\.\d+Z$/, 'Z');
}

function iso(time: Date): string | undefined {
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** An order in words. */
export function orderInWords({ symbol, side, orderType, orderQty, cashOrderQty, ...rest }: NewOrder): string {
  const [base = '', quote = ''] = symbol.split('/');
  const size = cashOrderQty === undefined ? `${orderQty} ${base}` : `${base} for ${cashOrderQty} ${quote}`;
  const trigger = rest.triggers === undefined ? '' : ` when ${rest.triggers.price}${unit(rest.triggers.priceType)}`;
  const limit = rest.limitPrice === undefined ? '' : ` at ${rest.limitPrice}${unit(rest.limitPriceType)}`;
  const start = rest.effectiveTime === undefined ? '' : `, not before ${rest.effectiveTime}`;
  return `${side} ${size} ${orderType}${limit}${trigger}${start}`;
}

function unit(type: string | undefined): string {
  return type === 'pct' ? ' %' : type === 'quote' ? ' off' : '';
}
