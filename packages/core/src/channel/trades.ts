/**
 * Trades, each once and in order: their numbers run by one, so that what is missing shows, and a new snapshot often has
 * it. After the first snapshot every trade is told as an update, whatever frame brought it. Where a protocol gives no
 * numbers, trades are told as they come while they are subscribed to: there is no snapshot, and nothing to tell one from
 * another by.
 */
import type { Trade } from '../protocol/message.js';
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken, type Told } from './channel.js';
import { inOrder } from './series.js';

/** Trades that a latecomer is given: as many as the exchange's own snapshot has. */
const RECENT = 50;

type NumberedTrade = Trade & { readonly tradeId: number };

export class TradeChannel implements Channel {
  #recent: readonly Trade[] = [];
  /** The number of the last trade told; undefined before the first snapshot. */
  #lastId: number | undefined;

  take(message: ChannelMessage, { live, lenient }: Mood): Taken {
    if (message.type !== 'trade' || message.data.length === 0) return IGNORED;
    const { snapshot } = message;
    // Without numbers, before it is live they may be of what has to be given up first, with a hole behind them.
    if (!areNumbered(message.data)) return live ? this.#tell(message.data, 0) : IGNORED;
    const last = this.#lastId;
    if (!snapshot && (!live || last === undefined)) return IGNORED;
    const data = inOrder(message.data, numberOf, () => true);
    if (last === undefined || this.#isAnother(data, last)) {
      if (!snapshot && !lenient) return { verdict: 'broken', reason: 'the numbers of trades begin anew' };
      this.#recent = [];
      return { ...this.#tell(data, 0), snapshot: true, seamless: false };
    }
    const fresh = data.filter(({ tradeId }) => tradeId > last);
    if (fresh.length === 0) {
      return snapshot ? { verdict: 'told', snapshot: false, data: undefined, seamless: true } : IGNORED;
    }
    // What a snapshot leaves out between two of its trades never was.
    const missed = snapshot
      ? Math.max(0, data[0]!.tradeId - last - 1)
      : fresh[fresh.length - 1]!.tradeId - last - fresh.length;
    if (missed > 0 && !snapshot && !lenient) return { verdict: 'broken', reason: jump(fresh, last) };
    return this.#tell(fresh, missed);
  }

  latest(): readonly Trade[] | undefined {
    return this.#recent.length === 0 ? undefined : this.#recent;
  }

  /** Whether these are trades of another series, whose numbers began anew, and of which nothing was seen. */
  #isAnother(trades: readonly NumberedTrade[], last: number): boolean {
    if (trades[0]!.tradeId > last) return false;
    for (const { tradeId, timestamp } of trades) {
      const known = this.#recent.find((trade) => trade.tradeId === tradeId);
      if (known !== undefined) return known.timestamp !== timestamp;
    }
    // Far below, and yet later: not merely a frame that lags behind.
    const newest = trades[trades.length - 1]!;
    return newest.tradeId < last - RECENT && newest.timestamp > this.#recent[this.#recent.length - 1]!.timestamp;
  }

  #tell(data: readonly Trade[], missed: number): Told {
    this.#lastId = data[data.length - 1]!.tradeId;
    this.#recent = [...this.#recent, ...data].slice(-RECENT);
    return { verdict: 'told', snapshot: false, data, seamless: missed === 0, ...(missed > 0 && { missed }) };
  }
}

function areNumbered(trades: readonly Trade[]): trades is readonly NumberedTrade[] {
  return trades.every(({ tradeId }) => tradeId !== undefined);
}

function numberOf({ tradeId }: NumberedTrade): number {
  return tradeId;
}

/** Where the first number is left out behind `last`, in words. */
function jump(trades: readonly NumberedTrade[], last: number): string {
  const at = trades.findIndex(({ tradeId }, i) => tradeId !== last + 1 + i);
  return `trade ${last + at} was followed by trade ${trades[at]!.tradeId}`;
}
