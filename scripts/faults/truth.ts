/**
 * What is true on the exchange, written down where its frames are made and never read from one: the engine's own book,
 * trades, candles, ticker, by the moment at which they were so, in the decimals of a protocol. Knows no client.
 */
import type { EventTrigger, Spread, Ticker } from '@kraken-stream/core';
import type { Exchange } from '@kraken-stream/simulator';
import type { Protocol } from './protocol.js';

/** Microseconds since 1970 of a time as the exchange writes it; NaN for what is none. */
export function microsOf(timestamp: string | undefined): number {
  if (timestamp === undefined) return Number.NaN;
  return Date.parse(`${timestamp.slice(0, 19)}Z`) * 1000 + Number(timestamp.slice(20, 26));
}

export type Floor = NonNullable<ReturnType<Exchange['floor']>>;

export function floorOf(exchange: Exchange, symbol: string): Floor {
  return exchange.floor(symbol)!;
}

/** Levels as text, to be compared. */
export function written(levels: readonly { readonly price: string; readonly qty: string }[]): string {
  let text = '';
  for (const { price, qty } of levels) text += `${price} ${qty}\n`;
  return text;
}

/** How many levels a side the exchange's checksum covers. */
export const PROVEN_LEVELS = 10;

/** A book at one moment, as text. */
export interface BookMoment {
  readonly micros: number;
  /** The ten best levels of each side. */
  readonly top: string;
  /** All within the depth. */
  readonly all: string;
}

/** Something whose truth is kept. */
export interface Kept {
  /** Writes down how it stands at this very moment: a snapshot is being made. */
  note(): void;
}

export class BookTruth implements Kept {
  /** In the order in which they were so. */
  readonly moments: BookMoment[] = [];
  readonly #exchange: Pick<Exchange, 'book' | 'micros'>;
  readonly #symbol: string;
  readonly #depth: number;
  readonly #protocol: Protocol;

  constructor(exchange: Exchange, symbol: string, depth: number, protocol: Protocol) {
    this.#exchange = exchange;
    this.#symbol = symbol;
    this.#depth = depth;
    this.#protocol = protocol;
    this.note();
    floorOf(exchange, symbol)
      .feeds(protocol)
      .level2.listen({ depth: 1000 }, () => this.note());
  }

