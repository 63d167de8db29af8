/**
 * What an instrument asks of prices, quantities and costs, and the nearest values that it would take. The values are
 * plain decimals; a rule that the exchange gave no sensible number for asks nothing.
 */
import { compareDecimals, decimalsOf, multiplyDecimals } from '../decimal/decimal.js';
import { leastMultiple, multiplesAround, unitOf, withoutZeros } from '../decimal/grid.js';
import type { Pair } from '../protocol/instrument.js';
import { givenPositive, wrong } from './given.js';
import type { Check } from './members.js';

/** A price, or an offset in quote currency, which may be at or below zero; without zeros that the pair has no place for. */
export function checkTick(field: string, text: string, pair: Pair | undefined, offset = false): string {
  return pair === undefined ? text : onGrid(field, text, pair, pair.priceIncrement, pair.pricePrecision, offset);
}

/** A quantity that stands for itself: at least the least that is traded, or no more than was traded already. */
export const checkSize: Check<string> = (field, value, given, rules) => {
  const { pair, cumQty = '0' } = rules;
  const text = givenPositive(field, value);
  if (pair !== undefined && compareDecimals(text, pair.qtyMin) < 0 && compareDecimals(text, cumQty) > 0)
    throw wrong(field, `at least ${pair.qtyMin} for ${pair.symbol}`, text, [pair.qtyMin]);
  return checkQuantity(field, text, given, rules);
};

export const checkQuantity: Check<string> = (field, value, _, { pair }) => {
  const text = givenPositive(field, value);
  return pair === undefined ? text : onGrid(field, text, pair, pair.qtyIncrement, pair.qtyPrecision);
};

/** What a market buy spends. */
export const checkCash: Check<string> = (field, value, _, { pair }) => {
  const text = givenPositive(field, value);
  if (pair === undefined) return text;
  if (compareDecimals(text, pair.costMin) < 0)
    throw wrong(field, `at least ${pair.costMin} ${pair.quote} for ${pair.symbol}`, text, [pair.costMin]);
  return onGrid(field, text, pair, unitOf(pair.costPrecision), pair.costPrecision);
};

/** What an order comes to at its limit. */
export function checkCost(field: string, qty: string, price: string, pair: Pair | undefined): void {
  if (pair === undefined) return;
  const cost = multiplyDecimals(qty, price);
  if (compareDecimals(cost, pair.costMin) >= 0) return;
  const least = isAboveZero(pair.qtyIncrement) ? leastMultiple(pair.qtyIncrement, price, pair.costMin) : undefined;
  const hint = least === undefined ? '' : `; at ${price} the least is ${least}`;
  const expected = `a cost of at least ${pair.costMin} ${pair.quote} for ${pair.symbol}`;
  const nearest = least === undefined ? [] : [least];
  throw wrong(field, expected, `${qty}, which costs ${withoutZeros(cost, 0)}${hint}`, nearest);
}

/** The exchange shows no less than this part of an iceberg. */
const SHOWN = 15;
/** No pair has more decimals of quantities. */
const FINEST = '0.00000001';

export function checkShown(field: string, shown: string, qty: string, pair: Pair | undefined): void {
  if (compareDecimals(shown, qty) > 0) throw wrong(field, `at most orderQty ${qty}`, shown, [qty]);
  if (compareDecimals(multiplyDecimals(shown, String(SHOWN)), qty) >= 0) return;
  const step = pair !== undefined && isAboveZero(pair.qtyIncrement) ? pair.qtyIncrement : FINEST;
  const least = withoutZeros(leastMultiple(step, String(SHOWN), qty), 0);
  throw wrong(field, `at least a fifteenth of orderQty ${qty}, which is ${least}`, shown, [least]);
}

function onGrid(
  field: string,
  text: string,
  { symbol }: Pair,
  step: string,
  precision: number,
  signed = false,
): string {
  if (!isAboveZero(step)) return text;
  const around = multiplesAround(text, step);
  // The exchange counts decimals, zeros or not.
  if (around[0] === text) return withoutZeros(text, Math.max(precision, decimalsOf(step)));
  const valid = around.filter((near) => signed || isAboveZero(near));
  const nearest = `nearest ${valid.length === 1 ? 'is' : 'are'} ${valid.join(' and ')}`;
  throw wrong(field, `a multiple of ${step} for ${symbol}`, `${text}; ${nearest}`, valid);
}

function isAboveZero(text: string): boolean {
  return compareDecimals(text, '0') > 0;
}
