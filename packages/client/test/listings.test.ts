import { type ClientOptions, type InstrumentsEvent, KrakenClient, type Subscription } from '@kraken-stream/client';
import { Simulator, VirtualClock } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { answer, listedPair, RestExchange } from './rest-exchange.js';
import { createEnvironment } from './rig.js';

const MINUTE = 60_000;

function createListed(options: ClientOptions = {}) {
  const clock = new VirtualClock();
  const rest = new RestExchange(clock);
  const environment = createEnvironment();
  const connected: string[] = [];
  const client = new KrakenClient({
    protocol: 'v1',
    clock,
    environment,
    fetch: rest.fetch,
    random: () => 0.5,
    token: () => 'a token',
    connect: () => {
      connected.push('');
      return { send() {}, close() {} };
    },
    ...options,
  });
  const errors: string[] = [];
  client.on('error', ({ name, message }) => errors.push(`${name}: ${message}`));
  return { clock, rest, environment, client, connected, errors, [Symbol.asyncDispose]: () => client.close() };
}

/** What a subscription tells, in short. */
function heard(subscription: Subscription<InstrumentsEvent>): string[] {
  const told: string[] = [];
  subscription.on('state', (state) => told.push(state));
  subscription.on('gap', ({ from, to }) => told.push(`gap of ${to - from} ms`));
  subscription.on('data', ({ type, data }) => told.push(`${type} ${data.pairs.map(({ symbol }) => symbol)}`));
  return told;
}

describe('instruments that REST lists', () => {
  it('begin with a snapshot, as a subscription does', async () => {
    await using rig = createListed();
    const instruments = rig.client.subscribeInstruments();
    const told = heard(instruments);
    expect([instruments.state, rig.rest.asked]).toEqual(['pending', []]);
    await rig.clock.run(1000);
    await instruments.ready;
    expect(told).toEqual(['live', 'snapshot BTC/USD']);
    expect(rig.rest.asked).toEqual(['Assets', 'AssetPairs']);
    expect([rig.rest.most, rig.errors, rig.connected]).toEqual([1, [], []]);
  });

  it('are read again every five minutes; what is another than before is an update', async () => {
    await using rig = createListed();
    const told = heard(rig.client.subscribeInstruments());
    await rig.clock.run(6 * MINUTE);
    expect([told.length, rig.rest.asked.length]).toEqual([2, 4]);
    rig.rest.pairs = {
      ...rig.rest.pairs,
      XETHZUSD: listedPair('ETH/USD'),
      XXBTZUSD: listedPair('XBT/USD', { ordermin: '0.0002' }),
    };
    await rig.clock.run(5 * MINUTE);
    expect(told.slice(2)).toEqual(['update BTC/USD,ETH/USD']);
  });

  it('come whole again when one of them is listed no more', async () => {
    await using rig = createListed();
    rig.rest.pairs = { A: listedPair('ETH/USD'), B: listedPair('ADA/USD') };
    const told = heard(rig.client.subscribeInstruments());
    await rig.clock.run(MINUTE);
    rig.rest.pairs = { A: listedPair('ETH/USD') };
    await rig.clock.run(5 * MINUTE);
    expect(told.slice(2)).toEqual(['snapshot ETH/USD']);
  });

  it('are shared and counted: one reading serves all, and the last who leaves ends it', async () => {
    await using rig = createListed();
    const first = rig.client.subscribeInstruments();
    const second = rig.client.subscribeInstruments();
    await rig.clock.run(1000);
    const told = heard(rig.client.subscribeInstruments());
    await rig.clock.run(1000);
    expect(told).toEqual(['live', 'snapshot BTC/USD']);
    expect(rig.rest.asked).toHaveLength(2);
    await first.unsubscribe();
    await rig.clock.run(6 * MINUTE);
    expect([second.state, rig.rest.asked.length]).toEqual(['live', 4]);
  });

  it('unsubscribed by all are read no more, and anew when they are asked for again', async () => {
    await using rig = createListed();
    const instruments = rig.client.subscribeInstruments();
    await rig.clock.run(1000);
    await instruments.unsubscribe();
    expect(instruments.state).toBe('closed');
    await rig.clock.run(20 * MINUTE);
    expect(rig.rest.asked).toHaveLength(2);
    const told = heard(rig.client.subscribeInstruments());
    await rig.clock.run(1000);
    expect(told).toEqual(['live', 'snapshot BTC/USD']);
  });

  it('end with the signal, and with the client, while they are read', async () => {
    await using rig = createListed();
    const controller = new AbortController();
    const reason = new Error('enough');
    const instruments = rig.client.subscribeInstruments({ signal: controller.signal });
    await rig.clock.run(50);
    controller.abort(reason);
    await expect(instruments.ready).rejects.toBe(reason);
    const told = heard(rig.client.subscribeInstruments());
    await rig.clock.run(50);
    await rig.client.close();
    await rig.clock.run(20 * MINUTE);
    expect(told).toEqual(['closed']);
    expect([rig.rest.asked, rig.errors]).toEqual([['Assets', 'Assets'], []]);
  });

  it('have tokenised equities where they are asked for, each kind read once and nothing at once', async () => {
    await using rig = createListed();
    const told = [
      heard(rig.client.subscribeInstruments({ includeTokenizedAssets: true })),
      heard(rig.client.subscribeInstruments()),
    ];
    await rig.clock.run(2000);
    expect(told).toEqual([
      ['live', 'snapshot BTC/USD,TSLAx/USD'],
      ['live', 'snapshot BTC/USD'],
    ]);
    expect([...rig.rest.asked].sort()).toEqual([
      'AssetPairs',
      'AssetPairs',
      'AssetPairs?aclass_base=tokenized_asset',
      'Assets',
      'Assets',
      'Assets?aclass=tokenized_asset',
    ]);
    expect(rig.rest.most).toBe(1);
  });
});

