/**
 * What the exchange makes of v1 requests about orders and private channels, with its refusals.
 * https://docs.kraken.com/api/docs/websocket-v1/amendorder https://docs.kraken.com/api/docs/websocket-v1/openorders
 */
import type { RefusedMessage } from '../message.js';
import { present } from '../present.js';
import type { ExecutionsPart, Request } from '../request.js';
import { isObject, type WireObject } from '../shape.js';
import type { AmendOrderRequest, CancelOrderRequest, EditOrderRequest, TradingRequest } from '../trading.js';
import type { AccountName } from './channels.js';
import { symbolOf } from './names.js';
import { priceOf } from './prices.js';
import { addOrder, feeOf } from './read-new-order.js';
import { reqIdOf } from './req-id.js';
import { MEMBERS, OPTIONS, type Values, valuesIn, wrong } from './request-members.js';
import { methodOf, type V1Method } from './trading-names.js';

/** A request about orders, or why it is refused; undefined when the event is none. */
export function readPrivate(event: string, frame: WireObject): Request | RefusedMessage | undefined {
  const method = methodOf(event);
  if (method === undefined) return undefined;
  const reqId = reqIdOf(frame);
  const read = readTrading(method, frame, reqId);
  if (typeof read !== 'string') return present(read);
  return present<RefusedMessage>({ type: 'refused', method, error: read, reqId });
}

function readTrading(method: V1Method, frame: WireObject, reqId: number | undefined): TradingRequest | string {
  switch (method) {
    case 'add_order': {
      const given = valuesIn(frame, MEMBERS.add_order, ['ordertype', 'type', 'pair']);
      return typeof given === 'string' ? given : addOrder(given, reqId);
    }
    case 'amend_order': {
      const given = valuesIn(frame, MEMBERS.amend_order, []);
      return typeof given === 'string' ? given : amendOrder(given, reqId);
    }
    case 'edit_order': {
      const given = valuesIn(frame, MEMBERS.edit_order, ['orderid', 'pair']);
      return typeof given === 'string' ? given : editOrder(given, reqId);
    }
    case 'cancel_order': {
      const given = valuesIn(frame, MEMBERS.cancel_order, []);
      return typeof given === 'string' ? given : cancelOrder(given, reqId);
    }
    case 'cancel_all': {
      const given = valuesIn(frame, MEMBERS.cancel_all, []);
      return typeof given === 'string' ? given : { method, token: given.token, reqId };
    }
    case 'cancel_all_orders_after': {
      const given = valuesIn(frame, MEMBERS.cancel_all_orders_after, ['timeout']);
      return typeof given === 'string' ? given : { method, timeout: given.timeout ?? 0, token: given.token, reqId };
    }
  }
}

type Given<M extends V1Method> = Values<(typeof MEMBERS)[M]>;
type Told = ReturnType<typeof priceOf>;

/** A price of an order whose side is not told: undefined when it means nothing, as zero does, and what needs the side. */
function priceIn(text: string | undefined): Told {
  return text === undefined ? undefined : priceOf(text, 'static', undefined);
}

/** Whether its direction is the side's to say. */
function isSideless(text: string | undefined): boolean {
  return text?.startsWith('#') === true;
}

function amendOrder(given: Given<'amend_order'>, reqId: number | undefined): AmendOrderRequest | string {
  const { pair, limit_price, trigger_price } = given;
  const [limit, trigger] = [priceIn(limit_price), priceIn(trigger_price)];
  if (limit_price !== undefined && limit === undefined) return wrong('limit_price');
  if (trigger_price !== undefined && trigger === undefined) return wrong('trigger_price');
  return present<AmendOrderRequest>({
    method: 'amend_order',
    orderId: given.txid,
    clOrdId: given.cl_ord_id,
    orderQty: given.volume,
    displayQty: given.display_volume,
    limitPrice: limit?.price,
    limitPriceType: offsetType(limit),
    triggerPrice: trigger?.price,
    triggerPriceType: offsetType(trigger),
    postOnly: given.post_only,
    symbol: pair === undefined ? undefined : symbolOf(pair),
    deadline: given.deadline,
    token: given.token,
    reqId,
  });
}

