import { BookKeeper, bookChecksum, Levels, OrderBook } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { BookBench, ladder, levels, type Pairs } from './bench.js';

class Bench extends BookBench {
  load(bids: Pairs, asks: Pairs) {
    this.exchange.load(levels(bids), levels(asks));
    return this.keeper.loadText(levels(bids), levels(asks), this.exchange.checksum(), 1);
  }

  apply(bids: Pairs, asks: Pairs, checksum?: number) {
    this.exchange.apply(levels(bids), levels(asks));
    return this.keeper.applyText(levels(bids), levels(asks), checksum ?? this.exchange.checksum(), 2);
  }
}

/** A book of depth 10 with twelve levels a side known to the exchange. */
function filled(): Bench {
  const bench = new Bench(10);
  expect(bench.load(ladder(1000, -1, 10), ladder(1001, 1, 10))).toBe('verified');
  return bench;
}

describe('rule 1: the checksum is checked on every frame', () => {
  it('of a snapshot', () => {
    const keeper = new BookKeeper('BTC/USD', 10);
    expect(keeper.loadText(levels([['1.0', '1.0']]), levels([['2.0', '1.0']]), 1, 1)).toBe('mismatched');
    expect(keeper.state).toBe('syncing');
  });

  it('of an update', () => {
    expect(filled().apply([['99.9', '7.00000000']], [], 1)).toBe('mismatched');
  });

  it('of an update that changes nothing in the top ten, whose checksum must be the one before', () => {
    const bench = new Bench(25);
    bench.load(ladder(1000, -1, 25), ladder(1001, 1, 25));
    const before = bench.exchange.checksum();
    expect(bench.apply([['98.5', '7.00000000']], [])).toBe('verified');
    expect(bench.exchange.checksum()).toBe(before);
    expect(bench.apply([['98.5', '8.00000000']], [], before ^ 1)).toBe('mismatched');
  });

  it('of an update without any change', () => {
    const bench = filled();
    expect(bench.apply([], [], bench.exchange.checksum() ^ 1)).toBe('mismatched');
  });
});

describe('rule 2: digits come from the wire', () => {
  it('trailing zeros count', () => {
    const keeper = new BookKeeper('BTC/USD', 10);
    const checksum = bookChecksum(levels([['2.0', '1.00000000']]), levels([['1.0', '1.00000000']]));
    expect(keeper.loadText(levels([['1.0', '1.0']]), levels([['2.0', '1.0']]), checksum, 1)).toBe('mismatched');
    expect(keeper.loadText(levels([['1.0', '1.00000000']]), levels([['2.0', '1.00000000']]), checksum, 1)).toBe(
      'verified',
    );
  });

  it('quantities beyond 2^53 and prices of twelve decimals are exact', () => {
    const bench = new Bench(10);
    const bids: Pairs = [['0.000000532012', '123456789012345678.12345678']];
    expect(bench.load(bids, [['0.000000532013', '9007199254740993.00000001']])).toBe('verified');
    expect(bench.apply([['0.000000532011', '99999999999999999.99999999']], [])).toBe('verified');
    bench.expectEqual();
  });

  it('a quantity that grows beyond 2^53 in an update is exact, and so is all that follows', () => {
    const bench = filled();
    expect(bench.apply([['99.9', '90071992547409.93000001']], [])).toBe('verified');
    expect(bench.apply([['99.8', '3.00000000']], [['100.2', '0.00000000']])).toBe('verified');
    bench.expectEqual();
  });

  it('levels with different numbers of decimals are kept as they came', () => {
    const keeper = new BookKeeper('BTC/USD', 10);
    const bids = levels([['1.5', '3.10']]);
    const asks = levels([
      ['1.6', '4.000'],
      ['1.65', '5'],
    ]);
    expect(keeper.loadText(bids, asks, bookChecksum(asks, bids), 1)).toBe('verified');
    expect(new OrderBook(keeper).asks.levels()).toEqual(asks);
  });
});

describe('rule 3: entries apply in their order', () => {
  it('a price that repeats ends as its last entry says', () => {
    const bench = filled();
    const sweep = Array.from({ length: 25 }, (_, n) => ['100.1', `0.${25 - n}000000`] as const);
    expect(bench.apply([], sweep)).toBe('verified');
    expect(bench.book.asks.best).toEqual({ price: '100.1', qty: '0.1000000' });
  });

  it('a price removed and set again in one frame is there', () => {
    const bench = filled();
    expect(
      bench.apply(
        [],
        [
          ['100.1', '0.00000000'],
          ['100.1', '3.00000000'],
        ],
      ),
    ).toBe('verified');
    expect(bench.book.asks.best).toEqual({ price: '100.1', qty: '3.00000000' });
    expect(
      bench.apply(
        [],
        [
          ['100.1', '4.00000000'],
          ['100.1', '0.00000000'],
          ['101.1', '5.00000000'],
        ],
      ),
    ).toBe('verified');
    expect(bench.book.asks.best?.price).toBe('100.2');
  });

  it('zero is decided on the digits: the smallest quantity stays', () => {
    const bench = filled();
    expect(bench.apply([['100.0', '0.00000001']], [])).toBe('verified');
    expect(bench.book.bids.best).toEqual({ price: '100.0', qty: '0.00000001' });
  });

  it('removing an unknown price does nothing', () => {
    const bench = filled();
    expect(bench.apply([['42.0', '0.00000000']], [['4200.0', '0.00000000']])).toBe('verified');
    expect(bench.book.bids.length).toBe(10);
    bench.expectEqual();
  });
});

