import { describe, expect, it } from 'vitest';
import { ASKS, BIDS, book, Rig } from './rig.js';

const BTC = book('BTC/USD');

describe('a snapshot that nobody asked for', () => {
  const dated = (second: string, qty: string) => ({
    type: 'book' as const,
    symbol: 'BTC/USD',
    bids: [{ price: '99.9', qty }],
    timestamp: `2026-08-01T02:53:${second}.000000Z`,
  });
  /** The checksums of a book with one bid of this quantity; from Rig's own snapshot and updates. */
  const live = () => {
    const rig = Rig.live();
    rig.update('BTC/USD', '5.00000000');
    const { checksum } = rig.session.held(BTC)!.keeper;
    rig.says({ ...dated('30', '5.00000000'), snapshot: false, asks: [], checksum });
    rig.takeEvents();
    const bids = [{ price: '99.9', qty: '5.00000000' }, BIDS[1]!];
    return { rig, snapshot: { ...dated('29', ''), snapshot: true, bids, asks: ASKS, checksum } };
  };

  it('is shown behind a hole when it is from before what was shown: the exchange has the last word', () => {
    const { rig, snapshot } = live();
    rig.wait(10).says(snapshot);
    expect(rig.takeEvents()).toMatchObject([
      { type: 'gap', reason: 'a snapshot from before what was shown', from: rig.now - 10, to: rig.now },
      { type: 'book', snapshot: true },
    ]);
    expect(rig.state(BTC)).toBe('live');
  });

  it('is shown when it is from after it', () => {
    const { rig, snapshot } = live();
    rig.says({ ...snapshot, timestamp: '2026-08-01T02:53:31.000000Z' });
    expect(rig.takeEvents()).toMatchObject([{ type: 'book', snapshot: true }]);
  });
});
