import { type Output, Session, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { status, tradesOf } from '../messages.js';

const BTC = tradesOf('BTC/USD');
const types = (outputs: readonly Output[]) => outputs.map(({ type }) => type);
const heartbeat = v2.encode({ type: 'heartbeat' });

describe('what a session says', () => {
  it('ends with what the driver may answer at once, so that no older wake overrides the answer’s', () => {
    const session = new Session(v2, { random: () => 0.5 });
    expect(types(session.asked({ type: 'want', topics: [BTC] }, 0))).toEqual(['event', 'wake', 'connect']);
    session.opened(0);
    session.received(v2.encode(status()), 0);
    session.asked({ type: 'ping', id: 1 }, 4000);
    expect(types(session.woken(4000))).toEqual(['event', 'send', 'send', 'wake']);
    expect(types(session.woken(6500))).toEqual(['wake', 'disconnect']);
  });

  it('is nothing when there is nothing to say: wakes are not asked for twice', () => {
    const session = new Session(v2, { random: () => 0.5 });
    session.asked({ type: 'want', topics: [BTC] }, 0);
    session.opened(0);
    session.received(heartbeat, 10);
    expect(session.received(heartbeat, 20)).toEqual([]);
    expect(session.received(heartbeat, 30)).toEqual([]);
    session.asked({ type: 'want', topics: [tradesOf('ETH/USD')] }, 40);
    expect(session.asked({ type: 'want', topics: [tradesOf('XRP/USD')] }, 40)).toEqual([]);
  });
});
