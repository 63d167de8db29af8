/**
 * What the exchange tells of one account: what became of orders, fills, balances. Decimals are text with every digit that
 * came. Knows no wire format.
 */

import type { ServerTimes } from './message.js';
import type { ConditionalType, OrderSide, OrderType, PriceType, TriggerReference } from './order.js';
import type { ExecutionsPart } from './request.js';
import type { TradingMethod } from './trading.js';

/** What happened to an order. https://docs.kraken.com/api/docs/websocket-v2/executions */
export type ExecType =
  | 'pending_new'
  | 'new'
  | 'trade'
  | 'filled'
  | 'canceled'
  | 'expired'
  | 'amended'
  | 'restated'
  | 'iceberg_refill'
  | 'status';

/** Where an order stands; after `filled`, `canceled` and `expired` nothing more comes. */
export type OrderStatus = 'pending_new' | 'new' | 'partially_filled' | 'filled' | 'canceled' | 'expired';

/** A part of a fee. */
export interface Fee {
  readonly asset: string;
  readonly qty: string;
}

/** How the trigger of an order stands. */
export interface ReportedTriggers {
  readonly reference?: TriggerReference | (string & {}) | undefined;
  readonly price?: string | undefined;
  readonly priceType?: PriceType | (string & {}) | undefined;
  /** The level now. */
  readonly actualPrice?: string | undefined;
  /** Trailing orders: the best price since. */
  readonly peakPrice?: string | undefined;
  /** The reference's price at activation. */
  readonly lastPrice?: string | undefined;
  readonly status?: 'untriggered' | 'triggered' | (string & {}) | undefined;
  /** When it became active. */
  readonly timestamp?: string | undefined;
}

/** The template of the conditional close. */
export interface Contingent {
  readonly orderType?: ConditionalType | (string & {}) | undefined;
  readonly triggerPrice?: string | undefined;
  readonly triggerPriceType?: PriceType | (string & {}) | undefined;
  readonly limitPrice?: string | undefined;
  readonly limitPriceType?: PriceType | (string & {}) | undefined;
}

/** What v1 alone tells of orders. https://docs.kraken.com/api/docs/websocket-v1/openorders */
export interface OnlyInV1 {
  /** Fees so far, in quote currency. */
  readonly cumFee?: string | undefined;
  /** As it was ordered, such as `2` or `2:1`. */
  readonly leverage?: string | undefined;
  /** The order in words, such as `buy 0.10000000 XBT/USD @ limit 9000.00000`. */
  readonly description?: string | undefined;
  /** Its conditional close in words. */
  readonly closeDescription?: string | undefined;
  /** Of a fill: the position that it opened or changed. */
  readonly positionId?: string | undefined;
  /** Of a fill: the initial margin, in quote currency. */
  readonly marginCost?: string | undefined;
}

/**
 * One report about one order. Which members there are depends on what happened: beside the first four all may be absent,
 * and what is absent is as it was. https://docs.kraken.com/api/docs/websocket-v2/executions
 */
export interface ExecutionReport extends OnlyInV1 {
  /** An `ExecType`; one that this library does not know is passed on as it came. */
  readonly execType: ExecType | (string & {});
  readonly orderId: string;
  readonly orderStatus: OrderStatus | (string & {});
  /** RFC 3339 with microseconds. v1 does not tell of every change when it was. */
  readonly timestamp?: string | undefined;
  readonly clOrdId?: string | undefined;
  /** 0 when none was given, or absent. */
  readonly orderUserref?: number | undefined;
  readonly symbol?: string | undefined;
  readonly side?: OrderSide | undefined;
  readonly orderType?: OrderType | (string & {}) | undefined;
  readonly orderQty?: string | undefined;
  readonly cashOrderQty?: string | undefined;
  readonly limitPrice?: string | undefined;
  readonly limitPriceType?: PriceType | (string & {}) | undefined;
  /** Upper case here: `GTC`, `GTD`, `IOC`, `FOK`. */
  readonly timeInForce?: string | undefined;
  readonly effectiveTime?: string | undefined;
  readonly expireTime?: string | undefined;
  readonly postOnly?: boolean | undefined;
  readonly reduceOnly?: boolean | undefined;
  readonly margin?: boolean | undefined;
  readonly noMpp?: boolean | undefined;
  readonly liquidated?: boolean | undefined;
  readonly displayQty?: string | undefined;
  readonly displayQtyRemain?: string | undefined;
  readonly triggers?: ReportedTriggers | undefined;
  readonly contingent?: Contingent | undefined;
  /** Base currency traded so far. */
  readonly cumQty?: string | undefined;
  /** Quote currency traded so far. */
  readonly cumCost?: string | undefined;
  readonly avgPrice?: string | undefined;
  /** Of a fill. Each fill has its own. */
  readonly execId?: string | undefined;
  /** The public number of the trade. */
  readonly tradeId?: number | undefined;
  /** Base currency of this fill. */
  readonly lastQty?: string | undefined;
  readonly lastPrice?: string | undefined;
  /** Quote currency of this fill. */
  readonly cost?: string | undefined;
  /** `m` maker, `t` taker. */
  readonly liquidityInd?: 'm' | 't' | (string & {}) | undefined;
  readonly fees?: readonly Fee[] | undefined;
  /** `fcib` base, `fciq` quote. */
  readonly feeCcyPref?: string | undefined;
  readonly feeUsdEquiv?: string | undefined;
  readonly marginBorrow?: boolean | undefined;
  readonly positionStatus?: string | undefined;
  /** The order that gave rise to this one. */
  readonly ordRefId?: string | undefined;
  readonly extOrdId?: string | undefined;
  readonly extExecId?: string | undefined;
  readonly amended?: boolean | undefined;
  /** Why it was canceled, expired, amended or restated, in the exchange's words. */
  readonly reason?: string | undefined;
  readonly senderSubId?: string | undefined;
  readonly user?: string | undefined;
  /** The trading rate counter of the pair, where it was asked for; an integer or a decimal. */
  readonly ratecount?: string | undefined;
  /** Going out of use: see `reason`. */
  readonly cancelReason?: string | undefined;
  /** Going out of use: see `triggers.price`. */
  readonly stopPrice?: string | undefined;
  /** Going out of use: see `triggers.reference`. */
  readonly trigger?: string | undefined;
  /** Going out of use: see `triggers.lastPrice`. */
  readonly triggeredPrice?: string | undefined;
}

