/**
 * What a client can ask of the exchange, in both protocols' common words (v2's own, in camelCase).
 * Knows no wire format.
 */

import type { TradingRequest } from './trading.js';

/** The depths in which the exchange serves level2 books; it refuses any other. */
export const BOOK_DEPTHS = [10, 25, 100, 500, 1000] as const;

/** Levels a side of a book: 10, 25, 100, 500 or 1000. */
export type BookDepth = (typeof BOOK_DEPTHS)[number];

/** The lengths of candles that the exchange serves, in minutes; it refuses any other. */
export const OHLC_INTERVALS = [1, 5, 15, 30, 60, 240, 1440, 10080, 21600] as const;

/** Minutes of a candle: 1, 5, 15, 30, 60, 240 (4 h), 1440 (a day), 10080 (a week) or 21600 (15 days). */
export type OhlcInterval = (typeof OHLC_INTERVALS)[number];

/** When a ticker is sent: on every trade, or on every change of the best bid or ask. */
export const EVENT_TRIGGERS = ['trades', 'bbo'] as const;

/** `trades`: on every trade. `bbo`: on every change of price or quantity of the best bid or ask. */
export type EventTrigger = (typeof EVENT_TRIGGERS)[number];

/**
 * Where a protocol tells executions in two streams, each with its own numbers: what becomes of orders, and fills.
 * v1's openOrders and ownTrades.
 */
export type ExecutionsPart = 'orders' | 'trades';

interface Answerable {
  /** Echoed by every answer to this request. An integer below 2^53. */
  readonly reqId?: number | undefined;
}

interface SymbolsRequest extends Answerable {
  readonly method: 'subscribe' | 'unsubscribe';
  readonly symbols: readonly string[];
  /** Whether a snapshot is wanted after the acknowledgement. The exchange takes true when it is left out. */
  readonly snapshot?: boolean | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/book */
export interface BookRequest extends SymbolsRequest {
  readonly channel: 'book';
  /** Levels a side. The exchange takes 10 when it is left out. */
  readonly depth?: number | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/ticker */
export interface TickerRequest extends SymbolsRequest {
  readonly channel: 'ticker';
  /** The exchange takes `trades` when it is left out. */
  readonly eventTrigger?: string | undefined;
}

/** v1 only. https://docs.kraken.com/api/docs/websocket-v1/spread */
export interface SpreadRequest extends SymbolsRequest {
  readonly channel: 'spread';
}

/** Here the exchange's page says that no snapshot is sent unless asked for. https://docs.kraken.com/api/docs/websocket-v2/trade */
export interface TradeRequest extends SymbolsRequest {
  readonly channel: 'trade';
}

/** https://docs.kraken.com/api/docs/websocket-v2/ohlc */
export interface OhlcRequest extends SymbolsRequest {
  readonly channel: 'ohlc';
  /** Minutes. */
  readonly interval?: number | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/instrument */
export interface InstrumentRequest extends Answerable {
  readonly method: 'subscribe' | 'unsubscribe';
  readonly channel: 'instrument';
  readonly snapshot?: boolean | undefined;
  readonly includeTokenizedAssets?: boolean | undefined;
}

interface AccountRequest extends Answerable {
  readonly method: 'subscribe' | 'unsubscribe';
  /** The session adds it. */
  readonly token?: string | undefined;
  /** Token units instead of share units of tokenised equities: false. The exchange takes true when it is left out. */
  readonly rebased?: boolean | undefined;
  /** `all`: those of sub-accounts as well, and no snapshot. */
  readonly users?: string | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/executions */
export interface ExecutionsRequest extends AccountRequest {
  readonly channel: 'executions';
  /** Which part of them, where the protocol tells them in parts: see `ClientCodec.executionParts`. */
  readonly part?: ExecutionsPart | undefined;
  /** Whether the snapshot has the open orders. The exchange takes true when it is left out. */
  readonly snapOrders?: boolean | undefined;
  /** Whether the snapshot has the last 50 fills. The exchange takes false when it is left out. */
  readonly snapTrades?: boolean | undefined;
  /** False: only the beginning and the end of orders. The exchange takes true when it is left out. */
  readonly orderStatus?: boolean | undefined;
  /** Whether reports tell the trading rate counter. The exchange takes false when it is left out. */
  readonly ratecounter?: boolean | undefined;
  /** v1 only. False: every fill of a taker's order by itself. The exchange takes true when it is left out. */
  readonly consolidateTaker?: boolean | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/balances */
export interface BalancesRequest extends AccountRequest {
  readonly channel: 'balances';
  /** The exchange takes true when it is left out. */
  readonly snapshot?: boolean | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/ping */
export interface PingRequest extends Answerable {
  readonly method: 'ping';
}

/** About channels that are the same for everybody. */
export type PublicSubscriptionRequest =
  | BookRequest
  | TickerRequest
  | SpreadRequest
  | TradeRequest
  | OhlcRequest
  | InstrumentRequest;

/** About channels of one account. */
export type PrivateSubscriptionRequest = ExecutionsRequest | BalancesRequest;

/** A request to subscribe, or to give up. */
export type SubscriptionRequest = PublicSubscriptionRequest | PrivateSubscriptionRequest;

/** What only a private endpoint serves: each carries a token. */
export type PrivateRequest = PrivateSubscriptionRequest | TradingRequest;

/** What a public endpoint serves. */
export type PublicRequest = PublicSubscriptionRequest | PingRequest;

/** What a client can ask of the exchange. */
export type Request = PublicRequest | PrivateRequest;

/** Whether only a private endpoint serves it. */
export function isPrivate(request: Request): request is PrivateRequest {
  if (request.method === 'ping') return false;
  if (request.method !== 'subscribe' && request.method !== 'unsubscribe') return true;
  return request.channel === 'executions' || request.channel === 'balances';
}
