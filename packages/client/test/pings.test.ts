import { ConnectionError, TimeoutError, UsageError } from '@kraken-stream/client';
import { VirtualClock } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { ahead, createRig } from './rig.js';

describe('a ping', () => {
  it('tells the round trip and how far the exchange’s clock is ahead', async () => {
    const clock = new VirtualClock();
    await using rig = createRig({}, { latencyMs: 35, clock: ahead(clock, -2000) }, clock);
    rig.client.subscribeTicker('BTC/USD');
    await clock.run(1000);
    const ping = rig.client.ping();
    await clock.run(70);
    expect(await ping).toEqual({ roundTripMs: 70, clockSkewMs: -2000 });
  });

  it('connects where nothing is connected, and lets go again', async () => {
    await using rig = createRig({}, { latencyMs: 10 });
    const ping = rig.client.ping();
    await rig.clock.run(100);
    expect(await ping).toMatchObject({ roundTripMs: 20 });
    await rig.clock.run(10_000);
    expect(rig.client.connection).toBe('idle');
    expect(rig.simulator.exchange.stats.connections).toBe(0);
    expect(rig.told.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('goes where somebody answers, not to a connection that waits', async () => {
    await using rig = createRig();
    const ids: string[] = [];
    rig.client.on('status', ({ connectionId = '' }) => ids.push(connectionId));
    rig.client.book('BTC/USD');
    rig.client.book('BTC/USD', { depth: 25 });
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'refuse-upgrade', ms: 60_000 });
    rig.simulator.faults.inject({ type: 'drop', connection: ids[0]! });
    await rig.clock.run(100);
    const ping = rig.client.ping();
    await rig.clock.run(0);
    expect(await ping).toMatchObject({ roundTripMs: 0 });
  });

  it('that nobody answers is rejected in time', async () => {
    await using rig = createRig({ requestTimeoutMs: 1000 });
    rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'mute', ms: 20_000 });
    const ping = rig.client.ping().catch((error: unknown) => error);
    await rig.clock.run(1000);
    expect(await ping).toBeInstanceOf(TimeoutError);
    expect(await ping).toMatchObject({ method: 'ping', afterMs: 1000, message: 'ping: no answer within 1000 ms' });
  });

  it('whose connection is lost, or closed, is rejected', async () => {
    await using rig = createRig({}, { latencyMs: 50 });
    rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(1000);
    const lost = rig.client.ping().catch((error: unknown) => error);
    // Sent as soon as the turn is over.
    await rig.clock.run(0);
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(100);
    expect(await lost).toBeInstanceOf(ConnectionError);
    await rig.clock.run(3000);
    const closed = rig.client.ping().catch((error: unknown) => error);
    await rig.client.close();
    expect(await closed).toBeInstanceOf(ConnectionError);
    await expect(rig.client.ping()).rejects.toBeInstanceOf(UsageError);
  });
});
