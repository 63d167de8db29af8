import { type OrderLookup, RateCounters, type RatedOrder, type RateTier, rateCosts } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderFields, TradingRequest } from '../../src/protocol/trading.js';

const START = 1_000_000;
const SYMBOL = 'BTC/USD';
const fields: OrderFields = { orderType: 'market', side: 'buy', orderQty: '1' };

const add: TradingRequest = { method: 'add_order', symbol: SYMBOL, ...fields };
const amend: TradingRequest = { method: 'amend_order', orderId: 'O1', limitPrice: '1' };
const edit: TradingRequest = { method: 'edit_order', orderId: 'O1', symbol: SYMBOL };
const cancel: TradingRequest = { method: 'cancel_order', orderId: ['O1'] };

const nothing: OrderLookup = () => [];
const aged =
  (seconds: number): OrderLookup =>
  () => [{ symbol: SYMBOL, changedAt: START - seconds * 1000 }];

function costOf(request: TradingRequest, find: OrderLookup): number {
  return rateCosts(request, find, START).get(SYMBOL) ?? 0;
}

describe('what a request costs', () => {
  it.each<[string, TradingRequest, number[]]>([
    ['an amend', amend, [4, 4, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1]],
    ['an edit', edit, [7, 7, 6, 6, 5, 5, 3, 3, 2, 2, 1, 1, 1]],
    ['a cancel', cancel, [8, 8, 6, 6, 5, 5, 4, 4, 2, 2, 1, 1, 0]],
  ])('%s: more for a young order', (_, request, costs) => {
    const ages = [0, 4.999, 5, 9.999, 10, 14.999, 15, 44.999, 45, 89.999, 90, 299.999, 300];
    expect(ages.map((age) => costOf(request, aged(age)))).toEqual(costs);
  });

  it('an order costs one, in a batch a half', () => {
    expect(costOf(add, nothing)).toBe(1);
    const orders = Array.from({ length: 3 }, () => fields);
    expect(costOf({ method: 'batch_add', symbol: SYMBOL, orders }, nothing)).toBe(1.5);
  });

  it('cancels cost for each order, by whatever name, on its own pair', () => {
    const book: Readonly<Record<string, readonly RatedOrder[]>> = {
      O1: [{ symbol: SYMBOL, changedAt: START }],
      O2: [{ symbol: SYMBOL, changedAt: START - 20_000 }],
      mine: [{ symbol: 'ETH/USD', changedAt: START - 5000 }],
      7: [
        { symbol: SYMBOL, changedAt: START - 50_000 },
        { symbol: 'ETH/USD', changedAt: START - 400_000 },
      ],
    };
    const find: OrderLookup = ({ orderId, clOrdId, orderUserref }) =>
      book[orderId ?? clOrdId ?? String(orderUserref)] ?? [];
    const costs = new Map([
      [SYMBOL, 8 + 4 + 2],
      ['ETH/USD', 6],
    ]);
    expect(
      rateCosts(
        { method: 'cancel_order', orderId: ['O1', 'O2', 'O3'], clOrdId: ['mine'], orderUserref: [7] },
        find,
        START,
      ),
    ).toEqual(costs);
    expect(rateCosts({ method: 'batch_cancel', orders: ['O1', '7', 'O2'], clOrdId: ['mine'] }, find, START)).toEqual(
      costs,
    );
  });

  it('an order that is not known costs the fixed part, where its pair is told', () => {
    expect(rateCosts(amend, nothing, START)).toEqual(new Map());
    expect(rateCosts({ ...amend, symbol: 'TSLAx/USD' }, nothing, START)).toEqual(new Map([['TSLAx/USD', 1]]));
    expect(costOf(edit, nothing)).toBe(1);
    expect(rateCosts(cancel, nothing, START)).toEqual(new Map());
  });

  it('to cancel all, now or later, costs nothing', () => {
    expect(rateCosts({ method: 'cancel_all' }, aged(0), START)).toEqual(new Map());
    expect(rateCosts({ method: 'cancel_all_orders_after', timeout: 60 }, aged(0), START)).toEqual(new Map());
  });
});

