import { describe, expect, it } from 'vitest';
import { book, Rig } from './rig.js';

const BTC = book('BTC/USD');

describe('a request that was one too many', () => {
  it('does not make what the user came back for forgotten', () => {
    const rig = Rig.live().leave(BTC).turn();
    const unsubscribe = rig.takeRequest();
    rig.want(BTC).refuses(unsubscribe, 'Exceeded msg rate', 'BTC/USD');
    rig.wait(5_000);
    expect(rig.takeRequests()).toMatchObject([{ method: 'unsubscribe' }, { method: 'subscribe' }]);
  });

  it('is not made again for what the user has left meanwhile', () => {
    const rig = new Rig().want(BTC).opened();
    const subscribe = rig.takeRequest();
    rig.leave(BTC).refuses(subscribe, 'Exceeded msg rate', 'BTC/USD');
    rig.wait(5_000);
    expect(rig.takeRequests().map(({ method }) => method)).not.toContain('subscribe');
  });
});
