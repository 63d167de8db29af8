/**
 * What the exchange can say, in both protocols' common words (v2's own, in camelCase). Knows no wire format.
 * Prices, quantities and other decimals are strings with every digit that the exchange sent.
 */
import type { ProtocolError } from '../errors.js';
import type { AnsweredMessage, BalancesMessage, ExecutionsMessage } from './account.js';
import type { InstrumentMessage } from './instrument.js';
import type { ExecutionsPart } from './request.js';

/** One price level: its price, and the total quantity resting there. */
export interface Level {
  readonly price: string;
  readonly qty: string;
}

/** The operating mode of the exchange. https://docs.kraken.com/api/docs/websocket-v2/status */
export type SystemMode = 'online' | 'post_only' | 'cancel_only' | 'maintenance';

/** Sent on connecting and on each change of mode. */
export interface StatusMessage {
  readonly type: 'status';
  /** A `SystemMode`; a mode that this library does not know is passed on as it came. */
  readonly system: SystemMode | (string & {});
  readonly version: string;
  readonly apiVersion: string;
  /** An unsigned 64-bit integer as text; absent in maintenance. */
  readonly connectionId?: string | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/heartbeat */
export interface HeartbeatMessage {
  readonly type: 'heartbeat';
}

/** When the exchange had read the request and when it wrote the answer, RFC 3339 with microseconds. v1 does not tell. */
export interface ServerTimes {
  readonly timeIn?: string | undefined;
  readonly timeOut?: string | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/ping */
export interface PongMessage extends ServerTimes {
  readonly type: 'pong';
  readonly reqId?: number | undefined;
}

/** The effective options of a subscription, as its acknowledgement echoes them. */
export interface SubscriptionEcho {
  readonly channel: string;
  /** Of executions, where the protocol tells them in parts. */
  readonly part?: ExecutionsPart | undefined;
  readonly symbol?: string | undefined;
  readonly depth?: number | undefined;
  readonly eventTrigger?: string | undefined;
  /** Minutes. */
  readonly interval?: number | undefined;
  readonly snapshot?: boolean | undefined;
  readonly snapOrders?: boolean | undefined;
  readonly snapTrades?: boolean | undefined;
  /** The account's limit of the trading rate counter: 60, 125 or 180. */
  readonly maxratecount?: number | undefined;
  readonly warnings?: readonly string[] | undefined;
}

/** One symbol's subscription (or a channel's without symbols) was taken or given up. */
export interface AcknowledgedMessage extends ServerTimes {
  readonly type: 'subscribed' | 'unsubscribed';
  readonly reqId?: number | undefined;
  readonly result: SubscriptionEcho;
}

/** A request, or its part for one symbol, was refused. */
export interface RefusedMessage extends ServerTimes {
  readonly type: 'refused';
  /** As the exchange says it: `subscribe` also answers a failed unsubscribe, `error` an unreadable request. */
  readonly method: string;
  /** The exchange's exact words. */
  readonly error: string;
  readonly reqId?: number | undefined;
  readonly symbol?: string | undefined;
  /** What was to be subscribed to or given up, where the protocol says it again. */
  readonly subscription?: SubscriptionEcho | undefined;
}

/** A price level as a book frame tells it. */
export interface BookLevel extends Level {
  /** When it last changed, RFC 3339 with microseconds; v1 only. */
  readonly timestamp?: string | undefined;
  /** It comes into view again behind one that was removed, with its old timestamp; v1 only, and information only. */
  readonly republished?: true | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/book */
export interface BookMessage {
  readonly type: 'book';
  readonly snapshot: boolean;
  readonly symbol: string;
  /** Snapshot: the levels, best first. Update: changes in the order in which they apply; zero quantity removes. */
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
  /** CRC-32 of the top ten levels after this frame, an unsigned 32-bit integer. Snapshots of v1 have none. */
  readonly checksum?: number | undefined;
  /** RFC 3339 with microseconds. Older snapshots have none. Of v1 the latest of its levels'. */
  readonly timestamp?: string | undefined;
  /** Levels a side of the subscription, where the frame tells: in v1. */
  readonly depth?: number | undefined;
}

/** A day's trading. https://docs.kraken.com/api/docs/websocket-v1/ticker */
export interface TickerDay {
  /** In base currency. */
  readonly volume: string;
  readonly vwap: string;
  readonly trades: number;
  readonly low: string;
  readonly high: string;
  readonly open: string;
}

/** Best bid and ask, and the last 24 hours. https://docs.kraken.com/api/docs/websocket-v2/ticker */
export interface Ticker {
  readonly symbol: string;
  readonly bid: string;
  readonly bidQty: string;
  readonly ask: string;
  readonly askQty: string;
  /** Price of the last trade; means something only if there was one in 24 hours. */
  readonly last: string;
  /** Traded in 24 hours, in base currency. */
  readonly volume: string;
  readonly vwap: string;
  readonly low: string;
  readonly high: string;
  /** Change of price in 24 hours, in quote currency; may be negative. */
  readonly change: string;
  /** The same in percent: `-3.60` is minus 3.6 %. */
  readonly changePct: string;
  /** Traded in 24 hours, in US dollars; not in every frame. */
  readonly volumeUsd?: string | undefined;
  /** Trades in 24 hours; not in every frame. */
  readonly trades?: number | undefined;
  /** Price of 24 hours ago; v1 only. */
  readonly open?: string | undefined;
  /** Quantity of the last trade; v1 only. */
  readonly lastQty?: string | undefined;
  /** The same since midnight UTC; v1 only. */
  readonly today?: TickerDay | undefined;
  /** RFC 3339 with microseconds; absent in older recordings. */
  readonly timestamp?: string | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/ticker */
export interface TickerMessage {
  readonly type: 'ticker';
  /** Undefined in v1, which does not say: the first is one. */
  readonly snapshot?: boolean | undefined;
  readonly data: Ticker;
}

/** The best bid and ask. https://docs.kraken.com/api/docs/websocket-v1/spread */
export type Spread = Pick<Ticker, 'symbol' | 'bid' | 'bidQty' | 'ask' | 'askQty' | 'timestamp'>;

/** v1 only: in v2 it is read of tickers. https://docs.kraken.com/api/docs/websocket-v1/spread */
export interface SpreadMessage {
  readonly type: 'spread';
  readonly data: Spread;
}

/** https://docs.kraken.com/api/docs/websocket-v2/trade */
export interface Trade {
  readonly symbol: string;
  /** The taker's side: `buy` or `sell`. */
  readonly side: 'buy' | 'sell';
  readonly price: string;
  readonly qty: string;
  /** The taker's order type, `limit` or `market`; another that the exchange sends is passed on. */
  readonly ordType: 'limit' | 'market' | (string & {});
  /** Runs by one in each symbol. v1 tells none, so that what is missing does not show. */
  readonly tradeId?: number | undefined;
  /** RFC 3339 with microseconds. */
  readonly timestamp: string;
  /** v1 only, and usually empty. */
  readonly misc?: string | undefined;
}

/** Snapshot: the latest trades, oldest first, at most 50. https://docs.kraken.com/api/docs/websocket-v2/trade */
export interface TradeMessage {
  readonly type: 'trade';
  readonly snapshot: boolean;
  readonly data: readonly Trade[];
}

/** A candle. https://docs.kraken.com/api/docs/websocket-v2/ohlc */
export interface Candle {
  readonly symbol: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly vwap: string;
  /** In base currency. */
  readonly volume: string;
  /** How many. */
  readonly trades: number;
  /** When the interval begins, RFC 3339 with nanoseconds. */
  readonly intervalBegin: string;
  /** Minutes. */
  readonly interval: number;
  /** When the interval ends, RFC 3339 with microseconds; the exchange calls this field deprecated. */
  readonly timestamp?: string | undefined;
}

/**
 * Snapshot: the last candles, oldest first; intervals without trades have none. Update: the running candle, on trades
 * only. https://docs.kraken.com/api/docs/websocket-v2/ohlc
 */
export interface OhlcMessage {
  readonly type: 'ohlc';
  /** Undefined in v1, which does not say: the first is one, of the last candle. */
  readonly snapshot?: boolean | undefined;
  /** Time of the frame, RFC 3339 with nanoseconds; of v1 that of the last trade, with microseconds. */
  readonly timestamp?: string | undefined;
  readonly data: readonly Candle[];
}

/** A frame of a channel or method that this library does not know. Harmless; the raw tap has the text. */
export interface UnknownMessage {
  readonly type: 'unknown';
  readonly channel?: string | undefined;
  readonly method?: string | undefined;
}

/** A frame that makes no sense. */
export interface InvalidMessage {
  readonly type: 'invalid';
  readonly error: ProtocolError;
}

/** What the exchange can send (the last two: what a client can make of the rest). */
export type ServerMessage =
  | StatusMessage
  | HeartbeatMessage
  | PongMessage
  | AcknowledgedMessage
  | RefusedMessage
  | BookMessage
  | TickerMessage
  | SpreadMessage
  | TradeMessage
  | OhlcMessage
  | InstrumentMessage
  | AnsweredMessage
  | ExecutionsMessage
  | BalancesMessage;

/** What a frame of the exchange is to a client. */
export type Message = ServerMessage | UnknownMessage | InvalidMessage;
