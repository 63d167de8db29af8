/**
 * Checks an order before it is sent, by the rules of the types in new-order.ts and by those of its pair, where the pair
 * is known: who has no compiler is told the same as who has one. Knows no connection and no clock.
 *
 * https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
import type { Pair } from '../protocol/instrument.js';
import { FEE_PREFERENCES, isTrailing, ORDER_TYPES, SIDES, STP_TYPES, type TimeInForce } from '../protocol/order.js';
import type { AddOrderRequest, OrderFields } from '../protocol/trading.js';
import { checkClose } from './check-close.js';
import { givenChoice, givenFlag, type Path, show, wrong } from './given.js';
import { checkClientId, checkReference } from './ids.js';
import {
  type Check,
  type Checks,
  checkObject,
  checkSymbol,
  maybe,
  notBeside,
  type OrderRules,
  oneOf,
} from './members.js';
import type { NewOrder } from './new-order.js';
import { checkType, isLasting, ofTakers } from './order-type.js';
import { checkCash, checkCost, checkQuantity, checkShown, checkSize } from './pair-rules.js';
import { checkLimit, checkPriceType, checkTriggers } from './prices.js';
import { checkDeadline, checkEffectiveTime, checkExpireTime, timeOf } from './times.js';

const checkOrderQty: Check<string | undefined> = (field, value, given, rules) => {
  if (value !== undefined) return checkSize(field, value, given, rules);
  if (given['cashOrderQty'] !== undefined) return undefined;
  const cash = rules.orderType === 'market' && given['side'] === 'buy' ? ' or cashOrderQty' : '';
  throw wrong(field, `a decimal above zero such as '0.25'${cash}`, 'undefined');
};

const checkSpent: Check<string> = (field, value, given, rules) => {
  const { orderQty, side, margin, leverage } = given;
  if (orderQty !== undefined) throw wrong(field, `none beside orderQty ${show(orderQty)}`, show(value));
  const funds = margin === true ? 'margin' : leverage === undefined ? undefined : 'leverage';
  const other = side === 'buy' ? funds : `side ${show(side)}`;
  if (other === undefined) return checkCash(field, value, given, rules);
  throw wrong(field, 'none but in a market buy without margin; give orderQty', `${show(value)} with ${other}`);
};

/** `margin` and `leverage` are two ways to say whose money it is bought with. */
const checkMargin: Check<boolean | undefined> = (field, value, _, { pair }) => {
  const margin = givenFlag(field, value);
  if (margin === true && pair?.marginable === false) throw wrong(field, `false ${unfunded(pair)}`, 'true');
  return margin;
};

const checkLeverage: Check<string> = (field, value, { margin }, { pair }) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 2)
    throw wrong(field, 'an integer from 2 up, such as 5', show(value));
  if (margin === true) throw wrong(field, 'none beside margin; leave one of them out', show(value));
  if (pair?.marginable === false) throw wrong(field, `none ${unfunded(pair)}`, show(value));
  return String(value);
};

function unfunded({ symbol }: Pair): string {
  return `for ${symbol}, which cannot be traded on margin`;
}

const checkTimeInForce: Check<TimeInForce> = (field, value, _, { orderType }) =>
  givenChoice(field, value, timesInForce(orderType), ` for orderType '${orderType}'`);

function timesInForce(orderType = ''): readonly TimeInForce[] {
  if (orderType === 'limit') return ['gtc', 'gtd', 'ioc', 'fok'];
  if (orderType === 'iceberg') return ['gtc', 'gtd'];
  return isLasting(orderType) ? ['gtc', 'gtd', 'ioc'] : ['gtc', 'ioc'];
}

const checkPostOnly: Check<boolean | undefined> = (field, value, { timeInForce }) => {
  if (value === true && (timeInForce === 'ioc' || timeInForce === 'fok'))
    throw wrong(field, `false with timeInForce '${timeInForce}', which trades at once or not at all`, 'true');
  return givenFlag(field, value);
};

/** What every order can have, and behind it what those of some types can. Its own id excludes all other names, and a close. */
export const TERMS: Checks<Omit<OrderFields, 'leverage'>> = {
  orderType: checkType(ORDER_TYPES),
  side: oneOf(SIDES),
  orderQty: checkOrderQty,
  timeInForce: maybe(checkTimeInForce),
  effectiveTime: maybe(checkEffectiveTime),
  reduceOnly: givenFlag,
  margin: checkMargin,
  clOrdId: maybe(checkClientId),
  orderUserref: notBeside('clOrdId', checkReference),
  conditional: notBeside('clOrdId', checkClose),
  feePreference: maybe(oneOf(FEE_PREFERENCES)),
  stpType: maybe(oneOf(STP_TYPES)),
  senderSubId: maybe(checkClientId),
  limitPrice: ofTakers('limitPrice', checkLimit),
  limitPriceType: checkPriceType,
  triggers: ofTakers('triggers', checkTriggers),
  displayQty: ofTakers('displayQty', checkQuantity),
  cashOrderQty: maybe(checkSpent),
  expireTime: checkExpireTime,
  postOnly: checkPostOnly,
};

const ORDER: Checks<Omit<AddOrderRequest, 'method' | 'token' | 'reqId'>> = {
  symbol: checkSymbol,
  ...TERMS,
  leverage: maybe(checkLeverage),
  deadline: maybe(checkDeadline),
  validate: givenFlag,
};

/** The request that places an order. Throws a `UsageError` for one that the exchange would refuse. */
export function checkOrder(order: NewOrder, rules: OrderRules): AddOrderRequest {
  const checked = checkObject('order', order, 'an order', ORDER, rules, '');
  checkTerms('', checked, rules.pair);
  return { method: 'add_order', ...checked };
}

/** What more than one of its members have to do with. */
export function checkTerms(path: Path, terms: OrderFields, pair: Pair | undefined): void {
  const { orderType, orderQty, limitPrice, displayQty, effectiveTime, expireTime } = terms;
  if (orderQty !== undefined && displayQty !== undefined) checkShown(`${path}displayQty`, displayQty, orderQty, pair);
  if (effectiveTime !== undefined && (timeOf(effectiveTime) ?? 0) >= (timeOf(expireTime) ?? Number.POSITIVE_INFINITY))
    throw wrong(`${path}effectiveTime`, `a time before expireTime ${expireTime}`, effectiveTime);
  if (orderQty !== undefined && limitPrice !== undefined && !isTrailing(orderType))
    checkCost(`${path}orderQty`, orderQty, limitPrice, pair);
}
