/** What subscriptions tell: the data of each channel in v2's words. Types, and how a spread is read of a ticker. */
import type { Instruments, OhlcCandle, Spread, Status, Ticker, Trade } from '@kraken-stream/core';
import type { ChannelEvent } from './data-hub.js';

interface SymbolEvent<D> extends ChannelEvent<D> {
  readonly symbol: string;
}

/** https://docs.kraken.com/api/docs/websocket-v2/ticker */
export type TickerEvent = SymbolEvent<Ticker>;

/**
 * Trades, oldest first, each once: the first snapshot has the latest ones, at most fifty; after it every trade is an
 * update, those of a reconnect included. https://docs.kraken.com/api/docs/websocket-v2/trade
 */
export type TradesEvent = SymbolEvent<readonly Trade[]>;

/**
 * Candles, oldest first. The last of an update is the running one; each comes again with `closed: true` when the next
 * begins. Intervals without trades have none. https://docs.kraken.com/api/docs/websocket-v2/ohlc
 */
export type OhlcEvent = SymbolEvent<readonly OhlcCandle[]>;

/** https://docs.kraken.com/api/docs/websocket-v2/instrument */
export type InstrumentsEvent = ChannelEvent<Instruments>;

/** https://docs.kraken.com/api/docs/websocket-v2/status */
export type StatusEvent = ChannelEvent<Status>;

/** The best bid and ask. https://docs.kraken.com/api/docs/websocket-v1/spread */
export type SpreadEvent = SymbolEvent<Spread>;

export function spreadOf(event: TickerEvent): SpreadEvent {
  const { symbol, bid, bidQty, ask, askQty, timestamp } = event.data;
  return { ...event, data: { symbol, bid, bidQty, ask, askQty, timestamp } };
}
