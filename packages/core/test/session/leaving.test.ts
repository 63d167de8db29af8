import { describe, expect, it } from 'vitest';
import { tickerOf } from '../messages.js';
import { book, Rig } from './rig.js';

const BTC = book('BTC/USD');
const ended = (rig: Rig) => rig.takeEvents().some((event) => event.type === 'topic' && event.state === 'closed');

describe('a topic that is left', () => {
  it('is given up again when the exchange does not answer, lest it is served for ever', () => {
    const rig = Rig.live().leave(BTC).turn();
    expect(rig.takeRequest()).toMatchObject({ method: 'unsubscribe', symbols: ['BTC/USD'] });
    // The exchange lives, and has not heard.
    for (let second = 0; second < 10; second++) rig.wait(1000).says({ type: 'heartbeat' });
    const again = rig.wait(1).takeRequests();
    expect(again).toMatchObject([{ method: 'unsubscribe', channel: 'book', symbols: ['BTC/USD'], depth: 10 }]);
    expect(ended(rig)).toBe(false);
    rig.acknowledges(again[0]!);
    expect(ended(rig)).toBe(true);
    expect(rig.session.held(BTC)).toBeUndefined();
  });

  it('ends when the exchange had heard, and only its answer was lost', () => {
    const rig = Rig.live().leave(BTC).turn();
    rig.takeRequest();
    for (let second = 0; second < 10; second++) rig.wait(1000).says({ type: 'heartbeat' });
    rig.wait(1).refuses(rig.takeRequest(), 'Subscription Not Found', 'BTC/USD', 'subscribe');
    expect(ended(rig)).toBe(true);
  });

  it('is not given up again where another waits for its place: it might be the other that goes', () => {
    const [few, all] = [false, true].map(
      (includeTokenizedAssets) => ({ channel: 'instrument', includeTokenizedAssets }) as const,
    );
    const rig = new Rig().want(few!).opened();
    rig.acknowledges(rig.takeRequest()).leave(few!).turn();
    rig.takeRequest();
    rig.want(all!).turn();
    rig.takeRequest();
    for (let second = 0; second < 10; second++) rig.wait(1000).says({ type: 'heartbeat' });
    // What is asked for again is what waits, not what was left.
    expect(rig.takeRequests()).toMatchObject([{ method: 'subscribe', includeTokenizedAssets: true }]);
    expect(rig.session.held(few!)).toBeUndefined();
    rig.says({ type: 'instrument', snapshot: true, assets: [], pairs: [] });
    expect(rig.takeEvents()).toContainEqual(expect.objectContaining({ type: 'data', topic: all }));
  });

  it('is given up again where another waits for its place, if what is given up can be told apart', () => {
    for (const [left, next] of [
      [BTC, book('BTC/USD', 25)],
      [tickerOf('BTC/USD', 'bbo'), tickerOf('BTC/USD', 'trades')],
    ] as const) {
      const rig = Rig.acknowledged([left]).leave(left).want(next).turn();
      const [lost, waits] = rig.takeRequests();
      rig.acknowledges(waits!).lives(10_000);
      expect(rig.takeRequests()).toContainEqual({ ...lost, reqId: expect.any(Number) });
      expect(rig.session.held(left)).toBeDefined();
    }
  });

  it('is given up again at once when its place is refused to another', () => {
    const deep = book('BTC/USD', 25);
    const rig = Rig.live().leave(BTC).want(deep).turn();
    rig.refuses(rig.takeRequests()[1]!, 'Already subscribed', 'BTC/USD');
    // Either may be what the exchange holds.
    const requests = rig.takeRequests();
    expect(requests).toMatchObject([
      { method: 'unsubscribe', depth: 10 },
      { method: 'unsubscribe', depth: 25 },
    ]);
    rig.acknowledges(requests[0]!).refuses(requests[1]!, 'Subscription Not Found', 'BTC/USD', 'subscribe');
    expect(ended(rig)).toBe(true);
    const subscribe = rig.takeRequest();
    expect(subscribe).toMatchObject({ method: 'subscribe', depth: 25 });
    rig.acknowledges(subscribe).snapshot('BTC/USD');
    expect(rig.state(deep)).toBe('live');
  });

  it('is given up also when it was about to be asked for again: the exchange may hold it since the first time', () => {
    const rig = new Rig().want(BTC).opened();
    rig.refuses(rig.takeRequest(), 'Exceeded msg rate').untilRequest();
    // This one is heard, but its answer is lost.
    rig.takeRequests();
    rig.lives(10_000).refuses(rig.takeRequest(), 'Exceeded msg rate').leave(BTC).lives(5000);
    expect(rig.takeRequests()).toMatchObject([{ method: 'unsubscribe', symbols: ['BTC/USD'], depth: 10 }]);
  });

  it('is given up still when it was wanted meanwhile: the exchange may not have heard', () => {
    const rig = Rig.live().leave(BTC).turn();
    rig.takeRequests();
    rig.want(BTC).turn().leave(BTC).lives(10_000);
    expect(ended(rig)).toBe(false);
    rig.acknowledges(rig.takeRequest());
    expect(ended(rig)).toBe(true);
  });
});
