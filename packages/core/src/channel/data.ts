/** What the channels hand on. Types only. */
import type { OwnOrder, OwnTrade } from '../account/own-orders.js';
import type { Balance, ExecutionReport, LedgerEntry } from '../protocol/account.js';
import type { Asset, Pair } from '../protocol/instrument.js';
import type { Candle, Spread, StatusMessage, Ticker, Trade } from '../protocol/message.js';

/** A candle, and whether it is final: the next one has begun. */
export interface OhlcCandle extends Candle {
  readonly closed: boolean;
}

/** Snapshot: all that is listed. Update: what changed, each entry complete. */
export interface Instruments {
  readonly assets: readonly Asset[];
  readonly pairs: readonly Pair[];
}

/** The exchange’s mode and versions. https://docs.kraken.com/api/docs/websocket-v2/status */
export type Status = Omit<StatusMessage, 'type'>;

/** What a frame of executions tells, and what it means for what is kept. */
export interface Executions {
  /** As they came, each with where its order stands. */
  readonly reports: readonly ExecutionReport[];
  /**
   * Orders that are another than before, each whole; those that ended for the last time, but for fills that are told later
   * than the end. At the beginning all that are open.
   */
  readonly orders: readonly OwnOrder[];
  /** Fills that were not told before, oldest first. */
  readonly trades: readonly OwnTrade[];
  /** Whether this is the beginning: nothing was told before. */
  readonly first: boolean;
  /** Set behind a hole when there may have been fills in it that are not to be had any more. */
  readonly missedTrades?: true | undefined;
  /**
   * Set when fills were shown that are new, of orders that were not known, without their client ids, which the exchange does
   * not tell there: any order whose fate is open may be one of them.
   */
  readonly unnamedTrades?: true | undefined;
}

/** Snapshot: what the account has. Update: what changed; `balances` are then those that did. */
export interface Balances {
  readonly balances: readonly Balance[];
  /** Empty in a snapshot. */
  readonly ledger: readonly LedgerEntry[];
}

/** The data of each channel. */
export interface DataByChannel {
  readonly ticker: Ticker;
  readonly spread: Spread;
  readonly trade: readonly Trade[];
  readonly ohlc: readonly OhlcCandle[];
  readonly instrument: Instruments;
  readonly status: Status;
  readonly executions: Executions;
  readonly balances: Balances;
}

/** The data of any channel. */
export type ChannelData = DataByChannel[keyof DataByChannel];
