import { describe, expect, it } from 'vitest';
import { book, Rig } from './rig.js';

const BTC = book('BTC/USD');

/** Wakes a session at a time; when it wants to be woken next. Once: one that asks for the same time again never ends. */
function wokenAt(rig: Rig, now: number): number {
  rig.now = now;
  const wakes = rig.session.woken(now).flatMap((output) => (output.type === 'wake' ? [output.at] : []));
  return wakes.at(-1) ?? Number.POSITIVE_INFINITY;
}

describe('a session that was woken', () => {
  it('does not ask for the same moment again when a book became live while its request waited to go out', () => {
    const rig = new Rig().want(BTC).opened();
    rig.refuses(rig.takeRequest(), 'Exceeded msg rate').snapshot('BTC/USD');
    expect(rig.state(BTC)).toBe('live');
    // The request goes out all the same; its answer says nothing new.
    rig.wait(1500);
    rig.refuses(rig.takeRequest(), 'Already subscribed', 'BTC/USD');
    for (let second = 0; second < 9; second++) rig.wait(900).update('BTC/USD', `${second + 5}.00000000`);
    for (let n = 0; n < 3; n++) expect(wokenAt(rig, rig.now + 1000)).toBeGreaterThan(rig.now);
    expect(rig.state(BTC)).toBe('live');
  });

  it('does not ask for the same moment again when it pings after less than a second and a half', () => {
    const rig = Rig.live(['BTC/USD'], { liveness: { pingAfterMs: 1000 } });
    expect(wokenAt(rig, rig.now + 1000)).toBeGreaterThan(rig.now);
    expect(rig.session.state).toBe('stale');
  });

  it.each(['pingAfterMs', 'keepAliveMs'])('does not ask for the same moment again when %s is zero', (name) => {
    const rig = new Rig({ liveness: { [name]: 0 } }).want({ channel: 'status' }).opened();
    rig.says({ type: 'status', system: 'online', apiVersion: 'v2', connectionId: '1', version: '2.0.0' });
    for (let n = 0; n < 3; n++) expect(wokenAt(rig, rig.now + 1)).toBeGreaterThan(rig.now);
  });
});
