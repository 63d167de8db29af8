import { describe, expect, it } from 'vitest';
import type { Level } from '../../src/engine/level.js';
import type { Order, Side } from '../../src/engine/order.js';
import { Exchange, syntheticInstruments } from '../../src/index.js';
import { START, talk } from '../talk.js';
import { order, placed } from './book.js';

/** The ranks of all changes of a market, fresh each time. */
function ranks(exchange: Exchange, symbol: string, seconds: number): number[] {
  const market = exchange.market(symbol);
  const { watcher } = market;
  const seen: number[] = [];
  const note =
    (tell: (side: Side, rank: number, level: Level) => void) =>
    (side: Side, rank: number, level: Level): void => {
      seen.push(rank);
      tell(side, rank, level);
    };
  market.watcher = {
    inserted: note((...change) => watcher.inserted(...change)),
    changed: note((...change) => watcher.changed(...change)),
    removed: note((...change) => watcher.removed(...change)),
  };
  exchange.tick(exchange.now + seconds * 1000);
  return seen;
}

describe('the background traders', () => {
  it('change mostly the twenty best levels, and now and then any', () => {
    const seen = ranks(
      new Exchange({ startTime: START, symbols: ['BTC/USD'], rate: 1000, levels: 1500 }),
      'BTC/USD',
      20,
    );
    const share = seen.filter((rank) => rank < 20).length / seen.length;
    expect(share).toBeGreaterThan(0.85);
    expect(share).toBeLessThan(0.97);
    expect(Math.max(...seen)).toBeGreaterThan(1000);
  });

  it('keep about as many levels as they are told to, and a market that is never without a price', () => {
    for (const [symbol, levels] of [
      ['BTC/USD', 60],
      ['SOL/USD', 60],
      ['SHIB/USD', 60],
      ['ETH/USD', 1200],
    ] as const) {
      const exchange = new Exchange({ startTime: START, symbols: [symbol], rate: 1000, levels });
      for (let second = 1; second <= 20; second++) {
        exchange.tick(START + second * 1000);
        const { bids, asks } = exchange.market(symbol);
        for (const side of [bids, asks]) {
          expect(side.length).toBeGreaterThan(levels * 0.6);
          expect(side.length).toBeLessThan(levels * 1.2);
          expect(side.orders).toBeLessThan(levels * 4);
        }
      }
    }
  });

  it('make frames of one to three changes as a rule, sometimes a sweep, a repeated price, or both sides at once', () => {
    const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD'], rate: 1000 });
    const session = talk(exchange);
    session.subscribe(['BTC/USD'], 25);
    exchange.tick(START + 20_000);
    const updates = session.books().filter(({ snapshot }) => !snapshot);
    const small = updates.filter(({ bids, asks }) => bids.length + asks.length <= 3);
    const both = updates.filter(({ bids, asks }) => bids.length > 0 && asks.length > 0);
    const repeated = updates.filter(({ asks }) => new Set(asks.map(({ price }) => price)).size < asks.length);
    expect(small.length / updates.length).toBeGreaterThan(0.9);
    expect(both.length / updates.length).toBeGreaterThan(0.001);
    expect(both.length / updates.length).toBeLessThan(0.06);
    expect(repeated.length).toBeGreaterThan(0);
  });

  it('trade at the rate that was asked for, bursts included', () => {
    const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD'], rate: 500, levels: 100 });
    const session = talk(exchange);
    session.subscribe(['BTC/USD'], 1000);
    exchange.tick(START + 60_000);
    const rate = session.books().length / 60;
    expect(rate).toBeGreaterThan(400);
    expect(rate).toBeLessThan(600);
  });

  it('trade with the orders of others, and neither cancel nor shrink nor move them', () => {
    const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD'], rate: 1000, levels: 40 });
    const market = exchange.market('BTC/USD');
    const filled = new Map<Order, bigint>();
    market.ownerWatcher = {
      filled: (order, { lots }) => void filled.set(order, (filled.get(order) ?? 0n) + lots),
      refilled() {},
      prevented() {},
    };
    const orders: Order[] = [];
    for (const side of ['buy', 'sell'] as const) {
      const touch = market.side(side).best?.ticks ?? 0;
      for (let away = 0; away < 200; away++) {
        const ticks = side === 'buy' ? touch - away * 10 : touch + away * 10;
        orders.push(placed(market, order(side, ticks, 1_000_000n, { owner: 1 })));
      }
    }
    exchange.tick(START + 20_000);
    for (const each of orders) expect(each.lots).toBe(1_000_000n - (filled.get(each) ?? 0n));
    expect(filled.size).toBeGreaterThan(0);
    expect(orders.filter(({ level }) => level !== undefined).length).toBeGreaterThan(0);
  });

  it('can trade a thousand made-up pairs', () => {
    const exchange = new Exchange({ startTime: START, symbols: syntheticInstruments(1000), rate: 1, levels: 20 });
    exchange.tick(START + 1000);
    expect(exchange.pairs).toHaveLength(1000);
    for (const { symbol } of exchange.pairs) {
      const { bids, asks } = exchange.book(symbol, 1);
      expect(Number(bids[0]?.price)).toBeLessThan(Number(asks[0]?.price));
    }
  });
});
