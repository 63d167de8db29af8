/**
 * The `trade` channel of one market: one frame for all that was traded in one event. Knows nothing of connections.
 * https://docs.kraken.com/api/docs/websocket-v2/trade
 */
import type { Trade, TradeMessage } from '@kraken-stream/core';
import type { Scale } from '../engine/scale.js';
import { Frame } from '../frame.js';
import type { Tape, TapeTrade } from '../tape/tape.js';
import { timestamp } from '../timestamp.js';
import { Audience, type Feed, type FrameListener } from './feed.js';

/** There is nothing to choose. */
export type TradeOptions = Readonly<Record<never, never>>;

const ALL = 'all';

export class TradeFeed implements Feed<TradeOptions> {
  readonly #symbol: string;
  readonly #tape: Tape;
  readonly #scale: Scale;
  readonly #audience = new Audience<typeof ALL>();

  constructor(symbol: string, tape: Tape, scale: Scale) {
    this.#symbol = symbol;
    this.#tape = tape;
    this.#scale = scale;
  }

  /** The latest trades, oldest first. */
  latest(): Trade[] {
    return this.#tape.latest.map((trade) => this.#print(trade));
  }

  snapshot(): TradeMessage {
    return { type: 'trade', snapshot: true, data: this.latest() };
  }

  listen(_options: TradeOptions, listener: FrameListener): () => void {
    return this.#audience.join(ALL, listener);
  }

  /** Tells all listeners what is fresh on the tape. */
  flush(): void {
    const { fresh } = this.#tape;
    if (fresh.length === 0 || !this.#audience.hears(ALL)) return;
    const data = fresh.map((trade) => this.#print(trade));
    this.#audience.tell(ALL, new Frame({ type: 'trade', snapshot: false, data }));
  }

  #print({ side, ordType, ticks, lots, tradeId, at }: TapeTrade): Trade {
    return {
      symbol: this.#symbol,
      side,
      price: this.#scale.price(ticks),
      qty: this.#scale.qty(lots),
      ordType,
      tradeId,
      timestamp: timestamp(at),
    };
  }
}
