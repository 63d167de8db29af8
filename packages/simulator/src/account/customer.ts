/** One account: its wallet, its open orders, its last fills, its counters, and who listens. Knows no market. */
import type { Balance, ExecutionReport, LedgerEntry } from '@kraken-stream/core';
import type { Notation } from '../notation.js';
import { timestamp } from '../timestamp.js';
import type { Account, AccountListener, AccountOptions, KeyOptions, Tier } from './account.js';
import { written } from './amount.js';
import { type FeeRates, feeRates } from './fees.js';
import type { Ids } from './ids.js';
import type { OwnOrder } from './own-order.js';
import { RateCounter, TIERS, type TierLimits } from './rate.js';
import { described } from './report.js';
import { Wallet } from './wallet.js';

/** How many fills are remembered: as many as a snapshot has. */
const FILLS = 50;
const USUAL_FEES = { maker: '0.16', taker: '0.26' };

/** A report as a protocol writes it; of what was, not of what is when it is asked. */
export type Written = (notation: Notation) => ExecutionReport;

/** What an account needs of the house. */
export interface Bank {
  /** Microseconds since 1970. */
  readonly micros: number;
  readonly ids: Ids;
  /** Decimals of an asset's ledger. */
  decimals(asset: string): number;
  /** Does something once all that is under way is done. */
  tell(run: () => void): void;
}

export class Customer implements Account {
  readonly name: string;
  /** What the engine calls it; above 0. */
  readonly number: number;
  readonly tier: Tier;
  readonly keys: readonly KeyOptions[];
  readonly fees: FeeRates;
  readonly limits: TierLimits;
  readonly wallet = new Wallet();
  /** Open orders by their id, oldest first. */
  readonly orders = new Map<string, OwnOrder>();
  /** Calls off the dead man's switch. */
  disarm: (() => void) | undefined;
  readonly #bank: Bank;
  readonly #listeners = new Set<Hearing>();
  readonly #counters = new Map<string, RateCounter>();
  #fills: Written[] = [];
  #last = 0;

  /** Throws `UsageError` for fees that are none. */
  constructor(options: AccountOptions, number: number, bank: Bank) {
    this.name = options.name;
    this.number = number;
    this.tier = options.tier ?? 'intermediate';
    this.keys = options.keys ?? [];
    this.fees = feeRates(options.fees ?? USUAL_FEES);
    this.limits = TIERS[this.tier];
    this.#bank = bank;
  }

  get maxratecount(): number {
    return this.limits.maxratecount;
  }

  openOrders(notation: Notation = 'v2'): ExecutionReport[] {
    return Array.from(this.orders.values(), (order) => ({
      ...described(order, notation),
      ratecount: this.#ratecount(order),
    }));
  }

  fills(notation: Notation = 'v2'): ExecutionReport[] {
    return this.#fills
      .slice(-FILLS)
      .reverse()
      .map((written) => written(notation));
  }

  balances(): Balance[] {
    return this.wallet.assets.map((asset) => {
      const balance = written(this.wallet.owned(asset), this.#bank.decimals(asset));
      return { asset, assetClass: 'currency', balance, wallets: [{ type: 'spot', id: 'main', balance }] };
    });
  }

  available(asset: string): string {
    return written(this.wallet.available(asset), this.#bank.decimals(asset));
  }

  listen(listener: AccountListener, notation: Notation = 'v2'): () => void {
    // Who listens twice is told twice.
    const hearing: Hearing = { listener, notation };
    this.#listeners.add(hearing);
    return () => this.#listeners.delete(hearing);
  }

  /** The counter of a pair. */
  counter(symbol: string): RateCounter {
    let counter = this.#counters.get(symbol);
    if (counter === undefined) {
      counter = new RateCounter(this.limits);
      this.#counters.set(symbol, counter);
    }
    return counter;
  }

  /** The time of the next report: now, or shortly after the last. */
  stamp(): string {
    this.#last = Math.max(this.#bank.micros, this.#last + this.#bank.ids.pause());
    return timestamp(this.#last);
  }

  /** Tells of an order. Reports are told when all that is under way is done. */
  report(order: OwnOrder, written: Written): void {
    const ratecount = this.#ratecount(order);
    // The order goes on: what is told of it is written at once, and once for all who read it so.
    const reports = new Map<Notation, ExecutionReport>();
    for (const { notation } of this.#listeners) {
      if (!reports.has(notation)) reports.set(notation, { ...written(notation), ratecount });
    }
    this.#tell((listener, notation) => {
      const report = reports.get(notation);
      if (report !== undefined) listener.executed(report);
    });
  }

  /** Keeps a fill for snapshots. */
  remember(fill: Written): void {
    if (this.#fills.length >= 2 * FILLS) this.#fills = this.#fills.slice(-FILLS);
    this.#fills.push(fill);
  }

  entered(entry: LedgerEntry): void {
    this.#tell((listener) => listener.ledger(entry));
  }

  #ratecount({ terms }: OwnOrder): string {
    return this.counter(terms.symbol).text(this.#bank.micros);
  }

  #tell(how: (listener: AccountListener, notation: Notation) => void): void {
    for (const hearing of this.#listeners) {
      this.#bank.tell(() => {
        if (this.#listeners.has(hearing)) how(hearing.listener, hearing.notation);
      });
    }
  }
}

/** Who listens, and how reports are written for it. */
interface Hearing {
  readonly listener: AccountListener;
  readonly notation: Notation;
}
