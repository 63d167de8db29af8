/**
 * Invents the trades of a market, and says them as a v2 connection would: the trades, the ticker that each changes, the
 * candle that runs. Digits are those of the pair; the same seed gives the same bytes. Knows nothing of books.
 */
import { type Candle, type Ticker, type Trade, v2 } from '@kraken-stream/core';
import type { Instrument } from '@kraken-stream/simulator';

const MINUTE = 60_000;
/** What the exchange sends upon a subscription: the latest trades, and the last candles that had any. */
const TRADES = 50;
const CANDLES = 10;

export class Tape {
  readonly #instrument: Instrument;
  #state: number;
  #tradeId = 70_635_250;
  #trades: Trade[] = [];
  #candles: Candle[] = [];

  constructor(instrument: Instrument, seed: number) {
    this.#instrument = instrument;
    this.#state = seed;
  }

  /** What a taker who met one to three makers at a time has said about it: a trade, a ticker and an ohlc frame. */
  take(now: number): string[] {
    const trades = Array.from({ length: 1 + Math.floor(this.#random() * 3) }, () => this.#trade(now));
    this.#trades = [...this.#trades, ...trades].slice(-TRADES);
    const candle = this.#candle(now);
    this.#candles = [...this.#candles.filter((each) => each.intervalBegin !== candle.intervalBegin), candle].slice(
      -CANDLES,
    );
    return [
      v2.encode({ type: 'trade', snapshot: false, data: trades }),
      v2.encode({ type: 'ticker', snapshot: false, data: this.#ticker(now) }),
      v2.encode({ type: 'ohlc', snapshot: false, timestamp: nanoseconds(now), data: [candle] }),
    ];
  }

  /** What upon subscribing to the three channels comes first. */
  snapshots(now: number): string[] {
    return [
      v2.encode({ type: 'trade', snapshot: true, data: this.#trades }),
      v2.encode({ type: 'ticker', snapshot: true, data: this.#ticker(now) }),
      v2.encode({ type: 'ohlc', snapshot: true, timestamp: nanoseconds(now), data: this.#candles }),
    ];
  }

  #trade(now: number): Trade {
    return {
      symbol: this.#instrument.pair.symbol,
      side: this.#random() < 0.5 ? 'buy' : 'sell',
      price: this.#price(),
      qty: this.#qty(1),
      ordType: this.#random() < 0.7 ? 'limit' : 'market',
      tradeId: this.#tradeId++,
      timestamp: microseconds(now),
    };
  }

  #ticker(now: number): Ticker {
    const change = (this.#random() - 0.5) * 0.02;
    return {
      symbol: this.#instrument.pair.symbol,
      bid: this.#price(),
      bidQty: this.#qty(1),
      ask: this.#price(),
      askQty: this.#qty(1),
      last: this.#price(),
      volume: this.#qty(20_000),
      vwap: this.#price(),
      low: this.#price(),
      high: this.#price(),
      change: (Number(this.#instrument.price) * change).toFixed(this.#instrument.pair.pricePrecision),
      changePct: (100 * change).toFixed(2),
      volumeUsd: (1e8 * this.#random()).toFixed(2),
      trades: Math.floor(1e5 * this.#random()),
      timestamp: microseconds(now),
    };
  }

  #candle(now: number): Candle {
    const begin = now - (now % MINUTE);
    return {
      symbol: this.#instrument.pair.symbol,
      open: this.#price(),
      high: this.#price(),
      low: this.#price(),
      close: this.#price(),
      vwap: this.#price(),
      volume: this.#qty(30),
      trades: 1 + Math.floor(40 * this.#random()),
      intervalBegin: nanoseconds(begin),
      interval: 1,
      timestamp: microseconds(begin + MINUTE),
    };
  }

  /** Within a percent of the usual. */
  #price(): string {
    const { price, pair } = this.#instrument;
    return (Number(price) * (0.99 + 0.02 * this.#random())).toFixed(pair.pricePrecision);
  }

  #qty(orders: number): string {
    return (orders * this.#instrument.size * this.#random()).toFixed(this.#instrument.pair.qtyPrecision);
  }

  /** From 0 to below 1: the numbers of a linear congruential generator, good enough for digits. */
  #random(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }
}

function microseconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, -1)}000Z`;
}

function nanoseconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, -1)}000000Z`;
}
