/**
 * All that was traded in one market, in order, and what follows from it: the latest trades, the last 24 hours, candles.
 * Watches the engine. Prints nothing and knows no listeners.
 */
import { OHLC_INTERVALS, type OhlcInterval } from '@kraken-stream/core';
import type { TradeWatcher } from '../engine/market.js';
import type { Fill, NewOrder, Side } from '../engine/order.js';
import { Bar } from './bar.js';
import { Bars } from './bars.js';
import { Day, type DayTotals, MINUTE, NO_TRADES } from './day.js';

/** How many trades are remembered: as many as a snapshot has. */
const TRADES = 50;
/** How many candles of each length are remembered, likewise. */
const CANDLES = 10;

export interface TapeTrade {
  /** Runs by one. */
  readonly tradeId: number;
  /** The taker's. */
  readonly side: Side;
  readonly ordType: 'limit' | 'market';
  readonly ticks: number;
  readonly lots: bigint;
  /** Microseconds since 1970. */
  readonly at: number;
}

export class Tape implements TradeWatcher {
  /** The running minute. */
  #minute: Bar | undefined;
  readonly #day = new Day();
  readonly #bars = new Map(OHLC_INTERVALS.map((interval) => [interval, new Bars(interval * MINUTE, CANDLES)]));
  /** The latest, and perhaps some that are too old already. */
  #trades: TapeTrade[] = [];
  #fresh: TapeTrade[] = [];

  /** What was traded since the last `turn`. */
  get fresh(): readonly TapeTrade[] {
    return this.#fresh;
  }

  /** The trades that are remembered, oldest first. */
  get latest(): readonly TapeTrade[] {
    return this.#trades.slice(-TRADES);
  }

  get last(): TapeTrade | undefined {
    return this.#trades[this.#trades.length - 1];
  }

  /** The stretches of time with trades that are remembered, oldest first. `interval` in minutes. */
  bars(interval: OhlcInterval): readonly Bar[] {
    return this.#bars.get(interval)?.including(this.#minute) ?? [];
  }

  /** The last 24 hours. `at` in microseconds since 1970. */
  day(at: number): DayTotals {
    return this.#day.including(this.#minute, at);
  }

  /** The day that began at midnight UTC. `at` in microseconds since 1970. */
  today(at: number): DayTotals {
    const bar = this.bars(1440).at(-1);
    return bar === undefined || bar.end <= at ? NO_TRADES : bar;
  }

  traded({ side, ticks: limit, at }: NewOrder, fills: readonly Fill[]): void {
    const ordType = limit === undefined ? 'market' : 'limit';
    for (const { tradeId, ticks, lots } of fills) this.record({ tradeId, side, ordType, ticks, lots, at });
  }

  /** Adds a trade; one that claims to be older than the last is not believed: time on a tape goes one way. */
  record(trade: TapeTrade): void {
    const at = Math.max(trade.at, this.last?.at ?? trade.at);
    const honest = at === trade.at ? trade : { ...trade, at };
    if (this.#trades.length >= 2 * TRADES) this.#trades = this.#trades.slice(-TRADES);
    this.#trades.push(honest);
    this.#fresh.push(honest);
    const { ticks, lots } = trade;
    let minute = this.#minute;
    if (minute === undefined || at >= minute.end) {
      if (minute !== undefined) this.#close(minute);
      minute = new Bar(at, MINUTE, ticks);
      this.#minute = minute;
    }
    minute.add(ticks, lots);
  }

  /** What was fresh is told. */
  turn(): void {
    if (this.#fresh.length > 0) this.#fresh = [];
  }

  #close(minute: Bar): void {
    this.#day.add(minute);
    for (const bars of this.#bars.values()) bars.add(minute);
  }
}
