/** All channels of one market in one notation. Knows nothing of connections. */
import type { Pair } from '@kraken-stream/core';
import type { Market } from '../engine/market.js';
import type { Scale } from '../engine/scale.js';
import type { Notation } from '../notation.js';
import type { Tape } from '../tape/tape.js';
import { Level2Feed } from './level2.js';
import { OhlcFeed } from './ohlc.js';
import type { Printer } from './printer.js';
import { SpreadFeed } from './spread.js';
import { TickerFeed } from './ticker.js';
import { TradeFeed } from './trade.js';

/** What the feeds are made of. */
export interface Sources {
  readonly pair: Pick<Pair, 'symbol' | 'quote'>;
  readonly market: Market;
  readonly tape: Tape;
}

/** How they write. */
export interface Writing {
  readonly notation: Notation;
  readonly scale: Scale;
  readonly printer: Printer;
}

export class Feeds {
  readonly level2: Level2Feed;
  readonly trade: TradeFeed;
  readonly ticker: TickerFeed;
  readonly ohlc: OhlcFeed;
  readonly spread: SpreadFeed;

  constructor({ pair, market, tape }: Sources, { notation, scale, printer }: Writing) {
    this.level2 = new Level2Feed(market, printer, notation);
    this.trade = new TradeFeed(pair.symbol, tape, scale);
    this.ticker = new TickerFeed(pair, market, tape, scale, notation);
    this.ohlc = new OhlcFeed(pair.symbol, tape, scale, notation);
    this.spread = new SpreadFeed(market, scale);
  }

  /** Tells all listeners what has happened and was not told yet. `at` in microseconds since 1970. */
  flush(at: number): void {
    this.level2.flush(at);
    this.trade.flush();
    this.ticker.flush(at);
    this.ohlc.flush(at);
    this.spread.flush(at);
  }
}
