/** Snapshots without a checksum, as v1 sends them. */
import { BookKeeper, Levels, OrderBook } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NaiveBook, type PlainLevel } from '../naive-book.js';
import { BookBench, ladder, levels, type Pairs } from './bench.js';

/** Digits that fit into the fast form, and such as need the exact one. */
const FORMS = [
  ['in the fast form', '5.00000000'],
  ['in the exact form', '90071992547409.93000001'],
] as const;

class Bench extends BookBench {
  load(bids: Pairs, asks: Pairs, text = 'snapshot', now = 1) {
    this.exchange.load(levels(bids), levels(asks));
    return this.keeper.loadText(levels(bids), levels(asks), undefined, now, text);
  }

  apply(bids: Pairs, asks: Pairs, wrong = 0, now = 2) {
    this.exchange.apply(levels(bids), levels(asks));
    return this.keeper.applyText(levels(bids), levels(asks), (this.exchange.checksum() ^ wrong) >>> 0, now);
  }

  expectUnreadable(state: string) {
    expect(this.book.state).toBe(state);
    expect([this.book.bids.length, this.book.asks.length]).toEqual([0, 0]);
    expect([this.book.lastKnown.bids.length, this.book.lastKnown.asks.length]).toEqual([0, 0]);
  }

  /** Ten levels a side, the first bid with this quantity. */
  static held(qty = '1.00000000'): Bench {
    const bench = new Bench(10);
    expect(bench.load([['100.0', qty], ...ladder(999, -1, 9)], ladder(1001, 1, 10))).toBe('held');
    return bench;
  }

  static live(qty?: string): Bench {
    const bench = Bench.held(qty);
    expect(bench.apply([], [['100.1', '7.00000000']])).toBe('proven');
    return bench;
  }
}

