/** What must hold after every event, whoever does what: checked from outside, from what accounts are told. */
import type { ExecutionReport, LedgerEntry } from '@kraken-stream/core';
import { expect } from 'vitest';
import { unitsOf, written } from '../../src/account/amount.js';
import type { Customer } from '../../src/account/customer.js';
import { most } from '../../src/account/funds.js';
import type { House } from '../../src/account/house.js';
import type { Exchange } from '../../src/index.js';

/** Decimals that are enough for any amount. */
const FINE = 12;
const fine = (text: string): bigint => {
  const units = unitsOf(text, FINE);
  if (units === undefined) throw new Error(`no amount: ${text}`);
  return units;
};

/** What one account should have, told by its reports alone. */
export class Auditor {
  readonly reports: ExecutionReport[] = [];
  readonly entries: LedgerEntry[] = [];
  readonly #balances = new Map<string, bigint>();
  readonly #cumQty = new Map<string, bigint>();

  constructor(readonly customer: Customer) {
    for (const { asset, balance } of customer.balances()) this.#balances.set(asset, fine(balance));
    customer.listen({
      executed: (report) => this.#executed(report),
      ledger: (entry) => this.#entered(entry),
    });
  }

  #add(asset: string, amount: bigint): void {
    this.#balances.set(asset, (this.#balances.get(asset) ?? 0n) + amount);
  }

  #executed(report: ExecutionReport): void {
    const last = this.reports.at(-1);
    if (last !== undefined) expect((report.timestamp ?? '') > (last.timestamp ?? '')).toBe(true);
    this.reports.push(report);
    if (report.execType !== 'trade') return;
    const { symbol = '', side, lastQty = '', cost = '', fees = [], orderId, cumQty = '' } = report;
    const [base = '', quote = ''] = symbol.split('/');
    const sign = side === 'buy' ? 1n : -1n;
    this.#add(base, sign * fine(lastQty));
    this.#add(quote, -sign * fine(cost));
    for (const { asset, qty } of fees) this.#add(asset, -fine(qty));
    const total = (this.#cumQty.get(orderId) ?? 0n) + fine(lastQty);
    this.#cumQty.set(orderId, total);
    expect(fine(cumQty)).toBe(total);
  }

  #entered(entry: LedgerEntry): void {
    this.entries.push(entry);
    if (entry.type === 'deposit') this.#add(entry.asset, fine(entry.amount));
  }

  /** The balances are those that the reports and the ledger tell. */
  check(): void {
    for (const { asset, balance } of this.customer.balances()) {
      expect(`${asset} ${written(this.#balances.get(asset) ?? 0n, FINE)}`).toBe(
        `${asset} ${written(fine(balance), FINE)}`,
      );
      const entry = this.entries.findLast((told) => told.asset === asset);
      if (entry !== undefined) expect(entry.balance).toBe(balance);
    }
  }

  /** No order does anything after its end, and each that has not ended is open. */
  checkLives(): void {
    const ended = new Set<string>();
    const open = new Set<string>();
    for (const { orderId, orderStatus, execType } of this.reports) {
      expect(ended.has(orderId)).toBe(false);
      if (execType === 'pending_new') expect(open.has(orderId)).toBe(false);
      else expect(open.has(orderId)).toBe(true);
      open.add(orderId);
      if (['filled', 'canceled', 'expired'].includes(orderStatus)) {
        ended.add(orderId);
        open.delete(orderId);
      }
    }
    expect([...this.customer.orders.keys()]).toEqual([...open]);
  }
}

/** Nothing comes or goes by itself. */
export function checkMoney(house: House, customers: readonly Customer[], assets: readonly string[]): void {
  for (const asset of assets) {
    const owned = customers.reduce((sum, { wallet }) => sum + wallet.owned(asset), 0n);
    const { books } = house;
    expect(owned + books.ofTraders(asset) + books.ofFees(asset)).toBe(books.ofDeposits(asset));
    for (const { wallet } of customers) {
      expect(wallet.held(asset) >= 0n).toBe(true);
      expect(wallet.available(asset) >= 0n).toBe(true);
    }
  }
}

/** What a wallet holds is the sum of what its open orders can cost, and those rest in the book as they say. */
export function checkHolds(house: House, customer: Customer, assets: readonly string[]): void {
  const held = new Map<string, bigint>();
  for (const order of customer.orders.values()) {
    held.set(order.heldAsset, (held.get(order.heldAsset) ?? 0n) + order.held);
    const { resting } = order;
    if (resting === undefined) {
      expect(order.held).toBe(0n);
      continue;
    }
    const market = house.desk(order.terms.symbol)?.floor.market;
    if (market === undefined) throw new Error('an order without a market');
    expect(order.held).toBe(most(order, market));
    expect([resting.lots, resting.ticks, resting.owner, resting.level === undefined]).toEqual([
      order.left,
      order.limit,
      customer.number,
      false,
    ]);
  }
  for (const asset of assets) expect(customer.wallet.held(asset)).toBe(held.get(asset) ?? 0n);
}

/** No book is crossed, every queue is in the order of arrival, and whoever stands there with a name has an open order. */
export function checkBooks(exchange: Exchange, customers: readonly Customer[]): void {
  let standing = 0;
  for (const { symbol } of exchange.pairs) {
    const market = exchange.market(symbol);
    const bid = market.bids.best?.ticks ?? -Infinity;
    expect(bid < (market.asks.best?.ticks ?? Infinity)).toBe(true);
    for (const side of [market.bids, market.asks]) {
      for (let rank = 0; rank < side.length; rank++) {
        let at = -Infinity;
        let shown = 0n;
        for (let order = side.at(rank)?.first; order !== undefined; order = order.behind) {
          expect(order.at >= at).toBe(true);
          at = order.at;
          shown += order.shown;
          if (order.owner !== 0) standing++;
        }
        expect(shown).toBe(side.at(rank)?.lots);
      }
    }
  }
  const resting = customers.flatMap(({ orders }) =>
    [...orders.values()].filter((order) => order.resting !== undefined),
  );
  expect(standing).toBe(resting.length);
}

/** Each fill has two sides: two accounts tell the same of it, or one does and the background traders have the rest. */
export function checkFills(auditors: readonly Auditor[], house: House, assets: readonly string[]): void {
  const fills = new Map<string, ExecutionReport[]>();
  for (const { reports } of auditors) {
    for (const report of reports) {
      if (report.execType !== 'trade') continue;
      const key = `${report.symbol} ${report.tradeId}`;
      fills.set(key, [...(fills.get(key) ?? []), report]);
    }
  }
  const traders = new Map<string, bigint>();
  const add = (asset: string, amount: bigint) => traders.set(asset, (traders.get(asset) ?? 0n) + amount);
  for (const [one, other, ...more] of fills.values()) {
    if (one === undefined) continue;
    expect(more).toEqual([]);
    if (other === undefined) {
      const [base = '', quote = ''] = (one.symbol ?? '').split('/');
      const sign = one.side === 'buy' ? -1n : 1n;
      add(base, sign * fine(one.lastQty ?? ''));
      add(quote, -sign * fine(one.cost ?? ''));
      continue;
    }
    expect([other.lastQty, other.lastPrice, other.cost]).toEqual([one.lastQty, one.lastPrice, one.cost]);
    expect([one.side, other.side].sort()).toEqual(['buy', 'sell']);
    expect([one.liquidityInd, other.liquidityInd].sort()).toEqual(['m', 't']);
  }
  for (const asset of assets) {
    expect(fine(written(house.books.ofTraders(asset), house.decimals(asset)))).toBe(traders.get(asset) ?? 0n);
  }
}
