import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DepthCurve, type Levels } from '../../src/charts/depth-curve.js';

/** Best first. */
function side(...levels: readonly (readonly [price: number, qty: number])[]): Levels {
  return {
    fill(prices, quantities) {
      for (const [rank, [price, qty]] of levels.entries()) {
        prices[rank] = price;
        quantities[rank] = qty;
      }
      return levels.length;
    },
  };
}

function curveOf(bids: Levels, asks: Levels): DepthCurve {
  const curve = new DepthCurve();
  curve.read(bids, asks);
  return curve;
}

describe('the depth of a book', () => {
  const curve = curveOf(side([99, 1], [98, 2], [90, 4]), side([101, 3], [103, 5]));

  it('adds up from the best price of each side', () => {
    expect([...curve.bids.totals.subarray(0, 3)]).toEqual([1, 3, 7]);
    expect([...curve.asks.totals.subarray(0, 2)]).toEqual([3, 8]);
  });

  it('tells what rests at a price or better', () => {
    expect([100, 99, 98.5, 98, 90, 1].map((price) => curve.bids.totalAt(price))).toEqual([0, 1, 1, 3, 7, 7]);
    expect([100, 101, 102, 103, 1000].map((price) => curve.asks.totalAt(price))).toEqual([0, 3, 3, 8, 8]);
  });

  it('is read so far from the middle, on the side that is there', () => {
    expect(curve).toMatchObject({ mid: 100, spread: 2 });
    expect(curve.at(-2)).toEqual({ side: 'bids', price: 98, total: 3, percent: -2 });
    expect(curve.at(3)).toEqual({ side: 'asks', price: 103, total: 8, percent: 3 });
  });

  it('reaches as far as both sides can be seen, and as far as there is one where the other is empty', () => {
    expect(curve.reach).toBe(3);
    const bidsAlone = curveOf(side([99, 1], [98, 2]), side());
    expect(bidsAlone).toMatchObject({ mid: 99, spread: undefined, reach: 1 });
    expect(curveOf(side(), side())).toMatchObject({ mid: undefined, spread: undefined, reach: 0 });
    expect(curveOf(side(), side()).at(0)).toBeUndefined();
  });

  it('adds up to what a plain sum says', () => {
    const levels = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(levels, fc.integer({ min: 0, max: 51 }), (some, price) => {
        const asks = [...new Map(some)].sort(([a], [b]) => a - b);
        const bids = asks.toReversed();
        const drawn = curveOf(side(...bids), side(...asks));
        const sum = (isBetter: (each: number) => boolean) =>
          asks.reduce((total, [each, qty]) => (isBetter(each) ? total + qty : total), 0);
        expect(drawn.asks.totalAt(price)).toBe(sum((each) => each <= price));
        expect(drawn.bids.totalAt(price)).toBe(sum((each) => each >= price));
      }),
    );
  });
});
