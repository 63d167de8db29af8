import { describe, expect, it } from 'vitest';
import { Simulator, type SimulatorOptions, VirtualClock } from '../../src/index.js';

function visitors(options: SimulatorOptions = {}) {
  const clock = new VirtualClock();
  const start = clock.now();
  const simulator = new Simulator({ clock, symbols: ['BTC/USD'], rate: 0, ...options });
  const events: string[] = [];
  const note = (text: string) => events.push(`${clock.now() - start} ${text}`);
  const connect = () =>
    simulator.connect('wss://ws.kraken.com/v2', {
      opened: () => note('opened'),
      received: () => undefined,
      closed: (code, reason, failure) => note(`closed ${code} ${reason}${failure?.status ?? ''}`),
    });
  return { clock, simulator, events, connect };
}

describe('attempts to connect', () => {
  it('can be refused with an HTTP status, so many of them', () => {
    const { clock, simulator, events, connect } = visitors({ latencyMs: 10 });
    simulator.faults.inject({ type: 'refuse-upgrade', status: 429, count: 2 });
    for (let i = 0; i < 3; i++) connect();
    clock.advance(100);
    expect(events).toEqual(['20 closed 1006 429', '20 closed 1006 429', '20 opened']);
  });

  it('say why they were refused: unavailable unless something else is asked for', () => {
    const { clock, simulator, connect, events } = visitors();
    simulator.faults.inject({ type: 'refuse-upgrade' });
    const failures: unknown[] = [];
    simulator.connect('ws://127.0.0.1/v2', {
      opened() {},
      received() {},
      closed: (_code, _reason, failure) => failures.push(failure),
    });
    clock.advance(0);
    expect(failures).toEqual([{ message: 'the exchange refused the connection: 503', status: 503 }]);
    connect();
    clock.advance(0);
    expect(events).toEqual(['0 opened']);
  });

  it('can all be refused for a time, which passes also while nobody is connected', () => {
    const { clock, simulator, events, connect } = visitors();
    clock.advance(60_000);
    simulator.faults.inject({ type: 'refuse-upgrade', ms: 5000 });
    for (const ms of [0, 4999, 1]) {
      clock.advance(ms);
      connect();
      clock.advance(0);
    }
    expect(events).toEqual(['60000 closed 1006 503', '64999 closed 1006 503', '65000 opened']);
  });

  it('can hang, and are then answered as usual', () => {
    const { clock, simulator, events, connect } = visitors({ latencyMs: 10 });
    simulator.faults.inject({ type: 'hang-upgrade', ms: 3000 });
    connect();
    clock.advance(2999);
    expect(events).toEqual([]);
    simulator.faults.inject({ type: 'refuse-upgrade' });
    connect();
    clock.advance(1000);
    expect(events).toEqual(['3010 closed 1006 503', '3019 opened']);
  });

  it('can be given up while they hang, and then nothing is left', () => {
    const { clock, simulator, events, connect } = visitors();
    simulator.faults.inject({ type: 'hang-upgrade', ms: 3000 });
    const link = connect();
    clock.advance(1000);
    link.close();
    clock.advance(0);
    expect(events).toEqual(['1000 closed 1006 ']);
    expect(clock.nextAt).toBe(Infinity);
    clock.advance(10_000);
    connect();
    clock.advance(0);
    expect(simulator.exchange.stats.connections).toBe(1);
  });

  it('that hang are answered when all faults are taken back', () => {
    const { clock, simulator, events, connect } = visitors();
    simulator.faults.inject({ type: 'hang-upgrade', ms: 3000, count: 2 });
    for (let i = 0; i < 3; i++) connect();
    clock.advance(0);
    expect(events).toEqual(['0 opened']);
    clock.advance(500);
    simulator.faults.clear();
    clock.advance(0);
    expect(events).toEqual(['0 opened', '500 opened', '500 opened']);
    clock.advance(10_000);
    expect(events).toHaveLength(3);
    expect(simulator.exchange.stats.connections).toBe(3);
  });

  it('end with the simulator', async () => {
    const { clock, simulator, events, connect } = visitors();
    simulator.faults.inject({ type: 'hang-upgrade', ms: 3000 });
    connect();
    clock.advance(0);
    await simulator.close();
    connect();
    clock.advance(0);
    expect(events).toEqual(['0 closed 1001 Simulator closed', '0 closed 1006 503']);
    expect(clock.nextAt).toBe(Infinity);
  });
});

describe('a fault that is set for later', () => {
  it('comes at its very time, also when nothing else is due before', () => {
    const { clock, simulator, events, connect } = visitors();
    connect();
    clock.advance(0);
    simulator.faults.inject({ type: 'drop' }, clock.now() + 1234);
    clock.advance(5000);
    expect(events).toEqual(['0 opened', '1234 closed 1006 ']);
  });
});
