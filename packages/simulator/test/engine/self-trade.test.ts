import { beforeEach, describe, expect, it } from 'vitest';
import { Market } from '../../src/engine/market.js';
import type { Order } from '../../src/engine/order.js';
import { order, owners, placed, queueOf } from './book.js';

describe('an order that meets another of its owner', () => {
  let market: Market;
  let own: Order;
  let last: Order;
  let told: string[];

  beforeEach(() => {
    market = new Market('BTC/USD');
    placed(market, order('sell', 100, 3n, { owner: 2 }));
    own = placed(market, order('sell', 100, 4n, { owner: 1 }));
    last = placed(market, order('sell', 101, 5n, { owner: 2 }));
    told = owners(market);
  });

  it('is given up from there on, when nothing else was asked for', () => {
    const { order: taker, fills, prevented } = market.place(order('buy', 105, 20n, { owner: 1 }));
    expect(fills.map(({ lots }) => lots)).toEqual([3n]);
    expect([prevented, taker?.lots, taker?.level]).toEqual([true, 17n, undefined]);
    expect(queueOf(market.asks.best)).toEqual([own]);
    expect([market.bids.length, told]).toEqual([0, ['filled 1 by 1 3@100, left 0']]);
  });

  it('takes it out of the book and goes on, with `oldest`', () => {
    const { fills, prevented, order: taker } = market.place(order('buy', 105, 20n, { owner: 1, stp: 'oldest' }));
    expect(fills.map(({ lots }) => lots)).toEqual([3n, 5n]);
    expect([prevented, taker?.lots, taker?.level?.ticks]).toEqual([undefined, 12n, 105]);
    expect([own.level, own.lots, last.lots]).toEqual([undefined, 4n, 0n]);
    expect(told).toEqual(['filled 1 by 1 3@100, left 0', 'prevented 2, left 4', 'filled 3 by 1 5@101, left 0']);
  });

  it('is given up and takes it out of the book, with `both`', () => {
    const { fills, prevented } = market.place(order('buy', 105, 20n, { owner: 1, stp: 'both' }));
    expect([fills.length, prevented, own.level]).toEqual([1, true, undefined]);
    expect(queueOf(market.asks.best)).toEqual([last]);
    expect([market.bids.length, told.at(-1)]).toEqual([0, 'prevented 2, left 4']);
  });

  it('is not prevented from what it can have before', () => {
    const { fills, prevented } = market.place(order('buy', 105, 3n, { owner: 1 }));
    expect([fills.length, prevented]).toEqual([1, undefined]);
  });

  it('trades with it when they are of owner 0', () => {
    placed(market, order('sell', 99, 2n));
    expect(market.place(order('buy', 99, 2n)).fills).toHaveLength(1);
  });
});

describe('a fill-or-kill order', () => {
  let market: Market;

  beforeEach(() => {
    market = new Market('BTC/USD');
    placed(market, order('sell', 100, 30n, { owner: 2, display: 3n }));
    placed(market, order('sell', 101, 5n, { owner: 1 }));
    placed(market, order('sell', 102, 5n, { owner: 2 }));
  });

  it('trades whole, with what icebergs hide too', () => {
    const { fills, order: taker } = market.place(order('buy', 102, 40n, { owner: 3, fok: true }));
    expect([fills.reduce((sum, { lots }) => sum + lots, 0n), taker?.lots]).toEqual([40n, 0n]);
  });

  it('is refused when its limit does not let it, and nothing has happened', () => {
    expect(market.place(order('buy', 101, 36n, { owner: 3, fok: true }))).toEqual({
      order: undefined,
      fills: [],
      refused: 'fok',
    });
    expect([market.asks.orders, market.bids.orders, market.tradeId]).toEqual([3, 0, 0]);
  });

  it('does not count on what it would be prevented from', () => {
    const mine = (lots: bigint, stp: 'newest' | 'oldest' | 'both') =>
      market.quote('buy', lots, 102, { owner: 1, stp }).lots === lots;
    expect([mine(30n, 'newest'), mine(31n, 'newest')]).toEqual([true, false]);
    expect([mine(35n, 'oldest'), mine(36n, 'oldest')]).toEqual([true, false]);
    expect([mine(30n, 'both'), mine(31n, 'both')]).toEqual([true, false]);
    expect(market.place(order('buy', 102, 31n, { owner: 1, fok: true })).refused).toBe('fok');
    expect(market.place(order('buy', 102, 35n, { owner: 1, fok: true, stp: 'oldest' })).order?.lots).toBe(0n);
  });

  it('does not count on slices that would queue behind an order of its owner', () => {
    placed(market, order('sell', 100, 1n, { owner: 1 }));
    expect(market.place(order('buy', 100, 4n, { owner: 1, fok: true })).refused).toBe('fok');
    expect(market.place(order('buy', 100, 3n, { owner: 1, fok: true })).fills).toHaveLength(1);
  });
});
