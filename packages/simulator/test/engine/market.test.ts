import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Level } from '../../src/engine/level.js';
import { Market } from '../../src/engine/market.js';
import type { Order, Side } from '../../src/engine/order.js';
import { levelsOf, order, queueOf } from './book.js';

function watched(market = new Market('BTC/USD')): { market: Market; told: string[] } {
  const told: string[] = [];
  const note = (what: string) => (side: Side, rank: number, level: Level) =>
    told.push(`${what} ${side} #${rank} ${level.ticks}=${level.lots}`);
  market.watcher = { inserted: note('inserted'), changed: note('changed'), removed: note('removed') };
  return { market, told };
}

describe('a market', () => {
  it('serves the better price first, and at one price whoever came first', () => {
    const { market } = watched();
    const late = market.place(order('sell', 101, 5n)).order;
    const first = market.place(order('sell', 100, 5n)).order;
    const second = market.place(order('sell', 100, 5n)).order;
    const { fills } = market.place(order('buy', 101, 12n));
    expect(fills.map(({ maker, lots, ticks }) => [maker, lots, ticks])).toEqual([
      [first, 5n, 100],
      [second, 5n, 100],
      [late, 2n, 101],
    ]);
    expect(fills.map(({ tradeId }) => tradeId)).toEqual([1, 2, 3]);
  });

  it('tells of a level fill by fill down to zero, then of the rest that comes to rest on the other side', () => {
    const { market, told } = watched();
    market.place(order('sell', 100, 3n));
    market.place(order('sell', 100, 4n));
    market.place(order('sell', 105, 4n));
    told.length = 0;
    market.place(order('buy', 102, 10n));
    expect(told).toEqual(['changed sell #0 100=4', 'removed sell #0 100=0', 'inserted buy #0 102=3']);
  });

  it('tells once for each order that trades what it asked for and all that it met, before the rest of it rests', () => {
    const { market, told } = watched();
    for (const ticks of [100, 101]) market.place(order('sell', ticks, 3n));
    told.length = 0;
    market.tradeWatcher = {
      traded: (taker, fills) =>
        told.push(`${taker.side} ${taker.ticks} of ${taker.at}: ${fills.map(({ ticks, lots }) => `${ticks}=${lots}`)}`),
    };
    market.place(order('buy', 101, 10n, { at: 7 }));
    market.place(order('sell', undefined, 1n, { at: 8 }));
    market.place(order('buy', 90, 1n));
    expect(told.filter((text) => / of /.test(text) || text.startsWith('inserted buy #0'))).toEqual([
      'buy 101 of 7: 100=3,101=3',
      'inserted buy #0 101=4',
      'sell undefined of 8: 101=1',
    ]);
  });

  it('refuses a post-only order that would trade, and keeps nothing of an ioc order', () => {
    const { market } = watched();
    market.place(order('sell', 100, 3n));
    expect(market.place(order('buy', 100, 1n, { postOnly: true }))).toEqual({
      order: undefined,
      fills: [],
      refused: 'post-only',
    });
    const { fills } = market.place(order('buy', 100, 10n, { ioc: true }));
    expect(fills).toHaveLength(1);
    expect(market.bids.length + market.asks.length).toBe(0);
  });

  it('lets a market order take whatever there is, and never rest', () => {
    const { market } = watched();
    market.place(order('buy', 90, 3n));
    market.place(order('buy', 1, 3n));
    const { fills, order: taker } = market.place(order('sell', undefined, 10n));
    expect(fills.map(({ ticks }) => ticks)).toEqual([90, 1]);
    expect(taker?.lots).toBe(4n);
    expect(market.asks.length).toBe(0);
  });

  it('keeps the place of an order that is made smaller', () => {
    const { market } = watched();
    const first = market.place(order('buy', 90, 5n)).order as Order;
    market.place(order('buy', 90, 5n));
    expect(market.reduce(first, 3n)).toBe(true);
    expect(market.bids.best?.lots).toBe(7n);
    expect(market.place(order('sell', 90, 1n)).fills[0]?.maker).toBe(first);
  });

  it('cancels an order once', () => {
    const { market, told } = watched();
    const placed = market.place(order('buy', 90, 5n)).order as Order;
    expect(market.cancel(placed)).toBe(true);
    expect(market.cancel(placed)).toBe(false);
    expect(told.at(-1)).toBe('removed buy #0 90=0');
  });

  it('refuses an order for nothing', () => {
    expect(() => watched().market.place(order('buy', 90, 0n))).toThrow('above zero');
  });
});

