import { describe, expect, it } from 'vitest';
import { book, Rig } from './rig.js';

const BTC = book('BTC/USD');
const DEEP = book('ETH/USD', 100);

describe('a frame that does not even show its channel', () => {
  it('starts books over that are deeper than their checksum, and no other', () => {
    const rig = Rig.live().want(DEEP).turn();
    rig.acknowledges(rig.takeRequest()).snapshot('ETH/USD');
    rig.text('{"chan');
    expect(rig.state(DEEP)).toBe('stale');
    expect(rig.state(BTC)).toBe('live');
  });
});
