/**
 * What is true of an account, written down where the exchange reports it and never read from a frame: every report, every
 * fill, every entry of the ledger in order, and how all stood after each of them. Knows no client.
 */
import type { Balance, ExecutionReport, LedgerEntry } from '@kraken-stream/core';
import type { Account } from '@kraken-stream/simulator';
import { factsOf, type Kept } from './truth.js';

/** How the account stands by what was reported so far. */
export interface AccountMoment {
  readonly reports: number;
  readonly entries: number;
  readonly fills: number;
  readonly open: readonly object[];
  readonly balances: string;
}

/** Things that happened one after the other, and the place of each. */
export class Happened<T extends Named, Named extends object = T> {
  readonly all: T[] = [];
  readonly #places = new Map<string, number>();
  readonly #nameOf: (thing: Named) => string;

  /** `nameOf`: what no two of them have in common. */
  constructor(nameOf: (thing: Named) => string) {
    this.#nameOf = nameOf;
  }

  get length(): number {
    return this.all.length;
  }

  add(thing: T): void {
    this.#places.set(this.#nameOf(thing), this.all.length);
    this.all.push(thing);
  }

  /** Where it stands; undefined for what never happened. */
  placeOf(thing: Named): number | undefined {
    return this.#places.get(this.#nameOf(thing));
  }
}

/** All that a report says, but for the rate counter: not everybody asked for it. */
export function reportFacts({ ratecount: _, ...report }: ExecutionReport): string {
  return factsOf(report);
}

/**
 * What a snapshot says of an order that reports do not say again, or in another sense: what happened last and when, the
 * fee, which a fill tells of itself alone, what an iceberg shows, which no fill tells, and fields going out of use.
 */
const PASSING: ReadonlySet<string> = new Set<keyof ExecutionReport>([
  'execType',
  'timestamp',
  'feeUsdEquiv',
  'displayQtyRemain',
  'ratecount',
  'reason',
  'cancelReason',
  'stopPrice',
  'trigger',
  'triggeredPrice',
]);
/** What a report says of one fill. */
const OF_FILLS: ReadonlySet<string> = new Set<keyof ExecutionReport>([
  'execId',
  'tradeId',
  'lastQty',
  'lastPrice',
  'cost',
  'liquidityInd',
  'fees',
]);
const ENDED: ReadonlySet<string> = new Set(['filled', 'canceled', 'expired']);

export class AccountTruth implements Kept {
  readonly reports = new Happened<ExecutionReport>(reportFacts);
  readonly ledger = new Happened<LedgerEntry>(({ ledgerId }) => ledgerId);
  /** The reports of fills. */
  readonly fills = new Happened<ExecutionReport, { readonly execId?: string | undefined }>(({ execId = '' }) => execId);
  /** How orders have ended, by their ids. */
  readonly ends = new Map<string, string>();
  /** The order that had a client id last. */
  readonly named = new Map<string, string>();
  /** After each report and each entry. */
  readonly moments: AccountMoment[] = [];
  readonly #account: Pick<Account, 'openOrders' | 'balances' | 'listen'>;
  readonly #open = new Map<string, object>();
  readonly #balances: Map<string, string>;

  constructor(account: Pick<Account, 'openOrders' | 'balances' | 'listen'>) {
    this.#account = account;
    for (const order of account.openOrders()) this.#open.set(order.orderId, order);
    this.#balances = new Map(account.balances().map(({ asset, balance }) => [asset, balance]));
    this.#moment();
    account.listen({
      executed: (report) => this.#executed(report),
      ledger: (entry) => {
        this.ledger.add(entry);
        this.#balances.set(entry.asset, entry.balance);
        this.#moment();
      },
    });
  }

  /** Nothing but what is reported changes it. */
  note(): void {}

  /** The open orders, as the exchange shows them now. */
  get open(): readonly ExecutionReport[] {
    return this.#account.openOrders();
  }

  /** The balances, as the exchange shows them now. */
  get balances(): string {
    return written(this.#account.balances());
  }

  #executed(report: ExecutionReport): void {
    const { orderId, clOrdId, execId } = report;
    this.reports.add(report);
    if (execId !== undefined) this.fills.add(report);
    if (clOrdId !== undefined) this.named.set(clOrdId, orderId);
    if (ENDED.has(report.orderStatus)) {
      this.ends.set(orderId, report.orderStatus);
      this.#open.delete(orderId);
    } else {
      const lasting = Object.entries(report).filter(([name]) => !PASSING.has(name) && !OF_FILLS.has(name));
      this.#open.set(orderId, { ...this.#open.get(orderId), ...Object.fromEntries(lasting) });
    }
    this.#moment();
  }

  #moment(): void {
    this.moments.push({
      reports: this.reports.length,
      entries: this.ledger.length,
      fills: this.fills.length,
      open: [...this.#open.values()],
      balances: written([...this.#balances].map(([asset, balance]) => ({ asset, balance }))),
    });
  }
}

/** Balances by asset, as text. */
export function written(balances: readonly Pick<Balance, 'asset' | 'balance'>[]): string {
  const lines = balances.map(({ asset, balance }) => `${asset} ${balance}`);
  return lines.sort().join(', ');
}

/** What differs between an open order as it is kept and as it is; undefined when nothing does. */
function difference(kept: object, truth: object): string | undefined {
  const has = new Map<string, unknown>(Object.entries(kept));
  for (const [name, is] of Object.entries(truth)) {
    if (PASSING.has(name) || is === undefined) continue;
    const told = has.get(name);
    if (told === is || isSame(told, is)) continue;
    // Nobody is told that nothing has happened.
    if (told === undefined && (is === 0 || (typeof is === 'string' && /^0(\.0*)?$/.test(is)))) continue;
    return `${name} of ${idOf(truth)} is ${JSON.stringify(is)}, told is ${JSON.stringify(told)}`;
  }
  return undefined;
}

/** What differs between the open orders as they are kept, by their ids, and as they are; undefined when nothing does. */
export function differences(kept: ReadonlyMap<string, object>, truth: readonly object[]): string | undefined {
  const ids = new Set(truth.map(idOf));
  for (const id of kept.keys()) if (!ids.has(id)) return `${id} is told as open`;
  for (const order of truth) {
    const id = idOf(order);
    const known = kept.get(id);
    const differs = known === undefined ? `${id} is open, and not told` : difference(known, order);
    if (differs !== undefined) return differs;
  }
  return undefined;
}

function idOf(order: object): string {
  return 'orderId' in order ? String(order.orderId) : '';
}

/** What is told of a trigger only when it moves; a snapshot shows it at once. */
const MOVING: ReadonlySet<string> = new Set(['actualPrice', 'peakPrice']);

/** The same, as far as both say it. */
function isSame(told: unknown, is: unknown): boolean {
  if (typeof told !== 'object' || typeof is !== 'object' || told === null || is === null) return false;
  const [a, b] = [new Map<string, unknown>(Object.entries(told)), new Map<string, unknown>(Object.entries(is))];
  return [...new Set([...a.keys(), ...b.keys()])].every(
    (name) => a.get(name) === b.get(name) || (MOVING.has(name) && (!a.has(name) || !b.has(name))),
  );
}
