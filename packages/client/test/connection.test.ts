import { ConnectBudget, type ConnectionError, type Gap, memoryLog } from '@kraken-stream/client';
import { Simulator, VirtualClock } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { createAccountRig } from './account-rig.js';
import { createEnvironment, createMachine, createRig, type Rig } from './rig.js';

const MINUTE = 60_000;

/** What the first connection went through since `from`, in words. */
function timeline(rig: Rig, from = 0): string[] {
  const events = rig.client.connections[0]?.timeline ?? [];
  return events.filter(({ at }) => at >= from).map(({ state, reason }) => `${state}: ${reason}`);
}

/** A rig on a machine that can stop. */
function createStoppable() {
  const clock = new VirtualClock();
  const machine = createMachine(clock);
  const simulator = new Simulator({ clock, seed: 1, rate: 20, symbols: ['BTC/USD', 'ETH/USD'] });
  const rig = createRig({ clock: machine.clock, connect: machine.through(simulator.connect) }, {}, clock);
  return { machine, rig, simulator };
}

describe('a machine that has slept for an hour', () => {
  it.each(['frames', 'timers'] as const)('shows nothing old as live when its %s come first', async (first) => {
    const { machine, rig, simulator } = createStoppable();
    await using _ = rig;
    const ticker = rig.client.subscribeTicker(['BTC/USD', 'ETH/USD'], { eventTrigger: 'bbo' });
    const book = rig.client.book('BTC/USD');
    const other = rig.client.subscribeStatus();
    const told: string[] = [];
    const gaps: Gap[] = [];
    const woken = { at: Number.POSITIVE_INFINITY };
    book.on('state', (state) => told.push(`book ${state}`));
    ticker.on('state', (state) => told.push(`ticker ${state}`));
    ticker.on('gap', (gap) => gaps.push(gap));
    let old = 0;
    ticker.on('data', ({ timestamp = '' }) => {
      if (rig.clock.now() >= woken.at && Date.parse(timestamp) < woken.at - MINUTE) old++;
    });
    await rig.clock.run(5000);
    told.length = 0;
    rig.told.length = 0;

    machine.stop();
    const slept = rig.clock.now();
    await rig.clock.run(60 * MINUTE);
    woken.at = rig.clock.now();
    machine.goOn(first);
    await rig.clock.run(0);
    expect(old).toBe(0);
    expect([book.state, ticker.state, book.bids.length]).toEqual(['stale', 'stale', 0]);
    await rig.clock.run(10_000);

    expect(told).toEqual(expect.arrayContaining(['book stale', 'ticker stale', 'book live', 'ticker live']));
    expect(told).toHaveLength(4);
    expect([book.state, ticker.state, other.state, rig.client.connection]).toEqual(['live', 'live', 'live', 'live']);
    expect(book.bids.levels()).toEqual(simulator.exchange.book('BTC/USD', 10).bids);
    expect(gaps.map(({ symbol }) => symbol).sort()).toEqual(['BTC/USD', 'ETH/USD']);
    for (const { from, to } of gaps) {
      expect(from).toBeLessThanOrEqual(slept);
      expect(to).toBeGreaterThanOrEqual(woken.at);
    }
    expect(timeline(rig, woken.at)).toEqual([
      expect.stringMatching(/^closed: silent for 3\d{6} ms$/),
      'connecting: trying again',
      'open: connected',
      'live: frames arrive',
    ]);
  });
});

describe('a machine that was busy for ten seconds', () => {
  it.each(['frames', 'timers'] as const)(
    'keeps its connection, and misses nothing, when its %s come first',
    async (first) => {
      const { machine, rig, simulator } = createStoppable();
      await using _ = rig;
      const trades = rig.client.subscribeTrades('BTC/USD');
      const book = rig.client.book('BTC/USD');
      const ids: number[] = [];
      trades.on('data', ({ data }) => ids.push(...data.map(({ tradeId }) => tradeId!)));
      await rig.clock.run(5000);
      rig.told.length = 0;
      machine.stop();
      await rig.clock.run(10_000);
      machine.goOn(first);
      await rig.clock.run(5000);
      expect(rig.told.filter((line) => !/stale|live/.test(line))).toEqual([]);
      expect(ids).toEqual(ids.map((_, n) => ids[0]! + n));
      expect(book.bids.levels()).toEqual(simulator.exchange.book('BTC/USD', 10).bids);
      expect(book.stats).toMatchObject({ mismatched: 0, resyncs: 0 });
    },
  );
});

