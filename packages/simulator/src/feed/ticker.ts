/**
 * The `ticker` channel of one market: its touch as the book has it, its last 24 hours as the tape has them. Knows
 * nothing of connections. https://docs.kraken.com/api/docs/websocket-v2/ticker
 */
import type { EventTrigger, Pair, Ticker, TickerMessage } from '@kraken-stream/core';
import type { Market } from '../engine/market.js';
import { percent, type Scale } from '../engine/scale.js';
import type { BookSide } from '../engine/side.js';
import { Frame } from '../frame.js';
import type { Tape } from '../tape/tape.js';
import { timestamp } from '../timestamp.js';
import { Audience, type Feed, type FrameListener } from './feed.js';

export interface TickerOptions {
  readonly eventTrigger: EventTrigger;
}

/** The best level of a side, as it was; zeros where there is none. */
interface Best {
  readonly ticks: number;
  readonly lots: bigint;
}

const NOTHING: Best = { ticks: 0, lots: 0n };

export class TickerFeed implements Feed<TickerOptions> {
  readonly #pair: Pick<Pair, 'symbol' | 'quote'>;
  readonly #market: Market;
  readonly #tape: Tape;
  readonly #scale: Scale;
  readonly #audience = new Audience<EventTrigger>();
  /** The touch that was told last; undefined while nobody wants to know of changes. */
  #touch: { readonly bid: Best; readonly ask: Best } | undefined;

  constructor(pair: Pick<Pair, 'symbol' | 'quote'>, market: Market, tape: Tape, scale: Scale) {
    this.#pair = pair;
    this.#market = market;
    this.#tape = tape;
    this.#scale = scale;
  }

  /** How things stand. `at` in microseconds since 1970. */
  ticker(at: number): Ticker {
    const day = this.#tape.day(at);
    const scale = this.#scale;
    const bid = this.#market.bids.best ?? NOTHING;
    const ask = this.#market.asks.best ?? NOTHING;
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
      timestamp: timestamp(at),
    };
  }

  snapshot(_options: TickerOptions, at: number): TickerMessage {
    return { type: 'ticker', snapshot: true, data: this.ticker(at) };
  }

  listen({ eventTrigger }: TickerOptions, listener: FrameListener): () => void {
    const leave = this.#audience.join(eventTrigger, listener);
    if (this.#audience.hears('bbo')) this.#touch ??= this.#best();
    return () => {
      leave();
      if (!this.#audience.hears('bbo')) this.#touch = undefined;
    };
  }

  /** Tells those whose trigger was pulled by what happened since the last flush. `at` in microseconds since 1970. */
  flush(at: number): void {
    const traded = this.#tape.fresh.length > 0 && this.#audience.hears('trades');
    const moved = this.#moved();
    if (!traded && !moved) return;
    const frame = new Frame({ type: 'ticker', snapshot: false, data: this.ticker(at) });
    if (traded) this.#audience.tell('trades', frame);
    if (moved) this.#audience.tell('bbo', frame);
  }

  /** Whether the touch is another than the one told last, which it then is. */
  #moved(): boolean {
    if (this.#touch === undefined) return false;
    const { bid, ask } = this.#touch;
    if (same(bid, this.#market.bids) && same(ask, this.#market.asks)) return false;
    this.#touch = this.#best();
    return true;
  }

  #best(): { bid: Best; ask: Best } {
    return { bid: copy(this.#market.bids), ask: copy(this.#market.asks) };
  }
}

function same(told: Best, side: BookSide): boolean {
  const best = side.best ?? NOTHING;
  return told.ticks === best.ticks && told.lots === best.lots;
}

function copy(side: BookSide): Best {
  const { ticks, lots } = side.best ?? NOTHING;
  return { ticks, lots };
}
