/**
 * Trades, each once and in order: their numbers run by one, so that what is missing shows, and a new snapshot often has
 * it. After the first snapshot every trade is told as an update, whatever frame brought it.
 */
import type { Trade } from '../protocol/message.js';
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken } from './channel.js';

/** Trades that a latecomer is given: as many as the exchange's own snapshot has. */
const RECENT = 50;

export class TradeChannel implements Channel {
  #recent: readonly Trade[] = [];
  /** The number of the last trade told; undefined before the first snapshot. */
  #lastId: number | undefined;

  take(message: ChannelMessage, mood: Mood): Taken {
    if (message.type !== 'trade' || message.data.length === 0) return IGNORED;
    const { data } = message;
    const newest = data[data.length - 1]!.tradeId;
    if (message.snapshot) return this.#snapshot(data, newest);
    const last = this.#lastId;
    if (!mood.live || last === undefined) return IGNORED;
    const fresh = after(data, last);
    if (fresh.length === 0) return IGNORED;
    const missed = missing(fresh, last);
    if (missed > 0 && !mood.lenient) {
      return { verdict: 'broken', reason: `trade ${last} was followed by trade ${fresh[0]!.tradeId}` };
    }
    this.#keep(fresh, newest);
    return { verdict: 'told', snapshot: false, data: fresh, ...hole(missed) };
  }

  latest(): readonly Trade[] | undefined {
    return this.#lastId === undefined ? undefined : this.#recent;
  }

  #snapshot(data: readonly Trade[], newest: number): Taken {
    const last = this.#lastId;
    // Numbers that begin anew are another series, of which nothing was seen.
    if (last === undefined || newest < last - RECENT) {
      this.#recent = [];
      this.#keep(data, newest);
      return { verdict: 'told', snapshot: true, data, seamless: false };
    }
    const fresh = after(data, last);
    if (fresh.length === 0) return { verdict: 'told', snapshot: false, data: undefined, seamless: true };
    this.#keep(fresh, newest);
    // What a snapshot leaves out between two of its trades never was.
    return { verdict: 'told', snapshot: false, data: fresh, ...hole(Math.max(0, data[0]!.tradeId - last - 1)) };
  }

  #keep(trades: readonly Trade[], newest: number): void {
    this.#lastId = newest;
    this.#recent = [...this.#recent, ...trades].slice(-RECENT);
  }
}

function after(trades: readonly Trade[], id: number): readonly Trade[] {
  return trades[0]!.tradeId > id ? trades : trades.filter((trade) => trade.tradeId > id);
}

/** How many numbers are left out behind `last`. */
function missing(trades: readonly Trade[], last: number): number {
  return trades[trades.length - 1]!.tradeId - last - trades.length;
}

function hole(missed: number): { seamless: boolean; missed?: number } {
  return missed > 0 ? { seamless: false, missed } : { seamless: true };
}
