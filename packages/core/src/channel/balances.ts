/**
 * What an account has: a snapshot is everything, an update the ledger entries, each with the balance after it. Balances
 * that are shown are the exchange's own figures; nothing is added up where it has said the sum.
 */
import { addDecimals, compareDecimals, subtractDecimals, sumDecimals } from '../decimal/decimal.js';
import type { Balance, LedgerEntry, Wallet } from '../protocol/account.js';
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken } from './channel.js';
import type { Balances } from './data.js';
import { type PrivateOptions, Sequence } from './sequence.js';

/** Keeps what an account has. https://docs.kraken.com/api/docs/websocket-v2/balances */
export class BalancesChannel implements Channel {
  readonly #sequence: Sequence;
  readonly #whole: boolean;
  readonly #balances = new Map<string, Balance>();
  #begun = false;

  constructor({ users }: PrivateOptions = {}) {
    // Entries of several accounts, without a snapshot of any, add up to nothing.
    this.#whole = users !== 'all';
    this.#sequence = new Sequence(this.#whole);
  }

  /** By asset, what open orders hold included. Empty where sub-accounts are told of as well. */
  get balances(): ReadonlyMap<string, Balance> {
    return this.#balances;
  }

  take(message: ChannelMessage, mood: Mood): Taken {
    if (message.type !== 'balances') return IGNORED;
    const placed = this.#sequence.place(message, mood);
    if (placed.verdict !== 'placed') return placed;
    const { seamless } = placed;
    const first = !this.#begun;
    this.#begun = true;
    if (message.snapshot) return { verdict: 'told', snapshot: true, data: this.#replace(message.data), seamless };
    const data = first || message.data.length > 0 ? this.#enter(message.data) : undefined;
    return { verdict: 'told', snapshot: false, data, seamless };
  }

  latest(): Balances | undefined {
    return this.#begun ? { balances: [...this.#balances.values()], ledger: [] } : undefined;
  }

  #replace(balances: readonly Balance[]): Balances {
    this.#balances.clear();
    for (const balance of balances) this.#balances.set(balance.asset, balance);
    return { balances, ledger: [] };
  }

  #enter(ledger: readonly LedgerEntry[]): Balances {
    const changed = new Set<string>();
    for (const entry of this.#whole ? ledger : []) {
      this.#balances.set(entry.asset, after(entry, this.#balances.get(entry.asset)));
      changed.add(entry.asset);
    }
    return { balances: [...changed].map((asset) => this.#balances.get(asset)!), ledger };
  }
}

/** The balance of an asset after an entry. */
function after(entry: LedgerEntry, known: Balance | undefined): Balance {
  const { asset, assetClass = known?.assetClass, balance } = entry;
  const wallets = known?.wallets ?? [];
  const wallet = walletOf(entry, wallets);
  const rest = wallets.filter((other) => other.type !== wallet?.type || other.id !== wallet.id);
  const others = sumDecimals(rest.map((other) => other.balance));
  // By the documentation `balance` is the asset's. Where only the wallet's own adds up, that is what it is.
  const change = subtractDecimals(entry.amount, entry.fee);
  const isWallets =
    known !== undefined &&
    wallet !== undefined &&
    rest.length > 0 &&
    compareDecimals(addDecimals(known.balance, change), balance) !== 0 &&
    compareDecimals(addDecimals(wallet.balance, change), balance) === 0;
  const changed = wallet && {
    ...wallet,
    balance: isWallets || rest.length === 0 ? balance : subtractDecimals(balance, others),
  };
  return {
    asset,
    ...(assetClass !== undefined && { assetClass }),
    balance: isWallets ? addDecimals(balance, others) : balance,
    wallets: changed === undefined ? wallets : put(changed, wallets),
  };
}

/** The wallet of an entry; one that does not name it can only mean the only one. */
function walletOf({ walletType: type, walletId: id }: LedgerEntry, wallets: readonly Wallet[]): Wallet | undefined {
  if (type === undefined || id === undefined) return wallets.length === 1 ? wallets[0] : undefined;
  return wallets.find((wallet) => wallet.type === type && wallet.id === id) ?? { type, id, balance: '0' };
}

/** In the place of the wallet that it replaces, or behind all. */
function put(changed: Wallet, wallets: readonly Wallet[]): readonly Wallet[] {
  const replaced = wallets.map((wallet) =>
    wallet.type === changed.type && wallet.id === changed.id ? changed : wallet,
  );
  return replaced.includes(changed) ? replaced : [...wallets, changed];
}
