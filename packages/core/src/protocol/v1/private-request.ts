/**
 * v1 requests about orders and private channels as a client writes them: one object, decimals in quotes. What cannot be
 * said in it is the matter of private-objection.ts.
 * https://docs.kraken.com/api/docs/websocket-v1/addorder https://docs.kraken.com/api/docs/websocket-v1/openorders
 */
import type { ExecutionsRequest, PrivateRequest } from '../request.js';
import type { AddOrderRequest, AmendOrderRequest, CancelOrderRequest, EditOrderRequest } from '../trading.js';
import { accountName } from './channels.js';
import { alphabetical } from './members.js';
import { nameOf } from './names.js';
import { expiryText, startText } from './order-times.js';
import { wirePrice, wirePrices } from './prices.js';
import { eventOf, FEE_FLAGS, flagText, isV1Method, type OrderFlag } from './trading-names.js';

/** Members by their names on the wire; what is undefined is left out. */
type Members = Readonly<Record<string, unknown>>;

export function privateRequest(request: PrivateRequest): string {
  const { method, token, reqId } = request;
  if (method === 'subscribe' || method === 'unsubscribe') {
    if (request.channel !== 'executions') throw new TypeError(`v1 has no ${request.channel}`);
    return alphabetical({ event: method, reqid: reqId, subscription: subscriptionOf(request) });
  }
  if (!isV1Method(method)) throw new TypeError(`v1 has no ${method}`);
  const head = { event: eventOf(method), reqid: reqId, token };
  switch (request.method) {
    case 'add_order':
      return alphabetical({ ...head, ...orderOf(request) });
    case 'amend_order':
      // The samples have the event and the token first.
      return JSON.stringify({ event: head.event, token, ...amendmentOf(request), reqid: reqId });
    case 'edit_order':
      return alphabetical({ ...head, ...editOf(request) });
    case 'cancel_order':
      return alphabetical({ ...head, ...cancelOf(request) });
    case 'cancel_all_orders_after':
      return alphabetical({ ...head, timeout: request.timeout });
    default:
      return alphabetical(head);
  }
}

function subscriptionOf(request: ExecutionsRequest): Members {
  const { method, part, token, rebased, ratecounter, snapTrades, consolidateTaker } = request;
  const name = accountName(part);
  // The end of a subscription has no options.
  if (method === 'unsubscribe') return { name, token };
  if (part === 'trades') return { consolidate_taker: consolidateTaker, name, rebased, snapshot: snapTrades, token };
  // In quotes, as it is shown.
  return { name, ratecounter: ratecounter === undefined ? undefined : String(ratecounter), rebased, token };
}

function orderOf(request: AddOrderRequest): Members {
  const { orderType, triggers, conditional, timeInForce, effectiveTime, expireTime, orderUserref } = request;
  const { price: triggerPrice, priceType: triggerPriceType, reference } = triggers ?? {};
  const { limitPrice, limitPriceType } = request;
  return {
    ordertype: orderType,
    type: request.side,
    pair: nameOf(request.symbol),
    volume: request.orderQty ?? request.cashOrderQty,
    ...wirePrices(orderType, { limitPrice, limitPriceType, triggerPrice, triggerPriceType }),
    trigger: reference,
    leverage: request.leverage,
    margin: request.margin,
    reduce_only: request.reduceOnly,
    oflags: flagsOf(request) || undefined,
    timeinforce: timeInForce?.toUpperCase(),
    starttm: effectiveTime === undefined ? undefined : startText(effectiveTime),
    expiretm: expireTime === undefined ? undefined : expiryText(expireTime),
    deadline: request.deadline,
    cl_ord_id: request.clOrdId,
    userref: orderUserref === undefined ? undefined : String(orderUserref),
    stp_type: request.stpType,
    sender_sub_id: request.senderSubId,
    validate: request.validate === true ? 'true' : undefined,
    ...(conditional === undefined ? undefined : closeOf(conditional)),
  };
}

function closeOf(conditional: NonNullable<AddOrderRequest['conditional']>): Members {
  const { price, price2 } = wirePrices(conditional.orderType, conditional);
  return { 'close[ordertype]': conditional.orderType, 'close[price]': price, 'close[price2]': price2 };
}

function flagsOf({
  feePreference,
  postOnly,
  cashOrderQty,
}: Pick<AddOrderRequest, 'feePreference' | 'postOnly' | 'cashOrderQty'>): string {
  const fee = feePreference === undefined ? undefined : FEE_FLAGS[feePreference];
  const flags: Readonly<Record<OrderFlag, boolean>> = {
    fcib: fee === 'fcib',
    fciq: fee === 'fciq',
    nompp: false,
    post: postOnly === true,
    viqc: cashOrderQty !== undefined,
  };
  return flagText(flags);
}

function amendmentOf(request: AmendOrderRequest): Members {
  const { limitPrice, limitPriceType, triggerPrice, triggerPriceType, symbol } = request;
  return {
    txid: request.orderId,
    cl_ord_id: request.clOrdId,
    volume: request.orderQty,
    display_volume: request.displayQty,
    limit_price: limitPrice === undefined ? undefined : wirePrice(limitPrice, limitPriceType),
    trigger_price: triggerPrice === undefined ? undefined : wirePrice(triggerPrice, triggerPriceType),
    post_only: request.postOnly,
    pair: symbol === undefined ? undefined : nameOf(symbol),
    deadline: request.deadline,
  };
}

function editOf(request: EditOrderRequest): Members {
  const { orderUserref, postOnly, feePreference, validate } = request;
  return {
    orderid: request.orderId,
    pair: nameOf(request.symbol),
    volume: request.orderQty,
    ...editedPrices(request),
    // None are told by an empty text.
    oflags: postOnly === undefined && feePreference === undefined ? undefined : flagsOf({ postOnly, feePreference }),
    newuserref: orderUserref === undefined ? undefined : String(orderUserref),
    validate: validate === true ? 'true' : undefined,
  };
}

/** Of an order that waits for a price, `price` is that price and `price2` the limit. */
function editedPrices({ orderType, limitPrice, triggers }: EditOrderRequest): Members {
  const { price: triggerPrice, priceType: triggerPriceType } = triggers ?? {};
  if (orderType !== undefined) {
    const { price, price2 } = wirePrices(orderType, { limitPrice, triggerPrice, triggerPriceType });
    return { price, price2 };
  }
  if (triggerPrice === undefined) return { price: limitPrice };
  return { price: wirePrice(triggerPrice, triggerPriceType), price2: limitPrice };
}

function cancelOf({ orderId, orderUserref, clOrdId }: CancelOrderRequest): Members {
  const named = [...(orderId ?? []), ...(orderUserref ?? []).map(String)];
  return { txid: orderId === undefined && orderUserref === undefined ? undefined : named, cl_ord_id: clOrdId };
}
