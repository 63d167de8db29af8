/**
 * Tickers and spreads: each frame is a whole. One that is older than the last is dropped; one that was lost cannot be
 * noticed.
 */
import type { Spread, Ticker } from '../protocol/message.js';
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken } from './channel.js';

export class TickerChannel implements Channel {
  readonly #channel: 'ticker' | 'spread';
  #last: Ticker | Spread | undefined;
  #subscription: number | undefined;

  constructor(channel: 'ticker' | 'spread' = 'ticker') {
    this.#channel = channel;
  }

  take(message: ChannelMessage, { live, subscription }: Mood): Taken {
    if ((message.type !== 'ticker' && message.type !== 'spread') || message.type !== this.#channel) return IGNORED;
    const { data } = message;
    // Behind a hole a ticker begins with what the exchange says last; a spread that is older can only have come late.
    const isLast = live || message.type === 'spread';
    if (isLast && isOlder(data.timestamp, this.#last?.timestamp)) return IGNORED;
    const isFirst = !live || this.#last === undefined || subscription !== this.#subscription;
    const { snapshot = isFirst } = message.type === 'ticker' ? message : {};
    this.#last = data;
    this.#subscription = subscription;
    return { verdict: 'told', snapshot, data, seamless: live };
  }

  latest(): Ticker | Spread | undefined {
    return this.#last;
  }
}

/** RFC 3339 times of one form sort as texts do. */
function isOlder(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a < b;
}
