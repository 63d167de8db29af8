/** The prices of orders: limits, levels and distances, each by the type of its price. */
import type { Pair } from '../protocol/instrument.js';
import { PRICE_TYPES, type PriceType, TRIGGER_REFERENCES } from '../protocol/order.js';
import type { Triggers } from '../protocol/trading.js';
import { type Given, givenChoice, givenDecimal, givenObject, givenPositive, type Path, show, wrong } from './given.js';
import { checkTick } from './pair-rules.js';

const TRAILING_TYPES: readonly PriceType[] = ['pct', 'quote'];

export function checkPriceType(field: string, value: unknown): PriceType | undefined {
  return value === undefined ? undefined : givenChoice(field, value, PRICE_TYPES);
}

/** A price above zero on the tick, an offset in quote currency on the tick, or an offset in percent. */
export function checkPrice(field: string, value: unknown, type: PriceType, pair: Pair | undefined): string {
  if (type === 'pct') return givenDecimal(field, value);
  if (type === 'quote') return checkTick(field, givenDecimal(field, value), pair, true);
  return checkTick(field, givenPositive(field, value), pair);
}

/** How far the market turns back: above zero, in percent or quote currency. */
export function checkDistance(field: string, value: unknown, type: PriceType, pair: Pair | undefined): string {
  const distance = givenPositive(field, value);
  return type === 'pct' ? distance : checkTick(field, distance, pair);
}

/** Of a trailing order, whose price cannot be but a distance. */
export function checkTrailingType(field: string, value: unknown): PriceType {
  return givenChoice(field, value, TRAILING_TYPES, ' for a trailing order');
}

const TRIGGER_MEMBERS = ['price', 'priceType', 'reference'];

export function checkTriggers(path: Path, value: unknown, trailing: boolean, pair: Pair | undefined): Triggers {
  const field = `${path}triggers`;
  const example = trailing ? "{ price: '1.0', priceType: 'pct' }" : "{ price: '26000.0' }";
  if (value === undefined) throw wrong(field, `triggers such as ${example}`, 'undefined');
  const { price, priceType, reference } = givenObject(field, `${field}.`, value, 'triggers', TRIGGER_MEMBERS);
  const type = trailing
    ? checkTrailingType(`${field}.priceType`, priceType)
    : checkPriceType(`${field}.priceType`, priceType);
  const check = trailing ? checkDistance : checkPrice;
  return {
    reference: checkReferencePrice(`${field}.reference`, reference, pair),
    price: check(`${field}.price`, price, type ?? 'static', pair),
    priceType: type,
  };
}

function checkReferencePrice(field: string, value: unknown, pair: Pair | undefined): Triggers['reference'] {
  const reference = value === undefined ? undefined : givenChoice(field, value, TRIGGER_REFERENCES);
  if (reference !== 'index' || pair === undefined || pair.hasIndex !== false) return reference;
  throw wrong(field, `'last' for ${pair.symbol}, which has no index`, show(value));
}

/** The limit of an order that has one. Its type is told for trailing orders alone, `quote` when it is left out. */
export function checkLimit(
  path: Path,
  { limitPrice, limitPriceType }: Given,
  trailing: boolean,
  pair: Pair | undefined,
): { readonly limitPrice: string; readonly limitPriceType: PriceType | undefined } {
  const type = checkPriceType(`${path}limitPriceType`, limitPriceType);
  const meant = type ?? (trailing ? 'quote' : 'static');
  return { limitPrice: checkPrice(`${path}limitPrice`, limitPrice, meant, pair), limitPriceType: type };
}
