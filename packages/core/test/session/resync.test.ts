import { describe, expect, it } from 'vitest';
import { book, Rig } from './rig.js';

const BTC = book('BTC/USD');
const ETH = book('ETH/USD');

/** Has a stale book started over: waits, unsubscribes, subscribes, gets a snapshot. Returns how long it waited. */
function startOver(rig: Rig, wrong = 0): number {
  const waited = rig.untilRequest();
  rig.acknowledges(rig.takeRequest());
  rig.acknowledges(rig.takeRequest());
  rig.snapshot('BTC/USD', wrong);
  return waited;
}

/** Keeps a connection alive through long waits. */
const QUIET = { liveness: { pingAfterMs: 1e9, deadAfterMs: 1e9, keepAliveMs: 1e9 } };

describe('a book that does not match its checksum', () => {
  it('is stale at once, and the error says what was expected and what is', () => {
    const rig = Rig.live();
    rig.update('BTC/USD', '5.00000000', 1);
    expect(rig.state(BTC)).toBe('stale');
    expect(rig.takeEvents()).toMatchObject([
      { type: 'topic', topic: BTC, state: 'stale' },
      { type: 'error', error: { name: 'ChecksumError', symbol: 'BTC/USD' } },
    ]);
  });

  it('delivers nothing of the frame, nor of any until a snapshot verifies', () => {
    const rig = Rig.live();
    rig.update('BTC/USD', '5.00000000', 1).update('BTC/USD', '6.00000000');
    expect(rig.takeEvents().filter((event) => event.type === 'book')).toEqual([]);
    startOver(rig);
    expect(rig.takeEvents().filter((event) => event.type === 'book')).toMatchObject([{ snapshot: true }]);
  });

  it('is unsubscribed after a wait, subscribed when that is acknowledged, and live with the snapshot', () => {
    const rig = Rig.live();
    rig.update('BTC/USD', '5.00000000', 1);
    expect(rig.takeRequests()).toEqual([]);
    rig.wait(124);
    expect(rig.takeRequests()).toEqual([]);
    rig.wait(1);
    const unsubscribe = rig.takeRequest();
    expect(unsubscribe).toMatchObject({ method: 'unsubscribe', symbols: ['BTC/USD'], depth: 10 });
    rig.acknowledges(unsubscribe);
    const subscribe = rig.takeRequest();
    expect(subscribe).toMatchObject({ method: 'subscribe', symbols: ['BTC/USD'], depth: undefined });
    rig.takeEvents();
    rig.wait(75).acknowledges(subscribe).snapshot('BTC/USD');
    expect(rig.takeEvents()).toMatchObject([
      { type: 'acknowledged' },
      { type: 'gap', topic: BTC, reason: 'checksum mismatch', to: rig.now },
      { type: 'topic', state: 'live' },
      { type: 'book', snapshot: true },
    ]);
    expect(rig.session.held(BTC)?.keeper).toMatchObject({ verified: 2, mismatched: 1, resyncs: 1 });
  });

  it('leaves all other symbols alone', () => {
    const rig = Rig.live(['BTC/USD', 'ETH/USD']);
    rig.update('BTC/USD', '5.00000000', 1).update('ETH/USD', '5.00000000').wait(1000);
    expect(rig.state(ETH)).toBe('live');
    expect(rig.takeRequest()).toMatchObject({ symbols: ['BTC/USD'] });
    rig.update('ETH/USD', '6.00000000');
    expect(rig.session.held(ETH)?.keeper?.verified).toBe(3);
  });

  it('takes no frame of the old subscription while it starts over', () => {
    const rig = Rig.live();
    rig.update('BTC/USD', '5.00000000', 1).wait(1000);
    rig.snapshot('BTC/USD').update('BTC/USD', '6.00000000');
    expect(rig.state(BTC)).toBe('stale');
  });

  it('is not started over when nobody wants it any more', () => {
    const rig = Rig.live(['BTC/USD', 'ETH/USD']);
    rig.update('BTC/USD', '5.00000000', 1).leave(BTC).turn();
    rig.acknowledges(rig.takeRequest()).wait(2000);
    expect(rig.takeRequests().filter(({ method }) => method !== 'ping')).toEqual([]);
  });

  it('is not subscribed again when its user leaves in the middle', () => {
    const rig = Rig.live(['BTC/USD', 'ETH/USD']);
    rig.update('BTC/USD', '5.00000000', 1).wait(1000);
    const unsubscribe = rig.takeRequest();
    rig.leave(BTC).turn().acknowledges(unsubscribe);
    expect(rig.takeRequests()).toEqual([]);
    expect(rig.state(BTC)).toBeUndefined();
  });

  it('waits longer each time, with jitter, and is failed past its budget, but keeps trying', () => {
    const rig = Rig.live(['BTC/USD'], { ...QUIET, resync: { budget: 3 } });
    rig.update('BTC/USD', '5.00000000', 1);
    const waits: number[] = [];
    for (let n = 0; n < 4; n++) {
      expect(rig.state(BTC)).toBe(n < 3 ? 'stale' : 'failed');
      waits.push(startOver(rig, n < 3 ? 1 : 0));
    }
    expect(waits).toEqual([125, 250, 500, 45_000]);
    expect(rig.state(BTC)).toBe('live');
  });

  it('begins with short waits again after it was live for long', () => {
    const rig = Rig.live(['BTC/USD'], QUIET);
    rig.update('BTC/USD', '5.00000000', 1);
    expect(startOver(rig)).toBe(125);
    rig.wait(30_000).update('BTC/USD', '6.00000000', 1);
    expect(startOver(rig)).toBe(125);
    rig.wait(1000).update('BTC/USD', '7.00000000', 1);
    expect(startOver(rig)).toBe(250);
  });

  it('repeats an unsubscribe that is not answered', () => {
    const rig = Rig.live(['BTC/USD'], QUIET);
    rig.update('BTC/USD', '5.00000000', 1).wait(1000);
    rig.takeRequest();
    rig.wait(10_000);
    expect(rig.takeRequest()).toMatchObject({ method: 'unsubscribe' });
  });
});

