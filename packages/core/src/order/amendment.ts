/** How an open order can be changed. Types only; the same rules at run time are in check-amendment.ts. */
import type { DecimalInput } from '../decimal/input.js';
import type { FeePreference, PriceType } from '../protocol/order.js';
import type { TriggerLevel } from './triggers.js';

interface ByOrderId {
  /** The exchange's id of the order, such as `OM5CRX-N2HAL-GFGWE9`. */
  readonly orderId: string;
  readonly clOrdId?: undefined;
}

interface ByClientId {
  readonly orderId?: undefined;
  /** Your id of the order. */
  readonly clOrdId: string;
}

interface Changes {
  /**
   * The new total in base currency, fills included: a multiple of the pair's `qtyIncrement`, at least its `qtyMin`. Less
   * than was filled cancels the rest.
   */
  readonly orderQty?: DecimalInput | undefined;
  /** A price above zero, a multiple of the pair's `priceIncrement`; or an offset, by `limitPriceType`. */
  readonly limitPrice?: DecimalInput | undefined;
  /** A price above zero, a multiple of the pair's `priceIncrement`; or an offset, by `triggerPriceType`. */
  readonly triggerPrice?: DecimalInput | undefined;
  /** Of an iceberg: how much is shown, in base currency; at least a fifteenth of what remains. */
  readonly displayQty?: DecimalInput | undefined;
}

/** At least one of them. */
type Change = { [C in keyof Changes]-?: Changes & { readonly [K in C]: DecimalInput } }[keyof Changes];

interface AmendOptions {
  /** Default `static`, for a trailing-stop-limit order `quote`. An offset that is not above zero needs it. */
  readonly limitPriceType?: PriceType | undefined;
  /** Default `static`. */
  readonly triggerPriceType?: PriceType | undefined;
  /** Refused rather than to trade at once at the new price. Default false. */
  readonly postOnly?: boolean | undefined;
  /** Not carried out after this time, 0.5 to 60 s ahead: RFC 3339 with milliseconds, or a `Date`. */
  readonly deadline?: string | Date | undefined;
  /** Of the order: needed for pairs that are not of crypto currencies, `TSLAx/USD`. */
  readonly symbol?: string | undefined;
}

/**
 * A change of an open order, which keeps its ids, its fills and, where it can, its place in the queue. By `orderId` or
 * `clOrdId`. Orders with a conditional close cannot be amended. https://docs.kraken.com/api/docs/websocket-v2/amend_order
 */
export type Amendment = (ByOrderId | ByClientId) & Change & AmendOptions;

/**
 * An open order is canceled and a changed one placed, with an id of its own; `amendOrder` is better where it can be used.
 * Refused for orders with a `clOrdId` or a conditional close. https://docs.kraken.com/api/docs/websocket-v2/edit_order
 */
export interface Edit {
  /** The exchange's id of the order, such as `OM5CRX-N2HAL-GFGWE9`. */
  readonly orderId: string;
  /** Of the order; it cannot be changed. */
  readonly symbol: string;
  /** In base currency, above zero: a multiple of the pair's `qtyIncrement`, at least its `qtyMin`. */
  readonly orderQty?: DecimalInput | undefined;
  /**
   * In quote currency, above zero: a multiple of the pair's `priceIncrement`. On v1 only of an order whose type is known, as it
   * was placed here or execution reports show it, or together with `triggers`.
   */
  readonly limitPrice?: DecimalInput | undefined;
  /** Of an iceberg: how much is shown, in base currency; at least a fifteenth of `orderQty`. */
  readonly displayQty?: DecimalInput | undefined;
  /** Of the new order: an integer from -2147483648 to 2147483647. */
  readonly orderUserref?: number | undefined;
  /** Refused rather than to trade at once. Default false. */
  readonly postOnly?: boolean | undefined;
  /** Only shrinks an open margin position. Default false. */
  readonly reduceOnly?: boolean | undefined;
  /** The currency in which the fee is taken. */
  readonly feePreference?: FeePreference | undefined;
  /** Of stop, take-profit and trailing orders. */
  readonly triggers?: TriggerLevel | undefined;
  /** Not carried out after this time, 0.5 to 60 s ahead: RFC 3339 with milliseconds, or a `Date`. */
  readonly deadline?: string | Date | undefined;
  /** Only checked by the exchange, not carried out. Default false. */
  readonly validate?: boolean | undefined;
}
