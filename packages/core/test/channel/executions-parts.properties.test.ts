import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OwnOrder, OwnTrade } from '../../src/account/own-orders.js';
import type { Executions } from '../../src/channel/data.js';
import { ExecutionsChannel } from '../../src/channel/executions.js';
import type { ExecutionReport, ExecutionsMessage, PartialReport } from '../../src/protocol/account.js';
import type { ExecutionsPart } from '../../src/protocol/request.js';
import { Account, type PlacedOrder, truthOf } from '../account/reports.js';

/** What fails is made smaller for so long, and no longer: a life of orders has very many smaller ones. */
const PATIENCE = { interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true };

/** A fill as the stream of fills tells it. */
function fillOf({ orderStatus, cumQty, cumCost, avgPrice, ...fill }: PartialReport): PartialReport {
  return fill;
}

/** An account that tells what becomes of orders and fills in two streams, of which either may be late. */
class Streams {
  readonly account = new Account();
  readonly channel: ExecutionsChannel;
  readonly told = new Map<string, OwnOrder>();
  readonly trades: OwnTrade[] = [];
  /** Orders that were amended where nobody saw it. */
  readonly amended = new Set<string>();
  readonly #queues: Record<ExecutionsPart, ExecutionsMessage[]> = { orders: [], trades: [] };
  readonly #sequences: Record<ExecutionsPart, number> = { orders: 0, trades: 0 };
  #subscription = 0;
  #live = false;

  constructor(
    readonly snapOrders = true,
    readonly snapTrades = true,
  ) {
    this.channel = new ExecutionsChannel({ snapOrders, snapTrades });
  }

  /** All that was on its way is lost, and both streams begin anew, with something happening in between. */
  begin(between: () => void, ordersFirst: boolean): void {
    for (const { data } of this.#queues.orders) {
      for (const { execType, orderId } of data) if (execType === 'amended') this.amended.add(orderId);
    }
    this.#subscription++;
    this.#live = false;
    for (const part of ['orders', 'trades'] as const) {
      this.#queues[part].length = 0;
      this.#sequences[part] = 0;
    }
    this.#snapshot(ordersFirst ? 'orders' : 'trades');
    between();
    this.#snapshot(ordersFirst ? 'trades' : 'orders');
  }

  #snapshot(part: ExecutionsPart): void {
    const isFill = ({ execType }: ExecutionReport) => execType === 'trade';
    const all = this.account.snapshot();
    if (part === 'orders') {
      this.#say(
        part,
        all.filter((report) => !isFill(report)).map((state) => ({ ...state, orderStatus: 'new' })),
        true,
      );
    } else if (this.snapTrades) {
      this.#say(
        part,
        all.filter(isFill).map(({ clOrdId, ...fill }) => fillOf(fill)),
        true,
      );
    }
  }

  /** Says reports as they are said in one stream. `bare`: the end without totals. */
  says(reports: readonly ExecutionReport[], bare: boolean): void {
    for (const report of reports) {
      const { execType, orderId, orderStatus, timestamp, cumQty, cumCost, avgPrice } = report;
      if (execType === 'trade') {
        this.#say('trades', [fillOf(report)]);
        this.#say('orders', [{ execType: 'status', orderId, cumQty, cumCost, avgPrice }]);
      } else if (execType === 'amended') {
        const { orderStatus: _, ...amendment } = report;
        this.#say('orders', [amendment]);
        if (!this.#isBegun('orders')) this.amended.add(orderId);
      } else if (bare && orderStatus !== 'pending_new') {
        this.#say('orders', [{ execType, orderId, orderStatus, timestamp }]);
      } else this.#say('orders', [report]);
    }
  }

  #isBegun(part: ExecutionsPart): boolean {
    return this.#sequences[part] > 0 || (part === 'trades' && !this.snapTrades);
  }

  #say(part: ExecutionsPart, data: readonly PartialReport[], snapshot = false): void {
    // What happens before its snapshot is in it.
    if (!snapshot && !this.#isBegun(part)) return;
    const sequence = ++this.#sequences[part];
    this.#queues[part].push({ type: 'executions', part, snapshot: sequence === 1, sequence, data });
  }

  /** Delivers the next frame of a stream, or of the other when there is none. */
  deliver(orders: boolean): boolean {
    const { orders: first, trades: second } = this.#queues;
    const frame = (orders ? first : second).shift() ?? (orders ? second : first).shift();
    if (frame === undefined) return false;
    const mood = { live: this.#live, lenient: false, subscription: this.#subscription };
    const taken = this.channel.take(frame, mood);
    if (taken.verdict === 'broken') throw new Error(taken.reason);
    if (taken.verdict === 'ignored') return true;
    this.#live = true;
    const data = taken.data as Executions | undefined;
    if (data !== undefined) this.#hear(data);
    return true;
  }

  drain(): void {
    while (this.deliver(true));
  }

  #hear({ reports, orders, trades }: Executions): void {
    for (const report of reports) expect(report.orderStatus).toBeDefined();
    for (const trade of trades) {
      expect(
        this.trades.some(({ execId }) => execId === trade.execId),
        `${trade.execId} is told twice`,
      ).toBe(false);
      this.trades.push(trade);
    }
    for (const order of orders) {
      const truth = this.account.orders.find(({ orderId }) => orderId === order.orderId)!;
      const seen = order.trades.reduce((sum, { qty }) => sum + Math.round(Number(qty) * 100), 0);
      expect(seen).toBeLessThanOrEqual(truth.filled);
      expect(Math.round(Number(order.cumQty ?? 0) * 100)).toBeLessThanOrEqual(truth.filled);
      if (order.orderStatus === 'filled' && !this.amended.has(order.orderId)) expect(truth.status).toBe('filled');
      if (order.closed) expect(['filled', 'canceled', 'expired'], JSON.stringify(order)).toContain(truth.status);
      if (order.complete && order.orderStatus === 'filled') expect(order.trades.length).toBe(truth.fills.length);
      this.told.set(order.orderId, order);
    }
  }
}