describe.each(FORMS)('a snapshot without a checksum, %s', (_, qty) => {
  it('waits, and cannot be read, until the first update proves both', () => {
    const bench = Bench.held(qty);
    bench.expectUnreadable('syncing');
    expect(bench.keeper.held).toBe('snapshot');
    expect(bench.book.stats.verified).toBe(0);
    expect(bench.apply([['99.9', '0.00000000']], [])).toBe('proven');
    expect([bench.book.state, bench.book.unproven, bench.keeper.held]).toEqual(['live', false, undefined]);
    expect(bench.book.stats).toEqual({ verified: 1, mismatched: 0, resyncs: 0 });
    expect(bench.book.age(12)).toBe(10);
    bench.expectEqual();
    expect(bench.apply([['99.9', '2.00000000']], [])).toBe('verified');
    bench.expectEqual();
  });

  it('is refused with the first update that does not match, and leaves nothing behind', () => {
    const bench = Bench.held(qty);
    expect(bench.apply([['99.9', '0.00000000']], [], 1)).toBe('mismatched');
    bench.expectUnreadable('syncing');
    expect(bench.keeper.held).toBeUndefined();
    expect(bench.book.stats).toEqual({ verified: 0, mismatched: 1, resyncs: 0 });
    expect(bench.apply([['99.8', '0.00000000']], [])).toBe('ignored');
  });

  it('is refused when a level of it is wrong, though the update is not', () => {
    const bench = Bench.held(qty);
    bench.exchange.apply(levels([['99.5', '0.12345678']]), []);
    expect(bench.apply([['99.9', '3.00000000']], [])).toBe('mismatched');
    bench.expectUnreadable('syncing');
  });

  it('may be shown, marked unproven, until an update proves it', () => {
    const bench = Bench.held(qty);
    const { version } = bench.book;
    bench.keeper.showUnproven();
    expect([bench.book.state, bench.book.unproven, bench.keeper.held]).toEqual(['live', true, undefined]);
    expect(bench.book.snapshot()).toMatchObject({ state: 'live', unproven: true });
    expect(bench.book.version).toBeGreaterThan(version);
    expect(bench.book.stats.verified).toBe(0);
    expect(bench.book.age(11)).toBe(10);
    bench.expectEqual();
    expect(bench.apply([['99.9', '2.00000000']], [])).toBe('verified');
    expect(bench.book.snapshot()).toMatchObject({ state: 'live', unproven: false });
    bench.expectEqual();
  });

  it('that was shown unproven is no longer known when an update refutes it', () => {
    const bench = Bench.held(qty);
    bench.keeper.showUnproven();
    expect(bench.apply([['99.9', '2.00000000']], [], 1)).toBe('mismatched');
    bench.expectUnreadable('stale');
    expect(bench.book.unproven).toBe(false);
  });

  it('takes the place of what was last known, as the version shows', () => {
    const bench = Bench.live(qty);
    bench.keeper.markStale();
    const versions = [bench.book.version];
    expect(bench.book.lastKnown.bids.length).toBeGreaterThan(0);
    expect(bench.keeper.loadText(bench.exchange.bids, bench.exchange.asks, undefined, 3)).toBe('held');
    versions.push(bench.book.version);
    expect(bench.book.lastKnown.bids.length).toBe(0);
    expect(new Set(versions).size).toBe(2);
  });

  it('changes nothing of a live book that shows the same', () => {
    const bench = Bench.live(qty);
    const { version } = bench.book;
    const [bids, asks] = [bench.exchange.bids, bench.exchange.asks];
    expect(bench.keeper.loadText(bids, asks, undefined, 3)).toBe('ignored');
    expect([bench.book.state, bench.book.version, bench.keeper.held]).toEqual(['live', version, undefined]);
    expect(bench.apply([['99.9', '2.00000000']], [])).toBe('verified');
    bench.expectEqual();
  });

  it('that shows another book than the live one waits in its place', () => {
    const bench = Bench.live(qty);
    expect(bench.load([['100.0', qty], ...ladder(999, -1, 3)], ladder(1001, 1, 3))).toBe('held');
    bench.expectUnreadable('stale');
    expect(bench.apply([['99.9', '2.00000000']], [])).toBe('proven');
    expect(bench.book.state).toBe('live');
    bench.expectEqual();
  });

  it('gives way to the next one', () => {
    const bench = Bench.held(qty);
    expect(bench.load(ladder(900, -1, 10), [['90.1', qty]], 'another', 5)).toBe('held');
    expect([bench.keeper.held, bench.keeper.heldAt]).toEqual(['another', 5]);
    expect(bench.apply([['89.9', '2.00000000']], [])).toBe('proven');
    bench.expectEqual();
  });

  it('can be given up', () => {
    const bench = Bench.held(qty);
    bench.keeper.drop();
    bench.expectUnreadable('syncing');
    expect(bench.apply([['99.9', '2.00000000']], [])).toBe('ignored');
    bench.keeper.showUnproven();
    expect(bench.book.state).toBe('syncing');
  });

  it.each<[string, Pairs, Pairs]>([
    ['crossed', [['2.0', qty]], [['1.0', '1.0']]],
    ['locked', [['1.0', qty]], [['1.0', '1.0']]],
    [
      'with unsorted asks',
      [['0.5', qty]],
      [
        ['1.1', '1.0'],
        ['1.0', '1.0'],
      ],
    ],
    [
      'with an empty level',
      [
        ['1.0', qty],
        ['0.9', '0.0'],
      ],
      [],
    ],
  ])('that is %s does not wait', (_, bids, asks) => {
    const bench = Bench.live();
    expect(bench.load(bids, asks)).toBe('unsound');
    bench.expectUnreadable('stale');
    expect(bench.keeper.held).toBeUndefined();
  });

  it.each([
    [0, 0],
    [0, 5],
    [9, 0],
    [9, 3],
  ])('of %i bids and %i asks is proven as any other', (bids, asks) => {
    const bench = new Bench(10);
    expect(bench.load(ladder(1000, -1, bids), ladder(1001, 1, asks))).toBe('held');
    expect(bench.apply([['90.0', qty]], [])).toBe('proven');
    bench.expectEqual();
  });
});

