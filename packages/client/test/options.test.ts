import {
  type ClientOptions,
  ConnectBudget,
  KrakenClient,
  memoryLog,
  type Ping,
  UsageError,
} from '@kraken-stream/client';
import { afterEach, describe, expect, it } from 'vitest';
import { accountOptions } from '../src/account-options.js';
import { poolOptions } from '../src/options.js';
import { createRig } from './rig.js';

/** As a caller without a compiler. */
type Loose = (...args: unknown[]) => unknown;
const create = (...args: unknown[]): unknown => Reflect.construct(KrakenClient, args);

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return error instanceof Error ? error.message : '';
  }
  throw new Error('nothing was thrown');
}

describe('options of a client', () => {
  it.each<[unknown, string]>([
    [null, 'options: expected an object of protocol, endpoints, '],
    ['nmc39wCfFqn0mirRrpHMFOu0xfq4VVghFy', ', received a string'],
    [{ url: 'wss://ws.kraken.com' }, "received one with 'url'"],
    [{ protocol: 'v3' }, "protocol: expected one of 'v2', 'v1', received 'v3'"],
    [{ protocol: null }, "protocol: expected one of 'v2', 'v1', received null"],
    [{ endpoints: null }, 'endpoints: expected an object of public, private, rest, received null'],
    [
      { endpoints: { level3: 'wss://x' } },
      "endpoints: expected an object of public, private, rest, received one with 'level3'",
    ],
    [{ endpoints: { rest: 'wss://ws.kraken.com' } }, "endpoints.rest: expected a URL such as 'https://api.kraken.com'"],
    [{ endpoints: { rest: 'https://api.kraken.com?x=1' } }, 'received one with a query'],
    [{ endpoints: { rest: 5 } }, "endpoints.rest: expected a URL such as 'https://api.kraken.com', or a function"],
    [{ fetch: 'https' }, "fetch: expected a function, received 'https'"],
    [{ endpoints: { public: 5 } }, "endpoints.public: expected a URL such as 'wss://ws.kraken.com/v2', or a function"],
    [{ endpoints: { public: '' } }, "received ''"],
    [
      { endpoints: { private: 7 } },
      "endpoints.private: expected a URL such as 'wss://ws.kraken.com/v2', or a function",
    ],
    [{ token: 'abc' }, 'token: expected a function that returns one, received a string'],
    [{ trading: 5 }, 'trading: expected an object of tier, onRateLimit, clOrdId, check, received 5'],
    [{ trading: { tier: 'vip' } }, "trading.tier: expected one of 'starter', 'intermediate', 'pro', received 'vip'"],
    [{ trading: { onRateLimit: 'retry' } }, "trading.onRateLimit: expected one of 'wait', 'refuse', received 'retry'"],
    [{ trading: { clOrdId: 'a' } }, "trading.clOrdId: expected a function, received 'a'"],
    [{ trading: { check: 1 } }, 'trading.check: expected one of true, false, received 1'],
    [{ reconnect: { base: 5 } }, 'reconnect: expected an object of baseMs, maxMs, stableMs, '],
    [{ reconnect: { baseMs: -1 } }, 'reconnect.baseMs: expected a number from 0 up, received -1'],
    [{ reconnect: { maxMs: null } }, 'reconnect.maxMs: expected a number from 0 up, received null'],
    [{ liveness: { pingAfterMs: Number.NaN } }, 'liveness.pingAfterMs: expected a number from 0 up, received NaN'],
    [{ liveness: { pingAfterMs: '5' } }, "liveness.pingAfterMs: expected a number from 0 up, received '5'"],
    [{ resync: [] }, 'resync: expected an object of '],
    [{ pace: { perSecond: 0 } }, 'pace.perSecond: expected a number from 1 up, received 0'],
    [{ pace: { burst: 0.5 } }, 'pace.burst: expected a number from 1 up, received 0.5'],
    [{ limits: { connections: 0 } }, 'limits.connections: expected a number from 1 up, received 0'],
    [{ requestTimeoutMs: 0 }, 'requestTimeoutMs: expected a number from 1 up, received 0'],
    [{ budget: {} }, 'budget: expected a ConnectBudget, received an object'],
    [{ environment: { online: true } }, 'environment: expected an Environment, received an object'],
    [{ connect: 'tcp' }, "connect: expected a function, received 'tcp'"],
    [{ signal: new AbortController() }, 'signal: expected an AbortSignal, received an object'],
    [{ clock: Date }, 'clock: expected a Clock, received a function'],
    [{ random: 0.5 }, 'random: expected a function, received 0.5'],
  ])('%o are refused with the rule', (options, message) => {
    expect(refusal(() => create(options))).toContain(message);
  });

  it.each(['public', 'private'] as const)('name a WebSocket as endpoint %s, unless a transport is given', (name) => {
    const endpoint = (url: string, more = {}) => create({ endpoints: { [name]: url }, ...more });
    const expected = `endpoints.${name}: expected a URL that begins with 'wss:' or 'ws:', received `;
    const todo =
      "; give the address of a WebSocket, such as 'wss://ws.kraken.com/v2', or a transport of your own as connect";
    for (const scheme of ['http:', 'https:', 'HTTPS:', 'memory:', 'file:', 'data:', 'localhost:']) {
      // An address may have a secret in it: of it no more is told than how it begins.
      expect(refusal(() => endpoint(`${scheme}//user:pass@ws.kraken.com/v2?token=secret`))).toBe(
        `${expected}one that begins with '${scheme}'${todo}`,
      );
    }
    for (const url of ['ws.kraken.com/v2', '/v2', '//ws.kraken.com/v2', ' ', '://']) {
      expect(refusal(() => endpoint(url))).toBe(`${expected}one that names no protocol${todo}`);
    }
    for (const url of ['wss://ws.kraken.com/v2', 'ws://localhost:8080/v2', 'WSS://ws.kraken.com/v2']) {
      expect(endpoint(url)).toBeInstanceOf(KrakenClient);
    }
    const connect = () => ({ send() {}, close() {} });
    for (const url of ['memory://exchange/v2', 'https://example.com', 'anything']) {
      expect(endpoint(url, { connect })).toBeInstanceOf(KrakenClient);
    }
  });

  it('left undefined are as if they were not given', async () => {
    const undefinedOnes = Object.fromEntries(
      ['protocol', 'reconnect', 'limits', 'budget', 'environment', 'signal', 'requestTimeoutMs'].map((name) => [
        name,
        undefined,
      ]),
    );
    await using rig = createRig({
      ...undefinedOnes,
      liveness: JSON.parse('{}'),
      reconnect: { ...{ baseMs: undefined } } as object,
    });
    const book = rig.client.book('BTC/USD');
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(2000);
    expect(book.state).toBe('live');
  });
});

