import { BookKeeper, bookChecksum, OrderBook, UsageError } from '@kraken-stream/core';
import { beforeEach, describe, expect, it } from 'vitest';

const bids = [
  { price: '45283.5', qty: '0.10000000' },
  { price: '45283.4', qty: '1.54582015' },
  { price: '45282.1', qty: '0.10000000' },
];
const asks = [
  { price: '45285.2', qty: '0.00100000' },
  { price: '45286.4', qty: '1.54571953' },
];

describe('reading a book', () => {
  let keeper: BookKeeper;
  let book: OrderBook;

  beforeEach(() => {
    keeper = new BookKeeper('BTC/USD', 10);
    book = new OrderBook(keeper);
    keeper.loadText(bids, asks, bookChecksum(asks, bids), 1000);
  });

  it('by rank, from the best', () => {
    expect(book.bids.best).toEqual(bids[0]);
    expect(book.asks.best).toEqual(asks[0]);
    expect(book.bids.at(2)).toEqual(bids[2]);
    expect([book.bids.at(3), book.bids.at(-1), book.asks.at(2)]).toEqual([undefined, undefined, undefined]);
    expect(book.bids.levels(2)).toEqual(bids.slice(0, 2));
    expect([...book.asks]).toEqual(asks);
  });

  it("into the caller's arrays, as the nearest doubles", () => {
    const [prices, quantities] = [new Float64Array(5), new Float64Array(5)];
    expect(book.bids.fill(prices, quantities)).toBe(3);
    expect([...prices.slice(0, 3)]).toEqual([45283.5, 45283.4, 45282.1]);
    expect([...quantities.slice(0, 3)]).toEqual([0.1, 1.54582015, 0.1]);
    expect(book.bids.fill(prices, quantities, 1)).toBe(1);
    expect(book.bids.fill(new Float64Array(2), new Float64Array(1))).toBe(1);
  });

  it('as spread and mid, exact', () => {
    expect(book.spread).toBe('1.7');
    expect(book.mid).toBe('45284.35');
  });

  it('as the cost of a market order', () => {
    expect(book.cost('buy', '0.5')).toEqual({
      filled: '0.50000000',
      cost: '22643.198800000',
      averagePrice: '45286.397600000',
      worstPrice: '45286.4',
    });
    expect(book.cost('sell', 0.1)).toMatchObject({ averagePrice: '45283.500000000', worstPrice: '45283.5' });
  });

  it('as the cost of one that the visible levels cannot fill', () => {
    expect(book.cost('buy', '100').filled).toBe('1.54671953');
    keeper.markStale();
    expect(book.cost('buy', '1')).toEqual({ filled: '0', cost: '0', averagePrice: undefined, worstPrice: undefined });
  });

  it('refuses a cost that cannot be', () => {
    expect(() => book.cost('buy', '0')).toThrow(UsageError);
    expect(() => book.cost('buy', Number.NaN)).toThrow(UsageError);
    expect(() => book.cost('hold' as 'buy', '1')).toThrow("side: expected 'buy' or 'sell', received hold");
  });

  it('as what rests at a price or better', () => {
    expect(book.depthAt('45283.4')).toEqual({ bids: '1.64582015', asks: '0' });
    expect(book.depthAt('45286.4')).toEqual({ bids: '0', asks: '1.54671953' });
  });

  it('as the imbalance of its sides', () => {
    expect(book.imbalance(1)).toBeCloseTo((0.1 - 0.001) / 0.101, 12);
    keeper.markStale();
    expect(book.imbalance(1)).toBeUndefined();
  });

  it('as a snapshot that is the same object while nothing changed', () => {
    const snapshot = book.snapshot();
    expect(book.snapshot()).toBe(snapshot);
    expect(snapshot).toMatchObject({ symbol: 'BTC/USD', depth: 10, state: 'live', bids, asks });
    keeper.markStale();
    expect(book.snapshot()).toMatchObject({ state: 'stale', bids: [], asks: [] });
  });
});
