import type { BookTopic } from '@kraken-stream/core';
import { bookChecksum } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { candlesOf, INSTRUMENTS, tickerFrame, tickerOf, timeAt, tradesOf } from '../messages.js';
import { book, Rig } from './rig.js';

const TEN = book('BTC/USD', 10);
const DEEP = book('BTC/USD', 25);

describe('a place that the exchange has once', () => {
  it('is taken by a depth of a book, and by a trigger of a ticker', () => {
    const { session } = new Rig().want(TEN, tickerOf('BTC/USD', 'bbo'), INSTRUMENTS);
    expect(session.conflicts(TEN)).toBe(false);
    expect(session.conflicts(DEEP)).toBe(true);
    expect(session.conflicts(book('ETH/USD', 25))).toBe(false);
    expect(session.conflicts(tickerOf('BTC/USD', 'bbo'))).toBe(false);
    expect(session.conflicts(tickerOf('BTC/USD', 'trades'))).toBe(true);
    expect(session.conflicts(tickerOf('ETH/USD', 'trades'))).toBe(false);
    expect(session.conflicts({ ...INSTRUMENTS, includeTokenizedAssets: true })).toBe(true);
  });

  it('is not what intervals of candles share, nor different channels', () => {
    const { session } = new Rig().want(candlesOf('BTC/USD', 1));
    expect(session.conflicts(candlesOf('BTC/USD', 5))).toBe(false);
    expect(session.conflicts(tradesOf('BTC/USD'))).toBe(false);
  });

  it('is free while the other is being left, and when it was refused or has ended', () => {
    const rig = Rig.live();
    expect(rig.session.conflicts(DEEP)).toBe(true);
    rig.leave(TEN);
    expect(rig.session.conflicts(DEEP)).toBe(false);
    rig.turn().acknowledgesAll();
    expect(rig.session.conflicts(DEEP)).toBe(false);
    rig.want(DEEP).turn();
    expect(rig.session.conflicts(TEN)).toBe(true);
    rig.refuses(rig.takeRequest(), 'Subscription depth not supported');
    expect(rig.session.conflicts(TEN)).toBe(false);
  });

  it('is no more free for the one that is being left, once another waits for it', () => {
    const rig = Rig.live().leave(TEN).want(DEEP);
    expect(rig.session.conflicts(TEN)).toBe(true);
    expect(rig.session.conflicts(DEEP)).toBe(false);
  });
});

describe('the frames of a place', () => {
  /** A snapshot as a depth has it: as many levels a side. */
  function snapshot(rig: Rig, depth: BookTopic['depth']): void {
    const level = (n: number, step: number) => ({ price: `${1000 + n * step}.0`, qty: '1.00000000' });
    const bids = Array.from({ length: depth }, (_, n) => level(n + 1, -1));
    const asks = Array.from({ length: depth }, (_, n) => level(n + 1, 1));
    rig.says({ type: 'book', snapshot: true, symbol: 'BTC/USD', bids, asks, checksum: bookChecksum(asks, bids) });
  }
  const lengthOf = (rig: Rig, topic: BookTopic) => rig.session.held(topic)?.keeper?.bids.length;

  it('go to the topic that is left, and to nobody else, until the exchange has answered', () => {
    const rig = new Rig().want(TEN).opened().leave(TEN).want(DEEP).turn();
    const [first, left, second] = rig.takeRequests();
    // The snapshot of the depth that was given up is still on its way, and is no book of the new depth.
    rig.acknowledges(first!);
    snapshot(rig, 10);
    expect(rig.state(DEEP)).toBe('syncing');
    rig.acknowledges(left!).acknowledges(second!);
    snapshot(rig, 25);
    expect(rig.state(DEEP)).toBe('live');
    expect(lengthOf(rig, DEEP)).toBe(25);
    expect(rig.session.held(TEN)).toBeUndefined();
  });

  it('go to the first again, when it is wanted again, only once the second was given up', () => {
    const rig = new Rig().want(DEEP).opened();
    rig.acknowledgesAll().leave(DEEP).turn().want(TEN).turn().leave(TEN).turn().want(DEEP).turn();
    const requests = rig.takeRequests();
    rig.acknowledges(requests[0]!).acknowledges(requests[1]!);
    snapshot(rig, 10);
    expect(rig.state(DEEP)).toBe('syncing');
    rig.acknowledges(requests[2]!).acknowledgesAll();
    snapshot(rig, 25);
    expect(rig.state(DEEP)).toBe('live');
  });

  it('go to the one that waits, also when the answer to the unsubscribe does not come', () => {
    const rig = new Rig({ liveness: { pingAfterMs: 1e9, deadAfterMs: 1e9, keepAliveMs: 1e9 } }).want(TEN).opened();
    rig.acknowledgesAll().leave(TEN).want(DEEP).turn();
    rig.acknowledges(rig.takeRequests()[1]!);
    snapshot(rig, 25);
    expect(rig.state(DEEP)).toBe('syncing');
    // The first data did not come in time: it is asked for again, and the other given up again.
    rig.wait(10_000).acknowledgesAll().acknowledgesAll();
    expect(rig.session.held(TEN)).toBeUndefined();
    snapshot(rig, 25);
    expect(rig.state(DEEP)).toBe('live');
  });

  it('go to the wanted one after a refusal, and to the refused one when it is wanted again', () => {
    const rig = new Rig().want(tickerOf('BTC/USD', 'bbo')).opened();
    rig.refuses(rig.takeRequest(), 'Event_trigger not supported').want(tickerOf('BTC/USD', 'trades')).turn();
    rig.acknowledgesAll().takeEvents();
    rig.says(tickerFrame(true, timeAt(1)));
    expect(rig.takeEvents()).toMatchObject([{ type: 'topic', state: 'live' }, { topic: { eventTrigger: 'trades' } }]);
    rig.leave(tickerOf('BTC/USD', 'trades')).want(tickerOf('BTC/USD', 'bbo')).turn();
    rig.acknowledgesAll().takeEvents();
    rig.says(tickerFrame(true, timeAt(2)));
    expect(rig.takeEvents()).toMatchObject([{ type: 'topic', state: 'live' }, { topic: { eventTrigger: 'bbo' } }]);
  });
});
