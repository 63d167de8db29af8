import { UsageError } from '@kraken-stream/client';
import { instrument, VirtualClock } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { ahead, createRig } from './rig.js';

/** As many pairs as the exchange trades. */
const PAIRS = [
  'BTC/USD',
  'ETH/USD',
  ...Array.from({ length: 1400 }, (_, n) =>
    instrument({ symbol: `C${n}/EUR`, price: '1.00', size: 1, gap: 1, qtyMin: '0.1' }),
  ),
];
/** Milliseconds of work of this process so far: how busy the machine is otherwise plays no part. */
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const unknown = (count: number) => Array.from({ length: count }, (_, n) => `A${n}/USD`);

describe('topics of a client', () => {
  it('of one turn travel in one request a connection and channel', async () => {
    await using rig = createRig();
    rig.client.subscribeTicker('BTC/USD');
    rig.client.subscribeTicker(['ETH/USD', 'MINA/GBP']);
    rig.client.subscribeTrades('BTC/USD');
    await rig.clock.run(1000);
    expect(rig.sent.map((text) => JSON.parse(text).params)).toMatchObject([
      { channel: 'ticker', symbol: ['BTC/USD', 'ETH/USD', 'MINA/GBP'] },
      { channel: 'trade', symbol: ['BTC/USD'] },
    ]);
  });

  it('asked for by a listener travel as soon as it is done', async () => {
    await using rig = createRig({}, { rate: 1 });
    let at = 0;
    rig.client.subscribeTicker('BTC/USD').once('data', () => {
      at = rig.clock.now();
      rig.client.subscribeTicker('ETH/USD').once('data', ({ receivedAt }) => {
        at = receivedAt - at;
      });
    });
    await rig.clock.run(5000);
    expect(at).toBe(0);
  });

  it('that one connection cannot hold twice live on two, and nobody sees it', async () => {
    await using rig = createRig();
    const subscriptions = [
      rig.client.subscribeTicker('BTC/USD'),
      rig.client.subscribeSpread('BTC/USD'),
      rig.client.subscribeTicker('ETH/USD', { eventTrigger: 'bbo' }),
      rig.client.subscribeBook('BTC/USD'),
      rig.client.subscribeBook('BTC/USD', { depth: 25 }),
      rig.client.subscribeBook('BTC/USD', { depth: 100 }),
    ];
    await rig.clock.run(1000);
    expect(subscriptions.map(({ state }) => state)).toEqual(subscriptions.map(() => 'live'));
    expect(rig.client.connections.map(({ id, subscriptions: count }) => [id, count])).toEqual([
      [1, 3],
      [2, 2],
      [3, 1],
    ]);
  });

  it('more than a connection takes go to another, as many as there may be, and all or none', async () => {
    await using rig = createRig({ limits: { symbolsPerConnection: 2, connections: 2 } });
    rig.client.subscribeTicker(['BTC/USD', 'ETH/USD', 'MINA/GBP']);
    expect(() => rig.client.subscribeTrades(['BTC/USD', 'ETH/USD'])).toThrow(UsageError);
    expect(() => rig.client.subscribeTrades(['BTC/USD', 'ETH/USD'])).toThrow(
      'limits: expected at most 2 connections of 2 topics each, received a topic for which none of them has a free ' +
        'place (trade ETH/USD); leave some, or raise limits',
    );
    const trades = rig.client.subscribeTrades('BTC/USD');
    await rig.clock.run(1000);
    expect(rig.client.connections.map(({ subscriptions }) => subscriptions)).toEqual([2, 2]);
    void trades.unsubscribe();
    rig.client.subscribeTrades('ETH/USD');
    await rig.clock.run(1000);
    expect(rig.client.connection).toBe('live');
  });

  it('left and wanted again stay where they were', async () => {
    await using rig = createRig({}, { latencyMs: 50 });
    const small = rig.client.subscribeBook('BTC/USD');
    const large = rig.client.subscribeBook('BTC/USD', { depth: 100 });
    await rig.clock.run(1000);
    for (const each of [small, large]) void each.unsubscribe();
    // The first connection has its place free now, too.
    const again = rig.client.subscribeBook('BTC/USD', { depth: 100 });
    await rig.clock.run(1000);
    expect(again.state).toBe('live');
    expect(rig.client.connections.map(({ subscriptions }) => subscriptions)).toEqual([0, 1]);
  });

  it('that all left let their connection close after a while, and it is used again under its number', async () => {
    await using rig = createRig();
    rig.client.subscribeBook('BTC/USD');
    const large = rig.client.subscribeBook('BTC/USD', { depth: 100 });
    await rig.clock.run(1000);
    void large.unsubscribe();
    await rig.clock.run(10_000);
    expect(rig.client.connections.map(({ id, state }) => `${id} ${state}`)).toEqual(['1 live', '2 idle']);
    expect(rig.client.connection).toBe('live');
    expect(rig.simulator.exchange.stats.connections).toBe(1);
    rig.client.subscribeBook('BTC/USD', { depth: 100 });
    await rig.clock.run(1000);
    expect(rig.client.connections.map(({ id, state }) => `${id} ${state}`)).toEqual(['1 live', '2 live']);
  });

  it('are not touched by the loss of another connection', async () => {
    await using rig = createRig();
    const ids: string[] = [];
    rig.client.on('status', ({ connectionId = '' }) => ids.push(connectionId));
    const small = rig.client.book('BTC/USD');
    const large = rig.client.book('BTC/USD', { depth: 100 });
    const events: string[] = [];
    rig.client.on('connection', ({ id, state }) => events.push(`${id} ${state}`));
    await rig.clock.run(1000);
    events.length = 0;
    rig.simulator.faults.inject({ type: 'drop', connection: ids[1]! });
    await rig.clock.run(0);
    expect([small.state, large.state, rig.client.connection]).toEqual(['live', 'stale', 'closed']);
    expect(rig.client.connections[1]).toMatchObject({
      reason: 'closed with code 1006',
      retryAt: rig.clock.now() + 250,
    });
    await rig.clock.run(5000);
    expect([small.state, large.state, rig.client.connection]).toEqual(['live', 'live', 'live']);
    expect(events).toEqual(['2 closed', '2 connecting', '2 open', '2 live']);
    expect(small.stats.resyncs).toBe(0);
    expect(rig.told.filter((line) => line.startsWith('gap'))).toEqual([
      'gap: BTC/USD connection lost: closed with code 1006',
    ]);
  });
});