describe('the counter of a pair', () => {
  it("counts the documentation's order: added, amended 7 s later, canceled 36 s after that: 8", () => {
    const find =
      (changedAt: number): OrderLookup =>
      () => [{ symbol: SYMBOL, changedAt }];
    const costs = [
      rateCosts(add, nothing, START),
      rateCosts(amend, find(START), START + 7000),
      rateCosts(cancel, find(START + 7000), START + 43_000),
    ];
    expect(costs.map((cost) => cost.get(SYMBOL))).toEqual([1, 3, 4]);
    const counters = new RateCounters();
    for (const cost of costs) counters.spend(cost, START);
    expect(counters.value(SYMBOL, START)).toBe(8);
  });

  it("falls as the documentation's: fifty orders, and 26.6 after ten seconds of the intermediate tier", () => {
    const counters = new RateCounters({ tier: 'intermediate' });
    for (let i = 0; i < 50; i++) counters.spend(rateCosts(add, nothing, START), START);
    expect(counters.value(SYMBOL, START)).toBe(50);
    expect(counters.value(SYMBOL, START + 10_000)).toBeCloseTo(26.6, 9);
    expect(counters.value(SYMBOL, START + 60_000)).toBe(0);
  });

  it.each<[RateTier, number, number]>([
    ['starter', 60, 1],
    ['intermediate', 125, 2.34],
    ['pro', 180, 3.75],
  ])('of tier %s holds %d and falls by %d a second', (tier, max, decayPerSecond) => {
    const counters = new RateCounters({ tier });
    counters.spend(new Map([[SYMBOL, 30]]), START);
    const emptyAt = START + Math.ceil(30_000 / decayPerSecond);
    expect(counters.rate(SYMBOL, START)).toEqual({ symbol: SYMBOL, value: 30, max, decayPerSecond, emptyAt });
    expect(counters.rate('ETH/USD', START)).toMatchObject({ value: 0, emptyAt: START });
    const told = new RateCounters();
    told.limit(max);
    expect(told.rate(SYMBOL, START)).toMatchObject({ max, decayPerSecond });
  });

  it('takes a limit that no tier has, with the decay of the tier below', () => {
    const counters = new RateCounters();
    counters.limit(150);
    expect(counters.rate(SYMBOL, START)).toMatchObject({ max: 150, decayPerSecond: 2.34 });
    counters.limit(40);
    expect(counters.rate(SYMBOL, START)).toMatchObject({ max: 40, decayPerSecond: 1 });
  });

  it('admits what fits at once, and the rest when it has fallen far enough', () => {
    const counters = new RateCounters();
    counters.spend(new Map([[SYMBOL, 59]]), START);
    expect(counters.admitsAt(new Map([[SYMBOL, 1]]), START)).toBe(START);
    expect(counters.admitsAt(new Map([[SYMBOL, 3]]), START)).toBe(START + 2000);
    expect(counters.admitsAt(new Map([['ETH/USD', 3]]), START)).toBe(START);
    const both = new Map([
      ['ETH/USD', 3],
      [SYMBOL, 8],
    ]);
    expect(counters.admitsAt(both, START)).toBe(START + 7000);
    expect(counters.admitsAt(new Map(), START)).toBe(START);
  });

  it('admits what can never fit once it is empty', () => {
    const counters = new RateCounters();
    const batch = new Map([[SYMBOL, 8 * 50]]);
    expect(counters.admitsAt(batch, START)).toBe(START);
    counters.spend(new Map([[SYMBOL, 5]]), START);
    expect(counters.admitsAt(batch, START)).toBe(START + 5000);
  });

  it('admits what may overshoot as long as it is not at its limit', () => {
    const counters = new RateCounters();
    const batch = new Map([[SYMBOL, 16]]);
    counters.spend(new Map([[SYMBOL, 59]]), START);
    expect(counters.admitsAt(batch, START)).toBe(START + 15_000);
    expect(counters.admitsAt(batch, START, true)).toBe(START);
    counters.spend(batch, START);
    expect(counters.admitsAt(batch, START, true)).toBe(START + 15_010);
  });

  it('is set right by what the exchange reports', () => {
    const counters = new RateCounters();
    counters.spend(new Map([[SYMBOL, 10]]), START);
    counters.correct(SYMBOL, 42.5, START + 1000);
    expect(counters.value(SYMBOL, START + 1000)).toBe(42.5);
    expect(counters.value(SYMBOL, START + 3000)).toBe(40.5);
  });

  it('does not rise when time is told backwards', () => {
    const counters = new RateCounters();
    counters.spend(new Map([[SYMBOL, 10]]), START);
    expect(counters.value(SYMBOL, START - 5000)).toBe(10);
  });

  it('never stands above its limit when each request waits until it is admitted, nor waits longer than needed', () => {
    const request = fc.record({
      cost: fc.integer({ min: 1, max: 20 }),
      pause: fc.integer({ min: 0, max: 5000 }),
      symbol: fc.constantFrom(SYMBOL, 'ETH/USD'),
    });
    fc.assert(
      fc.property(
        fc.constantFrom<RateTier>('starter', 'intermediate', 'pro'),
        fc.array(request, { maxLength: 60 }),
        (tier, requests) => {
          const counters = new RateCounters({ tier });
          let now = START;
          for (const { cost, pause, symbol } of requests) {
            now += pause;
            const costs = new Map([[symbol, cost]]);
            const at = counters.admitsAt(costs, now);
            const { max } = counters.rate(symbol, now);
            if (at > now) expect(counters.value(symbol, at - 1) + cost).toBeGreaterThan(max);
            now = at;
            expect(counters.admitsAt(costs, now)).toBe(now);
            counters.spend(costs, now);
            expect(counters.value(symbol, now)).toBeLessThanOrEqual(max + 1e-6);
          }
        },
      ),
    );
  });
});
