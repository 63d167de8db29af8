/**
 * What an account is to the rest of the exchange: its reports, its fills, its balances, and who is told of changes.
 * Types only; the broker makes them true.
 */
import type { Balance, ExecutionReport, LedgerEntry } from '@kraken-stream/core';
import type { Notation } from '../notation.js';

/** The account's tier, which sets its rate counter and how many orders may be open. */
export type Tier = 'starter' | 'intermediate' | 'pro';

/** What a key may do. */
export interface Permissions {
  /** Read orders, fills and balances. */
  readonly query: boolean;
  /** Place, amend and cancel. */
  readonly trade: boolean;
  /** Get a token. */
  readonly webSocket: boolean;
}

/** A key of an account, as REST knows it. */
export interface KeyOptions {
  readonly key: string;
  /** Base64. */
  readonly secret: string;
  /** All of them when left out. */
  readonly permissions?: Partial<Permissions> | undefined;
  /** Whether nonces need not grow, as with a very wide nonce window. False when left out. */
  readonly anyNonce?: boolean | undefined;
}

/** An account to open. */
export interface AccountOptions {
  readonly name: string;
  readonly keys?: readonly KeyOptions[] | undefined;
  /** What it has at the beginning, by asset: plain decimals. */
  readonly balances?: Readonly<Record<string, string>> | undefined;
  /** `intermediate` when left out. */
  readonly tier?: Tier | undefined;
  /** Percent of the cost; maker 0.16 and taker 0.26 when left out. */
  readonly fees?: { readonly maker: string; readonly taker: string } | undefined;
}

/** Is told what happens to an account, as it happens. One call for each event, in order. */
export interface AccountListener {
  /** One report. `ratecount` is in it always; who did not ask for it is not shown it. */
  executed(report: ExecutionReport): void;
  ledger(entry: LedgerEntry): void;
}

/** An account of the local exchange: what it has, and what becomes of its orders. */
export interface Account {
  readonly name: string;
  readonly tier: Tier;
  /** The keys that it was opened with. */
  readonly keys: readonly KeyOptions[];
  /** The limit of its rate counter: 60, 125 or 180. */
  readonly maxratecount: number;
  /** A report for each open order, oldest first, as a snapshot shows them; as v2 has them when left out. */
  openOrders(notation?: Notation): ExecutionReport[];
  /** The last fifty fills, newest first, as a snapshot shows them: without totals of the order. */
  fills(notation?: Notation): ExecutionReport[];
  /** What it has, by asset in alphabetical order, what open orders hold included. */
  balances(): Balance[];
  /** What it may spend of an asset: its balance less what open orders hold. A plain decimal. */
  available(asset: string): string;
  /** Reports come as v2 has them when `notation` is left out. Returns how to stop. */
  listen(listener: AccountListener, notation?: Notation): () => void;
}
