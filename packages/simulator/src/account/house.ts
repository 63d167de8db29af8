/**
 * The broker: opens accounts, carries requests out one after the other, and tells accounts what became of them. Knows no
 * connections and no keys.
 */
import {
  type Asset,
  decimalFrom,
  type Pair,
  type SystemMode,
  type TradingMethod,
  type TradingRequest,
  type TradingResults,
  UsageError,
} from '@kraken-stream/core';
import type { Floor } from '../floor.js';
import { ACCOUNT_OPTIONS, checkOptions } from '../options.js';
import { Random } from '../random.js';
import type { Account, AccountOptions } from './account.js';
import { addOrder, batchAdd, type Outcome } from './adds.js';
import { unitsOf } from './amount.js';
import { Books } from './books.js';
import type { Broker, TradingAnswer } from './broker.js';
import { batchCancel, cancelAll, cancelOrders } from './cancels.js';
import { amendOrder, editOrder } from './changes.js';
import { type Bank, Customer } from './customer.js';
import { Desk, type Office } from './desk.js';
import type { Draft } from './draft.js';
import { barred, type Hall, unsuited } from './hall.js';
import { Ids } from './ids.js';
import { deposit } from './settle.js';
import { cancelAllAfter } from './switch.js';
import { decimalsOfAssets, Terms } from './terms.js';

/** What the broker needs of the exchange. */
export interface Premises {
  /** Microseconds since 1970. */
  readonly micros: number;
  readonly mode: SystemMode;
  readonly assets: readonly Asset[];
  readonly pairs: readonly Pair[];
  floor(symbol: string): Floor | undefined;
  /** Does something at a time, in microseconds since 1970. Returns how to call it off. */
  at(micros: number, run: () => void): () => void;
}

export class House implements Broker, Hall, Office, Bank {
  readonly ids: Ids;
  readonly books = new Books();
  readonly #premises: Premises;
  readonly #customers = new Map<string, Customer>();
  readonly #desks = new Map<string, Desk>();
  readonly #decimals: Map<string, number>;
  /** What is to be done once the engine is done, and what is to be told once all is done. */
  readonly #soon: (() => void)[] = [];
  readonly #news: (() => void)[] = [];
  /** What came due in maintenance. */
  readonly #overdue: (() => void)[] = [];