type Step =
  | { do: 'place'; side: Side; ticks: number | undefined; lots: number; postOnly: boolean; ioc: boolean }
  | { do: 'cancel' | 'reduce'; pick: number; lots: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('place' as const),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    ticks: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined, freq: 12 }),
    lots: fc.integer({ min: 1, max: 50 }),
    postOnly: fc.boolean(),
    ioc: fc.boolean(),
  }),
  fc.record({ do: fc.constantFrom('cancel' as const, 'reduce' as const), pick: fc.nat(), lots: fc.nat(30) }),
);

function play(market: Market, steps: readonly Step[]): { placed: bigint; traded: bigint; gone: bigint } {
  const orders: Order[] = [];
  const sums = { placed: 0n, traded: 0n, gone: 0n };
  for (const each of steps) {
    if (each.do === 'place') {
      const { order: placed, fills } = market.place({ owner: 0, at: 0, ...each, lots: BigInt(each.lots) });
      if (placed === undefined) continue;
      orders.push(placed);
      sums.placed += BigInt(each.lots);
      for (const fill of fills) sums.traded += fill.lots;
      if (placed.level === undefined) sums.gone += placed.lots;
    } else {
      const target = orders[each.pick % Math.max(1, orders.length)];
      if (target === undefined || target.level === undefined) continue;
      const before = target.lots;
      if (each.do === 'cancel') market.cancel(target);
      else market.reduce(target, BigInt(each.lots));
      sums.gone += target.level === undefined ? before : before - target.lots;
    }
  }
  return sums;
}

describe('whatever is done to a market', () => {
  const steps = fc.array(step, { maxLength: 120, size: 'max' });

  it('is never crossed, is sorted, and its totals and queues are those of its orders', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const market = new Market('BTC/USD');
        const { placed, traded, gone } = play(market, all);
        const bids = levelsOf(market.bids);
        const asks = levelsOf(market.asks);
        if (bids[0] !== undefined && asks[0] !== undefined) expect(bids[0].ticks).toBeLessThan(asks[0].ticks);
        expect(bids.map(({ ticks }) => -ticks)).toEqual(bids.map(({ ticks }) => -ticks).sort((a, b) => a - b));
        expect(asks.map(({ ticks }) => ticks)).toEqual(asks.map(({ ticks }) => ticks).sort((a, b) => a - b));
        let resting = 0n;
        for (const [side, levels] of [
          [market.bids, bids],
          [market.asks, asks],
        ] as const) {
          let orders = 0;
          for (const level of levels) {
            const queue = queueOf(level);
            orders += queue.length;
            expect(queue.length).toBe(level.count);
            expect(level.last).toBe(queue.at(-1));
            expect(queue.every((each) => each.lots > 0n && each.level === level && each.ticks === level.ticks)).toBe(
              true,
            );
            expect(level.lots).toBe(queue.reduce((sum, each) => sum + each.lots, 0n));
            expect(queue.map(({ id }) => id)).toEqual(queue.map(({ id }) => id).sort((a, b) => a - b));
            resting += level.lots;
          }
          expect(side.orders).toBe(orders);
        }
        // Each trade uses up as much of the taker as of the maker.
        expect(placed).toBe(resting + gone + 2n * traded);
      }),
    );
  });

  it('tells every change: a book kept from what is told is the same book', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const market = new Market('BTC/USD');
        const kept: Record<Side, [number, bigint][]> = { buy: [], sell: [] };
        market.watcher = {
          inserted: (side, rank, level) => void kept[side].splice(rank, 0, [level.ticks, level.lots]),
          changed: (side, rank, level) => {
            expect(kept[side][rank]?.[0]).toBe(level.ticks);
            kept[side][rank] = [level.ticks, level.lots];
          },
          removed: (side, rank, level) => {
            expect(level.lots).toBe(0n);
            expect(kept[side].splice(rank, 1)[0]?.[0]).toBe(level.ticks);
          },
        };
        play(market, all);
        expect(kept.buy).toEqual(levelsOf(market.bids).map(({ ticks, lots }) => [ticks, lots]));
        expect(kept.sell).toEqual(levelsOf(market.asks).map(({ ticks, lots }) => [ticks, lots]));
      }),
    );
  });
});
