import { describe, expect, it } from 'vitest';
import { add, DeskRig, TIMEOUT_MS } from './desk.js';

/** A request can no longer be carried out so long after it left. */
const OVER_MS = 10_000;

describe('requests about orders, and topics', () => {
  it('begin executions anew at once and as often as need be, to be settled', () => {
    const rig = DeskRig.trading();
    for (let i = 0; i < 10; i++) {
      rig.call(add(`a${i}`)).takeRequests();
      rig.lives(TIMEOUT_MS);
      rig.lives(OVER_MS - TIMEOUT_MS);
      // Given up, and asked for again.
      rig.acknowledgesAll().acknowledgesAll().reports(true);
      expect(rig.takeEvents().slice(-4)).toMatchObject([
        { type: 'gap', reason: 'a new snapshot has to tell what became of requests' },
        { type: 'topic', state: 'live' },
        { type: 'data', snapshot: true },
        { type: 'settled', settlement: { status: 'absent' } },
      ]);
    }
  });

  it('wait alike when there were too many of one of them', () => {
    const rig = DeskRig.trading();
    rig.want({ channel: 'balances' }).turn();
    rig.refuses(rig.takeRequest(), 'Exceeded msg rate').call(add('a'));
    expect(rig.wait(999).takeAsked()).toEqual([]);
    expect(rig.wait(501).takeAsked()).toEqual(['add_order', '+ balances']);
  });

  it('wait alike when there were too many of the other', () => {
    const rig = DeskRig.trading().call(add('a'));
    rig.refuses(rig.takeRequest(), 'Exceeded msg rate').want({ channel: 'balances' });
    expect(rig.wait(999).takeAsked()).toEqual([]);
    expect(rig.wait(501).takeAsked()).toEqual(['add_order', '+ balances']);
  });
});
