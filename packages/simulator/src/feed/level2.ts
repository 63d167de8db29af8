/**
 * The `book` channel of one market: watches the engine and makes one frame a depth for all that happened since the
 * last one. Knows nothing of connections; whoever listens gets the same frame as all others of that depth.
 * https://docs.kraken.com/api/docs/websocket-v2/book https://docs.kraken.com/api/docs/websocket-v1/book
 */
import type { BookMessage } from '@kraken-stream/core';
import type { Level } from '../engine/level.js';
import type { LevelWatcher, Market } from '../engine/market.js';
import type { Side } from '../engine/order.js';
import { Frame } from '../frame.js';
import type { Notation } from '../notation.js';
import { timestamp } from '../timestamp.js';
import { TrueChecksum } from './checksum.js';
import type { Feed, FrameListener } from './feed.js';
import type { Printer } from './printer.js';
import { Window } from './window.js';

export interface BookOptions {
  readonly depth: number;
}

/** All who listen to one depth. */
interface View {
  readonly bids: Window;
  readonly asks: Window;
  readonly listeners: Set<FrameListener>;
}

export class Level2Feed implements LevelWatcher, Feed<BookOptions> {
  readonly #market: Market;
  readonly #printer: Printer;
  readonly #views = new Map<number, View>();
  readonly #checksum: TrueChecksum;
  readonly #notation: Notation;

  /** To be told of each change of a level. */
  constructor(market: Market, printer: Printer, notation: Notation) {
    this.#market = market;
    this.#printer = printer;
    this.#checksum = new TrueChecksum(market, printer);
    this.#notation = notation;
  }

  inserted(side: Side, rank: number, level: Level): void {
    this.#checksum.changed(side, rank);
    for (const view of this.#views.values()) (side === 'buy' ? view.bids : view.asks).inserted(rank, level);
  }

  changed(side: Side, rank: number, level: Level): void {
    this.#checksum.changed(side, rank);
    for (const view of this.#views.values()) (side === 'buy' ? view.bids : view.asks).changed(rank, level);
  }

  removed(side: Side, rank: number, level: Level): void {
    this.#checksum.changed(side, rank);
    for (const view of this.#views.values()) (side === 'buy' ? view.bids : view.asks).removed(rank, level);
  }

  /** Calls `listener` with each update of this depth from now on. Returns how to stop that. */
  listen({ depth }: BookOptions, listener: FrameListener): () => void {
    let view = this.#views.get(depth);
    if (view === undefined) {
      view = { ...this.#windows(depth), listeners: new Set() };
      this.#views.set(depth, view);
    }
    const { listeners } = view;
    listeners.add(listener);
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) this.#views.delete(depth);
    };
  }

  /** Tells all listeners what happened since the last flush. `at` in microseconds since 1970. */
  flush(at: number): void {
    for (const [depth, view] of this.#views) {
      if (view.bids.empty && view.asks.empty) continue;
      const frame = new Frame(this.#message(false, depth, view.bids.take(), view.asks.take(), at));
      for (const listener of view.listeners) listener(frame);
    }
  }

  /** The book as a new subscriber of this depth gets it. */
  snapshot({ depth }: BookOptions, at: number): BookMessage {
    const { bids, asks } = this.#windows(depth);
    return this.#message(true, depth, bids.levels(), asks.levels(), at);
  }

  #windows(depth: number): { bids: Window; asks: Window } {
    return {
      bids: new Window(this.#market.bids, depth, this.#printer),
      asks: new Window(this.#market.asks, depth, this.#printer),
    };
  }

  #message(
    snapshot: boolean,
    depth: number,
    bids: BookMessage['bids'],
    asks: BookMessage['asks'],
    at: number,
  ): BookMessage {
    const { symbol } = this.#market;
    // In v1 levels have their times and snapshots no checksum.
    if (this.#notation === 'v1') {
      const proof = snapshot ? undefined : { checksum: this.#checksum.value };
      return { type: 'book', snapshot, symbol, bids, asks, ...proof, depth };
    }
    return {
      type: 'book',
      snapshot,
      symbol,
      bids,
      asks,
      checksum: this.#checksum.value,
      timestamp: timestamp(at),
    };
  }
}
