import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OwnOrder, OwnTrade } from '../../src/account/own-orders.js';
import type { Taken } from '../../src/channel/channel.js';
import type { Executions } from '../../src/channel/data.js';
import { ExecutionsChannel } from '../../src/channel/executions.js';
import type { ExecutionReport } from '../../src/protocol/account.js';
import { Account, executionsFrame, truthOf } from '../account/reports.js';
import { IGNORED, LIVE, WAITING } from './moods.js';

/** What fails is made smaller for so long, and no longer: a life of orders has very many smaller ones. */
const PATIENCE = { interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true };

/** Something that happens to an account; `which` is one of its open orders. */
type Event = { readonly what: 'place' | 'accept' | 'fill' | 'bare' | 'amend' | 'end'; which: number; qty: number };

const event: fc.Arbitrary<Event> = fc.record({
  what: fc.constantFrom('place', 'place', 'accept', 'fill', 'fill', 'fill', 'bare', 'amend', 'end'),
  which: fc.nat(20),
  qty: fc.integer({ min: 1, max: 300 }),
});

/** A stretch of events, which is seen or lost, in frames of one report or of all that an event caused. */
const stretch = fc.record({
  // Now and then more fills than a snapshot shows.
  events: fc.oneof(
    { weight: 7, arbitrary: fc.array(event, { maxLength: 25 }) },
    { weight: 1, arbitrary: fc.array(event, { minLength: 120, maxLength: 180, size: 'max' }) },
  ),
  seen: fc.boolean(),
  single: fc.boolean(),
  twice: fc.boolean(),
});

function happen(account: Account, { what, which, qty }: Event): ExecutionReport[] {
  const { open } = account;
  const order = open[which % Math.max(1, open.length)];
  if (what === 'place' || order === undefined) return [account.place(qty, 100 + which)];
  switch (what) {
    case 'accept':
      return order.status === 'pending_new' ? [account.accept(order)] : [];
    case 'amend':
      return [account.amend(order, qty, 100 + which)];
    case 'end':
      return [account.end(order, which % 2 === 0 ? 'canceled' : 'expired')];
    default:
      return account.fill(order, Math.ceil(qty / 4), what === 'bare');
  }
}

/** Whoever hears of an account, and keeps no more than what is told. */
class Listener {
  readonly channel = new ExecutionsChannel({ snapOrders: true, snapTrades: true });
  readonly orders = new Map<string, OwnOrder>();
  readonly trades: OwnTrade[] = [];
  missedTrades = false;
  #sequence = 0;

  snapshot(reports: readonly ExecutionReport[]): void {
    this.#sequence = 1;
    this.#hear(this.channel.take(executionsFrame(1, reports, true), WAITING));
  }

