/** What a row of the matrix is, and what scripts of faults are made of. Knows no client. */
import type { TradingMethod } from '@kraken-stream/core';
import type { DataChannel, Fault, ScriptedFault } from '@kraken-stream/simulator';
import type { Column } from './channels.js';
import type { TokenTrouble } from './issuer.js';
import type { Protocol } from './protocol.js';

/** Whom a fault is for. */
export interface Aim {
  readonly channel?: DataChannel | undefined;
  readonly symbol?: string | undefined;
}

export interface Variant {
  readonly name: string;
  /**
   * `asked`: of what is asked for, so not the status; `named`: of what has symbols; `books`: of books; `private`: of
   * accounts; `trading`: of requests about orders.
   */
  readonly of?: 'asked' | 'named' | 'books' | 'private' | 'trading';
  /** The requests about orders that it waits for. */
  readonly methods?: readonly TradingMethod[];
  /** The protocols that it can happen in; all when left out. */
  readonly protocols?: readonly Protocol[];
  /** What goes wrong from before the client asks for anything. */
  readonly first?: (aim: Aim) => readonly Fault[];
  /** What goes wrong once all is live, on this connection; times are milliseconds from then. */
  readonly script?: (aim: Aim, connection: string | undefined) => readonly ScriptedFault[];
  /** What is wrong with the tokens that the client is given, from the beginning or from when the script begins. */
  readonly token?: TokenTrouble;
  /** Where it takes what no client can miss: nothing that still comes tells of it. */
  readonly blind?: readonly Column[];
  /** The same, of one protocol alone. */
  readonly blindOn?: Readonly<Partial<Record<Protocol, readonly Column[]>>>;
  /** It changes what frames say, and only a checksum would tell. */
  readonly inexact?: boolean;
  /** It concerns one symbol: the others must not notice. */
  readonly confined?: boolean;
  /** It cannot be missed: whoever it happens to must say so. */
  readonly noticed?: boolean;
  /** It never ends by itself; in so many milliseconds all is well all the same. */
  readonly withinMs?: number;
  /** How long it takes at least, in milliseconds, until it is over. */
  readonly lastsMs?: number;
  /** How long until all is well again, at most. */
  readonly boundMs?: number;
}

/** Lost or overtaken updates leave no trace in these. */
export const NO_NUMBERS: readonly Column[] = ['instrument', 'ohlc', 'book 100'];

/** The same on v1, where trades have no numbers: one that is lost, or comes twice, looks like any other. */
export const LOST: NonNullable<Variant['blindOn']> = { v1: ['trade'] };
/** Nor have tickers a time there: an older one that comes late looks like a newer one. */
export const LATE: NonNullable<Variant['blindOn']> = { v1: ['trade', 'ticker'] };

export const now = (...faults: readonly Fault[]): readonly ScriptedFault[] =>
  faults.map((fault) => ({ atMs: 0, fault }));
/** Something is wrong with the next connection, or with what is asked for on it. */
export const dropped = (...faults: readonly Fault[]): readonly ScriptedFault[] => now(...faults, { type: 'drop' });
/** Makes a client start a topic over. A ticker is whole again with its next frame: several in a row cannot be read. */
export const startOver = ({ channel, symbol }: Aim): Fault => {
  if (channel === 'book') return { type: 'wrong-checksum', symbol };
  if (channel === 'executions' || channel === 'balances') return { type: 'skip-sequence', channel };
  return { type: 'truncate', channel, symbol, count: 6 };
};
/** A pair of rows: with the first subscription, and with the one after a drop. */
export const both = (
  name: string,
  fault: (aim: Aim) => Fault,
  more: Omit<Variant, 'name' | 'first' | 'script'>,
): Variant[] => [
  { name: `${name}, at first`, first: (aim) => [fault(aim)], ...more },
  { name: `${name}, after a drop`, script: (aim) => dropped(fault(aim)), ...more },
];
