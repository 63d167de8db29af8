/** A market with nobody in it but the accounts of a test, and what they are told. */
import type { ExecutionReport, LedgerEntry, OrderFields, TradingRequest } from '@kraken-stream/core';
import type { Account, AccountOptions } from '../../src/account/account.js';
import type { TradingAnswer } from '../../src/account/broker.js';
import { Exchange, instrument } from '../../src/index.js';
import { START } from '../talk.js';
import { clear } from './crowd.js';

export const BTC = 'BTC/USD';

const MARKETS = [
  instrument({ symbol: BTC, price: '50000.0', size: 1, gap: 10, qtyMin: '0.00010000', marginable: true }),
  instrument({ symbol: 'EUR/USD', price: '1.10000', size: 100, gap: 10, qtyMin: '0.50000000' }),
];

const USERS: readonly AccountOptions[] = [
  { name: 'ann', balances: { BTC: '10', USD: '1000000', EUR: '1000' } },
  { name: 'bob', balances: { BTC: '10', USD: '1000000' }, fees: { maker: '0.10', taker: '0.20' } },
];

/** Whatever a limit order needs that a test does not say. */
export type Wish = Partial<OrderFields> & {
  readonly symbol?: string;
  readonly deadline?: string;
  readonly validate?: boolean;
};

export interface Hand {
  readonly account: Account;
  /** All that it was told, in order. */
  readonly reports: ExecutionReport[];
  readonly ledger: LedgerEntry[];
  ask(request: TradingRequest): readonly TradingAnswer[];
  /** The answer to an order; a limit order to buy one BTC unless told otherwise. */
  add(wish: Wish): TradingAnswer;
  /** The name of an order that is accepted. */
  placed(wish: Wish): string;
  /** The exchange's words for why not; `accepted` when there are none. */
  refused(request: TradingRequest): string;
  /** What became of an order: each kind of report, with its reason. */
  story(orderId: string): string[];
  /** The latest report about an order. */
  latest(orderId: string): ExecutionReport;
}

export interface Rig {
  readonly exchange: Exchange;
  readonly ann: Hand;
  readonly bob: Hand;
  /** Lets the last trade be at a price: two accounts trade a little there. */
  trade(price: string): void;
  /** Lets seconds pass. */
  wait(seconds: number): void;
  /** RFC 3339, so many seconds from now. */
  ahead(seconds: number): string;
  open(options: AccountOptions): Hand;
}

export function rig(users = USERS): Rig {
  const exchange = new Exchange({ startTime: START, symbols: MARKETS, rate: 0, levels: 1, accounts: users });
  for (const { symbol } of exchange.pairs) {
    clear(exchange.market(symbol));
  }
  const open = (options: AccountOptions) => hand(exchange, exchange.broker.open(options));
  const of = (name: string): Hand => {
    const account = exchange.broker.find(name);
    if (account === undefined) throw new Error(`no account ${name}`);
    return hand(exchange, account);
  };
  const [one, other] = [{ name: 'one' }, { name: 'other' }].map(({ name }) =>
    open({ name, tier: 'pro', balances: { BTC: '100', USD: '10000000' } }),
  );
  return {
    exchange,
    ann: of('ann'),
    bob: of('bob'),
    open,
    trade: (limitPrice) => {
      one?.placed({ side: 'buy', limitPrice, orderQty: '0.001' });
      other?.placed({ side: 'sell', limitPrice, orderQty: '0.001' });
    },
    wait: (seconds) => exchange.tick(exchange.now + seconds * 1000),
    ahead: (seconds) => new Date(exchange.now + seconds * 1000).toISOString(),
  };
}

function hand(exchange: Exchange, account: Account): Hand {
  const reports: ExecutionReport[] = [];
  const ledger: LedgerEntry[] = [];
  account.listen({ executed: (report) => reports.push(report), ledger: (entry) => ledger.push(entry) });
  const ask = (request: TradingRequest) => exchange.broker.handle(account, request);
  const first = (request: TradingRequest): TradingAnswer => {
    const [answer, ...more] = ask(request);
    if (answer === undefined || more.length > 0) throw new Error('expected one answer');
    return answer;
  };
  const order = (wish: Wish): TradingRequest => {
    const orderType = wish.orderType ?? 'limit';
    const size = wish.cashOrderQty === undefined ? { orderQty: '1' } : undefined;
    return { method: 'add_order', symbol: BTC, side: 'buy', ...size, ...wish, orderType };
  };
  return {
    account,
    reports,
    ledger,
    ask,
    add: (wish) => first(order(wish)),
    placed: (wish) => {
      const answer = first(order(wish));
      if (answer.type === 'answered' && answer.method === 'add_order') return answer.result.orderId ?? '';
      throw new Error(answer.type === 'refused' ? answer.error : answer.method);
    },
    refused: (request) => {
      const answer = first(request);
      return answer.type === 'refused' ? answer.error : 'accepted';
    },
    story: (orderId) =>
      reports
        .filter((report) => report.orderId === orderId)
        .map(({ execType, reason }) => (reason === undefined ? execType : `${execType}: ${reason}`)),
    latest: (orderId) => {
      const report = reports.findLast((told) => told.orderId === orderId);
      if (report === undefined) throw new Error(`nothing was told of ${orderId}`);
      return report;
    },
  };
}
