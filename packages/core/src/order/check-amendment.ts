/**
 * Checks changes of open orders. Of the order itself no more is known than what is told.
 *
 * https://docs.kraken.com/api/docs/websocket-v2/amend_order
 */
import { isTrailingLimit } from '../protocol/order.js';
import type { AmendOrderRequest } from '../protocol/trading.js';
import type { Amendment } from './amendment.js';
import { givenFlag, list, show, wrong } from './given.js';
import { checkClientId, checkOrderId } from './ids.js';
import { type AmendRules, type Check, type Checks, checkObject, checkSymbol, maybe, notBeside } from './members.js';
import { checkCost, checkQuantity, checkSize } from './pair-rules.js';
import { checkLimit, checkPriceType, checkTrigger } from './prices.js';
import { checkDeadline } from './times.js';

const checkName: Check<string | undefined> = (field, value, { clOrdId }) => {
  if (value !== undefined) return checkOrderId(field, value);
  if (clOrdId !== undefined) return undefined;
  throw wrong(field, "an order's id such as 'OM5CRX-N2HAL-GFGWE9', or clOrdId", 'neither');
};

/** A level, whatever the type of the order. */
const checkLevel: Check<string> = (field, value, given, { pair, now }) =>
  checkTrigger('triggerPriceType')(field, value, given, { pair, now });

function typeOf(price: 'limitPrice' | 'triggerPrice'): AmendmentChecks['limitPriceType'] {
  return (field, value, given, rules) => {
    if (value !== undefined && given[price] === undefined) throw wrong(field, `none without ${price}`, show(value));
    return checkPriceType(field, value, given, rules);
  };
}

type AmendmentChecks = Checks<Omit<AmendOrderRequest, 'method' | 'token' | 'reqId'>>;

const AMENDMENT: AmendmentChecks = {
  orderId: checkName,
  clOrdId: notBeside('orderId', checkClientId),
  orderQty: maybe(checkSize),
  limitPrice: maybe(checkLimit),
  triggerPrice: maybe(checkLevel),
  displayQty: maybe(checkQuantity),
  limitPriceType: typeOf('limitPrice'),
  triggerPriceType: typeOf('triggerPrice'),
  postOnly: givenFlag,
  deadline: maybe(checkDeadline),
  symbol: maybe(checkSymbol),
};

const CHANGES = ['orderQty', 'limitPrice', 'triggerPrice', 'displayQty'] as const;

/** The request that amends an order. Throws a `UsageError` for one that the exchange would refuse. */
export function checkAmendment(amendment: Amendment, rules: AmendRules): AmendOrderRequest {
  const checked = checkObject('amendment', amendment, 'an amendment', AMENDMENT, rules, '');
  if (CHANGES.every((change) => checked[change] === undefined))
    throw wrong('amendment', `at least one change of ${list(CHANGES)}`, 'none');
  const { orderQty, limitPrice, limitPriceType } = checked;
  const { orderType, pair } = rules;
  // Of an order of unknown type it may be an offset.
  const isPrice =
    limitPriceType === undefined ? orderType !== undefined && !isTrailingLimit(orderType) : limitPriceType === 'static';
  if (isPrice && orderQty !== undefined && limitPrice !== undefined) checkCost('orderQty', orderQty, limitPrice, pair);
  return { method: 'amend_order', ...checked };
}
