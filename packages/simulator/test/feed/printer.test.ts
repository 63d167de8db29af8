import type { BookLevel, BookMessage } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Floor } from '../../src/floor.js';
import { instrument } from '../../src/index.js';
import { timestamp } from '../../src/timestamp.js';
import { NaiveBook } from '../naive.js';
import { START } from '../talk.js';

const PAIR = instrument({
  symbol: 'XMR/USD',
  price: '2.5',
  size: 1,
  gap: 1,
  qtyMin: '0.01',
  qtyPrecision: 2,
  v1PriceDecimals: 4,
});

/** A market that stands still, with one level a side, and a time that goes on when told to. */
function quiet() {
  let now = START * 1000;
  const floor = new Floor(PAIR, { seed: 1, rate: 0, levels: 1 }, () => now);
  return {
    floor,
    get now() {
      return now;
    },
    later: () => {
      now += 1000;
    },
  };
}

/** What a client that keeps times as well makes of frames. */
class Dated {
  readonly bids = new Map<string, BookLevel>();
  readonly asks = new Map<string, BookLevel>();

  apply({ snapshot, bids, asks }: BookMessage): void {
    for (const [side, changes] of [
      [this.bids, bids],
      [this.asks, asks],
    ] as const) {
      if (snapshot) side.clear();
      for (const { republished: _, ...level } of changes) {
        if (Number(level.qty) === 0) side.delete(level.price);
        else side.set(level.price, level);
      }
    }
  }
}

describe('levels in v1', () => {
  it('have the decimals of v1 and the time of their last change', () => {
    const { floor, later } = quiet();
    later();
    const { market } = floor;
    market.place({ owner: 0, side: 'buy', ticks: 3, lots: 25n, at: 0 });
    const { bids } = floor.feeds('v1').level2.snapshot({ depth: 10 }, 0);
    expect(bids.at(-1)).toMatchObject({
      price: '0.3000',
      qty: '0.25000000',
      timestamp: '2026-01-01T00:00:00.001000Z',
    });
    expect(floor.levels('bids', 10).at(-1)).toEqual({ price: '0.3', qty: '0.25' });
  });

  it('are marked when they come into view again behind a removal, with their old times', () => {
    const { floor, later } = quiet();
    const { market } = floor;
    for (let i = 1; i <= 12; i++) market.place({ owner: 0, side: 'sell', ticks: 100 + i, lots: 10n, at: 0 });
    const frames: BookMessage[] = [];
    floor.feeds('v1').level2.listen({ depth: 10 }, ({ message }) => {
      if (message.type === 'book') frames.push(message);
    });
    const third = market.asks.at(2)?.first;
    later();
    if (third !== undefined) market.cancel(third);
    floor.flush(0);
    expect(frames).toMatchObject([
      {
        bids: [],
        asks: [
          { price: '10.2000', qty: '0.00000000', timestamp: '2026-01-01T00:00:00.001000Z' },
          { price: '11.0000', qty: '0.10000000', timestamp: '2026-01-01T00:00:00.000000Z', republished: true },
        ],
        depth: 10,
      },
    ]);
    expect(frames[0]?.asks[0]).not.toHaveProperty('republished');
    expect(frames[0]).not.toHaveProperty('timestamp');
  });

  it('make up a book whose checksum is that of its digits, and whose times are those of changes, whatever happens', () => {
    const step = fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      ticks: fc.integer({ min: 5, max: 40 }),
      lots: fc.integer({ min: 1, max: 20 }),
      cancel: fc.option(fc.nat(39), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const world = quiet();
        const { floor } = world;
        const { market } = floor;
        const feed = floor.feeds('v1').level2;
        const clients = [2, 10].map((depth) => ({ depth, naive: new NaiveBook(depth), dated: new Dated() }));
        const times = new Map<string, string>();
        const totals = new Map<string, string>();
        for (const { depth, naive, dated } of clients) {
          const first = feed.snapshot({ depth }, 0);
          expect(first.checksum).toBeUndefined();
          naive.apply(first);
          dated.apply(first);
          feed.listen({ depth }, ({ message }) => {
            if (message.type !== 'book') throw new Error(message.type);
            naive.apply(message);
            dated.apply(message);
            expect(message.depth).toBe(depth);
            if (depth === 10) expect(message.checksum).toBe(naive.checksum);
            for (const { republished, timestamp: time } of [...message.bids, ...message.asks]) {
              expect(republished === true).toBe(time !== timestamp(world.now));
            }
          });
        }
        const note = () => {
          for (const side of ['bids', 'asks'] as const) {
            for (const { price, qty } of floor.levels(side, Infinity)) {
              if (totals.get(`${side} ${price}`) !== qty) times.set(`${side} ${price}`, timestamp(world.now));
              totals.set(`${side} ${price}`, qty);
            }
            const there = new Set(floor.levels(side, Infinity).map(({ price }) => `${side} ${price}`));
            for (const name of totals.keys()) if (name.startsWith(side) && !there.has(name)) totals.delete(name);
          }
        };
        note();
        for (const { cancel, ...order } of steps) {
          world.later();
          const book = market.side(order.side);
          const target = cancel === undefined ? undefined : book.at(cancel % Math.max(1, book.length))?.last;
          if (target !== undefined) market.cancel(target);
          else market.place({ ...order, owner: 0, at: world.now, lots: BigInt(order.lots) });
          note();
          floor.flush(world.now);
        }
        for (const { depth, naive, dated } of clients) {
          const now = feed.snapshot({ depth }, 0);
          for (const side of ['bids', 'asks'] as const) {
            expect(naive[side]).toEqual(now[side].map(({ price, qty }) => ({ price, qty })));
            for (const { price, timestamp: time } of now[side]) {
              expect(dated[side].get(price)?.timestamp).toBe(time);
              expect(times.get(`${side} ${price.slice(0, -3)}`)).toBe(time);
            }
          }
        }
      }),
    );
  });
});