/** A price is what is taken anyway. */
function offsetType(told: Told): AmendOrderRequest['limitPriceType'] {
  return told?.type === 'static' ? undefined : told?.type;
}

/** Whether a lone price is one to wait for, only the order could tell: it is taken for a limit. */
function editOrder(given: Given<'edit_order'>, reqId: number | undefined): EditOrderRequest | string {
  const { orderid, pair, oflags, price, price2 } = given;
  if (orderid === undefined || pair === undefined) return wrong('orderid');
  const [first, second] = [priceIn(price), priceIn(price2)];
  if (isSideless(price)) return wrong('price');
  if (isSideless(price2) || (second !== undefined && second.type !== 'static')) return wrong('price2');
  const waits = second !== undefined || (first !== undefined && first.type !== 'static');
  return present<EditOrderRequest>({
    method: 'edit_order',
    orderId: orderid,
    symbol: symbolOf(pair),
    // Only orders that wait for a price have a second: alone it says of which kind the order is.
    orderType: second !== undefined && first === undefined ? 'stop-loss-limit' : undefined,
    orderQty: given.volume,
    limitPrice: waits ? second?.price : first?.price,
    triggers: waits && first !== undefined ? present({ price: first.price, priceType: offsetType(first) }) : undefined,
    postOnly: oflags?.has('post'),
    feePreference: feeOf(oflags),
    orderUserref: given.newuserref,
    validate: given.validate || undefined,
    token: given.token,
    reqId,
  });
}

const REFERENCE = /^(?:0|-?[1-9]\d{0,9})$/;

function cancelOrder({ txid, cl_ord_id, token }: Given<'cancel_order'>, reqId: number | undefined): CancelOrderRequest {
  const ids = txid?.filter((name) => !REFERENCE.test(name));
  const references = txid?.filter((name) => REFERENCE.test(name)).map(Number);
  return present<CancelOrderRequest>({
    method: 'cancel_order',
    orderId: ids?.length === 0 && references?.length !== 0 ? undefined : ids,
    orderUserref: references?.length === 0 ? undefined : references,
    clOrdId: cl_ord_id,
    token,
    reqId,
  });
}

/** A subscription of a private channel or the end of one, or why it is refused. */
export function readPrivateSubscription(
  method: 'subscribe' | 'unsubscribe',
  name: AccountName,
  frame: WireObject,
): Request | RefusedMessage {
  const part: ExecutionsPart = name === 'ownTrades' ? 'trades' : 'orders';
  const reqId = reqIdOf(frame);
  const asked = frame['subscription'];
  const given = frame['pair'] === undefined ? optionsIn(part, isObject(asked) ? asked : {}) : PAIRS;
  if (typeof given === 'string') {
    const subscription = { channel: 'executions', part };
    return present<RefusedMessage>({ type: 'refused', method, error: given, reqId, subscription });
  }
  const { token, rebased, ratecounter, snapshot: snapTrades, consolidate_taker: consolidateTaker } = given;
  // The end of a subscription has no options.
  if (method === 'unsubscribe') return present({ method, channel: 'executions', part, token, reqId });
  const options = { rebased, ratecounter, snapTrades, consolidateTaker };
  return present({ method, channel: 'executions', part, token, ...options, reqId });
}

const PAIRS = 'Pair field unsupported for this subscription type';

type Options = Values<(typeof OPTIONS)['orders'] & (typeof OPTIONS)['trades']>;

function optionsIn(part: ExecutionsPart, asked: WireObject): Options | string {
  if (Object.keys(asked).some((option) => !Object.hasOwn(OPTIONS[part], option))) {
    return 'Subscription object unsupported field';
  }
  return part === 'orders' ? valuesIn(asked, OPTIONS.orders, []) : valuesIn(asked, OPTIONS.trades, []);
}
