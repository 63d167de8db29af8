/** Tickers: each frame is a whole. One that is older than the last is dropped; one that was lost cannot be noticed. */
import type { Ticker } from '../protocol/message.js';
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken } from './channel.js';

export class TickerChannel implements Channel {
  #last: Ticker | undefined;

  take(message: ChannelMessage, { live }: Mood): Taken {
    if (message.type !== 'ticker') return IGNORED;
    const { data, snapshot } = message;
    if (live && isOlder(data.timestamp, this.#last?.timestamp)) return IGNORED;
    this.#last = data;
    return { verdict: 'told', snapshot, data, seamless: live };
  }

  latest(): Ticker | undefined {
    return this.#last;
  }
}

/** RFC 3339 times of one form sort as texts do. */
function isOlder(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a < b;
}
