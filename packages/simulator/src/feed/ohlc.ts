/**
 * The `ohlc` channel of one market: candles of all lengths, told whole with each trade. Stretches without trades have
 * none. Knows nothing of connections. https://docs.kraken.com/api/docs/websocket-v2/ohlc
 */
import type { Candle, OhlcInterval, OhlcMessage } from '@kraken-stream/core';
import type { Scale } from '../engine/scale.js';
import { Frame } from '../frame.js';
import type { Bar } from '../tape/bar.js';
import type { Tape } from '../tape/tape.js';
import { nanoTimestamp, timestamp } from '../timestamp.js';
import { Audience, type Feed, type FrameListener } from './feed.js';

export interface OhlcOptions {
  /** Minutes. */
  readonly interval: OhlcInterval;
}

export class OhlcFeed implements Feed<OhlcOptions> {
  readonly #symbol: string;
  readonly #tape: Tape;
  readonly #scale: Scale;
  readonly #audience = new Audience<OhlcInterval>();

  constructor(symbol: string, tape: Tape, scale: Scale) {
    this.#symbol = symbol;
    this.#tape = tape;
    this.#scale = scale;
  }

  /** The last ten candles, oldest first; the last of them is the running one. `interval` in minutes. */
  candles(interval: OhlcInterval): Candle[] {
    return this.#tape.bars(interval).map((bar) => this.#print(bar, interval));
  }

  snapshot({ interval }: OhlcOptions, at: number): OhlcMessage {
    return { type: 'ohlc', snapshot: true, timestamp: nanoTimestamp(at), data: this.candles(interval) };
  }

  listen({ interval }: OhlcOptions, listener: FrameListener): () => void {
    return this.#audience.join(interval, listener);
  }

  /** Tells all listeners the candles of what is fresh on the tape. `at` in microseconds since 1970. */
  flush(at: number): void {
    const since = this.#tape.fresh[0]?.at;
    if (since === undefined) return;
    for (const interval of this.#audience.choices) {
      const bars = this.#tape.bars(interval).filter(({ end }) => end > since);
      const data = bars.map((bar) => this.#print(bar, interval));
      const message = { type: 'ohlc', snapshot: false, timestamp: nanoTimestamp(at), data } as const;
      this.#audience.tell(interval, new Frame(message));
    }
  }

  #print(bar: Bar, interval: OhlcInterval): Candle {
    const scale = this.#scale;
    return {
      symbol: this.#symbol,
      open: scale.price(bar.open),
      high: scale.price(bar.high),
      low: scale.price(bar.low),
      close: scale.price(bar.close),
      vwap: scale.vwap(bar.turnover, bar.lots),
      volume: scale.qty(bar.lots),
      trades: bar.count,
      intervalBegin: nanoTimestamp(bar.begin),
      interval,
      // The page says the beginning; what is recorded is the end.
      timestamp: timestamp(bar.end),
    };
  }
}
