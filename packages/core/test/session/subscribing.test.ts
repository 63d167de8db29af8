import { describe, expect, it } from 'vitest';
import { book, Rig } from './rig.js';

const BTC = book('BTC/USD');
const ETH = book('ETH/USD');

describe('subscribing', () => {
  it('goes out in the turn in which the connection opens, in one frame a depth', () => {
    const rig = new Rig().want(BTC, ETH).want(book('XRP/USD', 25));
    expect(rig.connects).toBe(1);
    expect(rig.requests).toEqual([]);
    rig.opened();
    expect(rig.takeRequests()).toMatchObject([
      { method: 'subscribe', channel: 'book', symbols: ['BTC/USD', 'ETH/USD'], depth: undefined },
      { method: 'subscribe', channel: 'book', symbols: ['XRP/USD'], depth: 25 },
    ]);
  });

  it('in one turn on an open connection travels together', () => {
    const rig = new Rig().want(BTC).opened();
    rig.takeRequests();
    rig.want(ETH).want(book('XRP/USD'));
    expect(rig.requests).toEqual([]);
    expect(rig.turn().takeRequest()).toMatchObject({ symbols: ['ETH/USD', 'XRP/USD'] });
  });

  it('splits many symbols over several frames', () => {
    const rig = new Rig().want(...Array.from({ length: 250 }, (_, n) => book(`S${n}/USD`))).opened();
    const sizes = rig.takeRequests().map((request) => ('symbols' in request ? request.symbols.length : 0));
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('makes a book live with its first verified snapshot', () => {
    const rig = new Rig().want(BTC).opened();
    expect(rig.state(BTC)).toBe('syncing');
    rig.acknowledges(rig.takeRequest());
    expect(rig.state(BTC)).toBe('syncing');
    rig.snapshot('BTC/USD');
    expect(rig.state(BTC)).toBe('live');
    const told = rig.takeEvents().filter((event) => event.type !== 'connection');
    expect(told).toMatchObject([
      { type: 'acknowledged', topic: BTC },
      { type: 'topic', topic: BTC, state: 'live' },
      { type: 'book', topic: BTC, snapshot: true },
    ]);
  });

  it('takes a snapshot that comes before its acknowledgement', () => {
    const rig = new Rig().want(BTC).opened();
    const request = rig.takeRequest();
    rig.snapshot('BTC/USD').acknowledges(request).update('BTC/USD', '5.00000000');
    expect(rig.state(BTC)).toBe('live');
    expect(rig.takeRequests()).toEqual([]);
  });

  it('tells each update of a live book once', () => {
    const rig = Rig.live();
    rig.update('BTC/USD', '5.00000000').update('BTC/USD', '6.00000000');
    expect(rig.takeEvents()).toMatchObject([
      { type: 'book', snapshot: false },
      { type: 'book', snapshot: false },
    ]);
  });

  it('isolates a refused symbol: it is told, the others live on', () => {
    const rig = new Rig().want(BTC, book('NOPE/USD')).opened();
    const request = rig.takeRequest();
    rig.acknowledges(request, ['BTC/USD']).refuses(request, 'Currency pair not supported NOPE/USD', 'NOPE/USD');
    rig.snapshot('BTC/USD');
    const told = rig.takeEvents().find((event) => event.type === 'topic' && event.state === 'closed');
    expect(told).toMatchObject({
      topic: { symbol: 'NOPE/USD' },
      error: { reason: 'Currency pair not supported NOPE/USD' },
    });
    expect(rig.state(BTC)).toBe('live');
  });

  it('takes a refusal without a symbol for all that is unanswered', () => {
    const rig = new Rig().want(BTC, ETH).opened();
    rig.refuses(rig.takeRequest(), 'Subscription depth not supported');
    const refused = rig.takeEvents().filter((event) => event.type === 'topic' && event.state === 'closed');
    expect(refused).toHaveLength(2);
  });

  it('asks again for a refused symbol only when somebody wants it again', () => {
    const rig = new Rig().want(BTC, ETH).opened();
    const request = rig.takeRequest();
    rig.acknowledges(request, ['ETH/USD']).refuses(request, 'Currency pair not supported', 'BTC/USD');
    rig.snapshot('ETH/USD').closed().wait(1000).opened();
    expect(rig.takeRequest()).toMatchObject({ symbols: ['ETH/USD'] });
    rig.want(BTC).turn();
    expect(rig.takeRequest()).toMatchObject({ symbols: ['BTC/USD'] });
  });

  it('starts over what the exchange holds already, whose snapshot is past', () => {
    const rig = new Rig().want(BTC).opened();
    rig.refuses(rig.takeRequest(), 'Already subscribed', 'BTC/USD');
    const unsubscribe = rig.takeRequest();
    expect(unsubscribe).toMatchObject({ method: 'unsubscribe', symbols: ['BTC/USD'] });
    rig.acknowledges(unsubscribe);
    expect(rig.takeRequest()).toMatchObject({ method: 'subscribe' });
  });

  it('asks again when too many requests were made', () => {
    const rig = new Rig().want(BTC).opened();
    rig.refuses(rig.takeRequest(), 'Exceeded msg rate');
    expect(rig.takeEvents().filter((event) => event.type === 'topic')).toEqual([]);
    for (let n = 0; n < 11; n++) rig.wait(1000).says({ type: 'heartbeat' });
    expect(rig.takeRequests()).toMatchObject([{ method: 'subscribe', symbols: ['BTC/USD'] }]);
  });

  it('starts over what was acknowledged and then stays mute', () => {
    const rig = new Rig().want(BTC).opened();
    rig.acknowledges(rig.takeRequest());
    for (let n = 0; n < 11; n++) rig.wait(1000).says({ type: 'heartbeat' });
    expect(rig.takeRequest()).toMatchObject({ method: 'unsubscribe' });
  });

  it('ignores answers to requests that were never made, and tells of refusals among them', () => {
    const rig = Rig.live();
    rig.acknowledges({ method: 'unsubscribe', channel: 'book', symbols: ['BTC/USD'], reqId: 999 });
    expect(rig.state(BTC)).toBe('live');
    rig.says({ type: 'refused', method: 'error', error: 'Malformed request' });
    expect(rig.takeEvents()).toMatchObject([{ type: 'error', error: { reason: 'Malformed request' } }]);
  });
});

describe('assets and pairs', () => {
  const ALL = { channel: 'instrument', includeTokenizedAssets: false } as const;

  it('are subscribed to without a symbol, told with each frame, and again after a reconnect', () => {
    const rig = new Rig().want(ALL).opened();
    const request = rig.takeRequest();
    expect(request).toMatchObject({ method: 'subscribe', channel: 'instrument', includeTokenizedAssets: undefined });
    rig.acknowledges(request).says({ type: 'instrument', snapshot: true, assets: [], pairs: [] });
    expect(rig.takeEvents().filter(({ type }) => type !== 'connection')).toMatchObject([
      { type: 'acknowledged', topic: ALL },
      { type: 'topic', topic: ALL, state: 'live' },
      { type: 'data', topic: ALL, snapshot: true },
    ]);
    rig.says({ type: 'instrument', snapshot: false, assets: [], pairs: [] });
    expect(rig.takeEvents()).toMatchObject([{ type: 'data', topic: ALL, snapshot: false }]);
    rig.closed().untilConnect();
    expect(rig.opened().takeRequest()).toMatchObject({ method: 'subscribe', channel: 'instrument' });
  });

  it('travel apart from books', () => {
    const rig = new Rig().want(ALL, BTC).opened();
    expect(rig.takeRequests()).toMatchObject([{ channel: 'instrument' }, { channel: 'book', symbols: ['BTC/USD'] }]);
  });
});

describe('leaving', () => {
  it('unsubscribes, drops frames still on their way, and ends when that is acknowledged', () => {
    const rig = Rig.live(['BTC/USD', 'ETH/USD']);
    rig.leave(BTC).turn();
    const request = rig.takeRequest();
    expect(request).toMatchObject({ method: 'unsubscribe', symbols: ['BTC/USD'] });
    rig.takeEvents();
    rig.update('BTC/USD', '5.00000000');
    expect(rig.takeEvents()).toEqual([]);
    rig.acknowledges(request);
    expect(rig.takeEvents()).toMatchObject([{ type: 'topic', topic: BTC, state: 'closed' }]);
    expect(rig.state(BTC)).toBeUndefined();
    expect(rig.state(ETH)).toBe('live');
  });

  it('ends also when the unsubscribe is refused, in the words of a failed subscribe', () => {
    const rig = Rig.live();
    rig.leave(BTC).turn();
    rig.refuses(rig.takeRequest(), 'Subscription Not Found', 'BTC/USD', 'subscribe');
    expect(rig.state(BTC)).toBeUndefined();
  });

  it('before anything was sent needs no request', () => {
    const rig = new Rig().want(BTC, ETH).leave(BTC).opened();
    expect(rig.takeRequest()).toMatchObject({ method: 'subscribe', symbols: ['ETH/USD'] });
  });

  it('and coming back at once gives a new subscription, and the late answers are history', () => {
    const rig = Rig.live();
    rig.leave(BTC).turn();
    const first = rig.takeRequest();
    expect(rig.want(BTC).turn().takeRequests()).toEqual([]);
    const second = rig.acknowledges(first).takeRequest();
    expect([first, second]).toMatchObject([{ method: 'unsubscribe' }, { method: 'subscribe' }]);
    rig.acknowledges(first).acknowledges(second);
    expect(rig.state(BTC)).toBe('syncing');
    rig.takeEvents();
    rig.snapshot('BTC/USD');
    expect(rig.state(BTC)).toBe('live');
    // Who came back was not there before: no hole is told.
    expect(rig.takeEvents().filter((event) => event.type === 'gap')).toEqual([]);
  });

  it('and coming back twice ends with what the last request asked for', () => {
    const rig = Rig.live();
    rig.leave(BTC).turn().want(BTC).turn().leave(BTC).turn().want(BTC).turn();
    const unsubscribe = rig.takeRequest();
    expect(unsubscribe.method).toBe('unsubscribe');
    const subscribe = rig.acknowledges(unsubscribe).takeRequest();
    expect(subscribe.method).toBe('subscribe');
    rig.acknowledges(subscribe).snapshot('BTC/USD');
    expect(rig.state(BTC)).toBe('live');
    expect(rig.takeRequests()).toEqual([]);
  });

  it('for another depth and back, before any answer, gives the first depth again', () => {
    const rig = Rig.live();
    rig.leave(BTC).turn().want(book('BTC/USD', 25)).turn().leave(book('BTC/USD', 25)).turn().want(BTC).turn();
    const requests = rig.takeRequests();
    expect(requests.map((request) => 'depth' in request && request.depth)).toEqual([10, 25, 25]);
    for (const request of requests) rig.acknowledges(request);
    expect(rig.takeRequests()).toMatchObject([{ method: 'subscribe', depth: undefined }]);
    rig.snapshot('BTC/USD');
    expect(rig.state(BTC)).toBe('live');
    expect(rig.state(book('BTC/USD', 25))).toBeUndefined();
  });

  it('in one turn, back and forth, sends no more than the last word needs', () => {
    const rig = Rig.live();
    rig.leave(BTC).want(BTC).leave(BTC).turn();
    expect(rig.takeRequests()).toMatchObject([{ method: 'unsubscribe' }]);
  });
});