describe('a frame that cannot be read', () => {
  it('starts over the book that misses it, and only that', () => {
    const rig = Rig.live(['BTC/USD', 'ETH/USD']);
    rig.text('{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"pri');
    expect([rig.state(BTC), rig.state(ETH)]).toEqual(['stale', 'live']);
    expect(rig.takeEvents()).toMatchObject([{ type: 'topic' }, { type: 'error', error: { name: 'ProtocolError' } }]);
    startOver(rig);
    expect(rig.state(BTC)).toBe('live');
  });

  it('of an unsound snapshot leaves the book not live', () => {
    const rig = new Rig().want(BTC).opened();
    rig.acknowledges(rig.takeRequest());
    rig.says({
      type: 'book',
      snapshot: true,
      symbol: 'BTC/USD',
      bids: [{ price: '2.0', qty: '1.0' }],
      asks: [{ price: '1.0', qty: '1.0' }],
      checksum: 0,
    });
    expect(rig.state(BTC)).toBe('syncing');
    expect(rig.takeEvents().at(-1)).toMatchObject({
      type: 'error',
      error: { name: 'ProtocolError', symbol: 'BTC/USD' },
    });
    startOver(rig);
    expect(rig.state(BTC)).toBe('live');
  });

  it.each([
    ['nonsense', 'nonsense'.repeat(100_000)],
    ['nested arrays', '['.repeat(20_000)],
    ['__proto__', '{"__proto__":{"channel":"book"}}'],
    ['an unknown channel', '{"channel":"level9","data":[]}'],
    [
      'a book nobody wants',
      '{"channel":"book","type":"update","data":[{"symbol":"NO/NE","bids":[],"asks":[],"checksum":1}]}',
    ],
  ])('such as %s harms no book', (_, text) => {
    const rig = Rig.live();
    rig.text(text).update('BTC/USD', '5.00000000');
    expect(rig.state(BTC)).toBe('live');
    expect(rig.takeRequests()).toEqual([]);
  });
});