  update(reports: readonly ExecutionReport[], twice: boolean): void {
    const frame = executionsFrame(++this.#sequence, reports);
    this.#hear(this.channel.take(frame, LIVE));
    if (!twice) return;
    const before = this.channel.latest();
    for (const repeated of [frame, executionsFrame(Math.max(1, this.#sequence - 1), reports)]) {
      expect(this.channel.take(repeated, LIVE)).toEqual(IGNORED);
    }
    expect(this.channel.latest()).toEqual(before);
  }

  #hear(taken: Taken): void {
    if (taken.verdict !== 'told') throw new Error(`${taken.verdict}: nothing of this may be left out`);
    const data = taken.data as Executions | undefined;
    if (data === undefined) return;
    for (const order of data.orders) this.orders.set(order.orderId, order);
    this.trades.push(...data.trades);
    if (data.missedTrades) this.missedTrades = true;
  }

  get open(): OwnOrder[] {
    return [...this.orders.values()].filter(({ closed }) => !closed);
  }
}

/** What is told adds up to what is kept. */
function expectWhole({ channel: { orders }, open, trades }: Listener): void {
  expect(open.sort(byId)).toEqual([...orders.open.values()].sort(byId));
  expect(trades).toEqual(orders.trades);
  expect(new Set(idsOf(trades)).size).toBe(trades.length);
}

/** What happened where nothing was seen: orders that ended, those that were amended, and whether more than fifty fills. */
interface Unseen {
  readonly ends: ReadonlySet<string>;
  readonly amendments: ReadonlySet<string>;
  readonly fills: boolean;
}

/** What is kept is what the exchange says. */
function expectTrue(listener: Listener, account: Account, unseen: Unseen): void {
  const { orders } = listener.channel;
  expect([...orders.open.keys()].sort()).toEqual(account.open.map(({ orderId }) => orderId).sort());
  if (unseen.fills) expect(listener.missedTrades).toBe(true);
  else expect(idsOf(listener.trades)).toEqual(account.fills.map(({ execId }) => execId));
  for (const placed of account.orders) {
    const { orderId, status } = placed;
    const { totalFees, fills, ...truth } = truthOf(placed);
    const order = orders.find({ orderId });
    if (order === undefined) {
      // It came and went unseen, without a fill that is shown.
      if (!unseen.fills) expect(fills).toEqual([]);
      expect(listener.orders.has(orderId)).toBe(false);
      continue;
    }
    if (!unseen.ends.has(orderId) && listener.orders.has(orderId) && order.orderStatus !== 'gone') {
      const { cumCost, avgPrice, ...certain } = truth;
      expect(order).toMatchObject(order.complete ? truth : certain);
      expect(order.complete || unseen.fills).toBe(true);
    } else if (order.orderStatus === 'filled' && status !== 'filled') {
      // Filled to what it was before an amendment that nobody saw, and canceled then.
      expect(unseen.amendments.has(orderId)).toBe(true);
    } else {
      expect(['gone', status]).toContain(order.orderStatus);
      expect(order.closed).toBe(true);
    }
    if (order.complete || !unseen.fills) {
      expect(order.cumQty).toBe(truth.cumQty);
      expect(order.totalFees).toEqual(totalFees);
      expect(idsOf(order.trades)).toEqual(fills);
    }
  }
}

const idsOf = (trades: readonly OwnTrade[]) => trades.map(({ execId }) => execId);
const byId = (a: { orderId: string }, b: { orderId: string }) => (a.orderId < b.orderId ? -1 : 1);

describe('the executions of any life of orders', () => {
  it('cut anywhere, end in what is true: the same open orders and totals, each fill told once', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 8, size: 'max' }), (stretches) => {
        const account = new Account();
        const listener = new Listener();
        const unseen = { ends: new Set<string>(), amendments: new Set<string>(), fills: false };
        listener.snapshot(account.snapshot());
        for (const { events, seen, single, twice } of stretches) {
          const open = new Set(account.open);
          const fills = account.fills.length;
          for (const each of events) {
            // Where fills were missed, one without the order's totals would leave these in doubt.
            const one = unseen.fills && each.what === 'bare' ? ({ ...each, what: 'fill' } as const) : each;
            const reports = happen(account, one);
            for (const frame of single ? reports.map((report) => [report]) : [reports]) {
              if (seen) listener.update(frame, twice);
              else if (one.what === 'amend') unseen.amendments.add(frame[0]!.orderId);
            }
          }
          if (seen) continue;
          listener.snapshot(account.snapshot());
          for (const order of account.open) open.delete(order);
          for (const { orderId } of open) unseen.ends.add(orderId);
          unseen.fills ||= account.fills.length - fills > 50;
        }
        expectWhole(listener);
        expectTrue(listener, account, unseen);
      }),
      { numRuns: 60, ...PATIENCE },
    );
  });

  it('is the same to whoever comes late, from what is kept', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const account = new Account();
        const listener = new Listener();
        listener.snapshot([]);
        for (const one of events) listener.update(happen(account, one), false);
        const late = new Listener();
        const latest = listener.channel.latest()!;
        late.snapshot(latest.reports);
        expect(late.trades).toEqual(latest.trades);
        const essence = ({ orderId, orderStatus, orderQty, cumQty, remainingQty, avgPrice, limitPrice }: OwnOrder) => ({
          ...{ orderId, orderStatus, orderQty, cumQty, remainingQty, avgPrice, limitPrice },
        });
        expect(late.open.map(essence)).toEqual(latest.orders.map(essence));
      }),
      PATIENCE,
    );
  });
});
