/** Books of v1: no snapshot carries a checksum, frames tell their depth, names and times are of v1. */
import {
  type BookEvent,
  BookOrigin,
  BookUpdate,
  bookChecksum,
  ChecksumError,
  contentOf,
  type LevelText,
  type Request,
  type SessionEvent,
  type SessionOptions,
  v1,
} from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { printBook } from '../protocol/v1/book-frames.js';
import { ASKS, BIDS, book, Rig, TIMES } from './rig.js';

const BTC = book('BTC/USD');
/** The session wants nothing else: no pings, no first data overdue. */
const QUIET: Partial<SessionOptions> = {
  liveness: { pingAfterMs: 1e9, deadAfterMs: 1e9, keepAliveMs: 1e9, firstDataMs: 1e9 },
};
const [FIRST, LATER] = ['1693415330.000001', '1693415331.000002'];
/** An update of the best bid's quantity, and what the book is then. */
const updated = (qty: string): LevelText[] => [{ price: '99.9', qty }, BIDS[1]!];

class BookRig extends Rig {
  constructor(options: Partial<SessionOptions> = QUIET) {
    super(options, v1);
  }

  /** A snapshot, whose best bid has this quantity. */
  shows(qty = '1.00000000', name = 'XBT/USD', depth: 10 | 25 = 10): this {
    const timed = (levels: readonly LevelText[]) => levels.map((level) => ({ ...level, time: FIRST }));
    const [bids, asks] = [timed(updated(qty)), timed(ASKS)];
    return this.text(printBook({ name, depth, snapshot: true, bids, asks, checksum: undefined }));
  }

  /** An update of the best bid's quantity. */
  changes(qty: string, { wrong = 0, name = 'XBT/USD', depth = 10 as 10 | 25, text = (frame: string) => frame } = {}) {
    const checksum = (bookChecksum(ASKS, updated(qty)) ^ wrong) >>> 0;
    const bids = [{ price: '99.9', qty, time: LATER }];
    return this.text(text(printBook({ name, depth, snapshot: false, bids, asks: [], checksum })));
  }

  acknowledgesBooks(request: Request): this {
    if (!('symbols' in request) || (request.method !== 'subscribe' && request.method !== 'unsubscribe')) {
      throw new Error(`no subscription: ${request.method}`);
    }
    const type = request.method === 'subscribe' ? 'subscribed' : 'unsubscribed';
    for (const symbol of request.symbols) {
      this.says({ type, reqId: request.reqId, result: { channel: 'book', symbol, depth: 10 }, ...TIMES });
    }
    return this;
  }

  /** Books that are acknowledged and have shown nothing yet. */
  static asked(symbols: readonly string[] = ['BTC/USD'], options?: Partial<SessionOptions>): BookRig {
    const rig = new BookRig(options).want(...symbols.map((symbol) => book(symbol))).opened();
    rig.acknowledgesBooks(rig.takeRequest());
    rig.takeEvents();
    return rig;
  }

  static proven(): BookRig {
    const rig = BookRig.asked().shows().changes('2.00000000');
    rig.takeEvents();
    return rig;
  }
}

/** What an event tells, as its reader has it. */
function updateOf(event: SessionEvent | undefined): BookUpdate {
  if (event?.type !== 'book') throw new Error(`no book event: ${event?.type}`);
  return new BookUpdate(
    new BookOrigin('BTC/USD', event.snapshot ? 'snapshot' : 'update', v1),
    contentOf(event as BookEvent),
    event,
  );
}

