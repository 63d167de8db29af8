/**
 * Watches balances: each entry of the ledger once, in order, each balance as it was after it, to the last digit. Knows no
 * connection.
 */
import type { Balance, Balances, LedgerEntry } from '@kraken-stream/core';
import { type AccountTruth, written } from '../account-truth.js';
import { factsOf } from '../truth.js';
import { Sequel } from './sequel.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

export interface BalancesTold {
  readonly receivedAt: number;
  readonly type: 'snapshot' | 'update';
  readonly data: Balances;
}

type Known = Pick<AccountTruth, 'ledger' | 'moments' | 'balances'>;

export class BalanceWatcher extends Watcher<BalancesTold> {
  readonly #truth: Known;
  readonly #sequel: Sequel<LedgerEntry>;
  /** What the client keeps, as it may be read at any time. */
  readonly #balances: () => ReadonlyMap<string, Balance>;
  readonly #kept = new Map<string, Balance>();

  constructor(truth: Known, balances: () => ReadonlyMap<string, Balance>, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#truth = truth;
    this.#balances = balances;
    this.#sequel = new Sequel(truth.ledger, 'entries of the ledger', complain);
  }

  protected override judge({ type, data }: BalancesTold, before: Before): void {
    this.mustTellHole(before);
    this.mustBegin(type, before);
    if (type === 'snapshot') this.#kept.clear();
    for (const balance of data.balances) this.#kept.set(balance.asset, balance);
    if (!this.demands.exact) return;
    if (type === 'snapshot') this.#judgeSnapshot();
    else this.#judgeEntries(data, before);
  }

  override end(): void {
    if (!this.demands.exact) return;
    this.#sequel.end();
    const truth = this.#truth.balances;
    for (const balances of [this.#kept, this.#balances()]) {
      const told = written([...balances.values()]);
      if (told !== truth) this.complain(`at the end the balances are ${truth}, told are ${told}`);
    }
  }

  get #written(): string {
    return written([...this.#kept.values()]);
  }

  #judgeSnapshot(): void {
    const told = this.#written;
    const places = this.#truth.moments
      .filter((moment) => moment.entries >= this.#sequel.least && moment.balances === told)
      .map(({ entries }) => entries);
    if (places.length === 0) this.complain(`a snapshot shows balances as they never were: ${told}`);
    else this.#sequel.goOnAt(places);
  }

  #judgeEntries({ ledger, balances }: Balances, { gap }: Before): void {
    this.#sequel.told(ledger, gap !== undefined);
    const after = new Map<string, string>();
    for (const entry of ledger) {
      const truth = this.#truth.ledger.all[this.#truth.ledger.placeOf(entry) ?? -1];
      if (truth === undefined) continue;
      if (factsOf(entry) !== factsOf(truth)) this.complain(`an entry was ${factsOf(truth)}, told is ${factsOf(entry)}`);
      after.set(truth.asset, truth.balance);
    }
    for (const { asset, balance, wallets } of balances) {
      const is = after.get(asset);
      const [wallet] = wallets;
      if (balance === is && wallet?.balance === is) continue;
      this.complain(`the balance of ${asset} was ${is}, told is ${balance}, in the wallet ${wallet?.balance}`);
    }
  }
}
