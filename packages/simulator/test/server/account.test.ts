import {
  type BalancesMessage,
  type ExecutionsMessage,
  type Message,
  type PartialReport,
  v2,
} from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { type Account, Exchange, Simulator, VirtualClock } from '../../src/index.js';
import { Random } from '../../src/random.js';
import { wire } from '../faults/wire.js';
import { START } from '../talk.js';

const ACCOUNTS = [
  { name: 'alice', balances: { USD: '500000', BTC: '5' } },
  { name: 'bob', balances: { USD: '500000', BTC: '5' } },
];

/** What a client makes of an account's frames that are in order: open orders, fills and balances, merged and no more. */
class Naive {
  readonly orders = new Map<string, PartialReport>();
  readonly fills = new Map<string, PartialReport>();
  readonly balances = new Map<string, string>();
  readonly #next = { executions: 1, balances: 1 };

  hear(message: Message): void {
    if (message.type !== 'executions' && message.type !== 'balances') return;
    expect(message.sequence).toBe(this.#next[message.type]++);
    expect(message.snapshot).toBe(message.sequence === 1);
    if (message.type === 'executions') this.#executions(message);
    else this.#balances(message);
  }

  #executions({ data }: ExecutionsMessage): void {
    for (const report of data) {
      const { orderId, orderStatus = '', execId } = report;
      if (execId !== undefined) this.fills.set(execId, report);
      if (['filled', 'canceled', 'expired'].includes(orderStatus)) this.orders.delete(orderId);
      else this.orders.set(orderId, { ...this.orders.get(orderId), ...report });
    }
  }

  #balances({ data }: BalancesMessage): void {
    for (const { asset, balance } of data) this.balances.set(asset, balance);
  }
}

function agrees(naive: Naive, account: Account): void {
  const orders = (of: Iterable<PartialReport>) =>
    Array.from(of, ({ orderId, orderQty, limitPrice, cumQty }) => [
      orderId,
      Number(orderQty),
      Number(limitPrice),
      Number(cumQty ?? 0),
    ]);
  expect(orders(naive.orders.values())).toEqual(orders(account.openOrders()));
  expect([...naive.balances].sort()).toEqual(account.balances().map(({ asset, balance }) => [asset, balance]));
  for (const { execId, lastQty } of account.fills()) {
    if (execId !== undefined && naive.fills.has(execId)) expect(naive.fills.get(execId)?.lastQty).toBe(lastQty);
  }
}

describe('what the private endpoint tells', () => {
  it.each([1, 2, 3])('adds up to what the account has, whenever one begins to listen (seed %s)', (seed) => {
    const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD'], rate: 100, seed, accounts: ACCOUNTS });
    const random = new Random(seed, 'users');
    const listeners: { naive: Naive; account: Account }[] = [];
    const traders = ACCOUNTS.map(({ name }) => ({ name, on: wire(exchange, '/auth/v2') }));
    const join = (account: Account): void => {
      const naive = new Naive();
      const token = exchange.issueToken(account.name);
      const connection = exchange.accept('/auth/v2', {
        send: (text) => naive.hear(v2.decode(text)),
        close: () => undefined,
      });
      for (const channel of ['executions', 'balances'] as const) {
        connection.received(v2.encodeRequest({ method: 'subscribe', channel, token }));
      }
      listeners.push({ naive, account });
    };
    for (let step = 1; step <= 400; step++) {
      exchange.tick(START + step * 50);
      const { name, on } = traders[random.int(2)]!;
      const token = exchange.issueToken(name);
      const account = exchange.broker.find(name)!;
      if (step % 40 === 1) join(account);
      const open = account.openOrders();
      const { bids, asks } = exchange.book('BTC/USD', 5);
      const side = random.chance(0.5) ? 'buy' : 'sell';
      const limitPrice = (random.chance(0.5) ? bids : asks)[random.int(5)]?.price ?? '1.0';
      const orderId = open[random.int(open.length)]?.orderId;
      const dice = orderId === undefined ? 1 : random.uniform();
      if (orderId !== undefined && dice < 0.2) on.ask({ method: 'cancel_order', orderId: [orderId], token });
      else if (dice < 0.4) on.ask({ method: 'amend_order', orderId, limitPrice, token });
      else {
        const orderQty = `0.0${1 + random.int(9)}`;
        on.ask({ method: 'add_order', orderType: 'limit', side, symbol: 'BTC/USD', orderQty, limitPrice, token });
      }
      for (const { naive, account: theirs } of listeners) agrees(naive, theirs);
    }
    expect(listeners.length).toBe(10);
    expect(listeners.every(({ naive }) => naive.fills.size > 0)).toBe(true);
  });
});

