import { ConnectBudget, type ConnectionError, memoryLog } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { STATUS, status, tradesOf } from '../messages.js';
import { book, Rig } from './rig.js';

const BTC = book('BTC/USD');
const ETH = tradesOf('ETH/USD');

/** The last ConnectionError that was told. */
function lastError(rig: Rig): ConnectionError {
  const errors = rig.takeEvents().flatMap((event) => (event.type === 'error' ? [event.error] : []));
  return errors.at(-1) as ConnectionError;
}

const states = (rig: Rig) => rig.takeEvents().flatMap((event) => (event.type === 'connection' ? [event.state] : []));

/** The time until the next attempt, as the last event of the connection says. */
function waitOf(rig: Rig): number | undefined {
  const { state, retryAt } = rig.session.timeline.at(-1)!;
  expect(state).toBe('closed');
  return retryAt === undefined ? undefined : retryAt - rig.now;
}

describe('what became of a connection', () => {
  it.each([
    [
      'refused',
      { fault: 'refused', code: 1006, status: 403, terminal: true },
      (rig: Rig) => rig.closed(1006, 'no', 403),
    ],
    ['unreachable', { fault: 'unreachable', code: 1006, terminal: false }, (rig: Rig) => rig.closed(1006, 'ENOTFOUND')],
    ['timeout', { fault: 'timeout', terminal: false }, (rig: Rig) => rig.wait(10_000).closed(1006, '')],
    ['closed', { fault: 'closed', code: 1001, terminal: false }, (rig: Rig) => rig.opened().closed(1001, 'restarting')],
    ['cut', { fault: 'cut', code: 1006, terminal: false }, (rig: Rig) => rig.opened().closed(1006, '')],
    ['silent', { fault: 'silent', terminal: false }, (rig: Rig) => rig.opened().wait(5000).closed(1000, '')],
  ])('is told: %s', (_, facts, play) => {
    const rig = new Rig().want(BTC);
    play(rig);
    expect(lastError(rig)).toMatchObject({ name: 'ConnectionError', ...facts });
  });

  it('is said in words, its own reason first', () => {
    expect(lastError(new Rig().want(BTC).closed(1006, 'ENOTFOUND')).message).toBe('no connection: ENOTFOUND');
    expect(lastError(Rig.live().closed()).message).toBe('connection lost: closed with code 1006');
    const silent = Rig.live().wait(5000).closed(1006, '');
    expect(lastError(silent).message).toBe('connection lost: silent for 5000 ms');
    expect(silent.session.timeline.at(-1)).toMatchObject({ state: 'closed', reason: 'silent for 5000 ms' });
  });

  it('is no error when this side has ended it', () => {
    const rig = Rig.live().leave(BTC).turn();
    rig.acknowledgesAll().wait(5000);
    rig.takeEvents();
    rig.closed(1000, 'nothing is wanted');
    expect(rig.takeEvents()).toMatchObject([{ type: 'connection', state: 'idle', reason: 'nothing is wanted' }]);
  });

  it('is told with its HTTP status in the timeline', () => {
    const rig = new Rig().want(BTC).closed(1006, 'Unexpected server response: 503', 503);
    expect(rig.session.timeline.at(-1)).toMatchObject({ state: 'closed', status: 503, code: 1006 });
  });
});

