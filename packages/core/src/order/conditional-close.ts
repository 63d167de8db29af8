/** What can be asked to follow the fills of an order, one type for each kind. Types only. */
import type { DecimalInput } from '../decimal/input.js';
import type { PriceType } from '../protocol/order.js';

interface Limited {
  /** In quote currency, above zero: a multiple of the pair's `priceIncrement`. */
  readonly limitPrice: DecimalInput;
  readonly limitPriceType?: undefined;
}

interface Unlimited {
  readonly limitPrice?: undefined;
  readonly limitPriceType?: undefined;
}

interface Triggered {
  /** A price, or an offset from the reference with its sign: by `triggerPriceType`. */
  readonly triggerPrice: DecimalInput;
  /** `static` (default): a price · `pct`: an offset in percent · `quote`: an offset in quote currency. */
  readonly triggerPriceType?: PriceType | undefined;
}

interface Trailing {
  /** How far the market turns back, above zero. */
  readonly triggerPrice: DecimalInput;
  /** `pct`: in percent · `quote`: in quote currency. */
  readonly triggerPriceType: Exclude<PriceType, 'static'>;
}

/** A limit order follows. */
export interface LimitClose extends Limited {
  readonly orderType: 'limit';
  readonly triggerPrice?: undefined;
  readonly triggerPriceType?: undefined;
}

/** A market order at a level follows. */
export interface StopClose extends Triggered, Unlimited {
  readonly orderType: 'stop-loss' | 'take-profit';
}

/** A limit order at a level follows. */
export interface StopLimitClose extends Triggered, Limited {
  readonly orderType: 'stop-loss-limit' | 'take-profit-limit';
}

/** A market order follows when the market has turned back. */
export interface TrailingStopClose extends Trailing, Unlimited {
  readonly orderType: 'trailing-stop';
}

/** A limit order follows when the market has turned back. */
export interface TrailingStopLimitClose extends Trailing {
  readonly orderType: 'trailing-stop-limit';
  /** An offset from the price at which it is triggered, with its sign, 0 for the same; a price with type `static`. */
  readonly limitPrice: DecimalInput;
  /** `quote` (default): in quote currency · `pct`: in percent · `static`: a price. */
  readonly limitPriceType?: PriceType | undefined;
}

/**
 * The order that each fill gives rise to, on the other side and of the fill's size.
 * https://docs.kraken.com/api/docs/websocket-v2/add_order, `conditional`
 */
export type ConditionalClose = LimitClose | StopClose | StopLimitClose | TrailingStopClose | TrailingStopLimitClose;