/** All that two traders are told who ask for the same at the same times, from the first frame on. */
function conversation(seed: number, step: (exchange: Exchange, until: number) => void): string[] {
  const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD'], rate: 100, seed, accounts: ACCOUNTS });
  const random = new Random(5, 'requests');
  const told: string[] = [];
  const traders = ACCOUNTS.map(({ name }) => {
    const connection = exchange.accept('/auth/v2', { send: (text) => told.push(text), close: () => undefined });
    const token = exchange.issueToken(name);
    for (const channel of ['executions', 'balances'] as const) {
      connection.received(v2.encodeRequest({ method: 'subscribe', channel, ratecounter: true, token }));
    }
    return { token, connection };
  });
  const order = (more: object): string => {
    const size = { side: random.chance(0.5) ? 'buy' : 'sell', order_qty: random.int(9) / 100 };
    return JSON.stringify({ ...size, ...more });
  };
  const near = () => Number(exchange.ticker('BTC/USD').last) + random.int(40) - 20;
  for (let at = START; at < START + 20_000; at += 250) {
    step(exchange, at);
    for (const { token, connection } of traders) {
      const text = random.chance(0.4)
        ? order({ order_type: 'limit', limit_price: near(), cl_ord_id: `n${random.int(20)}` })
        : random.chance(0.5)
          ? order({ order_type: 'stop-loss', triggers: { price: near() }, conditional: LIMIT })
          : order({ order_type: 'market', effective_time: new Date(at + 1500).toISOString() });
      const params = `${text.slice(0, -1)},"symbol":"BTC/USD","token":"${token}"}`;
      connection.received(`{"method":"add_order","params":${params}}`);
      if (random.chance(0.1)) connection.received(`{"method":"cancel_all","params":{"token":"${token}"}}`);
    }
  }
  return told;
}

const LIMIT = { order_type: 'limit', limit_price: 60000 };

describe('accounts', () => {
  it('are told the same bytes for the same seed and requests, whatever the size of the steps', () => {
    const big = conversation(3, (exchange, until) => exchange.tick(until));
    const small = conversation(3, (exchange, until) => {
      for (let at = exchange.now; at <= until; at += 7) exchange.tick(at);
      exchange.tick(until);
    });
    expect(big.filter((text) => text.includes('"exec_type":"trade"')).length).toBeGreaterThan(50);
    expect(small).toEqual(big);
    expect(conversation(4, (exchange, until) => exchange.tick(until))).not.toEqual(big);
  });
});

describe('the simulator in memory', () => {
  it('gives tokens to clients in a page, which trade with them', () => {
    const clock = new VirtualClock(START);
    const simulator = new Simulator({ clock, symbols: ['BTC/USD'], rate: 0, latencyMs: 10, accounts: ACCOUNTS });
    const heard: string[] = [];
    const link = simulator.connect('wss://ws-auth.kraken.com/v2', {
      opened: () => undefined,
      received: (text) => heard.push(text),
      closed: () => undefined,
    });
    clock.advance(100);
    const token = simulator.issueToken('alice');
    link.send(v2.encodeRequest({ method: 'subscribe', channel: 'executions', token, reqId: 1 }));
    const order = { orderType: 'limit', side: 'buy', symbol: 'BTC/USD', orderQty: '0.1', limitPrice: '50000' } as const;
    link.send(v2.encodeRequest({ method: 'add_order', ...order, token, reqId: 2 }));
    clock.advance(100);
    expect(heard.map((text) => v2.decode(text).type)).toEqual([
      'status',
      'subscribed',
      ...['executions', 'executions', 'executions'],
      'answered',
    ]);
    expect(simulator.exchange.broker.find('alice')?.openOrders()).toHaveLength(1);
    expect(() => simulator.issueToken('carol')).toThrow('expected the name of an account (alice, bob)');
  });
});
