/**
 * What is in an object that a caller gave: a check for each of its members, one after the other. Which there are is in
 * check-order.ts and its neighbours.
 */
import type { Pair } from '../protocol/instrument.js';
import type { OrderType } from '../protocol/order.js';
import { type Given, givenChoice, givenObject, givenSymbol, show, wrong } from './given.js';

/** What an order is checked with. */
export interface OrderRules {
  /** The instrument of the order's symbol; without it, only the rules are looked at that are the same for all. */
  readonly pair?: Pair | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a change is checked with. */
export interface AmendRules extends OrderRules {
  /** The type of the order, where it is known: of a trailing order the price may be an offset. */
  readonly orderType?: OrderType | undefined;
  /** How much of it was traded, where it is known: no more than that cancels the rest, whatever the pair's minimum. */
  readonly cumQty?: string | undefined;
}

/**
 * Returns a value in the form that is used, or throws a `UsageError` that names its `field` and the rule. `given` is what
 * it stands in.
 */
export type Check<T> = (field: string, value: unknown, given: Given, rules: AmendRules) => T;

/** In the order in which they are looked at, and told. */
export type Checks<T> = { readonly [K in keyof T]-?: Check<T[K]> };

/** An object with none but these members. `what` says what it is, `path` where its members stand. */
export function checkObject<T extends object>(
  field: string,
  value: unknown,
  what: string,
  checks: Checks<T>,
  rules: AmendRules,
  path = `${field}.`,
): T {
  const all: Readonly<Record<string, Check<unknown>>> = checks;
  const given = givenObject(field, path, value, what, Object.keys(all));
  const checked: Record<string, unknown> = {};
  let known = rules;
  for (const [name, check] of Object.entries(all)) {
    checked[name] = check(path + name, given[name], given, known);
    // On it depends what an order may have besides.
    if (name === 'orderType') known = { ...rules, orderType: checked[name] as OrderType };
  }
  return checked as T;
}

/** What may be left out. */
export function maybe<T>(check: Check<T>): Check<T | undefined> {
  return (field, value, given, rules) => (value === undefined ? undefined : check(field, value, given, rules));
}

export const checkSymbol: Check<string> = (field, value) => givenSymbol(field, value);

export function oneOf<T>(choices: readonly T[]): Check<T> {
  return (field, value) => givenChoice(field, value, choices);
}

/** What may be left out, and excludes another member. */
export function notBeside<T>(other: string, check: Check<T>): Check<T | undefined> {
  return maybe((field, value, given, rules) => {
    if (given[other] === undefined) return check(field, value, given, rules);
    throw wrong(field, `none beside ${other} ${show(given[other])}; leave one of them out`, show(value));
  });
}
