/**
 * The `ohlc` channel of one market: candles of all lengths, told whole with each trade. Stretches without trades have
 * none. Knows nothing of connections. https://docs.kraken.com/api/docs/websocket-v2/ohlc
 */
import type { Candle, OhlcInterval, OhlcMessage } from '@kraken-stream/core';
import type { Scale } from '../engine/scale.js';
import { Frame } from '../frame.js';
import type { Notation } from '../notation.js';
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
  readonly #notation: Notation;

  constructor(symbol: string, tape: Tape, scale: Scale, notation: Notation = 'v2') {
    this.#symbol = symbol;
    this.#tape = tape;
    this.#scale = scale;
    this.#notation = notation;
  }

  /** The last ten candles, oldest first; the last of them is the running one. `interval` in minutes. */
  candles(interval: OhlcInterval): Candle[] {
    return this.#tape.bars(interval).map((bar) => this.#print(bar, interval));
  }

  snapshot({ interval }: OhlcOptions, at: number): OhlcMessage | undefined {
    // In v1 the last candle alone, however old.
    if (this.#notation === 'v1') return this.#single(this.candles(interval).slice(-1), true)[0];
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
      const messages: OhlcMessage[] =
        this.#notation === 'v1'
          ? this.#single(data, false)
          : [{ type: 'ohlc', snapshot: false, timestamp: nanoTimestamp(at), data }];
      for (const message of messages) this.#audience.tell(interval, new Frame(message));
    }
  }

  /** v1 tells of each candle by itself, at the time of the last trade. */
  #single(candles: readonly Candle[], snapshot: boolean): OhlcMessage[] {
    const time = timestamp(this.#tape.last?.at ?? 0);
    return candles.map((candle) => ({ type: 'ohlc', snapshot, timestamp: time, data: [candle] }));
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
