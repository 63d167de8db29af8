/**
 * Trades, each once and in order: their numbers run by one, so that what is missing shows, and a new snapshot often has
 * it. After the first snapshot every trade is told as an update, whatever frame brought it. Where a protocol gives no
 * numbers, trades are told as they come while they are subscribed to: there is no snapshot, and nothing to tell one from
 * another by.
 */
import type { Trade } from '../protocol/message.js';
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken } from './channel.js';

/** Trades that a latecomer is given: as many as the exchange's own snapshot has. */
const RECENT = 50;

type NumberedTrade = Trade & { readonly tradeId: number };

export class TradeChannel implements Channel {
  #recent: readonly Trade[] = [];
  /** The number of the last trade told; undefined before the first snapshot. */
  #lastId: number | undefined;

  take(message: ChannelMessage, mood: Mood): Taken {
    if (message.type !== 'trade' || message.data.length === 0) return IGNORED;
    if (!areNumbered(message.data)) return this.#unnumbered(message.data, mood);
    const data = inOrder(message.data);
    if (message.snapshot) return this.#snapshot(data);
    const last = this.#lastId;
    if (!mood.live || last === undefined) return IGNORED;
    if (this.#isAnother(data)) {
      return mood.lenient ? this.#begin(data) : { verdict: 'broken', reason: 'the numbers of trades begin anew' };
    }
    const fresh = after(data, last);
    if (fresh.length === 0) return IGNORED;
    const missed = missing(fresh, last);
    if (missed > 0 && !mood.lenient) return { verdict: 'broken', reason: jump(fresh, last) };
    this.#keep(fresh);
    return { verdict: 'told', snapshot: false, data: fresh, ...hole(missed) };
  }

  latest(): readonly Trade[] | undefined {
    return this.#recent.length === 0 ? undefined : this.#recent;
  }

  #unnumbered(data: readonly Trade[], { live }: Mood): Taken {
    // Before it is live they may be of what has to be given up first, with a hole behind them.
    if (!live) return IGNORED;
    this.#remember(data);
    return { verdict: 'told', snapshot: false, data, seamless: true };
  }

  #snapshot(data: readonly NumberedTrade[]): Taken {
    const last = this.#lastId;
    if (last === undefined || this.#isAnother(data)) return this.#begin(data);
    const fresh = after(data, last);
    if (fresh.length === 0) return { verdict: 'told', snapshot: false, data: undefined, seamless: true };
    this.#keep(fresh);
    // What a snapshot leaves out between two of its trades never was.
    return { verdict: 'told', snapshot: false, data: fresh, ...hole(Math.max(0, data[0]!.tradeId - last - 1)) };
  }

  #begin(data: readonly NumberedTrade[]): Taken {
    this.#recent = [];
    this.#keep(data);
    return { verdict: 'told', snapshot: true, data, seamless: false };
  }

  /** Whether these are trades of another series, whose numbers began anew, and of which nothing was seen. */
  #isAnother(trades: readonly NumberedTrade[]): boolean {
    const last = this.#lastId;
    if (last === undefined || trades[0]!.tradeId > last) return false;
    for (const { tradeId, timestamp } of trades) {
      const known = this.#recent.find((trade) => trade.tradeId === tradeId);
      if (known !== undefined) return known.timestamp !== timestamp;
    }
    // Far below, and yet later: not merely a frame that lags behind.
    const newest = trades[trades.length - 1]!;
    return newest.tradeId < last - RECENT && newest.timestamp > this.#recent[this.#recent.length - 1]!.timestamp;
  }

  #keep(trades: readonly NumberedTrade[]): void {
    this.#lastId = newestOf(trades);
    this.#remember(trades);
  }

  #remember(trades: readonly Trade[]): void {
    this.#recent = [...this.#recent, ...trades].slice(-RECENT);
  }
}

function areNumbered(trades: readonly Trade[]): trades is readonly NumberedTrade[] {
  return trades.every(({ tradeId }) => tradeId !== undefined);
}

function newestOf(trades: readonly NumberedTrade[]): number {
  return trades[trades.length - 1]!.tradeId;
}

/** Each once, by number. Frames come so; one that does not must not hide a hole. */
function inOrder(trades: readonly NumberedTrade[]): readonly NumberedTrade[] {
  if (trades.every(({ tradeId }, i) => i === 0 || trades[i - 1]!.tradeId < tradeId)) return trades;
  const byId = new Map(trades.map((trade) => [trade.tradeId, trade]));
  return [...byId.values()].sort((a, b) => a.tradeId - b.tradeId);
}

function after(trades: readonly NumberedTrade[], id: number): readonly NumberedTrade[] {
  return trades[0]!.tradeId > id ? trades : trades.filter((trade) => trade.tradeId > id);
}

/** How many numbers are left out behind `last`. */
function missing(trades: readonly NumberedTrade[], last: number): number {
  return newestOf(trades) - last - trades.length;
}

/** Where the first number is left out behind `last`, in words. */
function jump(trades: readonly NumberedTrade[], last: number): string {
  const at = trades.findIndex(({ tradeId }, i) => tradeId !== last + 1 + i);
  return `trade ${last + at} was followed by trade ${trades[at]!.tradeId}`;
}

function hole(missed: number): { seamless: boolean; missed?: number } {
  return missed > 0 ? { seamless: false, missed } : { seamless: true };
}