describe('a book of v1', () => {
  it('is live with the first update that verifies, and is told whole then', () => {
    const rig = BookRig.asked().shows();
    expect(rig.takeEvents()).toEqual([]);
    expect(rig.state(BTC)).toBe('syncing');
    rig.wait(10).changes('2.00000000');
    const events = rig.takeEvents();
    expect(events).toMatchObject([
      { type: 'topic', topic: BTC, state: 'live' },
      { type: 'book', topic: BTC, snapshot: true, receivedAt: rig.now },
    ]);
    const update = updateOf(events[1]);
    expect(update.type).toBe('snapshot');
    expect([update.bids, update.asks]).toEqual([updated('2.00000000'), ASKS]);
    expect(update.checksum).toBe(bookChecksum(ASKS, updated('2.00000000')));
    expect(update.timestamp).toBe('2023-08-30T17:08:51.000002Z');
    expect(rig.session.held(BTC)?.keeper.verified).toBe(1);
  });

  it('tells changes as they are after that', () => {
    const rig = BookRig.proven().changes('3.00000000');
    const [event, ...rest] = rig.takeEvents();
    expect(rest).toEqual([]);
    const update = updateOf(event);
    expect(update.data).toEqual({
      bids: [{ price: '99.9', qty: '3.00000000' }],
      asks: [],
      checksum: bookChecksum(ASKS, updated('3.00000000')),
      timestamp: '2023-08-30T17:08:51.000002Z',
    });
  });

  it('is proven by frames that only the general way reads as well', () => {
    const rig = BookRig.asked().shows();
    rig.changes('2.00000000', { text: (frame) => frame.replace('{"b":', '{ "b":') });
    const events = rig.takeEvents();
    expect(updateOf(events[1]).bids).toMatchObject(updated('2.00000000'));
    rig.changes('3.00000000', { text: (frame) => frame.replace('{"b":', '{ "b":') });
    expect(rig.takeEvents()).toMatchObject([{ type: 'book', snapshot: false }]);
  });

  it('may be shown before its acknowledgement', () => {
    const rig = new BookRig().want(BTC).opened();
    const request = rig.takeRequest();
    rig.shows().wait(300).acknowledgesBooks(request);
    rig.takeEvents();
    expect(rig.wait(699).takeEvents()).toEqual([]);
    expect(rig.wait(1).takeEvents()).toMatchObject([{ type: 'topic', state: 'live' }, { type: 'book' }]);
  });

  it('that the first update refutes is told as a mismatch, and starts over', () => {
    const rig = BookRig.asked().shows().changes('2.00000000', { wrong: 1 });
    const [error, ...rest] = rig.takeEvents();
    expect(rest).toEqual([]);
    expect(error).toMatchObject({ type: 'error', error: { symbol: 'BTC/USD' } });
    expect(error?.type === 'error' && error.error).toBeInstanceOf(ChecksumError);
    // Updates have nothing to apply to until the next snapshot.
    expect(rig.changes('3.00000000').takeEvents()).toEqual([]);
    rig.untilRequest();
    const leave = rig.takeRequest();
    expect(leave).toMatchObject({ method: 'unsubscribe', channel: 'book', symbols: ['BTC/USD'], depth: 10 });
    rig.acknowledgesBooks(leave);
    rig.acknowledgesBooks(rig.takeRequest()).shows().changes('2.00000000');
    expect(rig.takeEvents().filter(({ type }) => type !== 'acknowledged')).toMatchObject([
      { type: 'topic', state: 'live' },
      { type: 'book', snapshot: true },
    ]);
    expect(rig.session.held(BTC)?.keeper).toMatchObject({ verified: 1, mismatched: 1, resyncs: 1 });
  });

  it('is shown unproven after a quiet time, until an update proves it', () => {
    const rig = BookRig.asked().wait(50).shows();
    const shownAt = rig.now;
    expect(rig.wait(999).takeEvents()).toEqual([]);
    rig.wait(1);
    const events = rig.takeEvents();
    expect(events).toMatchObject([
      { type: 'topic', state: 'live' },
      { type: 'book', snapshot: true, receivedAt: shownAt },
    ]);
    expect(updateOf(events[1]).data).toEqual({
      bids: BIDS,
      asks: ASKS,
      checksum: undefined,
      timestamp: '2023-08-30T17:08:50.000001Z',
    });
    expect(rig.session.held(BTC)?.keeper.unproven).toBe(true);
    rig.changes('2.00000000');
    expect(rig.takeEvents()).toMatchObject([{ type: 'book', snapshot: false }]);
    expect(rig.session.held(BTC)?.keeper).toMatchObject({ unproven: false, verified: 1 });
  });

  it('is shown unproven after as long as is asked for', () => {
    const rig = BookRig.asked(['BTC/USD'], { liveness: { ...QUIET.liveness, unprovenMs: 200 } }).shows();
    expect(rig.wait(199).takeEvents()).toEqual([]);
    expect(rig.wait(1).takeEvents()).toHaveLength(2);
  });

  it('of which several are quiet at once, each is told as itself', () => {
    const rig = BookRig.asked(['BTC/USD', 'ETH/USD']).shows('1.00000000').shows('5.00000000', 'ETH/USD').wait(1000);
    const books = rig.takeEvents().filter(({ type }) => type === 'book');
    expect(books).toMatchObject([{ topic: BTC }, { topic: book('ETH/USD') }]);
    expect(books.map((event) => updateOf(event).bids[0]?.qty)).toEqual(['1.00000000', '5.00000000']);
  });

  it('that was shown unproven starts over when an update refutes it', () => {
    const rig = BookRig.asked().shows();
    const shownAt = rig.now;
    rig.wait(1500).changes('2.00000000', { wrong: 1 });
    expect(rig.takeEvents().slice(2)).toMatchObject([{ type: 'topic', state: 'stale' }, { type: 'error' }]);
    rig.untilRequest();
    rig.acknowledgesBooks(rig.takeRequest());
    rig.acknowledgesBooks(rig.takeRequest()).shows().changes('2.00000000');
    expect(rig.takeEvents()).toContainEqual({
      type: 'gap',
      topic: BTC,
      reason: 'checksum mismatch',
      from: shownAt,
      to: rig.now,
      missed: undefined,
    });
  });

  it('is not proven over a new connection by what the old one showed', () => {
    const rig = BookRig.asked().shows().reopened();
    rig.acknowledgesBooks(rig.takeRequests().at(-1)!);
    rig.takeEvents();
    expect(rig.changes('2.00000000').wait(5000).takeEvents()).toEqual([]);
    expect(rig.state(BTC)).toBe('syncing');
    rig.shows().changes('3.00000000');
    expect(rig.takeEvents()).toMatchObject([{ type: 'topic', state: 'live' }, { type: 'book' }]);
  });

  it('is stale over a new connection until it is proven again, behind a hole', () => {
    const rig = BookRig.proven();
    const { now } = rig;
    rig.wait(10).closed();
    expect(rig.state(BTC)).toBe('stale');
    rig.untilConnect();
    rig.opened().acknowledgesBooks(rig.takeRequests().at(-1)!).shows();
    expect(rig.state(BTC)).toBe('stale');
    rig.takeEvents();
    rig.changes('3.00000000');
    expect(rig.takeEvents()).toMatchObject([
      { type: 'gap', from: now, to: rig.now },
      { type: 'topic', state: 'live' },
      { type: 'book', snapshot: true },
    ]);
  });

  it('that waits is given up with a frame that could not be read', () => {
    const rig = BookRig.asked().shows().text('[336,{"b":[["99.9","x","1.0"]],"c":"1"},"book-10","XBT/USD"]');
    expect(rig.takeEvents()).toMatchObject([{ type: 'error' }]);
    expect(rig.changes('2.00000000').takeEvents()).toEqual([]);
    expect(rig.takeEvents()).toEqual([]);
  });

  it('takes no frames of another depth, nor of another name', () => {
    const rig = BookRig.proven();
    rig.changes('3.00000000', { depth: 25, wrong: 1 }).changes('3.00000000', { name: 'ETH/USD', wrong: 1 });
    rig.changes('3.00000000', { depth: 25, wrong: 1, text: (frame) => frame.replace('{"b":', '{ "b":') });
    rig.changes('3.00000000', { wrong: 1, text: (frame) => frame.replace('book-10', 'book-0') });
    rig.shows('9.00000000', 'XBT/USD', 25);
    expect(rig.takeEvents()).toEqual([]);
    expect(rig.state(BTC)).toBe('live');
  });

  it('that another depth replaces hears only of its own', () => {
    const rig = BookRig.proven().leave(BTC).want(book('BTC/USD', 25)).turn();
    rig.takeEvents();
    const [leave] = rig.takeRequests();
    rig.changes('3.00000000').acknowledgesBooks(leave!);
    rig.takeEvents();
    rig.shows('4.00000000', 'XBT/USD', 25).changes('4.00000000').changes('5.00000000', { depth: 25 });
    expect(rig.takeEvents().filter(({ type }) => type === 'book')).toMatchObject([
      { topic: { depth: 25 }, snapshot: true },
    ]);
  });
});

