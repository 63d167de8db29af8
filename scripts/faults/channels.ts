/** The channels, as the client's users subscribe to them, each with its watcher; here the public ones. Knows no fault. */
import type { DataChannel } from '@kraken-stream/simulator';
import { Observed, streamOf, streamOfBook, type Watched } from './observe.js';
import { PRIVATE_CHANNELS, PRIVATE_COLUMNS } from './private-channels.js';
import type { Protocol } from './protocol.js';
import { type Scene, seen } from './scene.js';
import { BookTruth, CandleTruth, InstrumentTruth, TickerTruth, TradeTruth } from './truth.js';
import { UnnumberedTradeTruth, UntimedTickerTruth } from './truth-unnamed.js';
import { BookWatcher } from './watch/books.js';
import { CandleWatcher } from './watch/candles.js';
import { InstrumentWatcher } from './watch/instruments.js';
import { StatusWatcher } from './watch/statuses.js';
import { SpreadWatcher, TickerWatcher } from './watch/tickers.js';
import { TradeWatcher } from './watch/trades.js';
import { UnnumberedTradeWatcher } from './watch/unnumbered-trades.js';
import { UntimedTickerWatcher } from './watch/untimed-tickers.js';

export const PUBLIC_COLUMNS = [
  'book',
  'book 100',
  'ticker',
  'spread',
  'trade',
  'ohlc',
  'instrument',
  'status',
] as const;
export const COLUMNS = [...PUBLIC_COLUMNS, ...PRIVATE_COLUMNS] as const;
export type Column = (typeof COLUMNS)[number];

export interface Channel {
  /** As faults and the exchange call it; undefined for what nobody asks for. */
  readonly name: DataChannel | undefined | Readonly<Record<Protocol, DataChannel>>;
  readonly hasSymbols: boolean;
  /** The protocols that have it as a channel; all of them when left out. */
  readonly protocols?: readonly Protocol[];
  /** The protocols in which it begins with what was before; all of them when left out. */
  readonly snapshots?: readonly Protocol[];
  /** Subscribes to a symbol (of a channel without symbols to all), and watches. */
  subscribe(scene: Scene, symbol: string): Watched | readonly Watched[];
}

export const CHANNELS: Readonly<Record<Column, Channel>> = {
  book: {
    name: 'book',
    hasSymbols: true,
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `book ${symbol}`);
      const truth = world.keep(name, (exchange) => new BookTruth(exchange, symbol, 10, world.protocol));
      const book = world.client.book(symbol, { depth: 10 });
      const watcher = new BookWatcher(book, truth, demands, complain);
      const wanted = { channel: 'book', symbol, depth: 10 } as const;
      return Observed.of(name, [wanted], streamOfBook(book), watcher, now, complain);
    },
  },
  'book 100': {
    name: 'book',
    hasSymbols: true,
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `book 100 ${symbol}`);
      const truth = world.keep(name, (exchange) => new BookTruth(exchange, symbol, 100, world.protocol));
      const books = world.client.subscribeBook([symbol], { depth: 100 });
      const watcher = new BookWatcher(books.books.get(symbol)!, truth, demands, complain);
      const wanted = { channel: 'book', symbol, depth: 100 } as const;
      return Observed.of(name, [wanted], streamOf(books), watcher, now, complain);
    },
  },
  ticker: {
    name: 'ticker',
    hasSymbols: true,
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `ticker ${symbol}`);
      const watcher =
        world.protocol === 'v1'
          ? new UntimedTickerWatcher(
              world.keep(name, (exchange) => new UntimedTickerTruth(exchange, symbol)),
              demands,
              complain,
            )
          : new TickerWatcher(
              world.keep(name, (exchange) => TickerTruth.ofTicker(exchange, symbol, 'trades')),
              demands,
              complain,
            );
      const wanted = { channel: 'ticker', symbol, eventTrigger: 'trades' } as const;
      return Observed.of(name, [wanted], streamOf(world.client.subscribeTicker(symbol)), watcher, now, complain);
    },
  },
  spread: {
    name: { v2: 'ticker', v1: 'spread' },
    hasSymbols: true,
    snapshots: ['v2'],
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `spread ${symbol}`);
      const isOwn = world.protocol === 'v1';
      const truth = world.keep(name, (exchange) =>
        isOwn ? TickerTruth.ofSpread(exchange, symbol) : TickerTruth.ofTicker(exchange, symbol, 'bbo'),
      );
      const watcher = new (isOwn ? SpreadWatcher : TickerWatcher)(truth, demands, complain);
      const ticker = { channel: 'ticker', symbol, eventTrigger: 'bbo' } as const;
      const wanted = isOwn ? ({ channel: 'spread', symbol } as const) : ticker;
      return Observed.of(name, [wanted], streamOf(world.client.subscribeSpread(symbol)), watcher, now, complain);
    },
  },
  trade: {
    name: 'trade',
    hasSymbols: true,
    snapshots: ['v2'],
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `trade ${symbol}`);
      const watcher =
        world.protocol === 'v1'
          ? new UnnumberedTradeWatcher(
              world.keep(name, (exchange) => new UnnumberedTradeTruth(exchange, symbol)),
              demands,
              complain,
            )
          : new TradeWatcher(
              world.keep(name, (exchange) => new TradeTruth(exchange, symbol)),
              demands,
              complain,
            );
      const wanted = { channel: 'trade', symbol } as const;
      return Observed.of(name, [wanted], streamOf(world.client.subscribeTrades(symbol)), watcher, now, complain);
    },
  },
  ohlc: {
    name: 'ohlc',
    hasSymbols: true,
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `ohlc ${symbol}`);
      const watcher = new CandleWatcher(
        world.keep(name, (exchange) => new CandleTruth(exchange, symbol, world.protocol)),
        demands,
        complain,
      );
      const wanted = { channel: 'ohlc', symbol, interval: 1 } as const;
      return Observed.of(name, [wanted], streamOf(world.client.subscribeOhlc(symbol)), watcher, now, complain);
    },
  },
  instrument: {
    name: 'instrument',
    hasSymbols: false,
    // On v1 they are read from REST, of which no frame goes wrong.
    protocols: ['v2'],
    subscribe(scene) {
      const { world, demands, complain, now, name } = seen(scene, 'instrument');
      const watcher = new InstrumentWatcher(
        world.keep(name, (exchange) => new InstrumentTruth(exchange)),
        demands,
        complain,
      );
      const instruments = world.client.subscribeInstruments();
      return Observed.of(name, [{ channel: 'instrument' }], streamOf(instruments), watcher, now, complain);
    },
  },
  status: {
    name: undefined,
    hasSymbols: false,
    subscribe(scene) {
      const { world, demands, complain, now, name } = seen(scene, 'status');
      const watcher = new StatusWatcher(world.simulator.exchange, demands, complain);
      return Observed.of(name, [], streamOf(world.client.subscribeStatus()), watcher, now, complain);
    },
  },
  ...PRIVATE_CHANNELS,
};

/** As faults and the exchange call a channel in a protocol; undefined for what nobody asks for. */
export function nameIn(protocol: Protocol, { name }: Channel): DataChannel | undefined {
  return typeof name === 'object' ? name[protocol] : name;
}
