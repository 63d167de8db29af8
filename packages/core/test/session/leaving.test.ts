import { describe, expect, it } from 'vitest';
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
});
