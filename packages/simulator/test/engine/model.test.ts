import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Market } from '../../src/engine/market.js';
import { type Order, opposite, type Placed, type Side } from '../../src/engine/order.js';
import { levelsOf, owners, queueOf } from './book.js';
import { NaiveMarket, type NaivePlaced } from './naive-market.js';
import { play, request, steps } from './steps.js';

const SIDES = ['buy', 'sell'] as const;
/** Of each property. */
const RUNS = 150;

/** What became of an order, as the naive market says it. */
function plain({ order, fills, refused, prevented }: Placed): NaivePlaced {
  return {
    ...(order && { id: order.id, left: order.lots }),
    fills: fills.map(({ tradeId, maker, ticks, lots }) => ({ tradeId, maker: maker.id, ticks, lots })),
    ...(refused && { refused }),
    ...(prevented && { prevented }),
  };
}

const line = ({ id, owner, ticks, lots, shown, display, at }: Omit<Order, 'level' | 'ahead' | 'behind'>) =>
  `${id} of ${owner} at ${ticks}: ${shown} of ${lots} by ${display} since ${at}`;

function served(market: Market, side: Side): string[] {
  return levelsOf(market.side(side)).flatMap((level) => queueOf(level).map(line));
}

describe('whatever several owners do to a market', () => {
  it('it does what the naive market does: fills, refusals, queues, and what owners are told', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const market = new Market('BTC/USD');
        const naive = new NaiveMarket();
        const told = owners(market);
        play(all, market, naive, ({ placed, naive: expected }) => {
          if (placed !== undefined && expected !== undefined) expect(plain(placed)).toEqual(expected);
          for (const side of SIDES) expect(served(market, side)).toEqual(naive.served(side).map((each) => line(each)));
        });
        expect(told).toEqual(naive.told);
      }),
      { numRuns: RUNS },
    );
  });

  it('it is never crossed, and each level is the sum of what its orders show', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const market = new Market('BTC/USD');
        play(all, market, new NaiveMarket(), () => {
          const { bids, asks } = market;
          expect(bids.best?.ticks ?? -Infinity).toBeLessThan(asks.best?.ticks ?? Infinity);
          for (const side of [bids, asks]) {
            const levels = levelsOf(side);
            for (const level of levels) {
              const queue = queueOf(level);
              expect(level.lots).toBe(queue.reduce((sum, { shown }) => sum + shown, 0n));
              expect([level.count, level.last]).toEqual([queue.length, queue.at(-1)]);
              expect(
                queue.every(({ shown, lots, ticks }) => shown > 0n && shown <= lots && ticks === level.ticks),
              ).toBe(true);
            }
            expect(side.orders).toBe(levels.reduce((sum, { count }) => sum + count, 0));
          }
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('nobody trades with itself, each fill has two sides, and no lot comes or goes by itself', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const market = new Market('BTC/USD');
        /** What each order should have left. */
        const left = new Map<Order, bigint>();
        let tradeId = 0;
        play(all, market, new NaiveMarket(), ({ step, order, before, rested, placed }) => {
          if (order === undefined) return;
          if (step.do === 'place') left.set(order, step.request.lots);
          else if (rested) {
            if (step.do === 'cancel') left.set(order, 0n);
            else if (step.do === 'reduce') left.set(order, step.lots < before ? before - step.lots : 0n);
            else if (placed?.order !== undefined) left.set(order, step.amendment.lots ?? before);
          }
          for (const fill of placed?.fills ?? []) {
            expect(fill.tradeId).toBe(++tradeId);
            expect(fill.maker.side).toBe(opposite(order.side));
            expect(fill.maker.owner === 0 || fill.maker.owner !== order.owner).toBe(true);
            for (const each of [order, fill.maker]) left.set(each, (left.get(each) ?? 0n) - fill.lots);
          }
          for (const [each, lots] of left) expect(each.lots).toBe(lots);
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('what is told of levels is enough to keep the same book', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const market = new Market('BTC/USD');
        const kept: Record<Side, [number, bigint][]> = { buy: [], sell: [] };
        market.watcher = {
          inserted: (side, rank, { ticks, lots }) => void kept[side].splice(rank, 0, [ticks, lots]),
          changed: (side, rank, { ticks, lots }) => {
            expect(kept[side][rank]?.[0]).toBe(ticks);
            expect(kept[side][rank]?.[1]).not.toBe(lots);
            kept[side][rank] = [ticks, lots];
          },
          removed: (side, rank, { ticks, lots }) => {
            expect(lots).toBe(0n);
            expect(kept[side].splice(rank, 1)[0]?.[0]).toBe(ticks);
          },
        };
        play(all, market, new NaiveMarket(), () => {
          for (const side of SIDES) {
            expect(kept[side]).toEqual(levelsOf(market.side(side)).map(({ ticks, lots }) => [ticks, lots]));
          }
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('a quote is what an order then trades, and a budget buys the most that it can', () => {
    const wishes = fc.array(request, { minLength: 8, maxLength: 8 });
    const budgets = fc.bigInt({ min: 0n, max: 1500n });
    fc.assert(
      fc.property(steps, wishes, budgets, (all, wished, budget) => {
        const market = new Market('BTC/USD');
        const naive = new NaiveMarket();
        play(all, market, naive, () => {});
        const before = SIDES.map((side) => served(market, side));

        for (const wish of wished) {
          const expected = { lots: 0n, turnover: 0n, ticks: undefined as number | undefined };
          for (const { ticks, lots } of naive.fills({ ...wish, fok: false, postOnly: false, at: 0 })) {
            expected.lots += lots;
            expected.turnover += BigInt(ticks) * lots;
            expected.ticks = ticks;
          }
          expect(market.quote(wish.side, wish.lots, wish.ticks, wish)).toEqual(expected);
        }

        let [lots, turnover] = [0n, 0n];
        for (const fill of naive.fills({ owner: 0, side: 'buy', lots: 1_000_000n, at: 0 })) {
          for (let lot = 0n; lot < fill.lots && turnover + BigInt(fill.ticks) <= budget; lot++) {
            lots++;
            turnover += BigInt(fill.ticks);
          }
        }
        expect(market.affordable('buy', budget)).toMatchObject({ lots, turnover });
        expect(SIDES.map((side) => served(market, side))).toEqual(before);
      }),
      { numRuns: RUNS },
    );
  });
});
