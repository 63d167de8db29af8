import { BookSide } from '@kraken-stream/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillSteps } from '../src/grouping.js';
import { tickOf, timesTick } from '../src/ticks.js';

type Levels = readonly (readonly [price: string, qty: string])[];

function sideOf(levels: Levels): BookSide {
  return new BookSide(() => ({
    length: levels.length,
    levelAt: (rank) => ({ price: levels[rank]![0], qty: levels[rank]![1] }),
    priceAt: (rank) => Number(levels[rank]![0]),
    qtyAt: (rank) => Number(levels[rank]![1]),
  }));
}

function steps(levels: Levels, direction: 1 | -1, options: { size?: number; depth?: number; rows?: number } = {}) {
  const { size = 10, depth = 1000, rows = 10 } = options;
  const prices = new Float64Array(rows);
  const quantities = new Float64Array(rows);
  const step = { priceUnits: 10, qtyUnits: 1e8, size };
  const count = fillSteps(sideOf(levels), step, direction, depth, prices, quantities);
  return Array.from({ length: count }, (_, i) => [prices[i], quantities[i]]);
}

const BIDS = [
  ['100.4', '0.1'],
  ['100.0', '0.2'],
  ['99.9', '3'],
  ['98.1', '0.00000001'],
] as const;
const ASKS = [
  ['100.6', '1'],
  ['101.0', '2'],
  ['101.1', '4'],
] as const;

describe('levels in steps', () => {
  it('bids count down to their step, asks up', () => {
    expect(steps(BIDS, 1)).toEqual([
      [100, 0.3],
      [99, 3],
      [98, 0.00000001],
    ]);
    expect(steps(ASKS, -1)).toEqual([
      [101, 3],
      [102, 4],
    ]);
  });

  it('are as many as there are rows, each whole', () => {
    expect(steps(BIDS, 1, { rows: 1 })).toEqual([[100, 0.3]]);
  });

  it('leave out the last of a side that is full: it may go on', () => {
    expect(steps(BIDS, 1, { depth: 4 })).toEqual([
      [100, 0.3],
      [99, 3],
    ]);
    expect(steps(BIDS, 1, { depth: 4, size: 5000 })).toEqual([[0, 3.30000001]]);
    expect(steps([], 1)).toEqual([]);
  });

  it('hold every quantity once, to the last digit', () => {
    const level = fc.record({ price: fc.integer({ min: 1, max: 99_999 }), qty: fc.integer({ min: 1, max: 1e12 }) });
    const side = fc.uniqueArray(level, { selector: ({ price }) => price, maxLength: 200 });
    fc.assert(
      fc.property(
        side,
        fc.constantFrom(1 as const, -1 as const),
        fc.constantFrom(5, 10, 50),
        (raw, direction, size) => {
          const sorted = [...raw].sort((a, b) => (b.price - a.price) * direction);
          const levels = sorted.map(({ price, qty }) => [(price / 10).toFixed(1), (qty / 1e8).toFixed(8)] as const);
          const sums = new Map<number, bigint>();
          for (const { price, qty } of sorted) {
            const at = (direction === 1 ? Math.floor(price / size) : Math.ceil(price / size)) * size;
            sums.set(at / 10, (sums.get(at / 10) ?? 0n) + BigInt(qty));
          }
          const got = steps(levels, direction, { size, rows: 300 }).map(([price, qty]) => [
            price,
            BigInt(Math.round(qty! * 1e8)),
          ]);
          expect(got).toEqual([...sums]);
        },
      ),
    );
  });
});

describe('a price increment', () => {
  it.each([
    ['0.1', 10, '1'],
    ['0.1', 5, '0.5'],
    ['0.00000001', 50, '0.0000005'],
    ['0.05', 10, '0.5'],
    ['1', 1000, '1000'],
    ['0.0025', 1, '0.0025'],
  ])('of %s, %d times, is %s', (tick, count, product) => {
    expect(timesTick(tick, count)).toBe(product);
  });

  it('is the catalogue’s, or what the prices show', () => {
    expect(tickOf('BTC/USD')).toBe('0.1');
    expect(tickOf('NEW/USD')).toBeUndefined();
    expect(tickOf('NEW/USD', [{ price: '1.08000000' }, { price: '1.1050' }])).toBe('0.001');
    expect(tickOf('NEW/USD', [{ price: '120' }])).toBe('1');
  });
});
