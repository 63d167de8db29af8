/** A broker that does nothing by itself, for tests: what accounts have, and what is answered, is set by hand. */
import type { Balance, ExecutionReport, LedgerEntry, TradingRequest } from '@kraken-stream/core';
import type { ExchangeOptions, TradingAnswer } from '../../src/index.js';
import {
  type Account,
  type AccountListener,
  type Broker,
  Exchange,
  type KeyOptions,
  type Tier,
} from '../../src/index.js';
import { START } from '../talk.js';

export class Paper implements Account {
  readonly tier: Tier = 'intermediate';
  readonly maxratecount = 125;
  readonly #listeners = new Set<AccountListener>();
  open: ExecutionReport[] = [];
  traded: ExecutionReport[] = [];
  has: Balance[] = [];

  constructor(
    readonly name: string,
    readonly keys: readonly KeyOptions[] = [],
  ) {}

  openOrders(): ExecutionReport[] {
    return this.open;
  }

  fills(): ExecutionReport[] {
    return this.traded;
  }

  balances(): Balance[] {
    return this.has;
  }

  available(): string {
    return '0';
  }

  listen(listener: AccountListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  tell(report: Partial<ExecutionReport>): void {
    for (const each of this.#listeners) each.executed(reported(report));
  }

  enter(entry: Partial<LedgerEntry>): void {
    for (const each of this.#listeners) each.ledger(entered(entry));
  }
}

export function reported(report: Partial<ExecutionReport>): ExecutionReport {
  return {
    execType: 'new',
    orderId: 'OAAAAA-BBBBB-CCCCCC',
    orderStatus: 'new',
    timestamp: '2026-01-01T00:00:00.000000Z',
    ...report,
  };
}

export function entered(entry: Partial<LedgerEntry>): LedgerEntry {
  return {
    ledgerId: 'LAAAAA-BBBBB-CCCCCC',
    refId: 'TAAAAA-BBBBB-CCCCCC',
    timestamp: '2026-01-01T00:00:00.000000Z',
    type: 'trade',
    asset: 'USD',
    amount: '-10.0000',
    fee: '0.0260',
    balance: '89.9740',
    ...entry,
  };
}

/** Accounts `alice`, with keys for everything and for less, and `bob`. */
export class Clerk implements Broker {
  readonly alice = new Paper('alice', [
    { key: 'queries', secret: 'c2VjcmV0', permissions: { trade: false } },
    { key: 'trades', secret: 'c2VjcmV0', permissions: { query: false } },
    { key: 'nothing', secret: 'c2VjcmV0', permissions: { webSocket: false } },
    { key: 'all', secret: 'c2VjcmV0' },
  ]);
  readonly bob = new Paper('bob');
  readonly accounts = [this.alice, this.bob];
  readonly handled: [string, TradingRequest][] = [];
  answers: (request: TradingRequest) => readonly TradingAnswer[] = ({ reqId }) => [
    { type: 'answered', method: 'add_order', reqId, result: { orderId: 'OAAAAA-BBBBB-CCCCCC' } },
  ];

  open(): Account {
    return this.alice;
  }

  find(name: string): Account | undefined {
    return this.accounts.find((account) => account.name === name);
  }

  deposit(): void {}

  handle(account: Account, request: TradingRequest): readonly TradingAnswer[] {
    this.handled.push([account.name, request]);
    return this.answers(request);
  }
}

/** An exchange whose accounts are on paper. */
export function staffed(options: Partial<ExchangeOptions> = {}): { exchange: Exchange; clerk: Clerk } {
  const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD'], rate: 0, ...options });
  const clerk = new Clerk();
  Object.defineProperty(exchange, 'broker', { value: clerk });
  return { exchange, clerk };
}