describe('rule 4: each side is cut to the subscribed depth, once a frame', () => {
  it('a level that a better one pushes out is gone', () => {
    const bench = new Bench(10);
    bench.load(ladder(1000, -2, 10), ladder(1001, 2, 10));
    expect(bench.apply([['99.9', '1.00000000']], [])).toBe('verified');
    expect(bench.book.bids.length).toBe(10);
    // What was pushed out must not come back when there is room again.
    expect(
      bench.apply(
        [
          ['99.9', '0.00000000'],
          ['98.1', '9.00000000'],
        ],
        [],
      ),
    ).toBe('verified');
    expect(bench.book.bids.at(9)?.price).toBe('98.1');
    bench.expectEqual();
  });

  it('a level that an earlier entry pushed out counts again when a later one makes room', () => {
    const bench = filled();
    // Eleven levels after the first entry, ten after the second: cut in between, the worst would be lost.
    expect(
      bench.apply(
        [
          ['100.1', '1.00000000'],
          ['100.0', '0.00000000'],
        ],
        [['100.1', '0.00000000']],
      ),
    ).toBe('verified');
    expect(bench.book.bids.length).toBe(10);
    expect(bench.book.bids.at(9)?.price).toBe('99.1');
    bench.expectEqual();
  });

  it('to the subscribed depth, not to the length at hand', () => {
    const bench = new Bench(10);
    bench.load(ladder(1000, -1, 3), ladder(1001, 1, 3));
    expect(bench.apply(ladder(990, -1, 7), [])).toBe('verified');
    expect(bench.book.bids.length).toBe(10);
    expect(bench.apply(ladder(1005, 1, 9).slice(0, 0), ladder(1010, 1, 2))).toBe('verified');
    expect(bench.book.asks.length).toBe(5);
    bench.expectEqual();
  });

  it('a snapshot with more levels than asked for is cut as well', () => {
    const bench = new Bench(10);
    expect(bench.load(ladder(1000, -1, 12), ladder(1001, 1, 12))).toBe('verified');
    expect(bench.book.bids.length).toBe(10);
  });
});

describe('rule 5: few levels are normal', () => {
  it.each([
    [0, 0],
    [0, 5],
    [9, 0],
    [9, 3],
    [1, 10],
  ])('%i bids and %i asks verify', (bids, asks) => {
    const bench = new Bench(10);
    expect(bench.load(ladder(1000, -1, bids), ladder(1001, 1, asks))).toBe('verified');
    bench.expectEqual();
  });

  it('a side may empty and fill again', () => {
    const bench = new Bench(10);
    bench.load(ladder(1000, -1, 1), ladder(1001, 1, 2));
    expect(bench.apply([['100.0', '0.00000000']], [])).toBe('verified');
    expect(bench.book.bids.length).toBe(0);
    expect(bench.apply([['99.7', '2.50000000']], [])).toBe('verified');
    bench.expectEqual();
  });

  it('a side that was empty in the snapshot takes the decimals of its first level', () => {
    const bench = new Bench(10);
    bench.load(ladder(1000, -1, 1), []);
    expect(bench.apply([], [['100.7', '2.50000000']])).toBe('verified');
    bench.expectEqual();
  });

  it('checksums compare as unsigned 32 bits', () => {
    const bench = filled();
    let high = 0;
    for (let n = 1; n < 50; n++) {
      expect(bench.apply([['100.0', `${n}.00000000`]], [])).toBe('verified');
      if (bench.exchange.checksum() > 0x7fffffff) high++;
    }
    expect(high).toBeGreaterThan(5);
  });
});

