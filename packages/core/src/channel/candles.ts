/**
 * Candles: the running one whole in each update, and each again as closed when the next begins. Intervals without trades
 * have none. A new snapshot that still has the last candle seen makes the series whole again.
 */
import type { Candle } from '../protocol/message.js';
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken } from './channel.js';
import type { OhlcCandle } from './data.js';

/** Candles that a latecomer is given. The exchange's own snapshot has ten. */
const RECENT = 50;

export class CandleChannel implements Channel {
  /** Oldest first; the last is the running one. */
  #recent: readonly OhlcCandle[] = [];

  take(message: ChannelMessage, { live }: Mood): Taken {
    if (message.type !== 'ohlc' || message.data.length === 0) return IGNORED;
    const running = this.#recent[this.#recent.length - 1];
    if (message.snapshot) return this.#snapshot(message.data, running);
    if (!live || running === undefined) return IGNORED;
    const fresh = message.data.filter((candle) => isNewer(candle, running));
    if (fresh.length === 0) return IGNORED;
    const data = this.#keep(fresh[0]!.intervalBegin === running.intervalBegin ? fresh : [running, ...fresh]);
    return { verdict: 'told', snapshot: false, data, seamless: true };
  }

  latest(): readonly OhlcCandle[] | undefined {
    return this.#recent.length === 0 ? undefined : this.#recent;
  }

  #snapshot(data: readonly Candle[], running: OhlcCandle | undefined): Taken {
    const begins = running?.intervalBegin ?? '';
    const newest = data[data.length - 1]!;
    // One from before what was seen has nothing new.
    if (running !== undefined && newest.intervalBegin <= begins && !isNewer(newest, running)) {
      return { verdict: 'told', snapshot: false, data: undefined, seamless: true };
    }
    const from = data.findIndex((candle) => candle.intervalBegin === begins);
    if (from >= 0) return { verdict: 'told', snapshot: false, data: this.#keep(data.slice(from)), seamless: true };
    this.#recent = [];
    return { verdict: 'told', snapshot: true, data: this.#keep(data), seamless: false };
  }

  /** Puts candles in the place of the running one; all but the last of them are final. */
  #keep(candles: readonly Candle[]): readonly OhlcCandle[] {
    const kept = candles.map((candle, i) => ({ ...candle, closed: i < candles.length - 1 }));
    this.#recent = [...this.#recent.slice(0, -1), ...kept].slice(-RECENT);
    return kept;
  }
}

/** Whether a candle says more than the running one: it counts more trades, or begins later. */
function isNewer(candle: Candle, running: Candle): boolean {
  if (candle.intervalBegin === running.intervalBegin) return candle.trades > running.trades;
  return candle.intervalBegin > running.intervalBegin;
}
