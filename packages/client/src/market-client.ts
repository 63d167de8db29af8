/**
 * The object that people hold who look at markets. It checks what they ask, and hands out what comes; what is shared is
 * the hubs', what a connection does the session's. Knows nothing of accounts.
 */
import {
  type BookDepth,
  type BookUpdate,
  type ConnectionState,
  type EventTrigger,
  type OhlcInterval,
  UsageError,
} from '@kraken-stream/core';
import { Book } from './book.js';
import type { BookHub } from './book-hub.js';
import { BookSubscription } from './book-subscription.js';
import {
  checkDepth,
  checkEventTrigger,
  checkFlag,
  checkInterval,
  checkOptions,
  checkSymbols,
  readable,
} from './checks.js';
import type { ClientEvents } from './client-events.js';
import { type ConnectionInfo, worstState } from './connection-info.js';
import {
  type InstrumentsEvent,
  type OhlcEvent,
  type SpreadEvent,
  type StatusEvent,
  spreadOf,
  type TickerEvent,
  type TradesEvent,
} from './events.js';
import { type Member, reading } from './hub.js';
import type { MarketOptions } from './options.js';
import type { Ping } from './pings.js';
import { type Source, Subscription, type SubscriptionOptions } from './subscription.js';
import { Workings } from './workings.js';

type Symbols = string | readonly string[];

/** How deep a book is kept. https://docs.kraken.com/api/docs/websocket-v2/book */
export interface BookOptions extends SubscriptionOptions {
  /** Levels a side: 10, 25, 100, 500 or 1000. Default 10. */
  readonly depth?: BookDepth | undefined;
}

/** How often a ticker is told. https://docs.kraken.com/api/docs/websocket-v2/ticker */
export interface TickerOptions extends SubscriptionOptions {
  /** `trades`: told on every trade. `bbo`: on every change of the best bid or ask; v2 alone. Default `trades`. */
  readonly eventTrigger?: EventTrigger | undefined;
}

/** How long candles are. https://docs.kraken.com/api/docs/websocket-v2/ohlc */
export interface OhlcOptions extends SubscriptionOptions {
  /** Minutes: 1, 5, 15, 30, 60, 240, 1440, 10080 or 21600. Default 1. */
  readonly interval?: OhlcInterval | undefined;
}

/** Which instruments are told. https://docs.kraken.com/api/docs/websocket-v2/instrument */
export interface InstrumentsOptions extends SubscriptionOptions {
  /** Tokenised equities as well. Default false. */
  readonly includeTokenizedAssets?: boolean | undefined;
}

/**
 * Markets alone, for a smaller bundle: `KrakenClient` without an account. Connects when something is asked for; what is
 * lost comes back by itself. Close it when it is needed no more.
 */
export class MarketClient implements AsyncDisposable {
  readonly #workings: Workings;

  /** Nothing connects until something is asked for. Throws a `UsageError` for options that cannot be. */
  constructor(options: MarketOptions = {}) {
    this.#workings = new Workings(options);
  }

  /**
   * Where the connections stand, in one word: that of the worst of those in use; `idle` when none is, `closed` after
   * `close()`.
   */
  get connection(): ConnectionState {
    return this.#workings.closed ? 'closed' : worstState(this.connections.map(({ state }) => state));
  }

  /** What can be known of each connection: state, round trip, clock skew, its latest states with reasons. */
  get connections(): readonly ConnectionInfo[] {
    return this.#workings.pool.connections.map(({ info }) => info);
  }

  /** Calls back with each event of a kind from now on. */
  on<E extends keyof ClientEvents>(event: E, listener: (payload: ClientEvents[E]) => void): this {
    this.#workings.emitter.on(event, listener);
    return this;
  }

  /** Calls back with the next event of a kind. */
  once<E extends keyof ClientEvents>(event: E, listener: (payload: ClientEvents[E]) => void): this {
    this.#workings.emitter.once(event, listener);
    return this;
  }

  /** Ends what `on` or `once` began. */
  off<E extends keyof ClientEvents>(event: E, listener: (payload: ClientEvents[E]) => void): this {
    this.#workings.emitter.off(event, listener);
    return this;
  }

