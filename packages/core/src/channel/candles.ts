/**
 * Candles: the running one whole in each update, and each again as closed when the next begins. Intervals without trades
 * have none. A new snapshot that still has the last candle seen makes the series whole again.
 */
import type { Candle } from '../protocol/message.js';
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken } from './channel.js';
import type { OhlcCandle } from './data.js';
import { inOrder } from './series.js';

/** Candles that a latecomer is given. The exchange's own snapshot has ten. */
const RECENT = 50;

export class CandleChannel implements Channel {
  /** Oldest first; the last is the running one. */
  #recent: readonly OhlcCandle[] = [];

  take(message: ChannelMessage, { live }: Mood): Taken {
    if (message.type !== 'ohlc' || message.data.length === 0) return IGNORED;
    // Where frames do not say it, the first is one.
    const { snapshot = !live } = message;
    const data = inOrder(message.data, (candle) => candle.intervalBegin, isNewer);
    const running = this.#recent[this.#recent.length - 1];
    if (snapshot) return this.#snapshot(data, running);
    if (!live || running === undefined) return IGNORED;
    const fresh = data.filter((candle) => isNewer(candle, running));
    if (fresh.length === 0) return IGNORED;
    const next = fresh[0]!.intervalBegin === running.intervalBegin ? fresh : [running, ...fresh];
    return { verdict: 'told', snapshot: false, data: this.#keep(next), seamless: true };
  }

  latest(): readonly OhlcCandle[] | undefined {
    return this.#recent.length === 0 ? undefined : this.#recent;
  }

  #snapshot(data: readonly Candle[], running: OhlcCandle | undefined): Taken {
    const from = data.findIndex((candle) => candle.intervalBegin === running?.intervalBegin);
    if (running === undefined || (from < 0 && isNewer(data[data.length - 1]!, running))) {
      this.#recent = [];
      return { verdict: 'told', snapshot: true, data: this.#keep(data), seamless: false };
    }
    const fresh = data.slice(from + 1).filter((candle) => isNewer(candle, running));
    const same = from >= 0 && isNewer(data[from]!, running) ? data[from]! : running;
    // One from before what was seen has nothing new.
    const news = same !== running || fresh.length > 0 ? this.#keep([same, ...fresh]) : undefined;
    return { verdict: 'told', snapshot: false, data: news, seamless: true };
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