  note(): void {
    const { bids, asks } = this.#exchange.book(this.#symbol, this.#depth, this.#protocol);
    const all = `${written(bids)}/${written(asks)}`;
    const deep = this.#depth > PROVEN_LEVELS;
    const top = deep ? `${written(bids.slice(0, PROVEN_LEVELS))}/${written(asks.slice(0, PROVEN_LEVELS))}` : all;
    this.moments.push({ micros: this.#exchange.micros, top, all });
  }

  get last(): BookMoment {
    return this.moments[this.moments.length - 1]!;
  }

  /** The places of all moments with this time; where there is none, of the last before it. */
  at(micros: number): number[] {
    let i = this.moments.length - 1;
    while (i >= 0 && !(this.moments[i]!.micros <= micros)) i--;
    if (i < 0) return [];
    const places = [i];
    while (i > 0 && this.moments[i - 1]!.micros === this.moments[i]!.micros) places.unshift(--i);
    return places;
  }
}

export class TradeTruth implements Kept {
  readonly byId = new Map<number, string>();
  last = Number.NaN;
  readonly #exchange: Pick<Exchange, 'trades'>;
  readonly #symbol: string;

  constructor(exchange: Exchange, symbol: string) {
    this.#exchange = exchange;
    this.#symbol = symbol;
    this.note();
    floorOf(exchange, symbol)
      .feeds('v2')
      .trade.listen({}, () => this.note());
  }

  note(): void {
    const trades = this.#exchange.trades(this.#symbol);
    for (let i = trades.length - 1; i >= 0; i--) {
      const trade = trades[i]!;
      const { tradeId = Number.NaN } = trade;
      if (this.byId.has(tradeId)) break;
      this.byId.set(tradeId, factsOf(trade));
    }
    this.last = trades[trades.length - 1]?.tradeId ?? Number.NaN;
  }
}

/** What a thing says, in one order of its fields. */
export function factsOf(thing: object): string {
  return JSON.stringify(fieldsOf(thing), (_, value: unknown) => (isRecord(value) ? fieldsOf(value) : value));
}

function fieldsOf(thing: object): [string, unknown][] {
  const fields = Object.entries(thing).filter(([, value]) => value !== undefined);
  return fields.sort(([a], [b]) => (a < b ? -1 : 1));
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export class CandleTruth implements Kept {
  /** By its beginning and how many trades it has: each as it was after each of them. */
  readonly byCount = new Map<string, string>();
  /** In order. */
  readonly begins: string[] = [];
  /** How many trades each has by now. */
  readonly counts = new Map<string, number>();
  readonly #feed: ReturnType<Floor['feeds']>['ohlc'];

  constructor(exchange: Exchange, symbol: string, protocol: Protocol) {
    this.#feed = floorOf(exchange, symbol).feeds(protocol).ohlc;
    this.note();
    this.#feed.listen({ interval: 1 }, () => this.note());
  }

  note(): void {
    for (const candle of this.#feed.candles(1)) {
      const { intervalBegin, trades } = candle;
      if (!this.counts.has(intervalBegin)) this.begins.push(intervalBegin);
      if (this.counts.get(intervalBegin) === trades) continue;
      this.counts.set(intervalBegin, trades);
      this.byCount.set(`${intervalBegin} ${trades}`, factsOf(candle));
    }
  }
}

/** A ticker, or the part of it that a spread is. */
type Touch = Ticker | Spread;

/** Of tickers and spreads that say of what time they are. */
export class TickerTruth implements Kept {
  /** As it was told at this time, in microseconds: several times where several things happened. */
  readonly byTime = new Map<number, Touch[]>();
  /** When a subscriber was told last of a change, in microseconds. */
  lastAt = Number.NEGATIVE_INFINITY;
  readonly #exchange: Pick<Exchange, 'micros'>;
  readonly #feed: ReturnType<Floor['feeds']>['ticker'];

  private constructor(exchange: Exchange, symbol: string, protocol: Protocol) {
    this.#exchange = exchange;
    this.#feed = floorOf(exchange, symbol).feeds(protocol).ticker;
  }

  /** Of v2's channel `ticker`. */
  static ofTicker(exchange: Exchange, symbol: string, eventTrigger: EventTrigger): TickerTruth {
    const truth = new TickerTruth(exchange, symbol, 'v2');
    // It begins with a snapshot.
    truth.#tell();
    truth.#feed.listen({ eventTrigger }, () => truth.#tell());
    return truth;
  }

  /** Of v1's channel `spread`, which begins with the first change. */
  static ofSpread(exchange: Exchange, symbol: string): TickerTruth {
    const truth = new TickerTruth(exchange, symbol, 'v1');
    floorOf(exchange, symbol)
      .feeds('v1')
      .spread.listen({}, () => truth.#tell());
    return truth;
  }

  note(): void {
    const { micros } = this.#exchange;
    const told = this.byTime.get(micros) ?? [];
    told.push(this.#feed.ticker(micros));
    this.byTime.set(micros, told);
  }

  #tell(): void {
    this.note();
    this.lastAt = this.#exchange.micros;
  }
}

export class InstrumentTruth implements Kept {
  /** Everything that was ever true of a pair or an asset. */
  readonly ever = new Set<string>();
  readonly #exchange: Pick<Exchange, 'assets' | 'pairs'>;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    this.note();
    exchange.instruments.listen({ tokenized: true }, () => this.note());
  }

  note(): void {
    for (const thing of this.now) this.ever.add(thing);
  }

  /** What is true now, sorted. */
  get now(): string[] {
    return [...this.#exchange.assets, ...this.#exchange.pairs].map(factsOf).sort();
  }
}
