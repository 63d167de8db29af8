/**
 * A client that trades on the local exchange while things go wrong: what it believes of its orders, fills and balances is
 * in the end what the exchange knows, no order was placed twice, and no outcome was a lie.
 */
import {
  type ClientOptions,
  type DecimalInput,
  KrakenClient,
  type OrderOutcome,
  type Settlement,
} from '@kraken-stream/client';
import { type Fault, Simulator, VirtualClock } from '@kraken-stream/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const FAULTS: readonly Fault[] = [
  { type: 'drop' },
  { type: 'delay-answer', delayMs: 3000 },
  { type: 'duplicate-answer' },
  { type: 'lose-answer' },
  { type: 'drop-on-request' },
  { type: 'drop-on-request', carriedOut: false },
  { type: 'msg-rate' },
  { type: 'expire-token' },
  { type: 'skip-sequence' },
  { type: 'lose', channel: 'executions' },
  { type: 'lose', channel: 'balances' },
  { type: 'duplicate', channel: 'executions' },
  { type: 'reorder', channel: 'executions' },
  { type: 'truncate', channel: 'executions' },
  { type: 'maintenance', ms: 2000 },
  { type: 'mute', ms: 6000 },
];

const ACCOUNT = { name: 'alice', tier: 'pro', balances: { USD: '100000000', BTC: '1000' } } as const;

/** What was asked, and what became of it. */
interface Asked {
  readonly clOrdId: string;
  outcome: OrderOutcome | undefined;
  settlement: Settlement | undefined;
  thrown: unknown;
}

class Stage implements AsyncDisposable {
  readonly clock = new VirtualClock();
  readonly simulator: Simulator;
  readonly client: KrakenClient;
  readonly asked: Asked[] = [];
  /** By the exchange's own account: the orders that came about under each client id. */
  readonly placed = new Map<string, Set<string>>();
  /** The client ids of orders of which something was traded. */
  readonly traded = new Set<string>();
  /** All fills that there were. */
  readonly fills = new Set<string>();
  readonly errors: string[] = [];
  /** Outcomes that are not known yet. */
  pending = 0;
  readonly trades: string[] = [];
  readonly orders;
  readonly balances;
  #ids = 0;

  constructor(seed: number, options: ClientOptions = {}) {
    this.simulator = new Simulator({
      seed,
      rate: 5,
      symbols: ['BTC/USD', 'ETH/USD'],
      clock: this.clock,
      latencyMs: 5,
      accounts: [ACCOUNT],
    });
    this.account.listen({
      executed: ({ clOrdId, orderId, execType, execId }) => {
        if (execId !== undefined) this.fills.add(execId);
        if (clOrdId === undefined) return;
        this.placed.set(clOrdId, (this.placed.get(clOrdId) ?? new Set()).add(orderId));
        if (execType === 'trade') this.traded.add(clOrdId);
      },
      ledger() {},
    });
    let random = seed;
    this.client = new KrakenClient({
      endpoints: { public: 'memory://exchange/v2', private: 'memory://exchange/auth/v2' },
      clock: this.clock,
      random: () => {
        random = (random * 16807) % 2147483647;
        return random / 2147483647;
      },
      connect: this.simulator.connect,
      token: () => this.simulator.exchange.issueToken('alice'),
      requestTimeoutMs: 2000,
      trading: { clOrdId: () => `a-${++this.#ids}` },
      ...options,
    });
    this.client.on('error', ({ name, message }) => this.errors.push(`${name}: ${message}`));
    this.orders = this.client.subscribeOpenOrders();
    this.balances = this.client.subscribeBalances();
    this.client.subscribeOwnTrades().on('data', ({ data }) => {
      for (const { execId } of data) this.trades.push(execId);
    });
  }

  get account() {
    return this.simulator.exchange.broker.find('alice')!;
  }

  /** A price so far from the best bid, in percent. */
  price(percent: number): string {
    const best = this.simulator.exchange.book('BTC/USD', 10).bids[0];
    return (Number(best?.price ?? 1) * (1 + percent / 100)).toFixed(1);
  }

  add(side: 'buy' | 'sell', orderQty: DecimalInput, limitPrice: DecimalInput): void {
    const clOrdId = `b-${this.asked.length}`;
    const asked: Asked = { clOrdId, outcome: undefined, settlement: undefined, thrown: undefined };
    this.asked.push(asked);
    this.client.addOrder({ symbol: 'BTC/USD', orderType: 'limit', side, orderQty, limitPrice, clOrdId }).then(
      async (outcome) => {
        asked.outcome = outcome;
        if (outcome.status === 'unknown') asked.settlement = await outcome.settled;
      },
      (error: unknown) => {
        asked.thrown = error;
      },
    );
  }

  /** Waits for an outcome to be known. */
  follow(outcome: Promise<OrderOutcome>): void {
    this.pending++;
    const known = () => {
      this.pending--;
    };
    outcome.then((it) => (it.status === 'unknown' ? it.settled.then(known) : known()), known);
  }

  inject(fault: Fault): void {
    this.simulator.faults.inject(fault);
  }