describe('instruments that REST does not list', () => {
  it.each([
    ['no network', 'fail' as const, 'ConnectionError: Assets: REST cannot be reached'],
    ['a status', answer('', 503), 'ConnectionError: Assets: refused with HTTP status 503'],
    ['words', answer({ error: ['EService:Busy'] }), 'RequestError: the exchange refused Assets: EService:Busy'],
    ['nonsense', answer('<html>'), 'ProtocolError: frame: expected the answer to Assets, received no JSON'],
    ['silence', 'hang' as const, 'TimeoutError: Assets: no answer within 10000 ms'],
    [
      'an answer that is none',
      JSON.parse('1'),
      'ConnectionError: Assets: REST cannot be reached: fetch: expected a Response, received 1',
    ],
    [
      'an answer whose text is none',
      { ...answer(''), text: async () => JSON.parse('5') },
      'ConnectionError: Assets: REST cannot be reached: fetch: expected a Response with a text, received 5',
    ],
  ])('because of %s are told as an error, and tried again ever more seldom', async (_, instead, error) => {
    await using rig = createListed();
    rig.rest.instead = () => instead;
    const instruments = rig.client.subscribeInstruments();
    await rig.clock.run(12_000);
    expect(rig.errors[0]).toBe(error);
    expect(instruments.state).toBe('pending');
    rig.rest.instead = () => undefined;
    await rig.clock.run(12_000);
    expect(instruments.state).toBe('live');
    const { length } = rig.rest.asked;
    expect(length).toBeLessThan(12);
    expect(rig.rest.most).toBe(1);
  });

  it('any more are stale, and behind a gap when they are again', async () => {
    await using rig = createListed();
    const told = heard(rig.client.subscribeInstruments());
    await rig.clock.run(MINUTE);
    rig.rest.instead = () => 'fail';
    await rig.clock.run(5 * MINUTE);
    expect(told.slice(2)).toEqual(['stale']);
    rig.rest.instead = () => undefined;
    await rig.clock.run(5 * MINUTE);
    expect(told.slice(3)).toEqual([expect.stringMatching(/^gap of 3\d{5} ms$/), 'live', 'snapshot BTC/USD']);
  });

  it('are read at once when there is a network again', async () => {
    await using rig = createListed();
    rig.rest.instead = () => 'fail';
    const instruments = rig.client.subscribeInstruments();
    await rig.clock.run(5 * MINUTE);
    rig.rest.instead = () => undefined;
    rig.environment.tell('online');
    await rig.clock.run(250);
    expect(instruments.state).toBe('live');
  });

  it('because of too many calls are let alone as long as a ban lasts, whoever needs them', async () => {
    await using rig = createListed();
    rig.rest.instead = () => answer('', 429);
    rig.client.subscribeInstruments();
    await rig.clock.run(1000);
    rig.rest.instead = () => undefined;
    for (let i = 0; i < 9; i++) {
      await rig.clock.run(MINUTE);
      rig.environment.tell('online');
    }
    expect(rig.rest.asked).toHaveLength(1);
    await rig.clock.run(2 * MINUTE);
    expect(rig.rest.asked).toHaveLength(3);
  });
});