describe('the wait for the next attempt', () => {
  it('after a ban is as long as the ban, and comes apart from others’', () => {
    const rig = new Rig({ random: () => 0.8 }).want(BTC).closed(1006, '', 429);
    expect(lastError(rig)).toMatchObject({ fault: 'refused', status: 429, terminal: false });
    expect(waitOf(rig)).toBe(600_400);
    expect(rig.untilConnect()).toBe(600_400);
  });

  it.each([400, 401, 403, 404, 451])('after a refusal with %i is long from the first', (code) => {
    const rig = new Rig().want(BTC).closed(1006, '', code);
    expect(lastError(rig)).toMatchObject({ status: code, terminal: true });
    expect(rig.untilConnect()).toBe(22_500);
    rig.closed(1006, '', code);
    expect(rig.untilConnect()).toBe(22_500);
  });

  it.each([408, 425, 500, 502, 503, 520])('after a refusal with %i is a usual one: it passes', (code) => {
    const rig = new Rig().want(BTC).closed(1006, '', code);
    expect(lastError(rig)).toMatchObject({ status: code, terminal: false });
    expect(rig.untilConnect()).toBe(250);
    rig.closed(1006, '', code);
    expect(rig.untilConnect()).toBe(500);
  });

  it('in maintenance is at least five seconds, until the exchange is online', () => {
    const rig = Rig.live().says(status('maintenance')).closed(1001);
    expect(rig.untilConnect()).toBe(5250);
    // It is remembered over attempts that fail, and connections that are told nothing.
    expect(rig.closed().untilConnect()).toBe(5500);
    expect(rig.opened().closed().untilConnect()).toBe(6000);
    rig.opened().says(status('cancel_only')).closed();
    expect(rig.untilConnect()).toBe(2000);
  });

  it('is at least five seconds when the exchange has no data', () => {
    const rig = Rig.live().closed(1013, 'Market data unavailable');
    expect(rig.untilConnect()).toBe(5250);
    expect(rig.closed().untilConnect()).toBe(500);
  });

  it.each([
    ['a ban', 429, 1006, 600_250],
    ['no data', undefined, 1013, 5250],
  ])('that the exchange asks for after %s is cut short by nothing', (_, refused, code, wait) => {
    const rig = new Rig().want(BTC);
    if (refused === undefined) rig.opened();
    rig.closed(code, '', refused).wait(100);
    rig.asks({ type: 'network', online: false }).asks({ type: 'network', online: true });
    rig.leave(BTC).want(BTC);
    expect(rig.connects).toBe(1);
    expect(rig.untilConnect()).toBe(wait - 100);
  });

  it('that the exchange asks for holds also when nothing was wanted in between', () => {
    const rig = new Rig().want(BTC).leave(BTC).closed(1006, '', 429);
    expect(rig.session.state).toBe('idle');
    rig.wait(1000).want(BTC);
    expect(rig.connects).toBe(1);
    expect(rig.session.timeline.at(-1)).toMatchObject({
      state: 'closed',
      reason: 'waiting, as the exchange has asked',
      retryAt: rig.now + 599_250,
    });
    expect(rig.untilConnect()).toBe(599_250);
  });

  it('is not shortened by connections that live shortly, also when their end is noticed late', () => {
    const rig = Rig.live();
    for (const wait of [250, 500, 1000]) {
      rig.lives(19_000).closed();
      expect(rig.untilConnect()).toBe(wait);
      rig.opened().says({ type: 'heartbeat' });
    }
    rig.wait(100).oversleep(3_600_000).closed(1006);
    expect(rig.untilConnect()).toBe(2000);
  });

  it('is the first again after a connection that was stable', () => {
    const rig = new Rig().want(BTC).closed();
    rig.untilConnect();
    rig.closed().untilConnect();
    rig.opened().lives(20_000);
    expect(rig.closed().untilConnect()).toBe(250);
  });

  it('of attempts that fail grows, however long they take, also after a connection that was stable', () => {
    const rig = Rig.live().lives(20_000).closed();
    for (const wait of [250, 500, 1000]) {
      expect(rig.untilConnect()).toBe(wait);
      rig.wait(60_000).closed();
    }
  });
});

describe('the budget of attempts', () => {
  it('once spent, says when the next may be made, and it is made then', () => {
    const budget = new ConnectBudget(memoryLog(), { attempts: 3, windowMs: 60_000 });
    const rig = new Rig({ budget }).want(BTC);
    const from = rig.now;
    rig.closed().wait(250).closed().wait(500).closed().wait(1000);
    expect(rig.connects).toBe(3);
    expect(rig.session.timeline.at(-1)).toMatchObject({ state: 'closed', retryAt: from + 60_000 });
    expect(rig.session.timeline.at(-1)?.reason).toMatch(/^too many attempts/);
    rig.untilConnect();
    expect(rig.now).toBe(from + 60_000);
    expect(rig.session.state).toBe('connecting');
  });

  it('binds also who comes back online', () => {
    const rig = new Rig({ budget: new ConnectBudget(memoryLog(), { attempts: 1, windowMs: 60_000 }) }).want(BTC);
    rig.closed().asks({ type: 'network', online: true });
    expect(rig.connects).toBe(1);
    expect(rig.untilConnect()).toBe(60_000);
  });

  it('is a session’s own when none is given', () => {
    const rig = new Rig({ reconnect: { maxMs: 1000 } }).want(BTC);
    for (let n = 0; n < 99; n++) rig.closed().untilConnect();
    expect(rig.closed().untilConnect()).toBeGreaterThan(500_000);
  });
});