  /** What the client believes, and what the exchange knows. */
  compare(): void {
    const believed = [...this.orders.orders.values()].map(({ orderId, cumQty, orderQty, limitPrice }) => ({
      orderId,
      cumQty: Number(cumQty),
      orderQty: Number(orderQty),
      limitPrice: Number(limitPrice),
    }));
    const true_ = this.account.openOrders().map(({ orderId, cumQty, orderQty, limitPrice }) => ({
      orderId,
      cumQty: Number(cumQty),
      orderQty: Number(orderQty),
      limitPrice: Number(limitPrice),
    }));
    expect(new Map(believed.map((order) => [order.orderId, order]))).toEqual(
      new Map(true_.map((order) => [order.orderId, order])),
    );
    const has = (all: Iterable<{ asset: string; balance: string }>) =>
      new Map([...all].map(({ asset, balance }) => [asset, Number(balance)]));
    expect(has(this.balances.balances.values())).toEqual(has(this.account.balances()));
    expect(new Set(this.trades).size).toBe(this.trades.length);
    expect(new Set(this.trades)).toEqual(this.fills);
    for (const orders of this.placed.values()) expect(orders.size).toBe(1);
    const open = new Set(this.account.openOrders().map(({ clOrdId }) => clOrdId));
    for (const { clOrdId, outcome, settlement, thrown } of this.asked) {
      expect([clOrdId, thrown]).toEqual([clOrdId, undefined]);
      const said = settlement?.status ?? outcome?.status;
      const came = this.placed.has(clOrdId);
      if (said === 'accepted' || said === 'rejected')
        expect([clOrdId, said, came]).toEqual([clOrdId, said, said === 'accepted']);
      // It may have come about and have been canceled unseen: that leaves no trace.
      if (said === 'absent')
        expect([clOrdId, open.has(clOrdId), this.traded.has(clOrdId)]).toEqual([clOrdId, false, false]);
      expect([clOrdId, said]).not.toEqual([clOrdId, undefined]);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
    await this.simulator.close();
  }
}

describe('what a client believes', () => {
  it('is what the exchange knows, when all goes well', async () => {
    await using stage = new Stage(1);
    await stage.clock.run(1000);
    stage.add('buy', '0.5', stage.price(-5));
    stage.add('buy', '0.5', stage.price(1));
    stage.add('sell', '0.2', stage.price(-1));
    await stage.clock.run(5000);
    expect(stage.asked.map(({ outcome }) => outcome?.status)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(stage.trades.length).toBeGreaterThan(1);
    stage.compare();
    expect(stage.errors).toEqual([]);
  });

  it.each<[string, Fault]>([
    ['is answered late', { type: 'delay-answer', delayMs: 5000 }],
    ['is answered twice', { type: 'duplicate-answer' }],
    ['is never answered', { type: 'lose-answer' }],
    ['ends its connection, carried out', { type: 'drop-on-request' }],
    ['ends its connection, not carried out', { type: 'drop-on-request', carriedOut: false }],
    ['is one too many', { type: 'msg-rate' }],
    ['comes with a token that has expired', { type: 'expire-token' }],
    ['is followed by a hole in the numbers', { type: 'skip-sequence' }],
    ['is followed by a report that is lost', { type: 'lose', channel: 'executions' }],
    ['comes when the exchange goes into maintenance', { type: 'maintenance', ms: 3000, drop: true }],
    ['comes when nothing is heard any more', { type: 'mute', ms: 8000 }],
  ])('is so also when a request %s', async (_, fault) => {
    await using stage = new Stage(2);
    await stage.clock.run(1000);
    stage.add('buy', '0.5', stage.price(-5));
    await stage.clock.run(1000);
    stage.inject(fault);
    stage.add('buy', '0.5', stage.price(1));
    stage.add('sell', '0.2', stage.price(5));
    await stage.clock.run(40_000);
    stage.compare();
    for (const { outcome, settlement } of stage.asked) {
      expect(outcome?.status === 'unknown' ? settlement?.status : outcome?.status).not.toBe('unknown');
    }
  });

  it('is so after any sequence of orders and faults', async () => {
    const side = fc.constantFrom('buy' as const, 'sell' as const);
    const act = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ act: fc.constant('add' as const), side, percent: fc.integer({ min: -4, max: 4 }) }),
      },
      { weight: 3, arbitrary: fc.record({ act: fc.constant('cancel' as const), which: fc.nat(9) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          act: fc.constant('amend' as const),
          which: fc.nat(9),
          percent: fc.integer({ min: -4, max: 4 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ act: fc.constant('cancelAll' as const) }) },
      { weight: 4, arbitrary: fc.record({ act: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 4000 }) }) },
      { weight: 3, arbitrary: fc.record({ act: fc.constant('fault' as const), fault: fc.constantFrom(...FAULTS) }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 1, max: 1000 }),
        async (acts, seed) => {
          await using stage = new Stage(seed);
          await stage.clock.run(1000);
          for (const each of acts) {
            const open = [...stage.orders.orders.keys()];
            if (each.act === 'add') stage.add(each.side, '0.3', stage.price(each.percent));
            else if (each.act === 'wait') await stage.clock.run(each.ms);
            else if (each.act === 'fault') stage.inject(each.fault);
            else if (each.act === 'cancelAll') stage.follow(stage.client.cancelAll());
            else if (open.length > 0) {
              const orderId = open[each.which % open.length]!;
              if (each.act === 'cancel') stage.follow(stage.client.cancelOrder(orderId));
              else stage.follow(stage.client.amendOrder({ orderId, limitPrice: stage.price(each.percent) }));
            }
            await stage.clock.run(3);
          }
          await stage.clock.run(20_000);
          stage.simulator.faults.clear();
          // Nobody can know of a frame that was lost before the next one has come.
          stage.add('buy', '0.1', stage.price(2));
          await stage.clock.run(60_000);
          stage.compare();
          expect(stage.pending).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
