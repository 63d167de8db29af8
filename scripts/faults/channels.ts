/** The channels, as the client's users subscribe to them, each with its watcher; here the public ones. Knows no fault. */
import type { DataChannel } from '@kraken-stream/simulator';
import { Observed, streamOf, streamOfBook, type Watched } from './observe.js';
import { PRIVATE_CHANNELS, PRIVATE_COLUMNS } from './private-channels.js';
import { type Scene, seen } from './scene.js';
import { BookTruth, CandleTruth, InstrumentTruth, TickerTruth, TradeTruth } from './truth.js';
import { BookWatcher } from './watch/books.js';
import { CandleWatcher } from './watch/candles.js';
import { InstrumentWatcher } from './watch/instruments.js';
import { StatusWatcher } from './watch/statuses.js';
import { TickerWatcher } from './watch/tickers.js';
import { TradeWatcher } from './watch/trades.js';

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
  readonly name: DataChannel | undefined;
  readonly hasSymbols: boolean;
  /** Subscribes to a symbol (of a channel without symbols to all), and watches. */
  subscribe(scene: Scene, symbol: string): Watched | readonly Watched[];
}

export const CHANNELS: Readonly<Record<Column, Channel>> = {
  book: {
    name: 'book',
    hasSymbols: true,
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `book ${symbol}`);
      const truth = world.keep(name, (exchange) => new BookTruth(exchange, symbol, 10));
      const book = world.client.book(symbol, { depth: 10 });
      const watcher = new BookWatcher(book, truth, demands, complain);
      const wanted = { channel: 'book', symbol, depth: 10 } as const;
      return Observed.of(name, wanted, streamOfBook(book), watcher, now, complain);
    },
  },
  'book 100': {
    name: 'book',
    hasSymbols: true,
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `book 100 ${symbol}`);
      const truth = world.keep(name, (exchange) => new BookTruth(exchange, symbol, 100));
      const books = world.client.subscribeBook([symbol], { depth: 100 });
      const watcher = new BookWatcher(books.books.get(symbol)!, truth, demands, complain);
      const wanted = { channel: 'book', symbol, depth: 100 } as const;
      return Observed.of(name, wanted, streamOf(books), watcher, now, complain);
    },
  },
  ticker: {
    name: 'ticker',
    hasSymbols: true,
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `ticker ${symbol}`);
      const truth = world.keep(name, (exchange) => new TickerTruth(exchange, symbol, 'trades'));
      const watcher = new TickerWatcher(truth, demands, complain);
      const wanted = { channel: 'ticker', symbol, eventTrigger: 'trades' } as const;
      return Observed.of(name, wanted, streamOf(world.client.subscribeTicker(symbol)), watcher, now, complain);
    },
  },
  spread: {
    name: 'ticker',
    hasSymbols: true,
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `spread ${symbol}`);
      const truth = world.keep(name, (exchange) => new TickerTruth(exchange, symbol, 'bbo'));
      const watcher = new TickerWatcher(truth, demands, complain);
      const wanted = { channel: 'ticker', symbol, eventTrigger: 'bbo' } as const;
      return Observed.of(name, wanted, streamOf(world.client.subscribeSpread(symbol)), watcher, now, complain);
    },
  },
  trade: {
    name: 'trade',
    hasSymbols: true,
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `trade ${symbol}`);
      const watcher = new TradeWatcher(
        world.keep(name, (exchange) => new TradeTruth(exchange, symbol)),
        demands,
        complain,
      );
      const wanted = { channel: 'trade', symbol } as const;
      return Observed.of(name, wanted, streamOf(world.client.subscribeTrades(symbol)), watcher, now, complain);
    },
  },
  ohlc: {
    name: 'ohlc',
    hasSymbols: true,
    subscribe(scene, symbol) {
      const { world, demands, complain, now, name } = seen(scene, `ohlc ${symbol}`);
      const watcher = new CandleWatcher(
        world.keep(name, (exchange) => new CandleTruth(exchange, symbol)),
        demands,
        complain,
      );
      const wanted = { channel: 'ohlc', symbol, interval: 1 } as const;
      return Observed.of(name, wanted, streamOf(world.client.subscribeOhlc(symbol)), watcher, now, complain);
    },
  },
  instrument: {
    name: 'instrument',
    hasSymbols: false,
    subscribe(scene) {
      const { world, demands, complain, now, name } = seen(scene, 'instrument');
      const watcher = new InstrumentWatcher(
        world.keep(name, (exchange) => new InstrumentTruth(exchange)),
        demands,
        complain,
      );
      const instruments = world.client.subscribeInstruments();
      return Observed.of(name, { channel: 'instrument' }, streamOf(instruments), watcher, now, complain);
    },
  },
  status: {
    name: undefined,
    hasSymbols: false,
    subscribe(scene) {
      const { world, demands, complain, now, name } = seen(scene, 'status');
      const watcher = new StatusWatcher(world.simulator.exchange, demands, complain);
      return Observed.of(name, undefined, streamOf(world.client.subscribeStatus()), watcher, now, complain);
    },
  },
  ...PRIVATE_CHANNELS,
};
