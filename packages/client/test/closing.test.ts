import type { Connect } from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { createRig } from './rig.js';

describe('a client that is closed', () => {
  it.each(['connecting', 'open', 'live', 'stale', 'closed'] as const)(
    'by its own listener, in state %s, has no connection and no timer left',
    async (when) => {
      await using rig = createRig();
      rig.client.on('connection', ({ state }) => {
        if (state === when) void rig.client.close();
      });
      const ticker = rig.client.subscribeTicker('BTC/USD');
      await rig.clock.run(1000);
      if (when === 'stale') rig.simulator.faults.inject({ type: 'mute', ms: 60_000 });
      if (when === 'closed') rig.simulator.faults.inject({ type: 'drop' });
      await rig.clock.run(10_000);
      expect([rig.client.connection, ticker.state]).toEqual(['closed', 'closed']);
      expect(rig.client.connections.map(({ state }) => state)).toEqual(['closed']);
      expect(rig.simulator.exchange.stats.connections).toBe(0);
      await rig.simulator.close();
      expect(rig.clock.nextAt).toBe(Number.POSITIVE_INFINITY);
    },
  );

  it('while it waits for a long time leaves no timer that keeps a process alive', async () => {
    await using rig = createRig();
    rig.simulator.faults.inject({ type: 'refuse-upgrade', status: 429 });
    rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(1000);
    expect(rig.client.connections[0]?.retryAt).toBeGreaterThan(rig.clock.now() + 500_000);
    expect(rig.clock.nextAt).toBeLessThan(Number.POSITIVE_INFINITY);
    await rig.client.close();
    expect(rig.clock.nextAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('by its own listener as a wait begins leaves none either', async () => {
    await using rig = createRig();
    rig.client.on('error', () => void rig.client.close());
    rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(0);
    expect(rig.clock.nextAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('while its endpoint is still looked up never connects', async () => {
    let answer: (url: string) => void = () => {};
    let connects = 0;
    const connect: Connect = () => {
      connects++;
      return { send() {}, close() {} };
    };
    const looking = new Promise<string>((resolve) => {
      answer = resolve;
    });
    await using rig = createRig({ endpoints: { public: () => looking }, connect });
    rig.client.subscribeTicker('BTC/USD');
    await rig.client.close();
    answer('memory://exchange/v2');
    await rig.clock.run(1000);
    expect(connects).toBe(0);
  });

  it('inside a data event hears nothing more, and all that it had is closed', async () => {
    await using rig = createRig();
    const subscriptions = [rig.client.subscribeTicker('BTC/USD'), rig.client.subscribeTrades('ETH/USD')];
    const book = rig.client.book('BTC/USD');
    let [heard, after] = [0, 0];
    book.on('update', () => {
      heard++;
      void rig.client.close();
      expect([book.state, ...subscriptions.map(({ state }) => state)]).toEqual(['closed', 'closed', 'closed']);
      for (const each of subscriptions) each.on('data', () => after++);
    });
    await rig.clock.run(5000);
    expect([heard, after]).toEqual([1, 0]);
    expect([book.state, ...subscriptions.map(({ state }) => state)]).toEqual(['closed', 'closed', 'closed']);
    await Promise.all(subscriptions.map((each) => each.unsubscribe()));
    expect(rig.told.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('twice, or while a topic is being left, resolves what waits', async () => {
    await using rig = createRig({}, { latencyMs: 50 });
    const ticker = rig.client.subscribeTicker('BTC/USD');
    rig.client.subscribeTicker('ETH/USD');
    await rig.clock.run(1000);
    const left = ticker.unsubscribe();
    await Promise.all([rig.client.close(), rig.client.close()]);
    await left;
  });

  it('ends iterations well also where some symbols were refused, and rejects what was not ready by itself', async () => {
    await using rig = createRig({}, { latencyMs: 10 });
    const tickers = rig.client.subscribeTicker(['NOPE/USD', 'BTC/USD']);
    const iterator = tickers[Symbol.asyncIterator]();
    await rig.clock.run(1000);
    expect(tickers.refused.size).toBe(1);
    const early = rig.client.subscribeTicker(['NIX/USD', 'ETH/USD']);
    early.on('refused', () => void rig.client.close());
    await rig.clock.run(1000);
    expect(early.state).toBe('closed');
    await expect(early.ready).rejects.toMatchObject({ name: 'ConnectionError' });
    let told = 0;
    for await (const _ of iterator) told++;
    expect(told).toBeGreaterThan(0);
    expect(await tickers[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
  });

  it('ends all iterations well', async () => {
    await using rig = createRig();
    const loop = (async () => {
      for await (const _ of rig.client.subscribeTicker('BTC/USD'));
      return 'done';
    })();
    await rig.clock.run(1000);
    await rig.client.close();
    expect(await loop).toBe('done');
  });
});

describe('a call', () => {
  it('tells nobody anything before it has returned', async () => {
    await using rig = createRig();
    const told: string[] = [];
    rig.client.on('connection', ({ state }) => told.push(state));
    rig.client.subscribeTicker('BTC/USD');
    expect([told, rig.client.connection]).toEqual([[], 'connecting']);
    await rig.clock.run(1000);
    told.length = 0;
    const book = rig.client.book('BTC/USD');
    book.on('update', () => told.push('update'));
    expect(told).toEqual([]);
  });
});

describe('what a listener asks for', () => {
  it('is done after what it was told of, and lost by nobody', async () => {
    await using rig = createRig();
    const first = rig.client.subscribeTicker('BTC/USD');
    const others: { state: string }[] = [];
    rig.client.on('connection', ({ state }) => {
      if (state === 'closed') others.push(rig.client.subscribeTicker('ETH/USD'));
      if (state === 'open') others.push(rig.client.book('BTC/USD'));
    });
    first.on('state', (state) => {
      if (state === 'stale') others.push(rig.client.subscribeTrades('BTC/USD'));
    });
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(3000);
    expect(others).toHaveLength(4);
    for (const { state } of [first, ...others]) expect(state).toBe('live');
  });
});
