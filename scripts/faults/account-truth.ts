/**
 * What is true of an account, written down where the exchange reports it and never read from a frame: every report, every
 * fill, every entry of the ledger in order, and how all stood after each of them. Knows no client.
 */
import type { Balance, ExecutionReport, LedgerEntry, ReportedTriggers } from '@kraken-stream/core';
import type { Account } from '@kraken-stream/simulator';
import { PROTOCOLS, type Protocol } from './protocol.js';
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
  'positionId',
]);
/** What a protocol does not tell of orders and fills, or not as it is here. */
const UNTOLD: Readonly<Record<Protocol, ReadonlySet<string>>> = {
  v2: new Set(),
  v1: new Set<keyof ExecutionReport>(['tradeId', 'liquidityInd']),
};
/** Times that are reported in the form in which they were ordered. */
const TIMES: ReadonlySet<string> = new Set<keyof ExecutionReport>(['effectiveTime', 'expireTime']);
/** What is no longer known of an order once a fill has come before what became of its order is told, in a frame of its own. */
const UNKNOWN: Readonly<Record<Protocol, ReadonlySet<string>>> = {
  v2: new Set(),
  v1: new Set<keyof ExecutionReport>(['cumCost', 'cumFee', 'avgPrice']),
};
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

  readonly #protocol: Protocol;

  constructor(account: Pick<Account, 'openOrders' | 'balances' | 'listen'>, protocol: Protocol = 'v2') {
    this.#account = account;
    this.#protocol = protocol;
    for (const order of this.open) this.#open.set(order.orderId, order);
    this.#balances = new Map(account.balances().map(({ asset, balance }) => [asset, balance]));
    this.#moment();
    account.listen(
      {
        executed: (report) => this.#executed(report),
        ledger: (entry) => {
          this.ledger.add(entry);
          this.#balances.set(entry.asset, entry.balance);
          this.#moment();
        },
      },
      protocol,
    );
  }

  /** Nothing but what is reported changes it. */
  note(): void {}

  /** The open orders, as the exchange shows them now. */
  get open(): readonly ExecutionReport[] {
    return this.#account.openOrders(this.#protocol).map((order) => this.#told(order));
  }

  /** Whether fills are told in a stream of their own, whose snapshots do not say the client ids of their orders. */
  get apart(): boolean {
    return PROTOCOLS[this.#protocol].codec.executionParts.length > 1;
  }

  /** What of an open order need not be known. */
  get unknown(): ReadonlySet<string> {
    return UNKNOWN[this.#protocol];
  }

  /** The balances, as the exchange shows them now. */
  get balances(): string {
    return written(this.#account.balances());
  }

  /** As far as the protocol tells it. */
  #told<R extends ExecutionReport>(report: R): R {
    const untold = UNTOLD[this.#protocol];
    if (untold.size === 0) return report;
    const told = Object.entries(report).filter(([name]) => !untold.has(name));
    const times = told.map(([name, value]) => [name, TIMES.has(name) ? inMicros(value) : value]);
    const { triggers } = report;
    return { ...Object.fromEntries(times), ...(triggers && { triggers: toldOfTriggers(triggers) }) } as R;
  }

  #executed(happened: ExecutionReport): void {
    const report = this.#told(happened);
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

/** What v1 tells of a trigger: nothing of its reference, nor of when it became active. */
function toldOfTriggers({ price, priceType, actualPrice, status }: ReportedTriggers): ReportedTriggers {
  return { price, priceType, ...(actualPrice && { actualPrice }), ...(status === 'triggered' && { status }) };
}

/** A time with microseconds, as v1 tells all times. */
function inMicros(time: unknown): unknown {
  return typeof time === 'string' && !time.includes('.') ? time.replace('Z', '.000000Z') : time;
}

/** Balances by asset, as text. */
export function written(balances: readonly Pick<Balance, 'asset' | 'balance'>[]): string {
  const lines = balances.map(({ asset, balance }) => `${asset} ${balance}`);
  return lines.sort().join(', ');
}

/** What differs between an open order as it is kept and as it is; undefined when nothing does. */
export function difference(kept: object, truth: object, unknown: ReadonlySet<string>): string | undefined {
  const has = new Map<string, unknown>(Object.entries(kept));
  for (const [name, is] of Object.entries(truth)) {
    if (PASSING.has(name) || is === undefined) continue;
    const told = has.get(name);
    if (told === is || isSame(told, is) || (told === undefined && unknown.has(name))) continue;
    // Nobody is told that nothing has happened.
    if (told === undefined && (is === 0 || (typeof is === 'string' && /^0(\.0*)?$/.test(is)))) continue;
    return `${name} of ${idOf(truth)} is ${JSON.stringify(is)}, told is ${JSON.stringify(told)}`;
  }
  return undefined;
}

/** What differs between the open orders as they are kept, by their ids, and as they are; undefined when nothing does. */
export function differences(
  kept: ReadonlyMap<string, object>,
  truth: readonly object[],
  unknown: ReadonlySet<string>,
): string | undefined {
  const ids = new Set(truth.map(idOf));
  for (const id of kept.keys()) if (!ids.has(id)) return `${id} is told as open`;
  for (const order of truth) {
    const id = idOf(order);
    const known = kept.get(id);
    const differs = known === undefined ? `${id} is open, and not told` : difference(known, order, unknown);
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
