/**
 * What can be asked about orders, in v2's words. Decimals are plain text, written to the wire digit by digit; what they
 * may be is checked elsewhere. A request leaves without `token` and `reqId`, which the session adds.
 */
import type {
  ConditionalType,
  FeePreference,
  OrderSide,
  OrderType,
  PriceType,
  StpType,
  TimeInForce,
  TriggerReference,
} from './order.js';

/** When a stop, take-profit or trailing order becomes active. */
export interface Triggers {
  /** `last` when left out. */
  readonly reference?: TriggerReference | undefined;
  /** A price, or an offset from the reference with its sign; for trailing orders the distance, above zero. */
  readonly price: string;
  /** `static` when left out. */
  readonly priceType?: PriceType | undefined;
}

/** The order that each fill gives rise to, on the other side and of the fill's size. */
export interface Conditional {
  readonly orderType: ConditionalType;
  readonly limitPrice?: string | undefined;
  readonly limitPriceType?: PriceType | undefined;
  readonly triggerPrice?: string | undefined;
  readonly triggerPriceType?: PriceType | undefined;
}

/** An order as it is sent, without its symbol. */
export interface OrderFields {
  readonly orderType: OrderType;
  readonly side: OrderSide;
  /** Base currency. */
  readonly orderQty?: string | undefined;
  /** Quote currency; market buys only, instead of `orderQty`. */
  readonly cashOrderQty?: string | undefined;
  readonly limitPrice?: string | undefined;
  readonly limitPriceType?: PriceType | undefined;
  readonly triggers?: Triggers | undefined;
  readonly timeInForce?: TimeInForce | undefined;
  /** RFC 3339, at most a month ahead; with `gtd`. */
  readonly expireTime?: string | undefined;
  /** RFC 3339: not active before. */
  readonly effectiveTime?: string | undefined;
  readonly postOnly?: boolean | undefined;
  readonly reduceOnly?: boolean | undefined;
  readonly margin?: boolean | undefined;
  /** From 2 up, an integer in text; v1 only: v2 takes the most that the pair allows, with `margin`. */
  readonly leverage?: string | undefined;
  readonly clOrdId?: string | undefined;
  readonly orderUserref?: number | undefined;
  readonly conditional?: Conditional | undefined;
  /** Iceberg: how much is shown. */
  readonly displayQty?: string | undefined;
  readonly feePreference?: FeePreference | undefined;
  readonly stpType?: StpType | undefined;
  readonly senderSubId?: string | undefined;
}

/** What all requests on a private endpoint carry; the session adds both. */
interface Signed {
  readonly token?: string | undefined;
  /** Echoed by every answer to this request. An integer below 2^53. */
  readonly reqId?: number | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/add_order */
export interface AddOrderRequest extends OrderFields, Signed {
  readonly method: 'add_order';
  readonly symbol: string;
  /** RFC 3339 with milliseconds, 0.5 to 60 s ahead: not matched after it. The exchange takes 5 s when it is left out. */
  readonly deadline?: string | undefined;
  /** Checked by the exchange, but not placed. */
  readonly validate?: boolean | undefined;
}

/** By `orderId` or `clOrdId`. https://docs.kraken.com/api/docs/websocket-v2/amend_order */
export interface AmendOrderRequest extends Signed {
  readonly method: 'amend_order';
  readonly orderId?: string | undefined;
  readonly clOrdId?: string | undefined;
  /** The new total, fills included. */
  readonly orderQty?: string | undefined;
  readonly limitPrice?: string | undefined;
  readonly limitPriceType?: PriceType | undefined;
  readonly postOnly?: boolean | undefined;
  readonly triggerPrice?: string | undefined;
  readonly triggerPriceType?: PriceType | undefined;
  readonly displayQty?: string | undefined;
  readonly deadline?: string | undefined;
  /** For pairs that are not of crypto currencies. */
  readonly symbol?: string | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/edit_order */
export interface EditOrderRequest extends Signed {
  readonly method: 'edit_order';
  readonly orderId: string;
  readonly symbol: string;
  /** Of the order, where it is known. It is not sent: v1 tells by it what a price is. */
  readonly orderType?: OrderType | undefined;
  readonly orderQty?: string | undefined;
  readonly limitPrice?: string | undefined;
  readonly displayQty?: string | undefined;
  /** Of the new order. */
  readonly orderUserref?: number | undefined;
  readonly postOnly?: boolean | undefined;
  readonly reduceOnly?: boolean | undefined;
  readonly feePreference?: FeePreference | undefined;
  readonly triggers?: Triggers | undefined;
  readonly deadline?: string | undefined;
  readonly validate?: boolean | undefined;
}

/** One answer for each order. https://docs.kraken.com/api/docs/websocket-v2/cancel_order */
export interface CancelOrderRequest extends Signed {
  readonly method: 'cancel_order';
  readonly orderId?: readonly string[] | undefined;
  readonly clOrdId?: readonly string[] | undefined;
  readonly orderUserref?: readonly number[] | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/cancel_all */
export interface CancelAllRequest extends Signed {
  readonly method: 'cancel_all';
}

/** https://docs.kraken.com/api/docs/websocket-v2/cancel_after */
export interface CancelAllOrdersAfterRequest extends Signed {
  readonly method: 'cancel_all_orders_after';
  /** Seconds, below 86400; 0 switches it off. */
  readonly timeout: number;
}

/** https://docs.kraken.com/api/docs/websocket-v2/batch_add */
export interface BatchAddRequest extends Signed {
  readonly method: 'batch_add';
  readonly symbol: string;
  /** 2 to 15. */
  readonly orders: readonly OrderFields[];
  readonly deadline?: string | undefined;
  readonly validate?: boolean | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/batch_cancel */
export interface BatchCancelRequest extends Signed {
  readonly method: 'batch_cancel';
  /** 2 to 50 order ids, or user references as text. */
  readonly orders?: readonly string[] | undefined;
  readonly clOrdId?: readonly string[] | undefined;
}

/** A request about orders. */
export type TradingRequest =
  | AddOrderRequest
  | AmendOrderRequest
  | EditOrderRequest
  | CancelOrderRequest
  | CancelAllRequest
  | CancelAllOrdersAfterRequest
  | BatchAddRequest
  | BatchCancelRequest;

/** What can be asked about orders, in the exchange’s words. */
export type TradingMethod = TradingRequest['method'];

/** All that can be asked about orders. */
export const TRADING_METHODS: readonly TradingMethod[] = [
  'add_order',
  'amend_order',
  'edit_order',
  'cancel_order',
  'cancel_all',
  'cancel_all_orders_after',
  'batch_add',
  'batch_cancel',
];

/** Whether a method is about orders. */
export function isTradingMethod(method: string): method is TradingMethod {
  return TRADING_METHODS.some((each) => each === method);
}