describe('a platform that tells of its network', () => {
  it('makes a client try again at once when it is back', async () => {
    const environment = createEnvironment();
    await using rig = createRig({ environment });
    const ticker = rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(1000);
    environment.tell('offline');
    rig.simulator.faults.inject({ type: 'refuse-upgrade', ms: 20_000 });
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(0);
    const [info] = rig.client.connections;
    // Seldom, while there is no network.
    expect(info).toMatchObject({ state: 'closed', retryAt: rig.clock.now() + 30_000 });
    expect(ticker.state).toBe('stale');
    await rig.clock.run(21_000);
    const back = rig.clock.now();
    environment.tell('online');
    await rig.clock.run(0);
    expect(ticker.state).toBe('live');
    expect(timeline(rig, back)).toEqual(['connecting: the network is back', 'open: connected', 'live: frames arrive']);
  });

  it('makes a client that begins without a network try seldom', async () => {
    const environment = createEnvironment(false);
    await using rig = createRig({ environment });
    rig.simulator.faults.inject({ type: 'refuse-upgrade', count: 100 });
    rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(100_000);
    expect(rig.told.filter((line) => line === 'connection: connecting')).toHaveLength(4);
  });

  it('has a living connection doubted and pinged, and no more, when the network is gone', async () => {
    const environment = createEnvironment();
    await using rig = createRig({ environment }, { heartbeatMs: 2000, rate: 0 });
    rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(3900);
    rig.told.length = 0;
    environment.tell('offline');
    expect(rig.client.connection).toBe('stale');
    await rig.clock.run(0);
    expect(rig.sent.at(-1)).toContain('ping');
    await rig.clock.run(1000);
    expect(rig.told).toEqual(['connection: stale', 'connection: live']);
  });

  it.each(['visible', 'resumed'] as const)('has a dead connection noticed sooner when it is %s', async (signal) => {
    const environment = createEnvironment();
    await using rig = createRig({ environment });
    const ticker = rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'mute', ms: 10_000 });
    await rig.clock.run(2000);
    environment.tell(signal);
    await rig.clock.run(2500);
    expect(rig.client.connection).toBe('closed');
    expect(ticker.state).toBe('stale');
    await rig.clock.run(20_000);
    expect(ticker.state).toBe('live');
  });

  it('is listened to once, from the first connection to the end', async () => {
    const environment = createEnvironment();
    await using rig = createRig({ environment });
    expect(environment.listeners).toBe(0);
    rig.client.book('BTC/USD');
    rig.client.book('BTC/USD', { depth: 25 });
    expect(environment.listeners).toBe(1);
    await rig.clock.run(1000);
    await rig.client.close();
    expect(environment.listeners).toBe(0);
    environment.tell('online');
  });

  it('is listened to once for the connections to both endpoints', async () => {
    const environment = createEnvironment();
    await using rig = createAccountRig({ environment });
    rig.client.subscribeOpenOrders();
    rig.client.subscribeTicker('BTC/USD');
    expect(environment.listeners).toBe(1);
    await rig.clock.run(1000);
    expect(rig.client.connections).toHaveLength(2);
    await rig.client.close();
    expect(environment.listeners).toBe(0);
  });
});

describe('attempts to connect', () => {
  it('are counted together for the connections of a client, and of clients that share a budget', async () => {
    const budget = new ConnectBudget(memoryLog(), { attempts: 3, windowMs: 10_000 });
    await using first = createRig({ budget });
    const simulator = new Simulator({ clock: first.clock, seed: 2 });
    await using second = createRig({ budget, connect: simulator.connect }, {}, first.clock);
    const books = [first.client.book('BTC/USD'), first.client.book('BTC/USD', { depth: 25 })];
    books.push(second.client.book('BTC/USD'), second.client.book('BTC/USD', { depth: 25 }));
    await first.clock.run(1000);
    expect(books.map(({ state }) => state)).toEqual(['live', 'live', 'live', 'syncing']);
    expect(second.client.connections[1]).toMatchObject({
      state: 'closed',
      reason: 'too many attempts to connect: waiting, lest the exchange bans the address',
      retryAt: expect.any(Number),
    });
    await first.clock.run(10_000);
    expect(books[3]?.state).toBe('live');
  });

  it.each([
    ['429: waits until the ban is over', 429, 600_000, 615_000, false],
    ['403: is told as lasting, and tried seldom', 403, 15_000, 30_000, true],
    ['503: is tried soon again', 503, 0, 500, false],
  ])('refused with %s', async (_, status, atLeast, atMost, terminal) => {
    await using rig = createRig();
    const errors: unknown[] = [];
    rig.client.on('error', (error) => errors.push(error));
    rig.simulator.faults.inject({ type: 'refuse-upgrade', status });
    const ticker = rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(0);
    expect(errors).toMatchObject([
      { name: 'ConnectionError', fault: 'refused', status, terminal } satisfies Partial<ConnectionError>,
    ]);
    const [info] = rig.client.connections;
    const wait = (info?.retryAt ?? 0) - rig.clock.now();
    expect(wait).toBeGreaterThanOrEqual(atLeast);
    expect(wait).toBeLessThanOrEqual(atMost);
    await rig.clock.run(wait + 1000);
    expect(ticker.state).toBe('live');
  });

  it('during maintenance are at least five seconds apart', async () => {
    await using rig = createRig();
    const modes: string[] = [];
    rig.client.on('status', ({ system }) => modes.push(system));
    const ticker = rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'maintenance', ms: 30_000, refuseUpgrades: true });
    await rig.clock.run(100);
    rig.simulator.faults.inject({ type: 'drop', code: 1001 });
    await rig.clock.run(90_000);
    const events = rig.client.connections[0]?.timeline ?? [];
    const attempts = events.filter(({ state }) => state === 'connecting').map(({ at }) => at);
    const apart = attempts.slice(2).map((at, n) => at - attempts[n + 1]!);
    expect(apart.length).toBeGreaterThan(0);
    expect(Math.min(...apart)).toBeGreaterThanOrEqual(5000);
    expect(modes).toContain('maintenance');
    expect(ticker.state).toBe('live');
  });
});
