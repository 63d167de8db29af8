/**
 * A market without traders, its tape and its feeds, for tests: prices with one decimal, quantities with two; in v1's
 * notation with three and four.
 */
import { type ServerMessage, v2 } from '@kraken-stream/core';
import { Market } from '../../src/engine/market.js';
import type { Side } from '../../src/engine/order.js';
import { Scale } from '../../src/engine/scale.js';
import { OhlcFeed } from '../../src/feed/ohlc.js';
import { SpreadFeed } from '../../src/feed/spread.js';
import { TickerFeed } from '../../src/feed/ticker.js';
import { TradeFeed } from '../../src/feed/trade.js';
import type { Frame } from '../../src/frame.js';
import type { Notation } from '../../src/notation.js';
import { Tape } from '../../src/tape/tape.js';
import { START } from '../talk.js';

export const T0 = START * 1000;
export const MINUTE = 60_000_000;

export function pit(quote = 'USD', notation: Notation = 'v2') {
  const pair = { pricePrecision: 1, qtyPrecision: 2, priceIncrement: '0.1' };
  const scale = notation === 'v2' ? new Scale(pair) : new Scale(pair, { price: 3, qty: 4 });
  const market = new Market('ETH/USD', 100);
  const tape = new Tape();
  market.tradeWatcher = tape;
  const ticker = new TickerFeed({ symbol: 'ETH/USD', quote }, market, tape, scale, notation);
  const trade = new TradeFeed('ETH/USD', tape, scale);
  const ohlc = new OhlcFeed('ETH/USD', tape, scale, notation);
  const spread = new SpreadFeed(market, scale);
  const messages: ServerMessage[] = [];
  const frames: string[] = [];
  return {
    market,
    ticker,
    trade,
    ohlc,
    spread,
    /** What was told, before it is written. */
    messages,
    note: (frame: Frame) => void messages.push(frame.message),
    hear: (frame: Frame) => void frames.push(frame.textIn(v2)),
    /** What was heard since the last call. */
    take: () => frames.splice(0),
    place: (side: Side, ticks: number | undefined, lots: bigint, at = T0) =>
      market.place({ owner: 0, side, ticks, lots, at }).order,
    flush(at = T0) {
      trade.flush();
      ticker.flush(at);
      ohlc.flush(at);
      spread.flush(at);
      tape.turn();
    },
  };
}
