import { describe, expect, it } from 'vitest';
import { Market } from '../../src/engine/market.js';
import { order, placed } from './book.js';

function market(): Market {
  const made = new Market('BTC/USD');
  placed(made, order('sell', 100, 3n, { owner: 1 }));
  placed(made, order('sell', 101, 20n, { owner: 2, display: 2n }));
  placed(made, order('sell', 105, 5n));
  return made;
}

describe('a quote', () => {
  it('is what an order would trade, price by price, what is hidden included', () => {
    expect(market().quote('buy', 25n)).toEqual({ lots: 25n, turnover: 300n + 2020n + 210n, ticks: 105 });
  });

  it('ends at the limit, and where the book ends', () => {
    expect(market().quote('buy', 25n, 104)).toEqual({ lots: 23n, turnover: 2320n, ticks: 101 });
    expect(market().quote('buy', 99n).lots).toBe(28n);
  });

  it('is nothing when nothing would trade', () => {
    expect(market().quote('buy', 5n, 99)).toEqual({ lots: 0n, turnover: 0n, ticks: undefined });
    expect(market().quote('sell', 5n)).toEqual({ lots: 0n, turnover: 0n, ticks: undefined });
  });

  it('leaves out the orders of one owner, or ends at the first of them', () => {
    expect(market().quote('buy', 25n, undefined, { owner: 2, stp: 'oldest' })).toEqual({
      lots: 8n,
      turnover: 825n,
      ticks: 105,
    });
    expect(market().quote('buy', 25n, undefined, { owner: 2 })).toEqual({ lots: 3n, turnover: 300n, ticks: 100 });
  });
});

describe('what a budget affords', () => {
  it('is the most whole lots that do not cost more', () => {
    expect(market().affordable('buy', 99n)).toEqual({ lots: 0n, turnover: 0n, ticks: undefined });
    expect(market().affordable('buy', 300n)).toEqual({ lots: 3n, turnover: 300n, ticks: 100 });
    expect(market().affordable('buy', 400n)).toEqual({ lots: 3n, turnover: 300n, ticks: 100 });
    expect(market().affordable('buy', 401n)).toEqual({ lots: 4n, turnover: 401n, ticks: 101 });
  });

  it('is all there is when the budget is larger', () => {
    expect(market().affordable('buy', 1_000_000n)).toEqual({ lots: 28n, turnover: 2845n, ticks: 105 });
  });

  it('leaves out the orders of one owner', () => {
    expect(market().affordable('buy', 202n, { owner: 1, stp: 'oldest' })).toEqual({
      lots: 2n,
      turnover: 202n,
      ticks: 101,
    });
  });
});
