/** An account of which whatever is wanted can be true, for the tests of its watchers. */
import type { Balance, ExecutionReport, LedgerEntry, OwnOrder, OwnTrade } from '@kraken-stream/core';
import type { Account, AccountListener } from '@kraken-stream/simulator';
import { AccountTruth } from '../faults/account-truth.js';
import type { Protocol } from '../faults/protocol.js';
import { T } from './planted.js';

const QTY = '3.0';

export class PlantedAccount implements Pick<Account, 'openOrders' | 'balances' | 'listen'> {
  readonly #open = new Map<string, ExecutionReport>();
  readonly #balances = new Map([
    ['BTC', '1.00'],
    ['USD', '100.00'],
  ]);
  readonly #listeners: AccountListener[] = [];
  readonly truth: AccountTruth;
  #happened = 0;

  /** `protocol`: in which it is told. */
  constructor(protocol: Protocol = 'v2') {
    this.truth = new AccountTruth(this, protocol);
  }

  openOrders(): ExecutionReport[] {
    return [...this.#open.values()];
  }

  balances(): Balance[] {
    return [...this.#balances].map(([asset, balance]) => balanceOf(asset, balance));
  }

  listen(listener: AccountListener): () => void {
    this.#listeners.push(listener);
    return () => undefined;
  }

  place(orderId: string, clOrdId: string | undefined = undefined): ExecutionReport {
    const order = { symbol: 'BTC/USD', side: 'buy', orderType: 'limit', orderQty: QTY, limitPrice: '10.0' } as const;
    return this.#report({ execType: 'new', orderStatus: 'new', orderId, clOrdId, ...order, cumQty: '0.0' });
  }

  /** Fills one of three. */
  fill(orderId: string, execId: string): ExecutionReport {
    const { cumQty = '0.0' } = this.#open.get(orderId)!;
    const fill = { execId, tradeId: this.#happened, lastQty: '1.0', lastPrice: '10.0', cost: '10.0' } as const;
    return this.#report({
      ...{ execType: 'trade', orderStatus: 'partially_filled', orderId, symbol: 'BTC/USD', side: 'buy' },
      ...fill,
      fees: [{ asset: 'USD', qty: '0.1' }],
      liquidityInd: 'm',
      cumQty: `${Number(cumQty.slice(0, 1)) + 1}.0`,
    });
  }

  end(orderId: string, orderStatus: 'canceled' | 'filled' = 'canceled'): ExecutionReport {
    return this.#report({ execType: orderStatus, orderStatus, orderId });
  }

  enter(asset: string, amount: string, balance: string): LedgerEntry {
    this.#balances.set(asset, balance);
    const entry: LedgerEntry = {
      ...{ ledgerId: `L${++this.#happened}`, refId: 'R', timestamp: T(this.#happened), type: 'deposit', asset },
      ...{ walletType: 'spot', walletId: 'main', amount, fee: '0.00', balance },
    };
    for (const { ledger } of this.#listeners) ledger(entry);
    return entry;
  }

  #report(facts: Omit<ExecutionReport, 'timestamp'>): ExecutionReport {
    const report = { ...facts, timestamp: T(++this.#happened) };
    const { orderId, orderStatus } = report;
    if (orderStatus === 'canceled' || orderStatus === 'filled') this.#open.delete(orderId);
    else {
      const { execId, lastQty, lastPrice, cost, fees, tradeId, liquidityInd, ...order } = report;
      this.#open.set(orderId, { ...this.#open.get(orderId), ...order });
    }
    for (const { executed } of this.#listeners) executed(report);
    return report;
  }
}

export function balanceOf(asset: string, balance: string): Balance {
  return { asset, balance, wallets: [{ type: 'spot', id: 'main', balance }] };
}

/** A fill as it is to be told. */
export function tradeOf(report: ExecutionReport): OwnTrade {
  const { execId = '', lastQty = '', lastPrice = '', orderId, symbol = '', side = 'buy', cost = '' } = report;
  const { fees = [], tradeId, liquidityInd, timestamp = '', clOrdId, orderUserref, orderType, feeUsdEquiv } = report;
  return {
    ...{ execId, qty: lastQty, price: lastPrice, orderId, symbol, side, cost, fees, tradeId, liquidityInd, timestamp },
    ...{ clOrdId, orderUserref, orderType, feeUsdEquiv },
  };
}

/** An order as it is to be told. */
export function orderOf(order: ExecutionReport, trades: readonly OwnTrade[] = []): OwnOrder {
  const { orderStatus } = order;
  const totalFees = trades.length === 0 ? [] : [{ asset: 'USD', qty: `0.${trades.length}` }];
  const closed = orderStatus === 'canceled' || orderStatus === 'filled';
  return { ...order, remainingQty: undefined, totalFees, trades, complete: true, closed };
}
