/**
 * Checks an order before it is sent, by the rules of the types in new-order.ts and by those of its pair, where the pair
 * is known: who has no compiler is told the same as who has one. Knows no connection and no clock.
 *
 * https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
import type { Pair } from '../protocol/instrument.js';
import { FEE_PREFERENCES, ORDER_TYPES, type OrderType, SIDES, STP_TYPES } from '../protocol/order.js';
import type { AddOrderRequest, OrderFields } from '../protocol/trading.js';
import { checkClose } from './check-close.js';
import {
  type Given,
  givenChoice,
  givenFlag,
  givenObject,
  givenPositive,
  givenSymbol,
  type Path,
  show,
  wrong,
} from './given.js';
import { checkClientId, checkReference } from './ids.js';
import { foreignMembers, has, isTrailing, ORDER_MEMBERS, timesInForce, typesWith } from './members.js';
import type { NewOrder } from './new-order.js';
import { checkCash, checkCost, checkQuantity, checkShown, checkSize } from './pair-rules.js';
import { checkLimit, checkTriggers } from './prices.js';
import { checkDeadline, checkEffectiveTime, checkExpireTime, timeOf } from './times.js';

/** What an order is checked with. */
export interface OrderRules {
  /** The instrument of the order's symbol; without it, only the rules are looked at that are the same for all. */
  readonly pair?: Pair | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The request that places an order. Throws a `UsageError` for one that the exchange would refuse. */
export function checkOrder(order: NewOrder, rules: OrderRules): AddOrderRequest {
  const given = givenObject('order', '', order, 'an order', ORDER_MEMBERS);
  return {
    method: 'add_order',
    symbol: givenSymbol('symbol', given['symbol']),
    ...checkTerms('', given, rules),
    deadline: checkDeadline('deadline', given['deadline'], rules.now),
    validate: givenFlag('validate', given['validate']),
  };
}

/** An order without its symbol. */
export function checkTerms(path: Path, given: Given, { pair, now }: OrderRules): OrderFields {
  const orderType = givenChoice(`${path}orderType`, given['orderType'], ORDER_TYPES);
  for (const member of foreignMembers(orderType)) {
    if (given[member] === undefined) continue;
    const rule = `none with orderType '${orderType}' (it belongs to ${typesWith(member, ORDER_TYPES).join(', ')})`;
    throw wrong(path + member, rule, show(given[member]));
  }
  const side = givenChoice(`${path}side`, given['side'], SIDES);
  const terms = {
    orderType,
    side,
    ...checkQuantities(path, given, orderType, pair),
    ...(has(orderType, 'limitPrice') && checkLimit(path, given, isTrailing(orderType), pair)),
    ...(has(orderType, 'triggers') && {
      triggers: checkTriggers(path, given['triggers'], isTrailing(orderType), pair),
    }),
    ...checkLife(path, given, orderType, now),
    reduceOnly: givenFlag(`${path}reduceOnly`, given['reduceOnly']),
    ...checkNames(path, given),
    conditional: checkClose(path, given['conditional'], pair),
    feePreference: optional(`${path}feePreference`, given['feePreference'], FEE_PREFERENCES),
    stpType: optional(`${path}stpType`, given['stpType'], STP_TYPES),
  };
  const { orderQty, limitPrice } = terms;
  if (orderQty !== undefined && limitPrice !== undefined && !isTrailing(orderType))
    checkCost(`${path}orderQty`, orderQty, limitPrice, pair);
  return terms;
}

function checkQuantities(
  path: Path,
  given: Given,
  orderType: OrderType,
  pair: Pair | undefined,
): Pick<OrderFields, 'orderQty' | 'cashOrderQty' | 'displayQty' | 'margin' | 'leverage'> {
  const funding = checkFunding(path, given, pair);
  if (given['cashOrderQty'] !== undefined) return { ...checkSpent(path, given, pair), ...funding };
  if (given['orderQty'] === undefined) {
    const cash = orderType === 'market' && given['side'] === 'buy' ? ' or cashOrderQty' : '';
    throw wrong(`${path}orderQty`, `a decimal above zero such as '0.25'${cash}`, 'undefined');
  }
  const orderQty = checkSize(`${path}orderQty`, givenPositive(`${path}orderQty`, given['orderQty']), pair);
  if (!has(orderType, 'displayQty')) return { orderQty, ...funding };
  const field = `${path}displayQty`;
  const displayQty = checkQuantity(field, givenPositive(field, given['displayQty']), pair);
  checkShown(field, displayQty, orderQty, pair);
  return { orderQty, ...funding, displayQty };
}

function checkSpent(path: Path, { side, margin, leverage, orderQty, cashOrderQty }: Given, pair: Pair | undefined) {
  const field = `${path}cashOrderQty`;
  const rule = 'none but in a market buy without margin; give orderQty';
  if (orderQty !== undefined) throw wrong(field, `none beside orderQty ${show(orderQty)}`, show(cashOrderQty));
  if (side !== 'buy') throw wrong(field, rule, `${show(cashOrderQty)} with side ${show(side)}`);
  if (margin === true) throw wrong(field, rule, `${show(cashOrderQty)} with margin`);
  if (leverage !== undefined) throw wrong(field, rule, `${show(cashOrderQty)} with leverage`);
  return { cashOrderQty: checkCash(field, givenPositive(field, cashOrderQty), pair) };
}

/** Whose money it is bought with: `margin` and `leverage` are two ways to say it. */
function checkFunding(
  path: Path,
  { margin: flag, leverage }: Given,
  pair: Pair | undefined,
): Pick<OrderFields, 'margin' | 'leverage'> {
  const margin = givenFlag(`${path}margin`, flag);
  const without = pair !== undefined && !pair.marginable ? `for ${pair.symbol}, which cannot be traded on margin` : '';
  if (margin === true && without !== '') throw wrong(`${path}margin`, `false ${without}`, 'true');
  if (leverage === undefined) return { margin };
  const field = `${path}leverage`;
  if (typeof leverage !== 'number' || !Number.isSafeInteger(leverage) || leverage < 2) {
    throw wrong(field, 'an integer from 2 up, such as 5', show(leverage));
  }
  if (margin === true) throw wrong(field, 'none beside margin; leave one of them out', show(leverage));
  if (without !== '') throw wrong(field, `none ${without}`, show(leverage));
  return { margin, leverage: String(leverage) };
}

/** How long it lives, and whether it may trade at once. */
function checkLife(path: Path, given: Given, orderType: OrderType, now: number) {
  const { timeInForce: inForce, expireTime: expires, postOnly: posted } = given;
  const timeInForce =
    inForce === undefined
      ? undefined
      : givenChoice(`${path}timeInForce`, inForce, timesInForce(orderType), ` for orderType '${orderType}'`);
  const postOnly = givenFlag(`${path}postOnly`, posted);
  if (postOnly === true && (timeInForce === 'ioc' || timeInForce === 'fok'))
    throw wrong(
      `${path}postOnly`,
      `false with timeInForce '${timeInForce}', which trades at once or not at all`,
      'true',
    );
  const effectiveTime = checkEffectiveTime(`${path}effectiveTime`, given['effectiveTime'], now);
  if (timeInForce !== 'gtd') {
    if (expires !== undefined)
      throw wrong(
        `${path}expireTime`,
        "none but with timeInForce 'gtd'",
        `${show(expires)} with ${show(inForce ?? 'gtc')}`,
      );
    return { timeInForce, effectiveTime, postOnly };
  }
  const expireTime = checkExpireTime(`${path}expireTime`, expires, now);
  if (effectiveTime !== undefined && (timeOf(effectiveTime) ?? 0) >= (timeOf(expireTime) ?? 0))
    throw wrong(`${path}effectiveTime`, `a time before expireTime ${expireTime}`, effectiveTime);
  return { timeInForce, expireTime, effectiveTime, postOnly };
}

/** Its own id excludes all other names, and a conditional close, whose order could not have the same. */
function checkNames(path: Path, { clOrdId, orderUserref, conditional, senderSubId }: Given) {
  const named = clOrdId === undefined ? undefined : checkClientId(`${path}clOrdId`, clOrdId);
  if (named !== undefined && orderUserref !== undefined)
    throw wrong(`${path}orderUserref`, `none beside clOrdId '${named}'; leave one of them out`, show(orderUserref));
  if (named !== undefined && conditional !== undefined)
    throw wrong(`${path}conditional`, `none beside clOrdId '${named}'; leave one of them out`, show(conditional));
  return {
    clOrdId: named,
    orderUserref: orderUserref === undefined ? undefined : checkReference(`${path}orderUserref`, orderUserref),
    senderSubId: senderSubId === undefined ? undefined : checkClientId(`${path}senderSubId`, senderSubId),
  };
}

function optional<T extends string>(field: string, value: unknown, choices: readonly T[]): T | undefined {
  return value === undefined ? undefined : givenChoice(field, value, choices);
}
