import { beforeEach, describe, expect, it } from 'vitest';
import { Market } from '../../src/engine/market.js';
import type { NewOrder, Order } from '../../src/engine/order.js';
import { order, owners, placed, queueOf } from './book.js';

describe('an amended order', () => {
  let market: Market;
  let first: Order;
  let second: Order;
  let third: Order;

  beforeEach(() => {
    market = new Market('BTC/USD');
    first = placed(market, order('buy', 90, 5n, { owner: 1, at: 1 }));
    second = placed(market, order('buy', 90, 5n, { owner: 2, at: 2 }));
    third = placed(market, order('buy', 80, 5n, { owner: 3, at: 3 }));
    placed(market, order('sell', 100, 5n, { owner: 4, at: 4 }));
  });

  it('keeps its place with a smaller quantity', () => {
    expect(market.amend(first, { lots: 2n, at: 9 })).toEqual({ order: first, fills: [] });
    expect(queueOf(market.bids.best)).toEqual([first, second]);
    expect([first.lots, first.at, market.bids.best?.lots]).toEqual([2n, 1, 7n]);
  });

  it('goes to the back of its queue with a larger quantity', () => {
    market.amend(first, { lots: 6n, at: 9 });
    expect(queueOf(market.bids.best)).toEqual([second, first]);
    expect([first.lots, first.at, market.bids.best?.lots]).toEqual([6n, 9, 11n]);
  });

  it('goes to the back of the queue of another price, and stays the same order', () => {
    const { id } = first;
    market.amend(third, { ticks: 90, at: 8 });
    market.amend(first, { ticks: 80, at: 9 });
    expect(queueOf(market.bids.best)).toEqual([second, third]);
    expect(queueOf(market.bids.at(1))).toEqual([first]);
    expect([first.id, first.ticks, first.at]).toEqual([id, 80, 9]);
    market.amend(first, { ticks: 90, at: 10 });
    expect(queueOf(market.bids.best)).toEqual([second, third, first]);
  });

  it('stays where it is when nothing is another', () => {
    market.amend(first, { ticks: 90, lots: 5n, at: 9 });
    expect(queueOf(market.bids.best)).toEqual([first, second]);
    expect(first.at).toBe(1);
  });

  it('goes to the back of another price even when it is made smaller', () => {
    placed(market, order('buy', 91, 1n));
    market.amend(second, { ticks: 91, lots: 1n, at: 9 });
    expect(queueOf(market.bids.best).at(-1)).toBe(second);
    expect(second.lots).toBe(1n);
  });

  it('trades at once when its new price meets others, and what is left rests there', () => {
    const told = owners(market);
    const tape: [NewOrder, number][] = [];
    market.tradeWatcher = { traded: (taker, fills) => void tape.push([taker, fills.length]) };
    const { fills, order: amended } = market.amend(first, { ticks: 101, lots: 7n, at: 9 });
    expect(fills.map(({ ticks, lots, tradeId }) => [ticks, lots, tradeId])).toEqual([[100, 5n, 1]]);
    expect(amended).toBe(first);
    expect([first.lots, first.level?.ticks, market.bids.best?.lots]).toEqual([2n, 101, 2n]);
    expect(tape).toMatchObject([[{ owner: 1, side: 'buy', ticks: 101, lots: 7n, at: 9 }, 1]]);
    expect(told).toEqual(['filled 4 by 1 5@100, left 0']);
  });

  it('is gone when all of it trades', () => {
    const { fills } = market.amend(first, { ticks: 100, at: 9 });
    expect(fills).toHaveLength(1);
    expect([first.lots, first.level, market.bids.orders]).toEqual([0n, undefined, 2]);
  });

  it('is refused, and nothing is changed, when it is to be post-only and would trade', () => {
    const amendment = { ticks: 100, lots: 9n, display: 2n, postOnly: true, at: 9 };
    expect(market.amend(first, amendment)).toEqual({ order: undefined, fills: [], refused: 'post-only' });
    expect(queueOf(market.bids.best)).toEqual([first, second]);
    expect([first.ticks, first.lots, first.display]).toEqual([90, 5n, undefined]);
    expect(market.amend(first, { ...amendment, ticks: 99 }).order?.level?.ticks).toBe(99);
  });

  it('does not trade with another of its owner, by the rule that it was placed with', () => {
    const own = placed(market, order('sell', 99, 5n, { owner: 1 }));
    expect(market.amend(first, { ticks: 99, at: 9 })).toEqual({ order: first, fills: [], prevented: true });
    expect([first.level, first.lots, own.level?.ticks]).toEqual([undefined, 5n, 99]);

    const oldest = placed(market, order('buy', 85, 5n, { owner: 1, stp: 'oldest' }));
    market.amend(oldest, { ticks: 99, at: 10 });
    expect([oldest.level?.ticks, own.level]).toEqual([99, undefined]);
  });

  it('keeps its place with another display, which counts from the next slice on', () => {
    const iceberg = placed(market, order('sell', 99, 30n, { owner: 5, display: 10n }));
    const behind = placed(market, order('sell', 99, 1n, { owner: 6 }));
    market.amend(iceberg, { display: 4n, at: 9 });
    expect(queueOf(market.asks.best)).toEqual([iceberg, behind]);
    expect(iceberg.shown).toBe(10n);
    placed(market, order('buy', 99, 10n));
    expect([iceberg.shown, market.asks.best?.lots]).toEqual([4n, 5n]);
    market.amend(iceberg, { display: 12n, at: 10 });
    expect(queueOf(market.asks.best)).toEqual([behind, iceberg]);
    expect(iceberg.shown).toBe(4n);
    placed(market, order('buy', 99, 5n));
    expect(iceberg.shown).toBe(12n);
  });

  it('shows a fresh slice when it has lost its place', () => {
    const iceberg = placed(market, order('sell', 99, 30n, { owner: 5, display: 10n }));
    placed(market, order('buy', 99, 7n));
    expect(iceberg.shown).toBe(3n);
    market.amend(iceberg, { lots: 24n, at: 9 });
    expect([iceberg.shown, market.asks.best?.lots]).toEqual([10n, 10n]);
  });

  it('must rest, and have something left', () => {
    market.cancel(first);
    expect(market.amend(first, { lots: 9n, at: 9 })).toEqual({ order: undefined, fills: [] });
    expect(() => market.amend(second, { lots: 0n, at: 9 })).toThrow('expected a quantity above zero');
    expect(() => market.amend(second, { display: 0n, at: 9 })).toThrow('expected a display above zero');
  });
});