describe('a snapshot of a live book of v1, for which nobody asked', () => {
  it('is nothing when it shows the same', () => {
    const rig = BookRig.proven().shows('2.00000000');
    expect(rig.takeEvents()).toEqual([]);
    expect(rig.changes('3.00000000').takeEvents()).toMatchObject([{ type: 'book', snapshot: false }]);
  });

  it('makes the book stale when it shows another, until the next update proves it, behind a hole', () => {
    const rig = BookRig.proven().wait(10).shows('5.00000000');
    expect(rig.takeEvents()).toMatchObject([{ type: 'topic', state: 'stale' }]);
    expect(rig.state(BTC)).toBe('stale');
    rig.wait(10).changes('6.00000000');
    const events = rig.takeEvents();
    expect(events).toMatchObject([
      { type: 'gap', topic: BTC, reason: 'a snapshot that nobody asked for', from: rig.now - 20, to: rig.now },
      { type: 'topic', state: 'live' },
      { type: 'book', snapshot: true },
    ]);
    expect(updateOf(events[2]).bids).toEqual(updated('6.00000000'));
    expect(rig.lives(60_000).takeRequests()).toEqual([]);
  });

  it('starts the book over when no update proves it in time', () => {
    const rig = BookRig.proven().shows('5.00000000').wait(999);
    expect(rig.takeRequests()).toEqual([]);
    rig.wait(1);
    const leave = rig.takeRequest();
    expect(leave).toMatchObject({ method: 'unsubscribe', symbols: ['BTC/USD'] });
    // What comes until the next snapshot applies to nothing.
    rig.changes('6.00000000').acknowledgesBooks(leave).changes('6.00000000');
    rig.takeEvents();
    rig.acknowledgesBooks(rig.takeRequest()).shows('6.00000000').wait(1000);
    expect(rig.takeEvents().filter(({ type }) => type !== 'acknowledged')).toMatchObject([
      { type: 'gap', reason: 'a snapshot that nobody asked for' },
      { type: 'topic', state: 'live' },
      { type: 'book', snapshot: true },
    ]);
  });

  it('starts the book over when an update refutes it', () => {
    const rig = BookRig.proven().shows('5.00000000').changes('6.00000000', { wrong: 1 });
    expect(rig.takeEvents()).toMatchObject([{ type: 'topic', state: 'stale' }, { type: 'error' }]);
    rig.untilRequest();
    expect(rig.takeRequest()).toMatchObject({ method: 'unsubscribe' });
  });

  it('follows another in quick succession, as re-subscriptions share them', () => {
    const rig = BookRig.proven().shows('5.00000000').shows('6.00000000').changes('7.00000000');
    expect(rig.takeEvents().map((event) => (event.type === 'topic' ? event.state : event.type))).toEqual([
      'stale',
      'gap',
      'live',
      'book',
    ]);
  });
});
