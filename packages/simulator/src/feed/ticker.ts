/**
 * The `ticker` channel of one market: its touch as the book has it, its last 24 hours as the tape has them. Knows
 * nothing of connections. https://docs.kraken.com/api/docs/websocket-v2/ticker
 */
import type { EventTrigger, Pair, Ticker, TickerMessage } from '@kraken-stream/core';
import type { Market } from '../engine/market.js';
import { percent, type Scale } from '../engine/scale.js';
import { Frame } from '../frame.js';
import type { Notation } from '../notation.js';
import type { Tape } from '../tape/tape.js';
import { timestamp } from '../timestamp.js';
import { Audience, type Feed, type FrameListener } from './feed.js';
import { TouchWatch, touchOf } from './touch.js';

export interface TickerOptions {
  readonly eventTrigger: EventTrigger;
}

export class TickerFeed implements Feed<TickerOptions> {
  readonly #pair: Pick<Pair, 'symbol' | 'quote'>;
  readonly #market: Market;
  readonly #tape: Tape;
  readonly #scale: Scale;
  readonly #audience = new Audience<EventTrigger>();
  readonly #watch: TouchWatch;
  readonly #notation: Notation;

  constructor(
    pair: Pick<Pair, 'symbol' | 'quote'>,
    market: Market,
    tape: Tape,
    scale: Scale,
    notation: Notation = 'v2',
  ) {
    this.#pair = pair;
    this.#market = market;
    this.#tape = tape;
    this.#scale = scale;
    this.#watch = new TouchWatch(market);
    this.#notation = notation;
  }

  /** How things stand. `at` in microseconds since 1970. */
  ticker(at: number): Ticker {
    const day = this.#tape.day(at);
    const scale = this.#scale;
    const { bid, ask } = touchOf(this.#market);
    const last = this.#tape.last?.ticks ?? 0;
    const open = day.lots === 0n ? last : day.open;
    return {
      symbol: this.#pair.symbol,
      bid: scale.price(bid.ticks),
      bidQty: scale.qty(bid.lots),
      ask: scale.price(ask.ticks),
      askQty: scale.qty(ask.lots),
      last: scale.price(last),
      volume: scale.qty(day.lots),
      vwap: scale.vwap(day.turnover, day.lots),
      low: scale.price(day.low),
      high: scale.price(day.high),
      change: scale.price(last - open),
      changePct: percent(open, last),
      // At the last price: nearest to the recorded figures. The page is silent.
      ...(this.#pair.quote === 'USD' ? { volumeUsd: scale.cost(day.lots, last) } : undefined),
      ...(this.#notation === 'v1' ? this.#more(day.count, open, at) : undefined),
      timestamp: timestamp(at),
    };
  }

  /** What only v1 tells. */
  #more(trades: number, open: number, at: number): Pick<Ticker, 'trades' | 'open' | 'lastQty' | 'today'> {
    const scale = this.#scale;
    const { last } = this.#tape;
    const today = this.#tape.today(at);
    return {
      trades,
      open: scale.price(open),
      lastQty: scale.qty(last?.lots ?? 0n),
      today: {
        volume: scale.qty(today.lots),
        vwap: scale.vwap(today.turnover, today.lots),
        trades: today.count,
        low: scale.price(today.low),
        high: scale.price(today.high),
        open: scale.price(today.lots === 0n ? (last?.ticks ?? 0) : today.open),
      },
    };
  }

  snapshot(_options: TickerOptions, at: number): TickerMessage {
    return { type: 'ticker', snapshot: true, data: this.ticker(at) };
  }

  listen({ eventTrigger }: TickerOptions, listener: FrameListener): () => void {
    const leave = this.#audience.join(eventTrigger, listener);
    this.#watch.heed(this.#audience.hears('bbo'));
    return () => {
      leave();
      this.#watch.heed(this.#audience.hears('bbo'));
    };
  }

  /** Tells those whose trigger was pulled by what happened since the last flush. `at` in microseconds since 1970. */
  flush(at: number): void {
    const traded = this.#tape.fresh.length > 0 && this.#audience.hears('trades');
    const moved = this.#watch.moved();
    if (!traded && !moved) return;
    const frame = new Frame({ type: 'ticker', snapshot: false, data: this.ticker(at) });
    if (traded) this.#audience.tell('trades', frame);
    if (moved) this.#audience.tell('bbo', frame);
  }
}