describe('five thousand symbols in one call', () => {
  it('are asked for on several connections, and each that is unknown is refused on its own, in no time', async () => {
    await using rig = createRig({}, { latencyMs: 10, rate: 0, symbols: PAIRS });
    // All pairs are known to the client, as they are to any that looks at instruments.
    rig.client.subscribeInstruments();
    await rig.clock.run(1000);
    const symbols = ['BTC/USD', ...unknown(4998), 'ETH/USD'];
    const began = spent();
    const subscription = rig.client.subscribeTicker(symbols);
    const called = spent() - began;
    let refusals = 0;
    subscription.on('refused', () => refusals++);
    await rig.clock.run(1000);
    const all = spent() - began;
    expect(refusals).toBe(4998);
    expect(subscription.refused.size).toBe(4998);
    expect(subscription.state).toBe('live');
    await subscription.ready;
    expect(rig.sent.filter((text) => text.includes('"ticker"'))).toHaveLength(51);
    expect(rig.client.connections).toHaveLength(6);
    // Generous, as a busy machine is: each with each would take longer still.
    expect(called).toBeLessThan(5000);
    expect(all).toBeLessThan(10_000);
  });

  it('are left as quickly', async () => {
    await using rig = createRig({ limits: { symbolsPerConnection: 5000 } }, { latencyMs: 10 });
    const subscription = rig.client.subscribeTrades(unknown(5000), { signal: AbortSignal.timeout(1e6) });
    const began = spent();
    await subscription.unsubscribe();
    expect(spent() - began).toBeLessThan(5000);
    await rig.clock.run(10_000);
    expect(rig.client.connections[0]?.subscriptions).toBe(0);
  });
});

describe('what is known of connections', () => {
  it('is their state with its reason, their latest states, and how far the exchange and its clock are', async () => {
    const clock = new VirtualClock();
    await using rig = createRig({}, { latencyMs: 40, clock: ahead(clock, 1500) }, clock);
    const began = clock.now();
    rig.client.subscribeTicker('BTC/USD');
    expect(rig.client.connections).toMatchObject([
      { id: 1, state: 'connecting', since: began, roundTripMs: undefined },
    ]);
    await rig.clock.run(1000);
    const [info] = rig.client.connections;
    expect(info).toMatchObject({
      id: 1,
      state: 'live',
      since: began + 80,
      reason: 'frames arrive',
      retryAt: undefined,
      subscriptions: 1,
      roundTripMs: 80,
      clockSkewMs: 1500,
    });
    expect(info?.timeline.map(({ state, at }) => [state, at - began])).toEqual([
      ['connecting', 0],
      ['open', 80],
      ['live', 80],
    ]);
  });

  it('is one word for all: idle before and after, closed in the end', async () => {
    await using rig = createRig();
    expect(rig.client.connection).toBe('idle');
    const ticker = rig.client.subscribeTicker('BTC/USD');
    expect(rig.client.connection).toBe('connecting');
    await rig.clock.run(1000);
    void ticker.unsubscribe();
    await rig.clock.run(10_000);
    expect(rig.client.connection).toBe('idle');
    await rig.client.close();
    expect(rig.client.connection).toBe('closed');
  });

  it('is that it is closed, also where there never was a connection', async () => {
    await using rig = createRig();
    await rig.client.close();
    expect([rig.client.connection, rig.client.connections]).toEqual(['closed', []]);
  });
});
