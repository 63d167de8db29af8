import { describe, expect, it } from 'vitest';
import { book, Rig } from './rig.js';

const BTC = book('BTC/USD');

describe('a snapshot of a live book, for which nobody asked', () => {
  it('is the exchange’s last word, told behind a hole when it shows another book', () => {
    const rig = Rig.live().wait(10).update('BTC/USD', '5.00000000').wait(20);
    rig.takeEvents();
    // The first one, which comes again late.
    rig.snapshot('BTC/USD');
    expect(rig.takeEvents()).toMatchObject([
      { type: 'gap', topic: BTC, reason: 'a snapshot that nobody asked for', from: rig.now - 20, to: rig.now },
      { type: 'book', snapshot: true },
    ]);
    expect(rig.state(BTC)).toBe('live');
  });

  it('is no hole when it shows the same', () => {
    const rig = Rig.live().snapshot('BTC/USD');
    expect(rig.takeEvents()).toMatchObject([{ type: 'book', snapshot: true }]);
  });

  it('tells of one hole only when it cannot be proven', () => {
    const rig = Rig.live().update('BTC/USD', '5.00000000').snapshot('BTC/USD', 1);
    expect(rig.state(BTC)).toBe('stale');
    rig.untilRequest();
    rig.acknowledges(rig.takeRequest());
    rig.acknowledges(rig.takeRequest()).snapshot('BTC/USD');
    expect(rig.takeEvents().filter(({ type }) => type === 'gap')).toMatchObject([{ reason: 'checksum mismatch' }]);
  });
});