  /**
   * The book of one symbol (`BTC/USD`), kept and verified on every frame. Returns at once; the book shows levels when
   * it is live. Throws a `UsageError` for what cannot be asked.
   * https://docs.kraken.com/api/docs/websocket-v2/book
   *
   * Snapshots of v1 have no checksum: the book is live with the first update, which proves both, or as `unproven` when none
   * comes in `liveness.unprovenMs`. https://docs.kraken.com/api/docs/websocket-v1/book
   */
  book(symbol: string, options: BookOptions = {}): Book {
    if (readable('symbol', () => Array.isArray(symbol))) {
      throw new UsageError('symbol', 'symbol: expected one, received an array; subscribeBook takes many');
    }
    const hubs = this.#books(symbol, options);
    return new Book(hubs[0]!.keeper, new Subscription(this.#told(hubs), options), this.#workings.report);
  }

  /** The verified changes of many books, and the books. Returns at once. Throws a `UsageError` as `book` does. */
  subscribeBook(symbols: Symbols, options: BookOptions = {}): BookSubscription {
    const hubs = this.#books(symbols, options);
    return new BookSubscription(hubs, this.#told(hubs), options);
  }

  /**
   * Best bid and ask, last trade and the last 24 hours. Returns at once. Throws a `UsageError` for what cannot be asked.
   * https://docs.kraken.com/api/docs/websocket-v2/ticker https://docs.kraken.com/api/docs/websocket-v1/ticker
   */
  subscribeTicker(symbols: Symbols, options: TickerOptions = {}): Subscription<TickerEvent> {
    checkOptions(options, 'eventTrigger');
    const eventTrigger = checkEventTrigger(options.eventTrigger);
    const topics = this.#symbols(symbols).map((symbol) => ({ channel: 'ticker', symbol, eventTrigger }) as const);
    return this.#workings.subscribe(topics, options);
  }

  /**
   * Trades, each once and in order; after a reconnect those that were missed, as far as the exchange still tells them.
   * Returns at once. Throws a `UsageError` for what cannot be asked. https://docs.kraken.com/api/docs/websocket-v2/trade
   *
   * On v1 there are none to begin with, and no numbers: what is missed is told as a gap, but not how many.
   * https://docs.kraken.com/api/docs/websocket-v1/trade
   */
  subscribeTrades(symbols: Symbols, options: SubscriptionOptions = {}): Subscription<TradesEvent> {
    checkOptions(options);
    const topics = this.#symbols(symbols).map((symbol) => ({ channel: 'trade', symbol }) as const);
    return this.#workings.subscribe(topics, options);
  }

  /**
   * Candles: the running one with each trade, and each as closed when the next begins. Returns at once. Throws a
   * `UsageError` for what cannot be asked. https://docs.kraken.com/api/docs/websocket-v2/ohlc
   *
   * v1 begins with the last candle alone, and with none where nothing was ever traded.
   * https://docs.kraken.com/api/docs/websocket-v1/ohlc
   */
  subscribeOhlc(symbols: Symbols, options: OhlcOptions = {}): Subscription<OhlcEvent> {
    checkOptions(options, 'interval');
    const interval = checkInterval(options.interval);
    const topics = this.#symbols(symbols).map((symbol) => ({ channel: 'ohlc', symbol, interval }) as const);
    return this.#workings.subscribe(topics, options);
  }

  /**
   * Best bid and ask, with every change of price or quantity of either. Returns at once. Throws a `UsageError` for what
   * cannot be asked. On v2 it is read of the ticker with `event_trigger` `bbo`.
   * https://docs.kraken.com/api/docs/websocket-v1/spread
   */
  subscribeSpread(symbols: Symbols, options: SubscriptionOptions = {}): Subscription<SpreadEvent> {
    checkOptions(options);
    const named = this.#symbols(symbols);
    const workings = this.#workings;
    if (workings.made.codec.channels.has('spread')) {
      const topics = named.map((symbol) => ({ channel: 'spread', symbol }) as const);
      return workings.subscribe(topics, options);
    }
    const topics = named.map((symbol) => ({ channel: 'ticker', symbol, eventTrigger: 'bbo' }) as const);
    const heard = (member: Member<SpreadEvent>) => reading(member, spreadOf);
    return new Subscription(workings.source(workings.data(topics, options), heard), options);
  }

  /**
   * All assets and pairs with their precisions, increments and minimums.
   * https://docs.kraken.com/api/docs/websocket-v2/instrument
   *
   * v1 has no channel for them: there they are read from REST (`endpoints.rest`) at the beginning and every five minutes, at
   * once when an order has to be checked while they could not be read; what is another than before is an update. What REST
   * does not tell is undefined. https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs
   */
  subscribeInstruments(options: InstrumentsOptions = {}): Subscription<InstrumentsEvent> {
    checkOptions(options, 'includeTokenizedAssets');
    const includeTokenizedAssets = checkFlag('includeTokenizedAssets', options.includeTokenizedAssets);
    return this.#workings.subscribe([{ channel: 'instrument', includeTokenizedAssets }], options);
  }

  /**
   * The exchange's mode, now and whenever it changes. https://docs.kraken.com/api/docs/websocket-v2/status
   * https://docs.kraken.com/api/docs/websocket-v1/systemstatus
   */
  subscribeStatus(options: SubscriptionOptions = {}): Subscription<StatusEvent> {
    checkOptions(options);
    return this.#workings.subscribe([{ channel: 'status' }], options);
  }

  /**
   * How far away the exchange is. Connects where nothing is connected. Rejects with a `TimeoutError` when no answer came
   * in time, with a `ConnectionError` when the connection was lost. https://docs.kraken.com/api/docs/websocket-v2/ping
   * https://docs.kraken.com/api/docs/websocket-v1/ping
   */
  async ping(): Promise<Ping> {
    this.#workings.mustBeOpen();
    return this.#workings.pings.ask();
  }

  /** What clients that offer more share with this one. */
  protected get workings(): Workings {
    return this.#workings;
  }

  /** Ends all subscriptions and closes the connections. */
  async close(): Promise<void> {
    this.#workings.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #books(symbols: Symbols, options: BookOptions): BookHub[] {
    checkOptions(options, 'depth');
    const depth = checkDepth(options.depth);
    const topics = this.#symbols(symbols).map((symbol) => ({ channel: 'book', symbol, depth }) as const);
    const { hubs } = this.#workings;
    return options.signal?.aborted ? topics.map((topic) => hubs.detachedBook(topic)) : hubs.books(topics);
  }

  #told(hubs: readonly BookHub[]): Source<BookUpdate> {
    return this.#workings.source(hubs, (member: Member<BookUpdate>) => member);
  }

  #symbols(symbols: unknown): string[] {
    this.#workings.mustBeOpen();
    return checkSymbols(symbols, this.#workings.teller.known);
  }
}
