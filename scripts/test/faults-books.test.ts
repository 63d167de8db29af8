import { describe, expect, it } from 'vitest';
import { microsOf } from '../faults/truth.js';
import { BookWatcher } from '../faults/watch/books.js';
import { gapAt, STRICT, T } from './planted.js';

describe('the watcher of books', () => {
  const level = (price: string) => ({ price, qty: '1' });
  const side = (...prices: string[]) => ({
    length: prices.length,
    levels: (n = 1000) => prices.map(level).slice(0, n),
  });
  function rig(demands = STRICT) {
    const lies: string[] = [];
    const sides = { bids: side('9'), asks: side('11') };
    const book = {
      state: 'live' as 'live' | 'stale',
      version: 1,
      depth: 10,
      unproven: false,
      ...sides,
      lastKnown: { ...sides },
    };
    const moments = [
      { micros: microsOf(T(1)), all: '9 1\n/11 1\n', top: '9 1\n/11 1\n' },
      { micros: microsOf(T(2)), all: '8 1\n/11 1\n', top: '8 1\n/11 1\n' },
    ];
    const at = (micros: number) => moments.flatMap((moment, i) => (moment.micros === micros ? [i] : []));
    const watcher = new BookWatcher(book, { moments, at, last: moments[1]! }, demands, (lie) => lies.push(lie));
    watcher.state('live');
    /** The book shows this bid, and says so. */
    const shows = (price: string, second: number, type: 'snapshot' | 'update' = 'update') => {
      book.bids = side(price);
      book.lastKnown.bids = side(price);
      book.version++;
      watcher.data({ receivedAt: second, type, timestamp: T(second) });
      watcher.afterFrame();
      return lies;
    };
    return { book, watcher, lies, shows };
  }

  it('is content with what is true', () => {
    const { shows, watcher, lies } = rig();
    shows('9', 1);
    shows('8', 2);
    watcher.end();
    expect(lies).toEqual([]);
  });

  it('finds levels that are not the exchange’s at that frame', () => {
    expect(rig().shows('9', 2)).toEqual([`the live book is not the exchange's at ${T(2)}`]);
  });

  it('finds them also where digits are damaged', () => {
    expect(rig({ whole: false, exact: false }).shows('7', 2)).toEqual([
      `the live book is not the exchange's at ${T(2)}`,
    ]);
  });

  it('finds a book that goes back in time', () => {
    const { shows } = rig();
    shows('8', 2);
    expect(shows('9', 1)).toEqual([`the live book went back in time, to ${T(1)}`]);
  });

  it('finds levels that a stale book shows', () => {
    const { book, watcher, lies } = rig();
    book.state = 'stale';
    watcher.afterFrame();
    expect(lies).toEqual(['a book that is stale shows levels']);
  });

  it('finds another book under what is last known', () => {
    const { book, shows, watcher, lies } = rig();
    shows('9', 1);
    book.state = 'stale';
    book.bids = side();
    book.asks = side();
    watcher.afterFrame();
    expect(lies).toEqual([]);
    book.lastKnown.bids = side('8');
    watcher.afterFrame();
    expect(lies).toEqual(['what is last known of the book is not what it showed last']);
  });

  it('finds a change that was not told', () => {
    const { shows, book, watcher, lies } = rig();
    shows('9', 1);
    book.version++;
    watcher.afterFrame();
    expect(lies).toEqual(['the live book changed without an update']);
  });

  it('finds a book that is behind at the end, or not live', () => {
    const { shows, watcher, book, lies } = rig();
    shows('9', 1);
    watcher.end();
    book.state = 'stale';
    watcher.end();
    expect(lies).toEqual(["at the end the book is not the exchange's", 'at the end the book is stale']);
  });

  it('finds a hole that is not told, a gap without a hole, and a gap twice', () => {
    const silent = rig();
    silent.shows('9', 1);
    silent.watcher.state('stale');
    silent.watcher.state('live');
    expect(silent.shows('8', 2)[0]).toMatch(/^a hole was not told/);
    const loud = rig();
    loud.shows('9', 1);
    loud.watcher.gap(gapAt(1, 2), 2);
    loud.watcher.gap(gapAt(1, 2), 2);
    expect(loud.shows('8', 2).map((lie) => lie.slice(0, 12))).toEqual(['a second gap', 'a gap was to']);
  });

  it('finds a gap whose times are not those of the hole', () => {
    const { shows, watcher, lies } = rig();
    shows('9', 5);
    lies.length = 0;
    watcher.gap(gapAt(4, 6), 6);
    watcher.gap(gapAt(5, 6), 7);
    expect(lies.filter((lie) => lie.startsWith('a gap from'))).toHaveLength(2);
  });

  it('finds data that is told while not live', () => {
    const { watcher, shows } = rig();
    watcher.state('stale');
    watcher.gap(gapAt(1, 1), 1);
    expect(shows('9', 1)).toEqual(['data was told in state stale']);
  });

  it('is content with a snapshot that is marked as not proven, as it was since its latest level, until it is proven', () => {
    const { shows, book, watcher, lies } = rig();
    book.unproven = true;
    shows('8', 1, 'snapshot');
    expect(watcher.isProven).toBe(false);
    book.unproven = false;
    shows('8', 2);
    expect(watcher.isProven).toBe(true);
    watcher.end();
    expect(lies).toEqual([]);
  });

  it('finds a snapshot that never was so, though it is marked as not proven', () => {
    const { shows, book } = rig();
    book.unproven = true;
    expect(shows('7', 1, 'snapshot')).toEqual([`the live book is not the exchange's at ${T(1)}`]);
  });

  it('finds a book that an update left unproven', () => {
    const { shows, book } = rig();
    book.unproven = true;
    expect(shows('9', 1)).toEqual(['an update was told, and the book is not proven by it']);
  });

  it('is content with an update that comes late and proves itself only where nobody can tell', () => {
    const { shows, lies } = rig({ ...STRICT, overtaken: true });
    shows('8', 2);
    shows('9', 1);
    expect(lies).toEqual([]);
    expect(shows('7', 2)).toHaveLength(1);
  });
});
