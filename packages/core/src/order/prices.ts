/** The prices of orders: limits, levels and distances, each by the type that stands beside it. */
import type { Pair } from '../protocol/instrument.js';
import { isTrailing, isTrailingLimit, PRICE_TYPES, type PriceType, TRIGGER_REFERENCES } from '../protocol/order.js';
import type { Triggers } from '../protocol/trading.js';
import { givenChoice, givenDecimal, givenPositive, show, wrong } from './given.js';
import { type Check, type Checks, checkObject, maybe, oneOf } from './members.js';
import { checkTick } from './pair-rules.js';

export const checkPriceType = maybe(oneOf(PRICE_TYPES));

/** The limit of an order that has one; of a trailing order an offset in quote currency, unless its type says otherwise. */
export const checkLimit: Check<string> = (field, value, given, rules) => {
  const type = checkPriceType(`${field}Type`, given['limitPriceType'], given, rules);
  return priceIn(field, value, type ?? (isTrailingLimit(rules.orderType) ? 'quote' : 'static'), rules.pair);
};

/** When an order becomes active: the level, or how far the market turns back before a trailing order is. */
export function checkTrigger(typedBy: 'priceType' | 'triggerPriceType'): Check<string> {
  return (field, value, given, rules) => {
    const type = checkTriggerType(`${field}Type`, given[typedBy], given, rules) ?? 'static';
    return (isTrailing(rules.orderType) ? distanceIn : priceIn)(field, value, type, rules.pair);
  };
}

const TRAILING_TYPES: readonly PriceType[] = ['pct', 'quote'];

/** That of a trailing order cannot be but a distance. */
export const checkTriggerType: Check<PriceType | undefined> = (field, value, given, rules) =>
  isTrailing(rules.orderType)
    ? givenChoice(field, value, TRAILING_TYPES, ' for a trailing order')
    : checkPriceType(field, value, given, rules);

const checkReference: Check<Triggers['reference']> = (field, value, _, { pair }) => {
  const reference = givenChoice(field, value, TRIGGER_REFERENCES);
  if (reference !== 'index' || pair?.hasIndex !== false) return reference;
  throw wrong(field, `'last' for ${pair.symbol}, which has no index`, show(value));
};

const TRIGGERS: Checks<Triggers> = {
  price: checkTrigger('priceType'),
  priceType: checkTriggerType,
  reference: maybe(checkReference),
};

export const checkTriggers: Check<Triggers> = (field, value, _, rules) => {
  const example = isTrailing(rules.orderType) ? "{ price: '1.0', priceType: 'pct' }" : "{ price: '26000.0' }";
  if (value === undefined) throw wrong(field, `triggers such as ${example}`, 'undefined');
  return checkObject(field, value, 'triggers', TRIGGERS, rules);
};

/** A price above zero on the tick, an offset in quote currency on the tick, or an offset in percent. */
function priceIn(field: string, value: unknown, type: PriceType, pair: Pair | undefined): string {
  if (type === 'pct') return givenDecimal(field, value);
  if (type === 'quote') return checkTick(field, givenDecimal(field, value), pair, true);
  return checkTick(field, givenPositive(field, value), pair);
}

/** Above zero, in percent or, on the tick, in quote currency. */
function distanceIn(field: string, value: unknown, type: PriceType, pair: Pair | undefined): string {
  const distance = givenPositive(field, value);
  return type === 'pct' ? distance : checkTick(field, distance, pair);
}