describe('arguments of calls', () => {
  const calls = [
    'subscribeTicker',
    'subscribeTrades',
    'subscribeOhlc',
    'subscribeSpread',
    'subscribeBook',
    'book',
  ] as const;

  it.each(calls)('of %s are refused with the rule, and nothing is sent', async (name) => {
    await using rig = createRig();
    const call: Loose = (...args) => Reflect.apply(rig.client[name], rig.client, args);
    for (const symbol of [
      undefined,
      null,
      5,
      {},
      '',
      'BTC',
      ...(name === 'book' ? [] : [[null], [[]], [['BTC/USD']], new Array(1)]),
    ]) {
      expect(refusal(() => call(symbol))).toMatch(/^symbols?(\[0\])?: expected/);
    }
    expect(refusal(() => call([]))).toMatch(/^symbols?: expected/);
    for (const options of [null, 5, 'all', [], () => {}]) {
      expect(refusal(() => call('BTC/USD', options))).toMatch(
        /^options: expected an object of .*signal, snapshot, buffer, received/,
      );
    }
    expect(refusal(() => call('BTC/USD', { dept: 25 }))).toMatch(/^options: expected .*received one with 'dept'$/);
    expect(refusal(() => call('BTC/USD', { snapshot: 'no' }))).toBe(
      "snapshot: expected one of true, false, received 'no'",
    );
    expect(refusal(() => call('BTC/USD', { snapshot: null }))).toContain('snapshot: expected');
    expect(refusal(() => call('BTC/USD', { buffer: null }))).toContain('buffer: expected');
    expect(refusal(() => call('BTC/USD', { signal: null }))).toBe('signal: expected an AbortSignal, received null');
    await rig.clock.run(1000);
    expect([rig.told, rig.sent]).toEqual([[], []]);
    await rig.client.close();
    expect(refusal(() => call('BTC/USD'))).toBe('client: it is closed; make a new one');
  });

  it('of their own each call knows, with their values', async () => {
    await using rig = createRig();
    const { client } = rig;
    const call = (name: 'subscribeTicker' | 'subscribeOhlc' | 'subscribeBook', options: unknown) =>
      refusal(() => Reflect.apply(client[name], client, ['BTC/USD', options]));
    expect(call('subscribeTicker', { eventTrigger: 'all' })).toBe(
      "eventTrigger: expected one of 'trades', 'bbo', received 'all'",
    );
    expect(call('subscribeOhlc', { interval: 2 })).toBe(
      'interval: expected one of 1, 5, 15, 30, 60, 240, 1440, 10080, 21600, received 2',
    );
    expect(call('subscribeOhlc', { interval: null })).toContain('received null');
    expect(call('subscribeBook', { depth: '10' })).toBe("depth: expected one of 10, 25, 100, 500, 1000, received '10'");
    expect(call('subscribeTicker', { depth: 10 })).toContain("received one with 'depth'");
    const loose: Loose = (options) => Reflect.apply(client.subscribeInstruments, client, [options]);
    expect(refusal(() => loose({ includeTokenizedAssets: 1 }))).toContain('includeTokenizedAssets: expected');
    expect(refusal(() => loose(null))).toContain('options: expected');
    expect(refusal(() => Reflect.apply(client.subscribeStatus, client, [5]))).toContain('options: expected');
    expect(refusal(() => Reflect.apply(client.book, client, [['BTC/USD']]))).toBe(
      'symbol: expected one, received an array; subscribeBook takes many',
    );
    await client.close();
    for (const name of ['subscribeInstruments', 'subscribeStatus'] as const) {
      expect(refusal(() => client[name]())).toBe('client: it is closed; make a new one');
    }
    await expect(client.ping() satisfies Promise<Ping>).rejects.toBeInstanceOf(UsageError);
  });

  it('are understood in the names of v1 and REST', async () => {
    await using rig = createRig();
    const names = ['XBT/USD', 'XXBTZUSD', 'XBTUSD'];
    const subscriptions = names.map((name) => rig.client.subscribeTrades(name));
    await rig.clock.run(1000);
    expect(subscriptions.map(({ state }) => state)).toEqual(['live', 'live', 'live']);
    expect(rig.sent).toHaveLength(1);
    expect(rig.sent[0]).toContain('["BTC/USD"]');
  });
});