describe('a snapshot without a checksum', () => {
  it('does not bring a closed book back, nor wait in it', () => {
    const bench = Bench.held();
    bench.keeper.close();
    expect(bench.keeper.held).toBeUndefined();
    expect(bench.load(ladder(900, -1, 10), [])).toBe('ignored');
    bench.keeper.showUnproven();
    expect(bench.book.state).toBe('closed');
  });

  it('brings a failed book back when it is proven', () => {
    const bench = Bench.live();
    bench.keeper.markFailed();
    expect(bench.load(ladder(900, -1, 10), [])).toBe('held');
    expect(bench.book.state).toBe('failed');
    expect(bench.apply([['90.0', '2.00000000']], [])).toBe('proven');
    expect(bench.book.state).toBe('live');
  });

  it('is the same in columns', () => {
    const bench = new Bench(10);
    const [bids, asks] = [new Levels(), new Levels()];
    bids.pack(levels(ladder(1000, -1, 10)));
    asks.pack(levels(ladder(1001, 1, 10)));
    bench.exchange.load(levels(ladder(1000, -1, 10)), levels(ladder(1001, 1, 10)));
    expect(bench.keeper.load({ bids, asks, checksum: -1 }, 1, 'columns')).toBe('held');
    expect(bench.keeper.held).toBe('columns');
    expect(bench.apply([['99.9', '2.00000000']], [])).toBe('proven');
    bench.expectEqual();
  });

  it('of an update without a checksum there is no proof', () => {
    const bench = Bench.held();
    expect(bench.keeper.applyText(levels([['99.9', '2.00000000']]), [], undefined, 2)).toBe('mismatched');
  });
});

/** Prices near each other, so that they meet again; bids and asks never cross. */
const change = fc.record({
  side: fc.constantFrom('bids' as const, 'asks' as const),
  tick: fc.nat({ max: 40 }),
  qty: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 2 ** 31 - 1 }) }),
});

it('a book of such snapshots equals a naive one after every frame, whatever comes', () => {
  type Change = { readonly side: 'bids' | 'asks'; readonly tick: number; readonly qty: number };
  const step = fc.record({
    kind: fc.constantFrom(...(['update', 'update', 'update', 'snapshot', 'wrong', 'quiet', 'lost'] as const)),
    changes: fc.array(change, { minLength: 1, maxLength: 8 }),
  });
  fc.assert(
    fc.property(fc.constantFrom(1n, 10n ** 15n), fc.array(step, { maxLength: 40 }), (scale, steps) => {
      const level = ({ side, tick, qty }: Change): PlainLevel => {
        const digits = String(BigInt(qty) * scale).padStart(9, '0');
        return {
          price: `${side === 'bids' ? 500 - tick : 501 + tick}`,
          qty: `${digits.slice(0, -8)}.${digits.slice(-8)}`,
        };
      };
      const of = (changes: readonly Change[], wanted: string) =>
        changes.filter(({ side }) => side === wanted).map(level);
      const exchange = new NaiveBook(10);
      const keeper = new BookKeeper('BTC/USD', 10);
      const book = new OrderBook(keeper);
      let verified = 0;
      for (const { kind, changes } of steps) {
        const [before, wasHeld] = [book.state, keeper.held !== undefined];
        if (kind === 'snapshot') {
          const verdict = keeper.loadText(exchange.bids, exchange.asks, undefined, 0);
          expect(verdict).toBe(before === 'live' ? 'ignored' : 'held');
        } else if (kind === 'quiet') keeper.showUnproven();
        else if (kind === 'lost') {
          keeper.markStale();
          keeper.drop();
        } else {
          exchange.apply(of(changes, 'bids'), of(changes, 'asks'));
          const checksum = (exchange.checksum() ^ Number(kind === 'wrong')) >>> 0;
          const verdict = keeper.applyText(of(changes, 'bids'), of(changes, 'asks'), checksum, 0);
          const taken = wasHeld ? 'proven' : before === 'live' ? 'verified' : 'ignored';
          expect(verdict).toBe(taken !== 'ignored' && kind === 'wrong' ? 'mismatched' : taken);
          if (verdict === 'verified' || verdict === 'proven') verified++;
        }
        if (book.state !== 'live') expect([book.bids.length, book.asks.length]).toEqual([0, 0]);
        else expect([book.bids.levels(), book.asks.levels()]).toEqual([exchange.bids, exchange.asks]);
        expect(book.stats.verified).toBe(verified);
      }
    }),
    { numRuns: 500 },
  );
});
