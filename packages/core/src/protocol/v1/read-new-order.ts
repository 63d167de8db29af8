/**
 * addOrder as the exchange reads it. https://docs.kraken.com/api/docs/websocket-v1/addorder
 */
import { isTriggered, type OrderSide } from '../order.js';
import { present } from '../present.js';
import type { AddOrderRequest, Conditional } from '../trading.js';
import { symbolOf } from './names.js';
import { orderTimeOf } from './order-times.js';
import { type OrderPrices, priceOf, pricesOf, type WirePrices } from './prices.js';
import { type MEMBERS, type Values, wrong } from './request-members.js';
import { FEE_FLAGS } from './trading-names.js';

type Given = Values<(typeof MEMBERS)['add_order']>;

/** What has been read member by member as an order, or why it is refused. */
export function addOrder(given: Given, reqId: number | undefined): AddOrderRequest | string {
  const { ordertype: orderType, type: side, pair, volume, oflags, starttm, expiretm } = given;
  if (orderType === undefined || side === undefined || pair === undefined) return wrong('ordertype');
  const prices = pricesFor(orderType, given, side);
  if (prices === undefined) return wrong('price2');
  const { triggerPrice: price, triggerPriceType: priceType, ...limit } = prices;
  const { trigger: reference } = given;
  if (reference !== undefined && price === undefined) return wrong('trigger');
  const expireTime = expiretm === undefined ? undefined : orderTimeOf(expiretm);
  const conditional = closeIn(given, side);
  if (typeof conditional === 'string') return conditional;
  return present<AddOrderRequest>({
    method: 'add_order',
    orderType,
    side,
    symbol: symbolOf(pair),
    ...(oflags?.has('viqc') ? { cashOrderQty: volume } : { orderQty: volume }),
    ...limit,
    triggers: price === undefined ? undefined : present({ reference, price, priceType }),
    leverage: given.leverage,
    margin: given.margin,
    reduceOnly: given.reduce_only,
    postOnly: oflags?.has('post') || undefined,
    feePreference: feeOf(oflags),
    // An end is older than the word for it: clients of those days say nothing else.
    timeInForce: given.timeinforce ?? (expireTime === undefined ? undefined : 'gtd'),
    effectiveTime: starttm === undefined ? undefined : orderTimeOf(starttm),
    expireTime,
    deadline: given.deadline,
    clOrdId: given.cl_ord_id,
    orderUserref: given.userref,
    stpType: given.stp_type,
    senderSubId: given.sender_sub_id,
    validate: given.validate || undefined,
    conditional,
    token: given.token,
    reqId,
  });
}

/** What the prices of an order mean; undefined when the second means nothing. */
function pricesFor(orderType: string, wire: WirePrices, side: OrderSide): OrderPrices | undefined {
  const { price, price2 } = wire;
  if (price2 !== undefined && !isTriggered(orderType) && priceOf(price2, 'static', true) !== undefined)
    return undefined;
  const { limitPriceType, triggerPriceType, ...prices } = pricesOf(orderType, { price, price2 }, side);
  // A price is what is taken anyway.
  return present({
    ...prices,
    limitPriceType: limitPriceType === 'static' ? undefined : limitPriceType,
    triggerPriceType: triggerPriceType === 'static' ? undefined : triggerPriceType,
  });
}

function closeIn(given: Given, side: OrderSide): Conditional | undefined | string {
  const { 'close[ordertype]': orderType, 'close[price]': price, 'close[price2]': price2 } = given;
  if (orderType === undefined) {
    return price === undefined && price2 === undefined ? undefined : wrong('close[ordertype]');
  }
  const prices = pricesFor(orderType, { price, price2 }, side === 'buy' ? 'sell' : 'buy');
  return prices === undefined ? wrong('close[price2]') : { orderType, ...prices };
}

/** The currency of the fee that flags ask for. */
export function feeOf(flags: ReadonlySet<string> | undefined): AddOrderRequest['feePreference'] {
  if (flags?.has(FEE_FLAGS.base)) return 'base';
  return flags?.has(FEE_FLAGS.quote) ? 'quote' : undefined;
}
