/** What the channels hand on. Types only. */
import type { Asset, Candle, Pair, StatusMessage, Ticker, Trade } from '../protocol/message.js';

/** A candle, and whether it is final: the next one has begun. */
export interface OhlcCandle extends Candle {
  readonly closed: boolean;
}

/** Snapshot: all that is listed. Update: what changed, each entry complete. */
export interface Instruments {
  readonly assets: readonly Asset[];
  readonly pairs: readonly Pair[];
}

export type Status = Omit<StatusMessage, 'type'>;

/** The data of each channel. */
export interface DataByChannel {
  readonly ticker: Ticker;
  readonly trade: readonly Trade[];
  readonly ohlc: readonly OhlcCandle[];
  readonly instrument: Instruments;
  readonly status: Status;
}

export type ChannelData = DataByChannel[keyof DataByChannel];
