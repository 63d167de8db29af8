/**
 * Retells feeds in v1's words: the same markets, changes and times, in frames as v1 prints them: more decimals, a time
 * with each level, levels that come into view again marked, one map a side, and checksums of those digits. Knows nothing
 * of how the library reads them.
 */
import { type LevelText, v1, v2 } from '@kraken-stream/core';
import { type Feed, flat } from './frames.js';
import { SimpleBook } from './simple.js';

/** v1 keeps the decimals of older times: 5 where there are few now, else one more than now. */
const LEAST_DECIMALS = 5;
const QTY_DECIMALS = 8;
/** A level that comes into view again is older than what removed the one before it. */
const REPUBLISHED_AGE = 5;

/** A feed of updates. */
export function inV1(feed: Feed): Feed {
  const books = new Books(feed);
  const snapshots = feed.snapshots.map((text) => books.snapshot(text));
  return { ...feed, codec: v1, opening: snapshots, snapshots, frames: feed.frames.map((text) => books.update(text)) };
}

/** A feed of snapshots, each with a first update, which proves it. */
export function snapshotsInV1(feed: Feed): Feed {
  const books = new Books(feed);
  const snapshots = feed.snapshots.map((text) => books.snapshot(text));
  const frames = feed.frames.flatMap((text) => [books.snapshot(text), books.touched(text)]);
  return { codec: v1, topics: feed.topics, opening: snapshots, snapshots, frames, checksums: feed.frames.length };
}

class Books {
  readonly #depths: ReadonlyMap<string, number>;
  readonly #books = new Map<string, SimpleBook>();

  constructor({ topics }: Feed) {
    this.#depths = new Map(topics.map(({ symbol, depth }) => [symbol, depth]));
  }

  snapshot(text: string): string {
    const { symbol, time, bids, asks } = read(text);
    const book = new SimpleBook(this.#depthOf(symbol));
    this.#books.set(symbol, book);
    for (const level of bids) book.bids.set(level);
    for (const level of asks) book.asks.set(level);
    const levels = (side: readonly LevelText[]) => `[${side.map((level, i) => print(level, time - (i % 600)))}]`;
    return this.#frame(symbol, `{"as":${levels(asks)},"bs":${levels(bids)}}`);
  }

  update(text: string): string {
    const { symbol, time, micros, bids, asks } = read(text);
    return this.#update(symbol, bids, asks, time, micros);
  }

  /** An update of what a snapshot shows: somebody takes part of the best bid. */
  touched(text: string): string {
    const { symbol, time, micros, bids } = read(text);
    const [best] = bids;
    return this.#update(symbol, best === undefined ? [] : [{ ...best, qty: '0.01234567' }], [], time, micros);
  }

  #update(symbol: string, bids: readonly LevelText[], asks: readonly LevelText[], time: number, micros: string) {
    const book = this.#books.get(symbol)!;
    const apply = (side: SimpleBook['bids'], levels: readonly LevelText[]): string[] =>
      levels.map((level) => {
        const before = side.levels.length;
        const comesBack = side.set(level) === before && side.levels.length > before;
        return comesBack ? print(level, time - REPUBLISHED_AGE, micros, true) : print(level, time, micros);
      });
    const [a, b] = [apply(book.asks, asks), apply(book.bids, bids)];
    book.bids.cut(this.#depthOf(symbol));
    book.asks.cut(this.#depthOf(symbol));
    const maps = [
      ['a', a],
      ['b', b],
    ]
      .filter(([, levels]) => levels!.length > 0)
      .map(([name, levels]) => `{"${name}":[${levels}]`);
    return this.#frame(symbol, `${maps.join('},')},"c":"${book.checksum()}"}`);
  }

  #depthOf(symbol: string): number {
    return this.#depths.get(symbol)!;
  }

  #frame(symbol: string, maps: string): string {
    return flat(`[336,${maps},"book-${this.#depthOf(symbol)}","${v1.nameOf(symbol)}"]`);
  }
}

/** A v2 frame, its levels with the digits of v1. */
function read(text: string) {
  const message = v2.decode(text);
  if (message.type !== 'book') throw new Error(`a book frame was expected: ${text}`);
  const { symbol, bids, asks, timestamp = '' } = message;
  const [bidsInV1, asksInV1] = [bids.map(digitsInV1), asks.map(digitsInV1)];
  return { symbol, bids: bidsInV1, asks: asksInV1, time: secondsOf(timestamp), micros: timestamp.slice(20, 26) };
}

function secondsOf(timestamp: string): number {
  return Date.parse(`${timestamp.slice(0, 19)}Z`) / 1000;
}

function digitsInV1({ price, qty }: LevelText): LevelText {
  const decimals = price.split('.')[1]?.length ?? 0;
  return { price: withDecimals(price, Math.max(LEAST_DECIMALS, decimals + 1)), qty: withDecimals(qty, QTY_DECIMALS) };
}

/** At least so many. */
function withDecimals(text: string, decimals: number): string {
  const [whole, fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(decimals, '0')}`;
}

function print({ price, qty }: LevelText, seconds: number, micros = '886651', republished = false): string {
  return `["${price}","${qty}","${seconds}.${micros}"${republished ? ',"r"' : ''}]`;
}