type What = 'place' | 'accept' | 'fill' | 'amend' | 'end';
const event = fc.record({
  what: fc.constantFrom<What>('place', 'place', 'accept', 'fill', 'fill', 'fill', 'amend', 'end'),
  which: fc.nat(20),
  qty: fc.integer({ min: 1, max: 300 }),
  bare: fc.boolean(),
  /** How many frames are delivered after it, and of which stream. */
  delivered: fc.array(fc.boolean(), { maxLength: 4 }),
});
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

function happen(account: Account, { what, which, qty }: Event): ExecutionReport[] {
  const { open } = account;
  const order: PlacedOrder | undefined = open[which % Math.max(1, open.length)];
  if (what === 'place' || order === undefined) return [account.place(qty, 100 + which)];
  switch (what) {
    case 'accept':
      return order.status === 'pending_new' ? [account.accept(order)] : [];
    case 'amend':
      return [account.amend(order, qty, 100 + which)];
    case 'end':
      return [account.end(order, which % 2 === 0 ? 'canceled' : 'expired')];
    default:
      return account.fill(order, Math.ceil(qty / 3));
  }
}

function run(streams: Streams, events: readonly Event[]): void {
  for (const each of events) {
    streams.says(happen(streams.account, each), each.bare);
    for (const orders of each.delivered) streams.deliver(orders);
  }
}

function expectTrue({ account, channel: { orders } }: Streams): void {
  expect([...orders.open.keys()].sort()).toEqual(account.open.map(({ orderId }) => orderId).sort());
  for (const placed of account.orders) {
    const { fills, ...truth } = truthOf(placed);
    const order = orders.find(placed);
    expect(order).toMatchObject({ ...truth, complete: true, clOrdId: placed.clOrdId });
    expect(order!.trades.map(({ execId }) => execId)).toEqual(fills);
    for (const trade of order!.trades) expect(trade.orderId).toBe(placed.orderId);
  }
}

describe('executions in two streams', () => {
  it('come out true whichever is ahead: each fill once, and nothing filled that is not', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60, size: 'max' }), fc.boolean(), fc.boolean(), (events, first, all) => {
        const streams = new Streams(true, all);
        streams.begin(() => undefined, first);
        run(streams, events);
        streams.drain();
        expectTrue(streams);
        expect(new Set(streams.trades.map(({ execId }) => execId))).toEqual(
          new Set(streams.account.fills.map(({ execId }) => execId)),
        );
        for (const [orderId, order] of streams.told) expect(streams.channel.orders.find({ orderId })).toEqual(order);
      }),
      { numRuns: 200, ...PATIENCE },
    );
  });

  it('come out true of all that was seen, however apart their snapshots are', () => {
    const stretch = fc.record({
      events: fc.array(event, { maxLength: 12 }),
      between: fc.array(event, { maxLength: 6 }),
      first: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 4 }), (stretches) => {
        const streams = new Streams();
        for (const { events, between, first } of stretches) {
          streams.begin(() => run(streams, between), first);
          run(streams, events);
        }
        streams.drain();
        const { account, channel, trades } = streams;
        expect(channel.orders.trades.map(({ execId }) => execId).sort()).toEqual(
          account.fills.map(({ execId }) => execId!).sort(),
        );
        expect(trades.length).toBe(account.fills.length);
        for (const placed of account.open) {
          const { orderStatus, totalFees, fills, ...truth } = truthOf(placed);
          const order = channel.orders.open.get(placed.orderId);
          expect(order).toMatchObject({ ...truth, totalFees, complete: true });
          expect(order!.trades.map(({ execId }) => execId)).toEqual(fills);
        }
        expect([...channel.orders.open.keys()].sort()).toEqual(account.open.map(({ orderId }) => orderId).sort());
        for (const order of streams.told.values()) {
          if (!order.closed) expect(channel.orders.open.get(order.orderId)).toEqual(order);
        }
      }),
      { numRuns: 200, ...PATIENCE },
    );
  });
});
