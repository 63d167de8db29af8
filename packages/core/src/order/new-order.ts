/**
 * What can be ordered, one type for each kind of order: combinations that the exchange refuses do not compile, not even
 * when an order is put together of several objects: hence the members that cannot be. Types only; the same rules for
 * those who have no compiler are in check-order.ts.
 *
 * https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
import type { DecimalInput } from '../decimal/input.js';
import type { FeePreference, OrderSide, PriceType, StpType } from '../protocol/order.js';
import type { ConditionalClose } from './conditional-close.js';
import type { TrailingDistance, TriggerLevel } from './triggers.js';

/** What every order can be given. */
interface Options {
  /** Not active before this time: RFC 3339, or a `Date`, whose parts of seconds are left out. Default: at once. */
  readonly effectiveTime?: string | Date | undefined;
  /** Only shrinks an open margin position, never opens one. Default false. */
  readonly reduceOnly?: boolean | undefined;
  /** The currency in which the fee is taken. Default: `quote` for buys, `base` for sells. */
  readonly feePreference?: FeePreference | undefined;
  /** Which of two own orders is canceled instead of trading with the other. Default `cancel_newest`: this one. */
  readonly stpType?: StpType | undefined;
  /** The trader of an institution: a UUID, 32 hex digits, or up to 18 ASCII characters. */
  readonly senderSubId?: string | undefined;
}

interface Sized extends Options {
  readonly side: OrderSide;
  /** In base currency, above zero: a multiple of the pair's `qtyIncrement`, at least its `qtyMin`. */
  readonly orderQty: DecimalInput;
  readonly cashOrderQty?: undefined;
}

interface OnMargin {
  /** Funded on margin, at the pair's largest leverage (at most 5). Default false. */
  readonly margin?: boolean | undefined;
  readonly leverage?: undefined;
}

interface Leveraged {
  readonly margin?: false | undefined;
  /** Funded on margin at this leverage: an integer from 2 up that the pair allows. Excludes `margin`. On v1 alone. */
  readonly leverage?: number | undefined;
}

type Funded = OnMargin | Leveraged;

interface Priced {
  /** In quote currency, above zero: a multiple of the pair's `priceIncrement`. Buys at most, sells at least, at it. */
  readonly limitPrice: DecimalInput;
  readonly limitPriceType?: undefined;
}

interface Unpriced {
  readonly limitPrice?: undefined;
  readonly limitPriceType?: undefined;
  readonly postOnly?: undefined;
}

interface Untriggered {
  readonly triggers?: undefined;
}

interface AllShown {
  readonly displayQty?: undefined;
}

/** Named by an id of its own, which nothing else may be beside. */
interface ByClientId {
  /**
   * Your id: a UUID, 32 hex digits, or up to 18 ASCII characters; of no other open order. Excludes `orderUserref` and
   * `conditional`.
   */
  readonly clOrdId?: string | undefined;
  readonly orderUserref?: undefined;
  readonly conditional?: undefined;
}

interface ByReference {
  readonly clOrdId?: undefined;
  /** Your tag, which orders may share: an integer from -2147483648 to 2147483647. Excludes `clOrdId`. */
  readonly orderUserref?: number | undefined;
  /** The order that each fill gives rise to, on the other side and of the fill's size. Excludes `clOrdId`. */
  readonly conditional?: ConditionalClose | undefined;
}

type Named = ByClientId | ByReference;

interface UntilCanceled {
  /** `gtc` until canceled (default) · `gtd` until `expireTime` · `ioc` what trades at once, the rest is canceled. */
  readonly timeInForce?: 'gtc' | undefined;
  readonly expireTime?: undefined;
}

interface UntilTime {
  /** Until `expireTime`. */
  readonly timeInForce: 'gtd';
  /** In the future, at most a month ahead: RFC 3339, or a `Date`, whose parts of seconds are left out. */
  readonly expireTime: string | Date;
}

interface AtOnce {
  /** What trades at once; the rest is canceled. */
  readonly timeInForce: 'ioc';
  readonly expireTime?: undefined;
}

interface AllAtOnce {
  /** All at once, or nothing. */
  readonly timeInForce: 'fok';
  readonly expireTime?: undefined;
}

interface Posted {
  /** Refused rather than to trade at once. Default false; not with `ioc` and `fok`. */
  readonly postOnly?: boolean | undefined;
}

interface NotPosted {
  readonly postOnly?: false | undefined;
}

type Lasting = UntilCanceled | UntilTime | AtOnce;
type Resting = (UntilCanceled & Posted) | (UntilTime & Posted);
type LastingPriced = Resting | (AtOnce & NotPosted);

interface LimitTerms extends Sized, Priced, Untriggered, AllShown {
  readonly orderType: 'limit';
}

/** Trades at `limitPrice` or better. */
export type LimitOrder = LimitTerms & (LastingPriced | (AllAtOnce & NotPosted)) & Funded & Named;

