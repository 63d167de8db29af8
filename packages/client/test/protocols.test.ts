import { type ClientOptions, KrakenClient, type NewOrder } from '@kraken-stream/client';
import { Simulator, VirtualClock } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';

/** A client whose connections are only asked for, and where to. */
function createUnheard(options: ClientOptions) {
  const clock = new VirtualClock();
  const urls: string[] = [];
  const client = new KrakenClient({
    clock,
    token: () => 'a token',
    trading: { check: false },
    connect: (url) => {
      urls.push(url);
      return { send() {}, close() {} };
    },
    fetch: (url) => {
      urls.push(url);
      return new Promise(() => {});
    },
    ...options,
  });
  return { clock, client, urls, [Symbol.asyncDispose]: () => client.close() };
}

const terms = { orderType: 'limit', side: 'buy', orderQty: '0.5', limitPrice: '100.1' } as const;
const symbol = 'BTC/USD';
const ORDER = { symbol, ...terms } as const satisfies NewOrder;

describe('the endpoints of a protocol', () => {
  it.each([
    [undefined, 'wss://ws.kraken.com/v2', 'wss://ws-auth.kraken.com/v2'],
    ['v2', 'wss://ws.kraken.com/v2', 'wss://ws-auth.kraken.com/v2'],
    ['v1', 'wss://ws.kraken.com', 'wss://ws-auth.kraken.com'],
  ] as const)('of %s are its own', async (protocol, market, own) => {
    await using rig = createUnheard({ protocol });
    rig.client.subscribeTrades('BTC/USD');
    rig.client.subscribeOwnTrades();
    await rig.clock.run(1000);
    expect(rig.urls).toEqual([market, own]);
  });

  it('are used as given, whatever is spoken', async () => {
    const endpoints = { public: 'wss://proxy.example/v2', private: 'wss://proxy.example/own' };
    await using rig = createUnheard({ protocol: 'v1', endpoints });
    rig.client.subscribeTrades('BTC/USD');
    rig.client.subscribeOwnTrades();
    await rig.clock.run(1000);
    expect(rig.urls).toEqual([endpoints.public, endpoints.private]);
  });

  it.each([
    ['v1', 'v2', '/v2'],
    ['v2', 'v1', '/'],
  ] as const)(
    'when the client speaks %s where %s is spoken, it is told once, and what to do',
    async (mine, theirs, path) => {
      const clock = new VirtualClock();
      const { connect } = new Simulator({ clock, symbols: ['BTC/USD'] });
      const endpoints = { public: `memory://exchange${path}` };
      const client = new KrakenClient({ protocol: mine, clock, connect, endpoints });
      const errors: string[] = [];
      client.on('error', ({ name, message }) => errors.push(`${name}: ${message}`));
      client.book('BTC/USD');
      await clock.run(20_000);
      expect(errors).toEqual([
        expect.stringMatching(
          new RegExp(
            `^ProtocolError: frame at \\w+: expected a frame of ${mine}, received one of ${theirs}, .* protocol: '${theirs}'`,
          ),
        ),
      ]);
      await client.close();
    },
  );

  it('are of sockets alone where instruments can be subscribed to', async () => {
    await using rig = createUnheard({});
    rig.client.subscribeInstruments();
    await rig.clock.run(1000);
    expect(rig.urls).toEqual(['wss://ws.kraken.com/v2']);
  });
});

describe('what a protocol cannot say', () => {
  const refusal = (ask: () => unknown): Promise<unknown> =>
    Promise.resolve()
      .then(ask)
      .then(
        () => 'nothing was thrown',
        (error: unknown) => error,
      );

  it.each<[string, 'v1' | 'v2', (client: KrakenClient) => unknown, string, string]>([
    ['balances', 'v1', (client) => client.subscribeBalances(), 'channel', "'v2'"],
    [
      'a ticker on bbo',
      'v1',
      (client) => client.subscribeTicker('BTC/USD', { eventTrigger: 'bbo' }),
      'eventTrigger',
      "'v2'",
    ],
    ['several orders at once', 'v1', (client) => client.batchAdd({ symbol, orders: [terms, terms] }), 'method', 'v2'],
    [
      'several cancels at once',
      'v1',
      (client) => client.batchCancel(['OAAAAA-AAAAA-AAAAAA', 'OBBBBB-BBBBB-BBBBBB']),
      'method',
      'v2',
    ],
    ['fok', 'v1', (client) => client.addOrder({ ...ORDER, timeInForce: 'fok' }), 'timeInForce', 'v2'],
    ['leverage', 'v2', (client) => client.addOrder({ ...ORDER, leverage: 3 }), 'leverage', 'v2'],
    [
      'no more than the ends of orders',
      'v1',
      (client) => client.subscribeExecutions({ orderStatus: false }),
      'orderStatus',
      "'v2'",
    ],
    [
      'fills one by one',
      'v2',
      (client) => client.subscribeExecutions({ consolidateTaker: false }),
      'consolidateTaker',
      'v1',
    ],
  ])('%s on %s, is refused before anything is asked', async (_, protocol, ask, field, words) => {
    await using rig = createUnheard({ protocol });
    expect(await refusal(() => ask(rig.client))).toMatchObject({
      name: 'UsageError',
      field,
      message: expect.stringContaining(words),
    });
    await rig.clock.run(1000);
    expect([rig.urls, rig.client.connections]).toEqual([[], []]);
  });
});