describe('rule 7: nothing unverified can be read', () => {
  it('after a mismatch the book is stale, reads as empty, and knows the last proven levels', () => {
    const bench = filled();
    const [bids, asks] = [bench.book.bids.levels(), bench.book.asks.levels()];
    const wrong: Pairs = [
      ['100.0', '0.00000000'],
      ['99.9', '9.00000000'],
      ['50.0', '1.00000000'],
    ];
    expect(bench.keeper.applyText(levels(wrong), levels([['100.0', '9.00000000']]), 1, 3)).toBe('mismatched');
    expect(bench.book.state).toBe('stale');
    expect(bench.book.bids.length).toBe(0);
    expect(bench.book.asks.best).toBeUndefined();
    expect(bench.book.bids.levels()).toEqual([]);
    expect(bench.book.spread).toBeUndefined();
    expect(bench.book.lastKnown.bids.levels()).toEqual(bids);
    expect(bench.book.lastKnown.asks.levels()).toEqual(asks);
  });

  it('a large frame that does not verify is taken back whole, in the fast form and in the exact one', () => {
    for (const qty of ['1.00000000', '90071992547409.93000001']) {
      const bench = new Bench(100);
      bench.load(ladder(10_000, -1, 100), ladder(10_001, 1, 100));
      bench.apply([['1000.0', qty]], []);
      const [bids, asks] = [bench.book.bids.levels(), bench.book.asks.levels()];
      const change = [
        ...ladder(10_000, -2, 60).map(([price]) => [price, '0.00000000'] as const),
        ...ladder(10_050, 1, 80),
      ];
      expect(bench.keeper.applyText(levels(change), levels(ladder(10_001, 1, 70)), 1, 3)).toBe('mismatched');
      expect(bench.book.lastKnown.bids.levels()).toEqual(bids);
      expect(bench.book.lastKnown.asks.levels()).toEqual(asks);
    }
  });

  it('updates are ignored until a verified snapshot comes', () => {
    const bench = filled();
    bench.keeper.markStale();
    expect(bench.apply([['99.9', '7.00000000']], [])).toBe('ignored');
    expect(bench.book.state).toBe('stale');
    expect(bench.load(ladder(900, -1, 10), ladder(901, 1, 10))).toBe('verified');
    expect(bench.book.state).toBe('live');
    bench.expectEqual();
  });

  it('updates before the first snapshot are ignored', () => {
    const keeper = new BookKeeper('BTC/USD', 10);
    expect(keeper.applyText(levels([['1.0', '1.0']]), [], 0, 1)).toBe('ignored');
  });

  it('a failed book comes back with a verified snapshot, a closed one never', () => {
    const bench = filled();
    bench.keeper.markFailed();
    expect(bench.book.state).toBe('failed');
    expect(bench.load(ladder(900, -1, 10), ladder(901, 1, 10))).toBe('verified');
    bench.keeper.close();
    expect(bench.load(ladder(900, -1, 10), ladder(901, 1, 10))).toBe('ignored');
    expect(bench.book.state).toBe('closed');
  });

  it.each<[string, Pairs, Pairs]>([
    ['crossed', [['2.0', '1.0']], [['1.0', '1.0']]],
    ['locked', [['1.0', '1.0']], [['1.0', '1.0']]],
    [
      'with unsorted bids',
      [
        ['1.0', '1.0'],
        ['1.1', '1.0'],
      ],
      [],
    ],
    [
      'with unsorted asks',
      [],
      [
        ['1.1', '1.0'],
        ['1.0', '1.0'],
      ],
    ],
    [
      'with a price twice',
      [
        ['1.0', '1.0'],
        ['1.0', '1.0'],
      ],
      [],
    ],
    ['with an empty level', [['1.0', '0.0']], []],
    ['crossed, in digits beyond 2^53', [['90071992547409930.2', '1.0']], [['90071992547409930.1', '1.0']]],
    [
      'unsorted, in digits beyond 2^53',
      [
        ['90071992547409930.1', '1.0'],
        ['90071992547409930.2', '1.0'],
      ],
      [],
    ],
  ])('a snapshot %s does not go live, though its checksum matches', (_, bids, asks) => {
    const bench = filled();
    const checksum = bookChecksum(levels(asks), levels(bids));
    expect(bench.keeper.loadText(levels(bids), levels(asks), checksum, 3)).toBe('unsound');
    expect(bench.book.state).toBe('stale');
    expect(bench.book.lastKnown.bids.length).toBe(0);
  });
});

describe('rule 9: counters', () => {
  it('count verified and mismatched frames, and tell the age', () => {
    const bench = filled();
    expect(bench.book.age(500)).toBe(499);
    bench.apply([['99.9', '7.00000000']], []);
    bench.apply([['99.9', '8.00000000']], [], 1);
    expect(bench.book.stats).toEqual({ verified: 2, mismatched: 1, resyncs: 0 });
    expect(bench.book.age(1002)).toBe(1000);
    expect(new OrderBook(new BookKeeper('BTC/USD', 10)).age(5)).toBeUndefined();
  });

  it('the version grows with every change that can be read', () => {
    const bench = filled();
    const versions = [bench.book.version];
    bench.apply([['99.9', '7.00000000']], []);
    versions.push(bench.book.version);
    bench.keeper.markStale();
    versions.push(bench.book.version);
    expect(new Set(versions).size).toBe(3);
  });
});

describe('columns', () => {
  it('apply as text does', () => {
    const bench = filled();
    const bids = new Levels();
    bids.pack(
      levels([
        ['100.0', '0.00000000'],
        ['98.9', '5.00000000'],
      ]),
    );
    bench.exchange.apply(
      levels([
        ['100.0', '0.00000000'],
        ['98.9', '5.00000000'],
      ]),
      [],
    );
    expect(bench.keeper.apply({ bids, asks: new Levels(), checksum: bench.exchange.checksum() }, 5)).toBe('verified');
    bench.expectEqual();
  });
});