describe('orders on v1', () => {
  const order = { symbol: 'BTC/USD', orderType: 'limit', side: 'buy', orderQty: '0.5', limitPrice: '100.1' } as const;

  it('are held against the rules that REST lists', async () => {
    await using rig = createListed();
    const refused = rig.client.addOrder({ ...order, orderQty: '0.00001' });
    refused.catch(() => {});
    await rig.clock.run(1000);
    await expect(refused).rejects.toMatchObject({
      name: 'UsageError',
      message: 'orderQty: expected at least 0.0001 for BTC/USD, received 0.00001',
    });
    const unknown = rig.client.addOrder({ ...order, symbol: 'BTC/UST' });
    await expect(unknown).rejects.toMatchObject({ field: 'symbol' });
  });

  it('are held against those of an exchange in memory, and carried out by it', async () => {
    const clock = new VirtualClock();
    const simulator = new Simulator({ clock, latencyMs: 20, accounts: [{ name: 'demo', balances: { USD: '1000' } }] });
    const { connect, fetch } = simulator;
    const client = new KrakenClient({
      protocol: 'v1',
      clock,
      connect,
      fetch,
      token: () => simulator.issueToken('demo'),
    });
    const told: string[] = [];
    for (const orderQty of ['0.00001', '0.5']) {
      void client.addOrder({ ...order, orderQty }).then(
        ({ status }) => told.push(status),
        ({ message }) => told.push(message),
      );
    }
    await clock.run(1000);
    expect(told).toEqual(['orderQty: expected at least 0.00005000 for BTC/USD, received 0.00001', 'accepted']);
    await client.close();
    await simulator.close();
  });

  it('have the rules read at once when they are not live, but not more often than once a second', async () => {
    await using rig = createListed();
    rig.rest.instead = () => answer('', 500);
    const ask = () => void rig.client.addOrder(order).catch(() => {});
    ask();
    // Until the attempts are far apart.
    await rig.clock.run(2 * MINUTE);
    const before = rig.rest.asked.length;
    for (let i = 0; i < 20; i++) {
      ask();
      await rig.clock.run(100);
    }
    const tries = rig.rest.asked.length - before;
    expect(tries).toBeGreaterThanOrEqual(1);
    expect(tries).toBeLessThanOrEqual(2);
    rig.rest.instead = () => undefined;
    await rig.clock.run(1000);
    const refused = rig.client.addOrder({ ...order, orderQty: '0.00001' });
    refused.catch(() => {});
    await rig.clock.run(250);
    await expect(refused).rejects.toMatchObject({ field: 'orderQty' });
  });
});

describe('where REST is', () => {
  it.each([
    [() => 'api.kraken.com', "received 'api.kraken.com'"],
    [() => JSON.parse('1'), 'received 1'],
    [() => 'https://proxy.example?key=secret', 'received one with a query'],
  ])('has to be a URL: %s is told', async (rest, received) => {
    await using rig = createListed({ endpoints: { rest } });
    rig.client.subscribeInstruments();
    await rig.clock.run(100);
    const expected = "endpoints.rest: expected a URL such as 'https://api.kraken.com'";
    expect(rig.errors).toEqual([`ConnectionError: Assets: REST cannot be reached: ${expected}, ${received}`]);
    expect(rig.rest.asked).toEqual([]);
  });

  it.each([
    ['https://api.kraken.com', 'https://api.kraken.com/0/public/Assets'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/0/public/Assets'],
    [() => 'https://proxy.example/kraken', 'https://proxy.example/kraken/0/public/Assets'],
    [async () => 'https://proxy.example', 'https://proxy.example/0/public/Assets'],
  ])('is said by %s', async (rest, url) => {
    const clock = new VirtualClock();
    const urls: string[] = [];
    const fetch = async (each: string) => {
      urls.push(each);
      return answer({ error: [], result: {} });
    };
    const client = new KrakenClient({ protocol: 'v1', clock, fetch, endpoints: { rest } });
    client.subscribeInstruments();
    await clock.run(1000);
    expect(urls[0]).toBe(url);
    await client.close();
  });
});