describe('the budget of attempts', () => {
  const before = (['document', 'localStorage'] as const).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  afterEach(() => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  });

  it('is shared with other tabs for real sockets to a known host alone', () => {
    const items = new Map<string, string>();
    const localStorage = {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => items.set(key, value),
    };
    Object.defineProperty(globalThis, 'document', { value: {}, configurable: true });
    Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true });
    const environment = { online: true, watch: () => () => {} };
    const told = { deliver() {}, tap() {} };
    const take = (options: Parameters<typeof poolOptions>[0]) => {
      items.clear();
      const made = poolOptions(options, told);
      made.session.budget?.take(1000);
      return [...items.keys()];
    };
    const takePrivate = (options: ClientOptions) => {
      items.clear();
      accountOptions(options, poolOptions({ environment }, told)).pool.session.budget?.take(1000);
      return [...items.keys()];
    };
    expect(take({ environment })).toEqual(['kraken-stream:connects:ws.kraken.com']);
    expect(take({ environment, endpoints: { public: 'ws://localhost:8080/v2' } })).toEqual([
      'kraken-stream:connects:localhost:8080',
    ]);
    expect(take({ environment, endpoints: { public: () => 'wss://ws.kraken.com/v2' } })).toEqual([]);
    expect(take({ environment, connect: () => ({ send() {}, close() {} }) })).toEqual([]);
    expect(take({ environment, budget: new ConnectBudget(memoryLog()) })).toEqual([]);
    // The private endpoint is another host, and counted as one.
    expect(takePrivate({})).toEqual(['kraken-stream:connects:ws-auth.kraken.com']);
    expect(takePrivate({ endpoints: { private: 'ws://localhost:8080/auth/v2' } })).toEqual([
      'kraken-stream:connects:localhost:8080',
    ]);
    expect(takePrivate({ budget: new ConnectBudget(memoryLog()) })).toEqual([]);
  });
});
