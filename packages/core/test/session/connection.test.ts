import { describe, expect, it } from 'vitest';
import { book, Rig } from './rig.js';

const BTC = book('BTC/USD');
const states = (rig: Rig) => rig.takeEvents().flatMap((event) => (event.type === 'connection' ? [event.state] : []));

describe('a connection', () => {
  it('is not made before something is wanted', () => {
    const rig = new Rig().wait(60_000);
    expect(rig.connects).toBe(0);
    expect(rig.session.state).toBe('idle');
  });

  it('tells its states with reasons', () => {
    const rig = new Rig().want(BTC).opened().says({ type: 'heartbeat' });
    expect(rig.takeEvents()).toMatchObject([
      { type: 'connection', state: 'connecting', reason: 'something is wanted' },
      { type: 'connection', state: 'open', reason: 'connected' },
      { type: 'connection', state: 'live', reason: 'frames arrive' },
    ]);
  });

  it('that is lost makes its books stale, and each live again only with a new verified snapshot', () => {
    const rig = Rig.live();
    rig.wait(700).closed(1001, 'restarting');
    expect(rig.state(BTC)).toBe('stale');
    expect(rig.takeEvents()).toMatchObject([
      { type: 'topic', state: 'stale' },
      { type: 'error', error: { name: 'ConnectionError', code: 1001 } },
      { type: 'connection', state: 'closed', reason: 'restarting', code: 1001, retryAt: rig.now + 250 },
    ]);
    rig.wait(250).opened();
    const request = rig.takeRequest();
    expect(request).toMatchObject({ method: 'subscribe', symbols: ['BTC/USD'] });
    rig.acknowledges(request).update('BTC/USD', '5.00000000');
    expect(rig.state(BTC)).toBe('stale');
    rig.takeEvents();
    rig.snapshot('BTC/USD');
    expect(rig.state(BTC)).toBe('live');
    expect(rig.takeEvents()).toMatchObject([
      { type: 'gap', reason: 'connection lost: restarting', from: rig.now - 950, to: rig.now },
      { type: 'topic', state: 'live' },
      { type: 'book', snapshot: true },
    ]);
  });

  it('is made anew after waits that double, up to a limit, with full jitter', () => {
    const rig = new Rig().want(BTC);
    const waits: number[] = [];
    for (let n = 0; n < 9; n++) {
      waits.push(rig.closed().untilConnect());
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    expect(new Rig({ random: () => 0.1 }).want(BTC).closed().untilConnect()).toBe(50);
  });

  it('begins with short waits again only after it was stable', () => {
    const rig = Rig.live();
    rig.wait(100).closed().wait(1000).opened().says({ type: 'heartbeat' }).wait(100).closed();
    expect(rig.untilConnect()).toBe(500);
    rig.opened();
    for (let n = 0; n < 20; n++) rig.wait(1000).says({ type: 'heartbeat' });
    expect(rig.closed().untilConnect()).toBe(250);
  });

  it('that does not open in time is given up', () => {
    const rig = new Rig().want(BTC).wait(10_000);
    expect(rig.disconnects).toEqual(['no connection in time']);
  });

  it('that is silent is pinged, and lives when anything comes', () => {
    const rig = Rig.live();
    rig.wait(2500);
    const ping = rig.takeRequest();
    expect(ping.method).toBe('ping');
    expect(rig.session.state).toBe('stale');
    rig.wait(30).acknowledges(ping);
    expect(rig.takeEvents()).toMatchObject([
      { type: 'connection', state: 'stale' },
      { type: 'connection', state: 'live' },
    ]);
    expect(rig.session.latency?.roundTripMs).toBe(30);
  });

  it('that stays silent is given up and made anew', () => {
    const rig = Rig.live();
    rig.wait(5000);
    expect(rig.disconnects).toEqual(['silent for 5000 ms']);
    rig.closed(1000, 'silent for 5000 ms');
    expect(rig.state(BTC)).toBe('stale');
    rig.wait(250);
    expect(rig.connects).toBe(2);
  });

  it('that is subscribed to nothing but the status is not taken for dead: no heartbeat comes then', () => {
    const rig = new Rig().want({ channel: 'status' }).opened();
    rig.says({ type: 'status', system: 'online', apiVersion: 'v2', connectionId: '1', version: '2.0.0' });
    rig.takeEvents();
    for (let asked = 0; asked < 10; asked++) {
      rig.wait(2500);
      rig.acknowledges(rig.takeRequest());
    }
    expect(states(rig)).toEqual([]);
    // Asked, and not answered.
    rig.wait(2500);
    expect(rig.takeRequest()).toMatchObject({ method: 'ping' });
    rig.wait(1499);
    expect(states(rig)).toEqual([]);
    rig.wait(1);
    expect(states(rig)).toEqual(['stale']);
    rig.wait(2500);
    expect(rig.disconnects).toHaveLength(1);
  });

  it('on which the status does not come, though it is wanted, is made anew: nothing else can bring it', () => {
    const rig = new Rig().want({ channel: 'status' }).opened();
    for (let second = 0; second < 5; second++) rig.says({ type: 'heartbeat' }).wait(1000);
    expect(rig.disconnects).toEqual(['the status did not come']);
    rig.closed(1000).untilConnect();
    rig.opened().says({ type: 'status', system: 'online', apiVersion: 'v2', connectionId: '1', version: '2.0.0' });
    expect(rig.takeEvents()).toContainEqual(expect.objectContaining({ type: 'topic', state: 'live' }));
    for (let second = 0; second < 60; second++) rig.says({ type: 'heartbeat' }).wait(1000);
    expect(rig.disconnects).toHaveLength(1);
  });

  it('on which the status never comes is left in peace after the second time: others may live on it', () => {
    const rig = new Rig().want({ channel: 'status' }, BTC).opened();
    for (let second = 0; second < 300; second++) {
      rig.says({ type: 'heartbeat' });
      if (rig.disconnects.length > rig.connects - 1) rig.closed(1000).untilConnect();
      rig.opened().wait(1000);
    }
    expect(rig.disconnects).toEqual(Array(2).fill('the status did not come'));
  });

  it('that slept does not take for news what has lain in wait meanwhile', () => {
    const rig = Rig.live();
    rig.takeEvents();
    rig.now += 60_000;
    rig.update('BTC/USD', '5.00000000');
    expect(rig.disconnects).toEqual(['silent for 60000 ms']);
    expect(rig.takeEvents()).toEqual([]);
    rig.closed();
    expect(rig.state(BTC)).toBe('stale');
  });

  it('with busy books stays live without a ping, and is kept from being closed for asking nothing', () => {
    const rig = Rig.live();
    for (let n = 0; n < 24; n++) rig.wait(1000).update('BTC/USD', `${n + 1}.00000000`);
    expect(rig.takeRequests()).toEqual([]);
    rig.wait(1000);
    expect(rig.takeRequests()).toMatchObject([{ method: 'ping' }]);
    expect(rig.session.state).toBe('live');
  });

  it('is closed some time after nothing is wanted any more, and made again when something is', () => {
    const rig = Rig.live();
    rig.leave(BTC).turn();
    rig.acknowledges(rig.takeRequest()).wait(5000);
    expect(rig.disconnects).toEqual(['nothing is wanted']);
    rig.closed(1000, 'nothing is wanted');
    expect(rig.session.state).toBe('idle');
    rig.want(BTC);
    expect(rig.connects).toBe(2);
  });

  it('is not made again when nothing is wanted after it was lost', () => {
    const rig = Rig.live();
    rig.closed().leave(BTC).wait(60_000);
    expect(rig.connects).toBe(1);
    expect(rig.session.state).toBe('idle');
  });

  it('is made again at once wanted while it waits', () => {
    const rig = Rig.live();
    rig.closed().leave(BTC).want(BTC).wait(250);
    expect(rig.connects).toBe(2);
  });

  it('closed by its user ends everything, for good', () => {
    const rig = Rig.live();
    const { keeper } = rig.session.held(BTC)!;
    rig.close();
    expect(rig.disconnects).toEqual(['closed by the user']);
    rig.closed(1000, 'closed by the user').want(BTC).wait(60_000);
    expect(keeper?.state).toBe('closed');
    expect(rig.connects).toBe(1);
    expect(states(rig)).toEqual(['closed']);
    expect(rig.session.held(BTC)).toBeUndefined();
  });

  it('closed by its user while it waits is not made again', () => {
    const rig = Rig.live();
    rig.closed().close().wait(60_000);
    expect(rig.connects).toBe(1);
    expect(states(rig)).toEqual(['closed', 'closed']);
  });
});