describe('the network', () => {
  it('that comes back is used at once', () => {
    const rig = Rig.live().closed().wait(10).asks({ type: 'network', online: true });
    expect(rig.connects).toBe(2);
    expect(rig.session.timeline.at(-1)).toMatchObject({ state: 'connecting', reason: 'the network is back' });
  });

  it('that is gone makes attempts seldom, for it may be there all the same', () => {
    const rig = Rig.live().asks({ type: 'network', online: false }).closed();
    expect(waitOf(rig)).toBe(30_000);
    expect(rig.untilConnect()).toBe(30_000);
    rig.closed(1006, '', 429);
    expect(rig.untilConnect()).toBe(600_500);
    rig.closed().wait(10).asks({ type: 'network', online: true });
    expect(rig.connects).toBe(4);
    rig.closed();
    expect(waitOf(rig)).toBe(2000);
  });

  it.each([true, false])('that changes has a connection pinged (online: %s)', (online) => {
    const rig = Rig.live().wait(1500).asks({ type: 'network', online });
    expect(rig.takeAsked()).toEqual(['ping']);
    expect(rig.session.state).toBe('stale');
  });

  it('connects nothing when nothing is wanted, or the user has closed', () => {
    const rig = new Rig().asks({ type: 'network', online: true });
    expect(rig.connects).toBe(0);
    const closed = Rig.live().closed().close().asks({ type: 'network', online: true });
    expect(closed.connects).toBe(1);
    const left = Rig.live().closed().leave(BTC).asks({ type: 'network', online: true });
    expect(left.connects).toBe(1);
    expect(left.session.state).toBe('idle');
  });
});

describe('a doubt', () => {
  it('is nothing while frames come', () => {
    const rig = Rig.live().wait(1499).asks({ type: 'probe', reason: 'the page is visible again' });
    expect(rig.requests).toEqual([]);
    expect(rig.session.state).toBe('live');
  });

  it('has the connection pinged, which lives with any frame', () => {
    const rig = Rig.live().wait(1500).asks({ type: 'probe', reason: 'the page is visible again' });
    expect(rig.takeAsked()).toEqual(['ping']);
    expect(rig.session.timeline.at(-1)).toMatchObject({
      state: 'stale',
      reason: 'the page is visible again, pinging',
    });
    rig.asks({ type: 'probe', reason: 'again' });
    expect(rig.requests).toEqual([]);
    rig.wait(2499).says({ type: 'heartbeat' });
    expect(rig.session.state).toBe('live');
    expect(rig.wait(2000).disconnects).toEqual([]);
  });

  it('that nothing removes ends the connection', () => {
    const rig = Rig.live().wait(1500).asks({ type: 'probe', reason: 'the page is visible again' });
    expect(rig.wait(2499).disconnects).toEqual([]);
    expect(rig.wait(1).disconnects).toEqual(['silent for 4000 ms']);
  });

  it('about nothing is none', () => {
    const rig = new Rig()
      .asks({ type: 'probe', reason: 'why not' })
      .want(BTC)
      .asks({ type: 'probe', reason: 'why not' });
    expect(rig.requests).toEqual([]);
    expect(rig.session.state).toBe('connecting');
  });
});

describe('a wake that comes late', () => {
  it('because this side was busy has the connection pinged, not ended', () => {
    const rig = Rig.live().oversleep(10_000);
    expect(rig.disconnects).toEqual([]);
    expect(rig.takeAsked()).toEqual(['ping']);
    expect(rig.wait(2499).disconnects).toEqual([]);
    rig.says({ type: 'heartbeat' }).wait(1000);
    expect(rig.disconnects).toEqual([]);
    expect(rig.session.state).toBe('live');
  });

  it('while an answer is waited for gives it its time again: it may be waiting to be read', () => {
    const rig = Rig.live().wait(2500).oversleep(10_000);
    expect(rig.disconnects).toEqual([]);
    expect(rig.takeAsked()).toEqual(['ping', 'ping']);
    expect(rig.wait(2499).disconnects).toEqual([]);
    expect(rig.wait(1).disconnects).toEqual(['silent for 15000 ms']);
  });

  it('after the machine has slept ends the connection at once, and makes it anew', () => {
    const rig = Rig.live().oversleep(3_600_000);
    expect(rig.disconnects).toEqual(['silent for 3600000 ms']);
    expect(rig.requests).toEqual([]);
    rig.closed(1000, 'silent for 3600000 ms');
    expect(lastError(rig)).toMatchObject({ fault: 'silent' });
    expect(rig.untilConnect()).toBe(250);
    rig.opened();
    expect(rig.takeAsked()).toEqual(['+ book BTC/USD']);
  });
});

