/**
 * What keeps the data of one topic whole: it tells what follows on what was seen, what was seen already, and what is
 * missing. Books have a keeper of their own, which can prove more. Knows no protocol version, no connection and no time.
 */
import type { BalancesMessage, ExecutionsMessage } from '../protocol/account.js';
import type { InstrumentMessage } from '../protocol/instrument.js';
import type { OhlcMessage, SpreadMessage, StatusMessage, TickerMessage, TradeMessage } from '../protocol/message.js';
import type { ChannelData } from './data.js';

export type ChannelMessage =
  | TickerMessage
  | SpreadMessage
  | TradeMessage
  | OhlcMessage
  | InstrumentMessage
  | StatusMessage
  | ExecutionsMessage
  | BalancesMessage;

/** What a frame has brought. */
export interface Told {
  readonly verdict: 'told';
  /** Whether this is a whole, which replaces all before; otherwise it follows on it. */
  readonly snapshot: boolean;
  /** Undefined when there is nothing new. */
  readonly data: ChannelData | undefined;
  /** Whether it is certain that nothing was missed since the last data. */
  readonly seamless: boolean;
  /** How many trades were missed, where that is known. */
  readonly missed?: number | undefined;
}

/** What became of a frame. */
export type Taken =
  | Told
  /** Seen already, older than what was seen, or not to be placed before a snapshot has come. */
  | { readonly verdict: 'ignored' }
  /** Something is missing that a new snapshot may still have. */
  | { readonly verdict: 'broken'; readonly reason: string };

export const IGNORED: Taken = { verdict: 'ignored' };

/** How a frame is to be looked at. */
export interface Mood {
  /** Whether all before it was whole: if not, only a snapshot can be placed. */
  readonly live: boolean;
  /** Whether starting over has been tried often enough: what is missing is then only told. */
  readonly lenient: boolean;
  /** Which subscription of the topic it comes from: another number when it was subscribed to again. */
  readonly subscription?: number | undefined;
}

/** What keeps the data of one topic whole. */
export interface Channel {
  take(message: ChannelMessage, mood: Mood): Taken;
  /** What is known now, as a snapshot for whoever comes late; undefined before the first data. */
  latest(): ChannelData | undefined;
}
