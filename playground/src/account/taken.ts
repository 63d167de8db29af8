/**
 * Which fields an order has, and which words each of them takes. It has no rules of its own: it asks the check that the
 * client makes before it sends, so that both protocols and every pair say it for themselves.
 */
import { type NewOrder, ORDER_TYPES, TIMES_IN_FORCE, UsageError } from '@kraken-stream/client';
import { FIELDS, type Path } from './fields.js';
import { type Draft, type Values, withMember } from './read-order.js';

/** Throws a `UsageError` for the first thing that is wrong. */
export type Check = (order: NewOrder) => void;

/** Of every tick and increment a multiple, and worth enough. */
const LARGE = '1000000';

/** A value that may stand for any that is missing. */
const STANDINS: Readonly<Record<string, unknown>> = {
  orderQty: LARGE,
  displayQty: LARGE,
  limitPrice: LARGE,
  triggers: { price: LARGE },
  'triggers.price': LARGE,
  'triggers.priceType': 'pct',
  'conditional.limitPrice': LARGE,
  'conditional.triggerPrice': LARGE,
  'conditional.triggerPriceType': 'pct',
};

/** What is chosen that decides what else there is. */
const DECISIVE = ['orderType', 'side', 'timeInForce', 'conditional.orderType'] as const;

/** What a check says of a draft; undefined when it may be sent. */
export function refusal(check: Check, draft: Draft): UsageError | undefined {
  try {
    check(draft as NewOrder & Draft);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

/** Whether there is a field with this value in an order that is otherwise as chosen. */
export function takes(check: Check, symbol: string, values: Values, path: Path, value: unknown, now: number): boolean {
  return objectionTo(check, symbol, values, path, value, now) === undefined;
}

/** Why there is not. */
function objectionTo(
  check: Check,
  symbol: string,
  values: Values,
  path: Path,
  value: unknown,
  now: number,
): UsageError | undefined {
  // Every order has one, but for what is spent instead.
  let draft: Draft = path === 'cashOrderQty' ? { symbol } : { symbol, orderQty: LARGE };
  for (const each of DECISIVE) {
    const chosen = values[each] ?? '';
    // A conditional close is looked at by its own fields alone: it excludes others.
    const isOther = each.startsWith('conditional') && !path.startsWith('conditional');
    if (chosen !== '' && !isOther) draft = withMember(draft, each, chosen);
  }
  draft = withMember(draft, path, value);
  const filled = new Set<string>([path]);
  for (;;) {
    const error = refusal(check, draft);
    if (error === undefined) return undefined;
    const { field } = error;
    if (field === path || path.startsWith(`${field}.`)) return error;
    const standin = field === 'expireTime' ? new Date(now + 3_600_000) : STANDINS[field];
    // Something else is wrong, which the field is not to blame for.
    if (standin === undefined || filled.has(field)) return undefined;
    filled.add(field);
    draft = withMember(draft, field, standin);
  }
}

/** The words that a choice takes now. */
export function optionsOf(check: Check, symbol: string, values: Values, path: Path, now: number): readonly string[] {
  const options = FIELDS.find((field) => field.path === path)?.options ?? [];
  return options.filter((option) => takes(check, symbol, values, path, option, now));
}

/** What cannot be asked in any order, though there is a word for it, as the client says it: what a protocol has not. */
export function leftOut(check: Check, symbol: string, now: number): readonly string[] {
  // Of all there are, an order of this type takes every word.
  const plain: Values = { orderType: 'limit', side: 'buy' };
  const said = ORDER_TYPES.map((type) => objectionTo(check, symbol, plain, 'orderType', type, now));
  for (const word of TIMES_IN_FORCE) said.push(objectionTo(check, symbol, plain, 'timeInForce', word, now));
  return [...new Set(said.flatMap((error) => (error === undefined ? [] : [error.message])))];
}

/** What there is in every order; which types there are is asked for first, as all else follows from it. */
const ALWAYS: readonly Path[] = ['orderType', 'side', 'conditional.orderType'];

/** The words of every choice that follows from the type and the side. */
export type Offers = ReadonlyMap<Path, readonly string[]>;

export function offersOf(check: Check, symbol: string, values: Values, now: number): Offers {
  const follows = (path: Path): boolean => path === 'conditional.orderType' || !ALWAYS.includes(path);
  const choices = FIELDS.filter(({ path, kind }) => kind === 'choice' && follows(path) && mayBe(path, values));
  return new Map(choices.map(({ path }) => [path, optionsOf(check, symbol, values, path, now)]));
}

/** The fields that an order as it is chosen has: a choice where there is something to choose. */
export function fieldsOf(
  check: Check,
  symbol: string,
  values: Values,
  now: number,
  offers: Offers = offersOf(check, symbol, values, now),
): ReadonlySet<Path> {
  const has = ({ path, kind }: (typeof FIELDS)[number]): boolean => {
    if (ALWAYS.includes(path)) return true;
    if (kind === 'choice') return (offers.get(path) ?? []).length > 0;
    return mayBe(path, values) && takes(check, symbol, values, path, sample(kind, now), now);
  };
  return new Set(FIELDS.filter(has).map(({ path }) => path));
}

/** Whether what it belongs to is chosen. */
function mayBe(path: Path, values: Values): boolean {
  if (path === 'expireTime') return values.timeInForce === 'gtd';
  return !path.startsWith('conditional.') || path === 'conditional.orderType' || !!values['conditional.orderType'];
}

function sample(kind: (typeof FIELDS)[number]['kind'], now: number): unknown {
  if (kind === 'flag') return true;
  if (kind === 'time') return new Date(now + 3_600_000);
  if (kind === 'seconds') return new Date(now + 5_000);
  if (kind === 'number') return 1;
  return kind === 'id' ? 'any' : LARGE;
}
