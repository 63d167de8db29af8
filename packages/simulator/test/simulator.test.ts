import { UsageError, v1, v2 } from '@kraken-stream/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Simulator, type SimulatorOptions, VirtualClock } from '../src/index.js';

const URL = 'wss://ws.kraken.com/v2';
const SUBSCRIBE = v2.encodeRequest({ method: 'subscribe', channel: 'book', symbols: ['BTC/USD'], depth: 10 });

function connected(options: SimulatorOptions = {}, url = URL) {
  const clock = new VirtualClock();
  const start = clock.now();
  const simulator = new Simulator({ clock, symbols: ['BTC/USD'], ...options });
  const events: string[] = [];
  const note = (text: string) => events.push(`${clock.now() - start} ${text}`);
  const link = simulator.connect(url, {
    opened: () => note('opened'),
    received: (text) => note(/"(?:channel|method)":"(\w+)"/.exec(text)?.[1] ?? text),
    closed: (code, reason, failure) => note(`closed ${code} ${reason}${failure?.message ?? ''}`),
  });
  return { clock, simulator, events, link };
}

describe('a connection in memory', () => {
  it('tells nothing at once: it opens through the clock, and the exchange speaks first', () => {
    const { clock, events } = connected();
    expect(events).toEqual([]);
    clock.advance(0);
    expect(events).toEqual(['0 opened', '0 status']);
  });

  it('is found by the addresses of the real exchange, in both protocols', () => {
    const addresses = [
      'wss://ws.kraken.com',
      'wss://ws-auth.kraken.com',
      'wss://ws.kraken.com/v2',
      'wss://ws-auth.kraken.com/v2',
    ];
    const said = addresses.map((address) => {
      const clock = new VirtualClock();
      const heard: string[] = [];
      const simulator = new Simulator({ clock, symbols: ['BTC/USD'] });
      const link = simulator.connect(address, { opened() {}, closed() {}, received: (text) => heard.push(text) });
      clock.advance(0);
      const codec = address.endsWith('/v2') ? v2 : v1;
      link.send(codec.encodeRequest({ method: 'subscribe', channel: 'executions', part: 'orders', token: 'none' }));
      clock.advance(0);
      return heard
        .map((text) => codec.decode(text))
        .map((message) => (message.type === 'refused' ? message.error : message.type));
    });
    const elsewhere = 'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com';
    expect(said).toEqual([
      ['status', elsewhere],
      ['status', 'ESession:Invalid session'],
      ['status', elsewhere],
      ['status', 'ESession:Invalid session'],
    ]);
  });

  it('takes the latency each way', () => {
    const { clock, events, link } = connected({ latencyMs: 20, rate: 0 });
    clock.advance(100);
    link.send('{"method":"ping"}');
    clock.advance(100);
    expect(events).toEqual(['40 opened', '40 status', '140 pong']);
  });

  it('streams by the clock, each frame at its time', () => {
    const { clock, events, link, simulator } = connected({ rate: 100 });
    clock.advance(0);
    link.send(SUBSCRIBE);
    clock.advance(2000);
    const times = new Set(events.map((event) => event.split(' ')[0]));
    expect(times.size).toBeGreaterThan(100);
    expect(events.filter((event) => event.endsWith('heartbeat'))).toEqual(['1000 heartbeat', '2000 heartbeat']);
    expect(simulator.exchange.now).toBe(clock.now());
  });

  it('tells the close that the client asked for once, and nothing after it', () => {
    const { clock, events, link, simulator } = connected({ latencyMs: 5, rate: 1000 });
    clock.advance(20);
    link.send(SUBSCRIBE);
    clock.advance(100);
    events.length = 0;
    link.close(1000, 'done');
    link.close();
    link.send('{"method":"ping"}');
    clock.advance(100);
    expect(events).toEqual(['130 closed 1000 done']);
    expect(simulator.exchange.stats.connections).toBe(0);
    expect(clock.nextAt).toBe(Infinity);
  });

  it('tells a drop by the exchange as 1006, and can connect again', () => {
    const { clock, events, simulator } = connected();
    clock.advance(10);
    simulator.faults.inject({ type: 'drop' });
    clock.advance(10);
    expect(events.at(-1)).toBe('10 closed 1006 ');
    const again: string[] = [];
    simulator.connect(URL, { opened: () => again.push('opened'), received() {}, closed() {} });
    clock.advance(0);
    expect(again).toEqual(['opened']);
  });

  it('fails to open where there is no endpoint', () => {
    const { clock, events } = connected({}, 'ws://127.0.0.1/v9?x#y');
    clock.advance(1000);
    expect(events).toEqual(['0 closed 1006 there is no endpoint at this path: 404']);
  });

  it('never opens when it is given up before', () => {
    const { clock, events, link } = connected({ latencyMs: 5 });
    link.send('ignored');
    clock.advance(7);
    link.close();
    clock.advance(100);
    expect(events).toEqual(['17 closed 1006 ']);
    expect(clock.nextAt).toBe(Infinity);
  });

  it('lets the markets stand still while nobody is connected', () => {
    const { clock, link, simulator } = connected({ rate: 1000 });
    clock.advance(10);
    link.close();
    clock.advance(10);
    const before = simulator.exchange.book('BTC/USD');
    clock.advance(3_600_000);
    simulator.connect(URL, { opened() {}, received() {}, closed() {} });
    clock.advance(0);
    expect(simulator.exchange.book('BTC/USD')).toEqual(before);
  });

  it('closes everything at once, and then leaves no timer', async () => {
    const { clock, events, link, simulator } = connected({ latencyMs: 50 });
    clock.advance(200);
    link.send(SUBSCRIBE);
    await simulator.close();
    await simulator.close();
    expect(events.at(-1)).toBe('200 closed 1001 Simulator closed');
    expect(clock.nextAt).toBe(Infinity);
  });
});

describe('a simulator', () => {
  it.each([
    [
      'a misspelt option',
      { symbol: ['BTC/USD'] },
      /^options: expected an object of clock, .*, received one with 'symbol'$/,
    ],
    ['text', 'BTC/USD', /^options: expected an object of clock, .*, received a string$/],
    [
      'a misspelt option of an account',
      { accounts: [{ name: 'bot', key: 'k' }] },
      "accounts: expected an object of name, keys, balances, tier, fees, received one with 'key'",
    ],
  ])('is not made with %s', (_, options, message) => {
    const make = () => Reflect.construct(Simulator, [options]);
    expect(make).toThrow(UsageError);
    expect(make).toThrow(message);
  });
});

describe('in real time', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ticks every few milliseconds rather than for each event, and catches up no more than it can', async () => {
    const simulator = new Simulator({ symbols: ['BTC/USD'], rate: 1000 });
    let frames = 0;
    const times = new Set<number>();
    const link = simulator.connect(URL, {
      opened: () => link.send(SUBSCRIBE),
      received() {
        frames++;
        times.add(Date.now());
      },
      closed() {},
    });
    vi.advanceTimersByTime(1000);
    expect(frames).toBeGreaterThan(400);
    expect(times.size).toBeLessThan(90);
    frames = 0;
    vi.setSystemTime(Date.now() + 30_000);
    vi.advanceTimersByTime(20);
    expect(frames).toBeLessThan(4000);
    await simulator.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