interface IcebergTerms extends Sized, Priced, Untriggered {
  readonly orderType: 'iceberg';
  /** How much is shown at a time, in base currency: from a fifteenth of `orderQty` to all of it. */
  readonly displayQty: DecimalInput;
}

/** A limit order that shows only a part of itself. */
export type IcebergOrder = IcebergTerms & Resting & Funded & Named;

interface Immediate extends Unpriced, Untriggered, AllShown {
  /** It trades at once whatever is said: `gtc` (default) or `ioc`. */
  readonly timeInForce?: 'gtc' | 'ioc' | undefined;
  readonly expireTime?: undefined;
}

interface MarketTerms extends Sized, Immediate {
  readonly orderType: 'market';
}

interface MarketCashTerms extends Options, Immediate {
  readonly orderType: 'market';
  readonly side: 'buy';
  readonly orderQty?: undefined;
  /** How much is spent, in quote currency, above zero: instead of `orderQty`, for buys without margin. */
  readonly cashOrderQty: DecimalInput;
  readonly margin?: false | undefined;
  readonly leverage?: undefined;
}

/** Trades at once at the best prices there are. */
export type MarketOrder = ((MarketTerms & Funded) | MarketCashTerms) & Named;

interface StopTerms extends Sized, Unpriced, AllShown {
  readonly orderType: 'stop-loss' | 'take-profit';
  /** When the market order is fired. */
  readonly triggers: TriggerLevel;
}

/**
 * A market order when the reference reaches a level: `stop-loss` in the unfavourable direction (sell: falling, buy:
 * rising), `take-profit` in the favourable one.
 */
export type StopOrder = StopTerms & Lasting & Funded & Named;

interface StopLimitTerms extends Sized, Priced, AllShown {
  readonly orderType: 'stop-loss-limit' | 'take-profit-limit';
  /** When the limit order is fired. */
  readonly triggers: TriggerLevel;
}

/** As a `StopOrder`, with a limit order. */
export type StopLimitOrder = StopLimitTerms & LastingPriced & Funded & Named;

interface TrailingStopTerms extends Sized, Unpriced, AllShown {
  readonly orderType: 'trailing-stop';
  /** How far the market turns back before the market order is fired. */
  readonly triggers: TrailingDistance;
}

/** A market order when the market has turned back from its peak (sell) or trough (buy). */
export type TrailingStopOrder = TrailingStopTerms & Lasting & Funded & Named;

interface TrailingStopLimitTerms extends Sized, AllShown {
  readonly orderType: 'trailing-stop-limit';
  /** How far the market turns back before the limit order is fired. */
  readonly triggers: TrailingDistance;
  /** An offset from the price at which it is triggered, with its sign, 0 for the same; a price with type `static`. */
  readonly limitPrice: DecimalInput;
  /** `quote` (default): in quote currency · `pct`: in percent · `static`: a price. */
  readonly limitPriceType?: PriceType | undefined;
}

/** As a `TrailingStopOrder`, with a limit order. */
export type TrailingStopLimitOrder = TrailingStopLimitTerms & LastingPriced & Funded & Named;

interface SettleTerms extends Sized, Immediate {
  readonly orderType: 'settle-position';
}

/** Settles an open margin position. */
export type SettlePositionOrder = SettleTerms & Funded & Named;

/** What is ordered, of whichever pair. */
export type OrderTerms =
  | LimitOrder
  | MarketOrder
  | IcebergOrder
  | StopOrder
  | StopLimitOrder
  | TrailingStopOrder
  | TrailingStopLimitOrder
  | SettlePositionOrder;

interface OfBatch {
  readonly symbol?: undefined;
  readonly deadline?: undefined;
  readonly validate?: undefined;
  /** v1, which alone takes it, has no batches. */
  readonly leverage?: undefined;
}

/** An order of a batch, which says for all what is not here. https://docs.kraken.com/api/docs/websocket-v2/batch_add */
export type BatchOrder = OrderTerms & OfBatch;

interface Placing {
  /** BASE/QUOTE as in v2, `BTC/USD`; the names of v1 and REST are understood. */
  readonly symbol: string;
  /**
   * Not matched after this time, 0.5 to 60 s ahead: RFC 3339 with milliseconds, or a `Date`. The exchange takes 5 s when
   * it is left out.
   */
  readonly deadline?: string | Date | undefined;
  /** Only checked by the exchange, not placed. Default false. */
  readonly validate?: boolean | undefined;
}

/** An order to place. https://docs.kraken.com/api/docs/websocket-v2/add_order */
export type NewOrder = Placing & OrderTerms;

/** Orders to place together, all or none of which are valid. https://docs.kraken.com/api/docs/websocket-v2/batch_add */
export interface Batch extends Placing {
  /** 2 to 15. */
  readonly orders: readonly BatchOrder[];
}
