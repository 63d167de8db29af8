/**
 * The `spread` channel of one market, which v1 alone has: the touch, each time that it changes. Knows nothing of
 * connections. https://docs.kraken.com/api/docs/websocket-v1/spread
 */
import type { Spread } from '@kraken-stream/core';
import type { Market } from '../engine/market.js';
import type { Scale } from '../engine/scale.js';
import { Frame } from '../frame.js';
import { timestamp } from '../timestamp.js';
import { Audience, type Feed, type FrameListener } from './feed.js';
import { TouchWatch, touchOf } from './touch.js';

/** There is nothing to choose. */
export type SpreadOptions = Readonly<Record<never, never>>;

const ALL = 'all';

export class SpreadFeed implements Feed<SpreadOptions> {
  readonly #market: Market;
  readonly #scale: Scale;
  readonly #watch: TouchWatch;
  readonly #audience = new Audience<typeof ALL>();

  constructor(market: Market, scale: Scale) {
    this.#market = market;
    this.#scale = scale;
    this.#watch = new TouchWatch(market);
  }

  /** There is none: the first frame comes with the first change. */
  snapshot(): undefined {
    return undefined;
  }

  listen(_options: SpreadOptions, listener: FrameListener): () => void {
    const leave = this.#audience.join(ALL, listener);
    this.#watch.heed(true);
    return () => {
      leave();
      this.#watch.heed(this.#audience.hears(ALL));
    };
  }

  /** Tells all listeners if the touch has moved since the last flush. `at` in microseconds since 1970. */
  flush(at: number): void {
    if (this.#watch.moved()) this.#audience.tell(ALL, new Frame({ type: 'spread', data: this.#spread(at) }));
  }

  #spread(at: number): Spread {
    const { bid, ask } = touchOf(this.#market);
    const scale = this.#scale;
    return {
      symbol: this.#market.symbol,
      bid: scale.price(bid.ticks),
      bidQty: scale.qty(bid.lots),
      ask: scale.price(ask.ticks),
      askQty: scale.qty(ask.lots),
      timestamp: timestamp(at),
    };
  }
}
