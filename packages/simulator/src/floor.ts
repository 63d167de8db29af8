/**
 * One market in operation: the engine, its background traders, their pace, the tape of its trades, and the feeds made of
 * them. Knows nothing of connections.
 */
import type { Level } from '@kraken-stream/core';
import type { Level as EngineLevel } from './engine/level.js';
import { type LevelWatcher, Market } from './engine/market.js';
import type { Fill, OwnerWatcher, Side } from './engine/order.js';
import { Pace } from './engine/pace.js';
import type { Scale } from './engine/scale.js';
import { Sizes } from './engine/sizes.js';
import { Traders } from './engine/traders.js';
import { Feeds } from './feed/feeds.js';
import { DatedPrinter, PlainPrinter } from './feed/printer.js';
import type { Instrument } from './instruments.js';
import { type Notation, type Scales, scalesOf } from './notation.js';
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

export class Floor implements LevelWatcher {
  readonly instrument: Instrument;
  readonly scales: Scales;
  readonly market: Market;
  guests: Guests = NOBODY;
  readonly #now: () => number;
  readonly #tape = new Tape();
  readonly #printer: PlainPrinter;
  readonly #feeds: Feeds;
  /** Only once somebody has asked for them. */
  #v1: Feeds | undefined;
  readonly #traders: Traders;
  readonly #pace: Pace;
  /** When the traders next do something, in microseconds since 1970; Infinity when never. */
  nextAt: number;

  /** Opens the market now, with a past and a full book. `now` tells the time in microseconds since 1970. */
  constructor(instrument: Instrument, { seed, rate, levels }: Liveliness, now: () => number) {
    const { pair } = instrument;
    const at = now();
    const random = new Random(seed, pair.symbol);
    const tradeId = 1_000_000 + random.int(50_000_000);
    this.instrument = instrument;
    this.scales = scalesOf(instrument);
    this.#now = now;
    this.market = new Market(pair.symbol, tradeId);
    this.#printer = new PlainPrinter(this.scales.v2);
    this.#feeds = this.#written('v2', this.#printer);
    this.market.watcher = this;
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

  /** The notation of the pair itself. */
  get scale(): Scale {
    return this.scales.v2;
  }

  /** The channels of this market as a protocol writes them. */
  feeds(notation: Notation): Feeds {
    if (notation === 'v2') return this.#feeds;
    this.#v1 ??= this.#written('v1', new DatedPrinter(this.#printer, this.scales.v1));
    return this.#v1;
  }

  inserted(side: Side, rank: number, level: EngineLevel): void {
    level.changedAt = this.#now();
    this.#feeds.level2.inserted(side, rank, level);
    this.#v1?.level2.inserted(side, rank, level);
  }

  changed(side: Side, rank: number, level: EngineLevel): void {
    level.changedAt = this.#now();
    this.#feeds.level2.changed(side, rank, level);
    this.#v1?.level2.changed(side, rank, level);
  }

  removed(side: Side, rank: number, level: EngineLevel): void {
    level.changedAt = this.#now();
    this.#feeds.level2.removed(side, rank, level);
    this.#v1?.level2.removed(side, rank, level);
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
    this.#feeds.flush(at);
    this.#v1?.flush(at);
    this.#tape.turn();
  }

  /** The traders do nothing until `at`, in microseconds since 1970. */
  rest(at: number): void {
    if (this.nextAt < at) this.nextAt = at + this.#pace.next();
  }

  /** The true levels of one side, best first, at most `depth`; in v2's decimals when `notation` is left out. */
  levels(side: 'bids' | 'asks', depth: number, notation: Notation = 'v2'): Level[] {
    const book = this.market[side];
    const scale = this.scales[notation];
    const levels: Level[] = [];
    for (let rank = 0; rank < Math.min(depth, book.length); rank++) {
      const level = book.at(rank);
      if (level !== undefined) levels.push({ price: scale.price(level.ticks), qty: scale.qty(level.lots) });
    }
    return levels;
  }

  #written(notation: Notation, printer: PlainPrinter | DatedPrinter): Feeds {
    const sources = { pair: this.instrument.pair, market: this.market, tape: this.#tape };
    return new Feeds(sources, { notation, scale: this.scales[notation], printer });
  }
}
