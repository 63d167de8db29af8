import { BOOK_DEPTHS, type BookMessage, v2 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Market } from '../../src/engine/market.js';
import { Scale } from '../../src/engine/scale.js';
import { Level2Feed } from '../../src/feed/level2.js';
import { PlainPrinter } from '../../src/feed/printer.js';
import { Exchange } from '../../src/index.js';
import { NaiveBook } from '../naive.js';
import { START } from '../talk.js';

const scale = new Scale({ pricePrecision: 1, qtyPrecision: 2, priceIncrement: '0.1' });

function bookOf(market: Market): Level2Feed {
  const feed = new Level2Feed(market, new PlainPrinter(scale), 'v2');
  market.watcher = feed;
  return feed;
}

/** A market with asks at 100, 101, … and a subscriber of some depth. */
function asks(count: number, depth: number) {
  const market = new Market('BTC/USD');
  const feed = bookOf(market);
  for (let i = 0; i < count; i++) market.place({ owner: 0, side: 'sell', ticks: 1000 + 10 * i, lots: 100n, at: 0 });
  const frames: BookMessage[] = [];
  feed.listen({ depth }, ({ message }) => {
    if (message.type === 'book') frames.push(message);
  });
  const place = (side: 'buy' | 'sell', ticks: number, lots: bigint) =>
    market.place({ owner: 0, side, ticks, lots, at: 0 }).order;
  return { market, feed, frames, place };
}

const pairs = (levels: BookMessage['asks']) => levels.map(({ price, qty }) => `${price}:${qty}`);

describe('the book feed', () => {
  it('sends the level that moves into view right after the removal that let it in', () => {
    const { market, feed, frames } = asks(12, 10);
    const best = market.asks.best?.first;
    if (best !== undefined) market.cancel(best);
    feed.flush(0);
    expect(frames.map((frame) => [pairs(frame.asks), frame.bids])).toEqual([[['100.0:0.00', '110.0:1.00'], []]]);
  });

  it('sends nothing for a level that falls out of view, nor for changes out of view', () => {
    const { feed, frames, place } = asks(12, 10);
    place('sell', 1005, 100n);
    feed.flush(0);
    place('sell', 1200, 100n);
    feed.flush(0);
    expect(frames.map((frame) => pairs(frame.asks))).toEqual([['100.5:1.00']]);
  });

  it('shows a sweep fill by fill, and its remainder on the other side in the same frame', () => {
    const { feed, frames, place } = asks(12, 10);
    place('sell', 1000, 50n);
    feed.flush(0);
    place('buy', 1015, 300n);
    feed.flush(0);
    expect(pairs(frames[1]?.asks ?? [])).toEqual([
      '100.0:0.50',
      '100.0:0.00',
      '110.0:1.00',
      '101.0:0.00',
      '111.0:1.00',
    ]);
    expect(pairs(frames[1]?.bids ?? [])).toEqual(['101.5:0.50']);
  });

  it('leaves a frame that is held back as it was, whatever happens later', () => {
    const { feed, frames, place } = asks(12, 10);
    place('buy', 990, 100n);
    feed.flush(0);
    const [held] = frames;
    const before = JSON.stringify(held);
    place('sell', 995, 100n);
    feed.flush(0);
    expect(JSON.stringify(held)).toBe(before);
    expect(held?.asks).toEqual([]);
  });

  it('sends nothing when nothing happened', () => {
    const { feed, frames } = asks(12, 10);
    feed.flush(0);
    expect(frames).toEqual([]);
  });

  it('stops when nobody listens', () => {
    const { market, feed } = asks(3, 10);
    let frames = 0;
    const stop = feed.listen({ depth: 25 }, () => frames++);
    stop();
    stop();
    market.place({ owner: 0, side: 'sell', ticks: 1, lots: 1n, at: 0 });
    feed.flush(0);
    expect(frames).toBe(0);
  });

  it('leaves every depth with the true book, however many operations share a frame', () => {
    const step = fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      ticks: fc.integer({ min: 1, max: 40 }),
      lots: fc.integer({ min: 1, max: 20 }),
      cancel: fc.option(fc.nat(39), { nil: undefined }),
      flush: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const market = new Market('BTC/USD');
        const feed = bookOf(market);
        const clients = [2, 3, 10].map((depth) => {
          const client = new NaiveBook(depth);
          feed.listen({ depth }, ({ message }) => {
            if (message.type === 'book') client.apply(message);
          });
          return client;
        });
        for (const { cancel, flush, ...order } of steps) {
          const book = market.side(order.side);
          const target = cancel === undefined ? undefined : book.at(cancel % Math.max(1, book.length))?.last;
          if (target !== undefined) market.cancel(target);
          else market.place({ ...order, owner: 0, at: 0, lots: BigInt(order.lots) });
          if (flush) feed.flush(0);
        }
        feed.flush(0);
        for (const client of clients) {
          const { bids, asks, checksum } = feed.snapshot({ depth: client.depth }, 0);
          expect(client.bids).toEqual(bids.map(({ price, qty }) => ({ price, qty })));
          expect(client.asks).toEqual(asks.map(({ price, qty }) => ({ price, qty })));
          if (client.depth === 10) expect(client.checksum).toBe(checksum);
        }
      }),
    );
  });
});

describe('a client that follows the frames', () => {
  const symbols = ['BTC/USD', 'ADA/BTC', 'MINA/GBP', 'GST/EUR', 'SHIB/USD', 'USDG/USD', 'XMR/USD'];

  for (const depth of BOOK_DEPTHS) {
    it(`holds the true book and checksum after every frame at depth ${depth}`, () => {
      const exchange = new Exchange({ startTime: START, seed: depth, symbols, rate: 100, levels: depth + 20 });
      const books = new Map(symbols.map((symbol) => [symbol, new NaiveBook(depth)]));
      let frames = 0;
      const connection = exchange.accept('/v2', {
        close() {},
        send(text) {
          const message = v2.decode(text);
          if (message.type !== 'book') return;
          const book = books.get(message.symbol);
          book?.apply(message);
          expect(book?.checksum).toBe(message.checksum);
          expect({ bids: book?.bids, asks: book?.asks }).toEqual(exchange.book(message.symbol, depth));
          frames++;
        },
      });
      connection.received(v2.encodeRequest({ method: 'subscribe', channel: 'book', symbols, depth }));
      exchange.tick(START + (depth > 100 ? 2000 : 6000));
      expect(frames).toBeGreaterThan(500);
    });
  }

  it('meets thin books, nine decimals, quantities beyond 2^53 and five decimals of quantity', () => {
    const exchange = new Exchange({ startTime: START, symbols });
    expect(exchange.book('MINA/GBP').bids.length).toBeLessThan(10);
    expect(exchange.book('ADA/BTC').bids[0]?.price).toMatch(/^0\.00000\d{4}$/);
    expect(exchange.book('USDG/USD').bids[0]?.qty).toMatch(/^\d+\.\d{5}$/);
    const digits = exchange.book('SHIB/USD').bids.map(({ qty }) => qty.replace('.', ''));
    expect(digits.some((qty) => qty.length >= 17 && BigInt(qty) > 2n ** 53n)).toBe(true);
  });
});
