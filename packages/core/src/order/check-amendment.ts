/**
 * Checks changes of open orders. Of the order itself no more is known than what is told.
 *
 * https://docs.kraken.com/api/docs/websocket-v2/amend_order
 */
import { compareDecimals } from '../decimal/decimal.js';
import type { Pair } from '../protocol/instrument.js';
import type { OrderType, PriceType } from '../protocol/order.js';
import type { AmendOrderRequest } from '../protocol/trading.js';
import type { Amendment } from './amendment.js';
import type { OrderRules } from './check-order.js';
import { type Given, givenFlag, givenObject, givenPositive, givenSymbol, list, show, wrong } from './given.js';
import { checkClientId, checkOrderId } from './ids.js';
import { checkCost, checkQuantity, checkSize } from './pair-rules.js';
import { checkPrice, checkPriceType } from './prices.js';
import { checkDeadline } from './times.js';

/** What a change is checked with. */
export interface AmendRules extends OrderRules {
  /** The type of the order, where it is known: of a trailing order the price may be an offset. */
  readonly orderType?: OrderType | undefined;
  /** How much of it was traded, where it is known: no more than that cancels the rest, whatever the pair's minimum. */
  readonly cumQty?: string | undefined;
}

const CHANGES = ['orderQty', 'limitPrice', 'triggerPrice', 'displayQty'] as const;
const MEMBERS = [
  'orderId',
  'clOrdId',
  ...CHANGES,
  'limitPriceType',
  'triggerPriceType',
  'postOnly',
  'deadline',
  'symbol',
];

/** The request that amends an order. Throws a `UsageError` for one that the exchange would refuse. */
export function checkAmendment(
  amendment: Amendment,
  { pair, now, orderType, cumQty = '0' }: AmendRules,
): AmendOrderRequest {
  const given = givenObject('amendment', '', amendment, 'an amendment', MEMBERS);
  const { symbol, deadline, postOnly } = given;
  const name = checkName(given);
  if (CHANGES.every((change) => given[change] === undefined))
    throw wrong('amendment', `at least one change of ${list(CHANGES)}`, 'none');
  const { orderQty, displayQty } = given;
  const qty = orderQty === undefined ? undefined : givenPositive('orderQty', orderQty);
  const size = qty !== undefined && compareDecimals(qty, cumQty) <= 0 ? checkQuantity : checkSize;
  const meant = orderType === 'trailing-stop-limit' ? 'quote' : 'static';
  const limit = checkChanged(given, 'limitPrice', 'limitPriceType', meant, pair);
  const trigger = checkChanged(given, 'triggerPrice', 'triggerPriceType', 'static', pair);
  const request: AmendOrderRequest = {
    method: 'amend_order',
    ...name,
    orderQty: qty === undefined ? undefined : size('orderQty', qty, pair),
    limitPrice: limit.price,
    limitPriceType: limit.type,
    postOnly: givenFlag('postOnly', postOnly),
    triggerPrice: trigger.price,
    triggerPriceType: trigger.type,
    displayQty:
      displayQty === undefined ? undefined : checkQuantity('displayQty', givenPositive('displayQty', displayQty), pair),
    deadline: checkDeadline('deadline', deadline, now),
    symbol: symbol === undefined ? undefined : givenSymbol('symbol', symbol),
  };
  // Of an order of unknown type it may be an offset.
  const isPrice =
    limit.type === 'static' || (limit.type === undefined && orderType !== undefined && meant === 'static');
  if (isPrice && request.orderQty !== undefined && request.limitPrice !== undefined)
    checkCost('orderQty', request.orderQty, request.limitPrice, pair);
  return request;
}

function checkName({ orderId, clOrdId }: Given) {
  if (orderId !== undefined && clOrdId !== undefined)
    throw wrong('clOrdId', `none beside orderId ${show(orderId)}; leave one of them out`, show(clOrdId));
  if (clOrdId !== undefined) return { clOrdId: checkClientId('clOrdId', clOrdId) };
  if (orderId === undefined)
    throw wrong('orderId', "an order's id such as 'OM5CRX-N2HAL-GFGWE9', or clOrdId", 'neither');
  return { orderId: checkOrderId('orderId', orderId) };
}

function checkChanged(given: Given, priceField: string, typeField: string, meant: PriceType, pair: Pair | undefined) {
  const [value, type] = [given[priceField], checkPriceType(typeField, given[typeField])];
  if (value !== undefined) return { type, price: checkPrice(priceField, value, type ?? meant, pair) };
  if (type !== undefined) throw wrong(typeField, `none without ${priceField}`, show(type));
  return { type, price: undefined };
}
