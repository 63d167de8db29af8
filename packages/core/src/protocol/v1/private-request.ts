/**
 * v1 requests about orders and private channels as a client writes them: one object, decimals in quotes. What cannot be
 * said in it is the matter of private-objection.ts.
 * https://docs.kraken.com/api/docs/websocket-v1/addorder https://docs.kraken.com/api/docs/websocket-v1/openorders
 */
import type { ExecutionsRequest, PrivateRequest } from '../request.js';
import { type Names, wireName } from '../shape.js';
import type { AddOrderRequest, AmendOrderRequest, CancelOrderRequest, EditOrderRequest } from '../trading.js';
import { accountName } from './channels.js';
import { alphabetical } from './members.js';
import { nameOf } from './names.js';
import { expiryText, startText } from './order-times.js';
import { pricesIn, wirePrice, wirePrices } from './prices.js';
import { eventOf, FEE_FLAGS, flagText, isV1Method, ORDER_NAMES } from './trading-names.js';

/** Members by their names on the wire; what is undefined is left out. */
type Members = Readonly<Record<string, unknown>>;

export function privateRequest(request: PrivateRequest): string {
  switch (request.method) {
    case 'subscribe':
    case 'unsubscribe':
      if (request.channel !== 'executions') throw new TypeError(`v1 has no ${request.channel}`);
      return alphabetical({ event: request.method, reqid: request.reqId, subscription: subscriptionOf(request) });
    case 'add_order':
      return alphabetical(orderOf(request));
    case 'amend_order':
      return JSON.stringify(amendmentOf(request));
    case 'edit_order':
      return alphabetical(editOf(request));
    case 'cancel_order':
      return alphabetical(cancelOf(request));
    default:
      if (!isV1Method(request.method)) throw new TypeError(`v1 has no ${request.method}`);
      return alphabetical(onWire(request));
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

/** What is written in another way than it is told here. */
const WRITERS: Readonly<Record<string, (value: string) => string | undefined>> = {
  effectiveTime: startText,
  expireTime: expiryText,
  method: eventOf,
  orderUserref: (value) => value,
  symbol: nameOf,
  timeInForce: (value) => value.toUpperCase(),
  // Saying nothing says no.
  validate: (value) => (value === 'true' ? value : undefined),
};

const REQUEST_NAMES: Names = { ...ORDER_NAMES, method: 'event', orderQty: 'volume' };

/** A request whose members stand by themselves on the wire, but for their names. */
function onWire(request: object, names = REQUEST_NAMES): Members {
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request)) {
    const write = WRITERS[name];
    members[names[name] ?? wireName(name)] = value === undefined || write === undefined ? value : write(String(value));
  }
  return members;
}

function orderOf(request: AddOrderRequest): Members {
  const { limitPrice, limitPriceType, triggers, conditional, cashOrderQty, feePreference, postOnly, ...rest } = request;
  const close = conditional && wirePrices(conditional.orderType, conditional);
  return {
    ...onWire({ ...rest, orderQty: rest.orderQty ?? cashOrderQty }),
    ...wirePrices(rest.orderType, pricesIn(request)),
    trigger: triggers?.reference,
    oflags: flagsOf(request) || undefined,
    'close[ordertype]': conditional?.orderType,
    'close[price]': close?.price,
    'close[price2]': close?.price2,
  };
}

function flagsOf({
  feePreference,
  postOnly,
  cashOrderQty,
}: Pick<AddOrderRequest, 'feePreference' | 'postOnly' | 'cashOrderQty'>): string {
  const fee = feePreference === undefined ? {} : { [FEE_FLAGS[feePreference]]: true };
  return flagText({ ...fee, post: postOnly === true, viqc: cashOrderQty !== undefined });
}

/** The samples have the event and the token first. */
function amendmentOf(request: AmendOrderRequest): Members {
  const { method, token, limitPriceType, triggerPriceType, ...rest } = request;
  const limitPrice = wirePrice(rest.limitPrice, limitPriceType);
  const triggerPrice = wirePrice(rest.triggerPrice, triggerPriceType);
  return onWire({ method, token, ...rest, limitPrice, triggerPrice });
}

const EDIT_NAMES: Names = { ...REQUEST_NAMES, orderId: 'orderid', orderUserref: 'newuserref' };

function editOf(request: EditOrderRequest): Members {
  const { orderType, limitPrice, triggers, feePreference, postOnly, reduceOnly, ...rest } = request;
  // Of an order that waits for a price, `price` is that price and `price2` the limit.
  const kind = orderType ?? (triggers === undefined ? 'limit' : 'stop-loss-limit');
  return {
    ...onWire(rest, EDIT_NAMES),
    ...wirePrices(kind, pricesIn(request)),
    // None are told by an empty text.
    oflags: postOnly === undefined && feePreference === undefined ? undefined : flagsOf(request),
  };
}

function cancelOf({ orderId, orderUserref, ...rest }: CancelOrderRequest): Members {
  const named = [...(orderId ?? []), ...(orderUserref ?? []).map(String)];
  return { ...onWire(rest), txid: orderId === undefined && orderUserref === undefined ? undefined : named };
}