describe('the timeline', () => {
  it('tells the latest fifty states with times and reasons, oldest first', () => {
    const rig = new Rig({ budget: { take: (now) => now } }).want(BTC);
    for (let n = 0; n < 40; n++) {
      rig.closed(1006, `failure ${n}`);
      rig.untilConnect();
    }
    const { timeline } = rig.session;
    expect(timeline).toHaveLength(50);
    expect(timeline.at(-1)).toEqual({ type: 'connection', state: 'connecting', reason: 'trying again', at: rig.now });
    expect(timeline.at(-2)).toMatchObject({ state: 'closed', reason: 'failure 39', code: 1006, retryAt: rig.now });
    expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).sort((a, b) => a - b));
    // What was read does not change.
    rig.closed();
    expect(rig.session.timeline).not.toBe(timeline);
    expect(timeline).toHaveLength(50);
  });
});

describe('a connection that this side is closing', () => {
  it('sends nothing more, and lives no more', () => {
    const rig = Rig.live().wait(5000);
    rig.takeRequests();
    rig.takeEvents();
    rig.says({ type: 'heartbeat' }).want(ETH).wait(20_000);
    expect(rig.requests).toEqual([]);
    expect(states(rig)).toEqual([]);
    expect(rig.disconnects).toHaveLength(1);
  });

  it('because it did not open in time is not opened late', () => {
    const rig = new Rig().want(BTC).wait(10_000).opened();
    expect(rig.requests).toEqual([]);
    expect(rig.session.state).toBe('connecting');
    rig.closed(1006, '');
    expect(lastError(rig)).toMatchObject({ fault: 'timeout', message: 'no connection: no connection in time' });
  });

  it('because nothing was wanted is made anew at once, when something is', () => {
    const rig = Rig.live().leave(BTC).turn();
    rig.acknowledgesAll().wait(5000).want(ETH);
    rig.takeEvents();
    rig.closed(1000, 'nothing is wanted');
    expect(rig.connects).toBe(2);
    expect(rig.takeEvents().map(({ type }) => type)).not.toContain('error');
    expect(rig.opened().takeAsked()).toEqual(['+ trade ETH/USD']);
  });

  it('tells nothing twice', () => {
    const rig = Rig.live().closed(1001, 'restarting');
    rig.takeEvents();
    rig.closed(1001, 'restarting').says(status()).text('nonsense');
    expect(rig.takeEvents()).toEqual([]);
    expect(waitOf(rig)).toBe(250);
  });
});

describe('a connection that nobody uses', () => {
  it('is let go of after a while, though frames come', () => {
    const rig = new Rig().want(STATUS).opened().says(status()).leave(STATUS);
    rig.wait(4999);
    expect(rig.disconnects).toEqual([]);
    rig.wait(1);
    expect(rig.disconnects).toEqual(['nothing is wanted']);
  });

  it('for what is told unasked is pinged now and then, lest the exchange closes it', () => {
    const rig = new Rig().want(STATUS).opened().says(status()).lives(24_000);
    expect(rig.takeAsked()).toEqual([]);
    expect(rig.lives(1000).takeAsked()).toEqual(['ping']);
  });

  it('is kept when something is wanted in time', () => {
    const rig = new Rig().want(STATUS).opened().says(status()).leave(STATUS).wait(4000).want(STATUS);
    rig.lives(20_000);
    expect(rig.disconnects).toEqual([]);
    expect(rig.connects).toBe(1);
  });

  it('is not needed for what was refused', () => {
    const rig = new Rig().want(ETH).opened();
    rig.refuses(rig.takeRequest(), 'Currency pair not supported', 'ETH/USD').wait(5000);
    expect(rig.disconnects).toEqual(['nothing is wanted']);
  });
});
