/**
 * One market in operation: the engine, its background traders, their pace, the tape of its trades, and the feeds made of
 * them. Knows nothing of connections.
 */
import type { Level } from '@kraken-stream/core';
import { Market } from './engine/market.js';
import type { Fill, OwnerWatcher } from './engine/order.js';
import { Pace } from './engine/pace.js';
import { Scale } from './engine/scale.js';
import { Sizes } from './engine/sizes.js';
import { Traders } from './engine/traders.js';
import { Level2Feed } from './feed/level2.js';
import { OhlcFeed } from './feed/ohlc.js';
import { TickerFeed } from './feed/ticker.js';
import { TradeFeed } from './feed/trade.js';
import type { Instrument } from './instruments.js';
import { Random } from './random.js';
import { past } from './tape/past.js';
import { Tape } from './tape/tape.js';

/** How lively a market is. */
export interface Liveliness {
  /** An integer; markets of different symbols differ with one seed. */
  readonly seed: number;
  /** Market events a second on average. */
  readonly rate: number;
  /** Levels a side that the traders keep up; thin markets have fewer. */
  readonly levels: number;
}

/** Those who trade here beside the background traders, to be told what concerns them. */
export interface Guests extends OwnerWatcher {
  /** What was traded, by whomever; in the middle of things, as with an `OwnerWatcher`. */
  traded(fills: readonly Fill[]): void;
  /** The traders are done, and nothing was told yet: the guests may do what follows. */
  settle(): void;
  /** All others have been told. */
  tell(): void;
}

const NOBODY: Guests = { filled() {}, refilled() {}, prevented() {}, traded() {}, settle() {}, tell() {} };

export class Floor {
  readonly instrument: Instrument;
  readonly scale: Scale;
  readonly market: Market;
  readonly level2: Level2Feed;
  readonly trade: TradeFeed;
  readonly ticker: TickerFeed;
  readonly ohlc: OhlcFeed;
  guests: Guests = NOBODY;
  readonly #tape = new Tape();
  readonly #traders: Traders;
  readonly #pace: Pace;
  /** When the traders next do something, in microseconds since 1970; Infinity when never. */
  nextAt: number;

  /** Opens the market with a past and a full book at `at`, in microseconds since 1970. */
  constructor(instrument: Instrument, { seed, rate, levels }: Liveliness, at: number) {
    const { pair } = instrument;
    const random = new Random(seed, pair.symbol);
    const tradeId = 1_000_000 + random.int(50_000_000);
    this.instrument = instrument;
    this.scale = new Scale(pair);
    this.market = new Market(pair.symbol, tradeId);
    this.level2 = new Level2Feed(this.market, this.scale);
    this.trade = new TradeFeed(pair.symbol, this.#tape, this.scale);
    this.ticker = new TickerFeed(pair, this.market, this.#tape, this.scale);
    this.ohlc = new OhlcFeed(pair.symbol, this.#tape, this.scale);
    this.market.tradeWatcher = {
      traded: (taker, fills) => {
        this.#tape.traded(taker, fills);
        this.guests.traded(fills);
      },
    };
    this.market.ownerWatcher = {
      filled: (order, fill, taker) => this.guests.filled(order, fill, taker),
      refilled: (order) => this.guests.refilled(order),
      prevented: (order) => this.guests.prevented(order),
    };

    const reference = this.scale.ticks(instrument.price);
    const { gap } = instrument;
    const usual = instrument.size * 10 ** pair.qtyPrecision;
    const least = this.scale.lots(pair.qtyMin);
    // A stream of its own: what happened before does not change what will.
    const earlier = new Random(seed, `${pair.symbol} earlier`);
    const trades = past(earlier, new Sizes(earlier, usual, least), { reference, gap, at, tradeId });
    for (const trade of trades) this.#tape.record(trade);
    this.#tape.turn();

    this.#traders = new Traders(this.market, random, new Sizes(random, usual, least), {
      reference,
      gap,
      levels: Math.min(levels, instrument.thin ?? levels),
    });
    this.#traders.open(at);
    this.#pace = new Pace(random, rate);
    this.nextAt = at + this.#pace.next();
  }

  /** The price of the last trade, in ticks. There is always one: the market opens with a past. */
  get lastTicks(): number {
    return this.#tape.last?.ticks ?? this.scale.ticks(this.instrument.price);
  }

  /** The traders do what is due at `nextAt`, and all listeners are told. */
  run(): void {
    const at = this.nextAt;
    this.#traders.act(at);
    this.guests.settle();
    this.flush(at);
    this.guests.tell();
    this.nextAt = at + this.#pace.next();
  }

  /** Tells all listeners what has happened and was not told yet. `at` in microseconds since 1970. */
  flush(at: number): void {
    this.level2.flush(at);
    this.trade.flush();
    this.ticker.flush(at);
    this.ohlc.flush(at);
    this.#tape.turn();
  }

  /** The traders do nothing until `at`, in microseconds since 1970. */
  rest(at: number): void {
    if (this.nextAt < at) this.nextAt = at + this.#pace.next();
  }

  /** The true levels of one side, best first, at most `depth`. */
  levels(side: 'bids' | 'asks', depth: number): Level[] {
    const book = this.market[side];
    const levels: Level[] = [];
    for (let rank = 0; rank < Math.min(depth, book.length); rank++) {
      const level = book.at(rank);
      if (level !== undefined) levels.push({ price: this.scale.price(level.ticks), qty: this.scale.qty(level.lots) });
    }
    return levels;
  }
}
