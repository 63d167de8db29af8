import { describe, expect, it } from 'vitest';
import { Market } from '../../src/engine/market.js';
import { order, owners, placed, queueOf } from './book.js';

describe('an iceberg', () => {
  it('shows a slice of what it has, and only that counts in its level', () => {
    const market = new Market('BTC/USD');
    const iceberg = placed(market, order('sell', 100, 50n, { display: 10n }));
    placed(market, order('sell', 100, 3n));
    expect([iceberg.lots, iceberg.shown, market.asks.best?.lots]).toEqual([50n, 10n, 13n]);
  });

  it('shows all that it has when that is less than a slice', () => {
    const market = new Market('BTC/USD');
    expect(placed(market, order('sell', 100, 5n, { display: 10n })).shown).toBe(5n);
  });

  it('goes to the back of its queue with each new slice, with the time of the trade that used up the last', () => {
    const market = new Market('BTC/USD');
    const told = owners(market);
    const iceberg = placed(market, order('sell', 100, 25n, { owner: 1, display: 10n, at: 1 }));
    const plain = placed(market, order('sell', 100, 5n, { owner: 2, at: 2 }));
    placed(market, order('buy', 100, 4n, { at: 3 }));
    expect(queueOf(market.asks.best)).toEqual([iceberg, plain]);
    placed(market, order('buy', 100, 6n, { at: 4 }));
    expect(queueOf(market.asks.best)).toEqual([plain, iceberg]);
    expect([iceberg.lots, iceberg.shown, iceberg.at, market.asks.best?.lots]).toEqual([15n, 10n, 4, 15n]);
    expect(told).toEqual([
      'filled 1 by 0 4@100, left 21',
      'filled 1 by 0 6@100, left 15',
      'refilled 1 shows 10 since 4',
    ]);
  });

  it('serves a large taker slice by slice, after the others of its price and before the next price', () => {
    const market = new Market('BTC/USD');
    const told = owners(market);
    const iceberg = placed(market, order('sell', 100, 25n, { owner: 1, display: 10n }));
    const plain = placed(market, order('sell', 100, 5n, { owner: 2 }));
    const worse = placed(market, order('sell', 101, 5n));
    const { fills } = market.place(order('buy', 101, 31n, { owner: 3 }));
    expect(fills.map(({ maker, ticks, lots }) => [maker, ticks, lots])).toEqual([
      [iceberg, 100, 10n],
      [plain, 100, 5n],
      [iceberg, 100, 10n],
      [iceberg, 100, 5n],
      [worse, 101, 1n],
    ]);
    expect(told).toEqual([
      'filled 1 by 3 10@100, left 15',
      'refilled 1 shows 10 since 0',
      'filled 2 by 3 5@100, left 0',
      'filled 1 by 3 10@100, left 5',
      'refilled 1 shows 5 since 0',
      'filled 1 by 3 5@100, left 0',
    ]);
  });

  it('trades whole as it arrives, and hides what is left of it', () => {
    const market = new Market('BTC/USD');
    placed(market, order('sell', 100, 12n));
    const iceberg = placed(market, order('buy', 100, 30n, { display: 5n }));
    expect([iceberg.lots, iceberg.shown, market.bids.best?.lots]).toEqual([18n, 5n, 5n]);
  });

  it('is made smaller where it is hidden first, of which nobody is told', () => {
    const market = new Market('BTC/USD');
    const iceberg = placed(market, order('sell', 100, 30n, { display: 10n }));
    const told: bigint[] = [];
    market.watcher = { ...market.watcher, changed: (_side, _rank, { lots }) => void told.push(lots) };
    market.reduce(iceberg, 20n);
    expect([iceberg.lots, iceberg.shown, told]).toEqual([10n, 10n, []]);
    market.reduce(iceberg, 4n);
    expect([iceberg.lots, iceberg.shown, told]).toEqual([6n, 6n, [6n]]);
  });

  it('is gone with all that it hides when it is cancelled', () => {
    const market = new Market('BTC/USD');
    const iceberg = placed(market, order('sell', 100, 30n, { display: 10n }));
    expect(market.cancel(iceberg)).toBe(true);
    expect([market.asks.length, market.asks.orders, iceberg.shown]).toEqual([0, 0, 0n]);
  });

  it('must show something', () => {
    const market = new Market('BTC/USD');
    expect(() => market.place(order('sell', 100, 30n, { display: 0n }))).toThrow('expected a display above zero');
  });
});