  constructor(seed: number, premises: Premises) {
    // One that is started again must not give the names that its clients know to others.
    this.ids = new Ids(new Random(seed, `broker ${premises.micros}`));
    this.#premises = premises;
    this.#decimals = decimalsOfAssets(premises.assets, premises.pairs);
    for (const pair of premises.pairs) {
      const floor = premises.floor(pair.symbol);
      if (floor === undefined) continue;
      const desk = new Desk(floor, new Terms(pair, floor.scales, this.#decimals), this);
      floor.guests = {
        filled: (maker, fill) => desk.filled(maker, fill),
        refilled: (maker) => desk.refilled(maker),
        prevented: (maker) => desk.prevented(maker),
        traded: (fills) => desk.traded(fills),
        settle: () => this.#settle(),
        tell: () => this.#deliver(),
      };
      this.#desks.set(pair.symbol, desk);
    }
  }

  get micros(): number {
    return this.#premises.micros;
  }

  get mode(): SystemMode {
    return this.#premises.mode;
  }

  get accounts(): readonly Account[] {
    return [...this.#customers.values()];
  }

  find(name: string): Account | undefined {
    return this.#customers.get(name);
  }

  open(options: AccountOptions): Account {
    checkOptions('accounts', options, ACCOUNT_OPTIONS);
    const { name, keys = [], balances = {} } = options;
    if (this.#customers.has(name)) throw new UsageError('name', `name: expected a new name, received ${name}`);
    const taken = new Set([...this.#customers.values()].flatMap((customer) => customer.keys.map(({ key }) => key)));
    for (const { key } of keys) {
      if (taken.has(key)) throw new UsageError('keys', `keys: expected new keys, received one of another account`);
      taken.add(key);
    }
    const funds = Object.entries(balances).map(([asset, amount]) => ({
      asset,
      units: this.#units(`balances.${asset}`, asset, amount),
    }));
    const customer = new Customer(options, this.#customers.size + 1, this);
    this.#customers.set(name, customer);
    for (const { asset, units } of funds) {
      this.books.paidIn(asset, units);
      customer.wallet.add(asset, units);
    }
    return customer;
  }

  deposit(account: Account, asset: string, amount: string): void {
    const units = this.#units('amount', asset, amount);
    this.#act(() => deposit(this.#customer(account), asset, units, this));
  }

  handle(account: Account, request: TradingRequest): readonly TradingAnswer[] {
    const customer = this.#customer(account);
    return this.#act(() => this.#carriedOut(customer, request));
  }

  decimals(asset: string): number {
    return this.#decimals.get(asset) ?? 0;
  }

  dollarPrice(asset: string): string | undefined {
    const desk = this.#desks.get(`${asset}/USD`);
    return desk?.terms.scale.price(desk.last);
  }

  desk(symbol: string): Desk | undefined {
    return this.#desks.get(symbol);
  }

  pair({ floor, terms: { symbol } }: Desk): Pair {
    return this.#premises.pairs.find((pair) => pair.symbol === symbol) ?? floor.instrument.pair;
  }

  at(micros: number, run: () => void): () => void {
    return this.#premises.at(micros, () => this.#act(run));
  }

  whenServed(run: () => void): void {
    if (this.mode === 'maintenance') this.#overdue.push(run);
    else run();
  }

  /** The mode of the exchange is another. */
  modeChanged(): void {
    if (this.mode === 'maintenance' || this.#overdue.length === 0) return;
    this.#act(() => {
      for (const run of this.#overdue.splice(0)) run();
    });
  }

  bars(desk: Desk, draft: Draft): boolean {
    return (barred(this, desk) ?? unsuited(this, desk, draft)) !== undefined;
  }

  soon(run: () => void): void {
    this.#soon.push(run);
  }

  tell(run: () => void): void {
    this.#news.push(run);
  }

  #carriedOut(customer: Customer, request: TradingRequest): TradingAnswer[] {
    switch (request.method) {
      case 'add_order':
        return [answer(request, addOrder(customer, request, this))];
      case 'amend_order':
        return [answer(request, amendOrder(customer, request, this))];
      case 'edit_order':
        return [answer(request, editOrder(customer, request, this))];
      case 'cancel_order':
        return cancelOrders(customer, request, this).map((outcome) => answer(request, outcome));
      case 'cancel_all':
        return [answer(request, cancelAll(customer, this))];
      case 'cancel_all_orders_after':
        return [answer(request, cancelAllAfter(customer, request.timeout, this))];
      case 'batch_add':
        return [answer(request, batchAdd(customer, request, this))];
      case 'batch_cancel':
        return [answer(request, batchCancel(customer, request, this))];
    }
  }

  /** Does something and all that follows from it, and tells of it: the public first, then the accounts. */
  #act<Result>(run: () => Result): Result {
    const result = run();
    this.#settle();
    for (const { floor } of this.#desks.values()) floor.flush(this.micros);
    this.#deliver();
    return result;
  }

  #settle(): void {
    for (let next = this.#soon.shift(); next !== undefined; next = this.#soon.shift()) next();
  }

  /** Whoever is told may ask for more at once. */
  #deliver(): void {
    for (let next = this.#news.shift(); next !== undefined; next = this.#news.shift()) next();
  }

  #customer({ name }: Account): Customer {
    const customer = this.#customers.get(name);
    if (customer === undefined) throw new UsageError('account', `account: there is no account ${name} here`);
    return customer;
  }

  #units(field: string, asset: string, amount: string): bigint {
    const decimals = this.#decimals.get(asset);
    if (decimals === undefined) {
      const known = [...this.#decimals.keys()].join(', ');
      throw new UsageError(field, `${field}: expected one of ${known}, received ${asset}`);
    }
    const units = unitsOf(decimalFrom(field, amount), decimals);
    if (units !== undefined && units >= 0n) return units;
    const rule = `a decimal from 0 with at most ${decimals} decimals`;
    throw new UsageError(field, `${field}: expected ${rule}, received ${amount}`);
  }
}

type Answered<M extends TradingMethod> = {
  [K in M]: {
    readonly type: 'answered';
    readonly method: K;
    readonly reqId?: number | undefined;
    readonly result: TradingResults[K];
  };
}[M];

function answer<M extends TradingMethod>(
  { method, reqId }: { readonly method: M; readonly reqId?: number | undefined },
  outcome: Outcome<TradingResults[M]>,
): Answered<M> | Extract<TradingAnswer, { type: 'refused' }> {
  if (typeof outcome === 'string') return { type: 'refused', method, reqId, error: outcome };
  const answered: Answered<M> = { type: 'answered', method, reqId, result: outcome };
  return answered;
}