/** A report as a frame tells it: v1 tells of an update only what is another than before, where it stands as well. */
export type PartialReport = Omit<ExecutionReport, 'orderStatus'> & Partial<Pick<ExecutionReport, 'orderStatus'>>;

/** https://docs.kraken.com/api/docs/websocket-v2/executions */
export interface ExecutionsMessage {
  readonly type: 'executions';
  /** Of which of two streams this is, where the protocol has two; each then has its own snapshot and numbers. */
  readonly part?: ExecutionsPart | undefined;
  /** Snapshot: open orders, and the last fills where they were asked for. */
  readonly snapshot: boolean;
  /** 1 for the snapshot, then one more with each frame. */
  readonly sequence: number;
  readonly data: readonly PartialReport[];
}

/** A part of a balance. */
export interface Wallet {
  readonly type: string;
  readonly id: string;
  readonly balance: string;
}

/** What an account has of an asset, what open orders hold of it included. */
export interface Balance {
  readonly asset: string;
  readonly assetClass?: string | undefined;
  readonly balance: string;
  readonly wallets: readonly Wallet[];
}

/** One change of a balance. https://docs.kraken.com/api/docs/websocket-v2/balances */
export interface LedgerEntry {
  readonly ledgerId: string;
  /** What caused it: of a trade its `execId`, which both entries share. */
  readonly refId: string;
  readonly timestamp: string;
  readonly type: string;
  readonly subtype?: string | undefined;
  readonly category?: string | undefined;
  readonly asset: string;
  readonly assetClass?: string | undefined;
  readonly walletType?: string | undefined;
  readonly walletId?: string | undefined;
  /** Signed, without the fee. */
  readonly amount: string;
  readonly fee: string;
  /** The balance of the asset after it. */
  readonly balance: string;
  readonly user?: string | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/balances */
export type BalancesMessage =
  | {
      readonly type: 'balances';
      readonly snapshot: true;
      readonly sequence: number;
      readonly data: readonly Balance[];
    }
  | {
      readonly type: 'balances';
      readonly snapshot: false;
      readonly sequence: number;
      readonly data: readonly LedgerEntry[];
    };

/** An order as an answer names it. */
export interface OrderIds {
  readonly orderId?: string | undefined;
  readonly clOrdId?: string | undefined;
  readonly orderUserref?: number | undefined;
}

interface Described {
  /** The order in words, such as `buy 0.01770000 XBTUSD @ limit 4000`; v1 only. */
  readonly description?: string | undefined;
}

/** What an answer to each method says. */
export interface TradingResults {
  /** Without `orderId` when it was only validated. */
  readonly add_order: OrderIds & { readonly warnings?: readonly string[] | undefined } & Described;
  readonly amend_order: { readonly amendId: string } & OrderIds;
  readonly edit_order: {
    readonly orderId?: string | undefined;
    readonly originalOrderId?: string | undefined;
  } & Described;
  /** Of one order. */
  readonly cancel_order: OrderIds;
  readonly cancel_all: { readonly count: number };
  /** RFC 3339, seconds. `triggerTime` is `0` when it was switched off. */
  readonly cancel_all_orders_after: { readonly currentTime: string; readonly triggerTime: string };
  /** In the order of the request; one that failed alone has its `error`. */
  readonly batch_add: readonly (OrderIds & { readonly error?: string | undefined })[];
  readonly batch_cancel: { readonly count: number };
}

/** A request about orders was carried out: one answer, except for `cancel_order`, which has one for each order. */
export type AnsweredMessage = {
  [M in TradingMethod]: ServerTimes & {
    readonly type: 'answered';
    readonly method: M;
    readonly reqId?: number | undefined;
    readonly result: TradingResults[M];
  };
}[TradingMethod];
