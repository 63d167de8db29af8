/** What is asked carelessly: of objects that are changed afterwards, of values that are none. */
import { type KrakenClient, UsageError } from '@kraken-stream/client';
import { krakenToken } from '@kraken-stream/client/token';
import { describe, expect, it } from 'vitest';
import { createAccountRig } from './account-rig.js';

const order = () => ({
  symbol: 'BTC/USD',
  side: 'buy' as const,
  orderType: 'limit' as const,
  orderQty: '0.5',
  limitPrice: '100.1',
});

describe('an object that is changed after it was given', () => {
  it('counts as it was, for orders', async () => {
    await using rig = createAccountRig();
    const asked = { ...order(), clOrdId: '' };
    const stop = { ...order(), orderType: 'stop-loss' as const, limitPrice: undefined, triggers: { price: '90.0' } };
    const outcomes = ['a', 'b', 'c'].map((id, i) => {
      Object.assign(asked, { clOrdId: id, limitPrice: `100.${i}` });
      return rig.client.addOrder(asked);
    });
    void rig.client.addOrder(stop);
    stop.triggers.price = '80.0';
    await rig.clock.run(1000);
    expect((await Promise.all(outcomes)).map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(rig.account.asked('add_order')).toMatchObject([
      { clOrdId: 'a', limitPrice: '100.0' },
      { clOrdId: 'b', limitPrice: '100.1' },
      { clOrdId: 'c', limitPrice: '100.2' },
      { triggers: { price: '90.0' } },
    ]);
  });

  it('counts as it was, for batches, changes and cancels', async () => {
    await using rig = createAccountRig();
    const batch = {
      symbol: 'BTC/USD',
      orders: [1, 2].map((i) => ({ ...order(), symbol: undefined, clOrdId: `${i}` })),
    };
    const amendment = { clOrdId: '1', limitPrice: '100.2' };
    const edit = { orderId: 'O1-AAAAA-AAAAAA', symbol: 'BTC/USD', limitPrice: '100.3' };
    const ids = ['O1-AAAAA-AAAAAA', 'O2-AAAAA-AAAAAA'];
    const calls = [
      rig.client.batchAdd(batch),
      rig.client.amendOrder(amendment),
      rig.client.editOrder(edit),
      rig.client.cancelOrder(ids),
      rig.client.batchCancel(ids),
    ];
    batch.orders.pop();
    amendment.limitPrice = '1.0';
    edit.limitPrice = '1.0';
    ids.length = 0;
    await rig.clock.run(1000);
    await Promise.all(calls);
    expect(rig.account.asked('batch_add')).toMatchObject([{ orders: [{ clOrdId: '1' }, { clOrdId: '2' }] }]);
    expect(rig.account.asked('amend_order')).toMatchObject([{ limitPrice: '100.2' }]);
    expect(rig.account.asked('edit_order')).toMatchObject([{ limitPrice: '100.3' }]);
    expect(rig.account.asked('cancel_order')).toMatchObject([{ orderId: ['O1-AAAAA-AAAAAA', 'O2-AAAAA-AAAAAA'] }]);
    expect(rig.account.asked('batch_cancel')).toMatchObject([{ orders: ['O1-AAAAA-AAAAAA', 'O2-AAAAA-AAAAAA'] }]);
  });
});

function throwing(): never {
  throw new TypeError('of the caller');
}
const traps = { get: throwing, has: throwing, ownKeys: throwing, getPrototypeOf: throwing };
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

/** What is right for nothing. */
const NOTHING: readonly unknown[] = [
  ...[null, Number.NaN, -1.5, 10n, Symbol('one'), '', '\u0000', '\ud800', 'x'.repeat(100_000)],
  ...[[null], [Symbol('one')], [[['BTC/USD']]], new Array(3), new Uint8Array(3)],
  ...[{ nonsense: 1 }, Object.assign(Object.create(null), { nonsense: 1 }), { toString: throwing }],
  ...[new Proxy({}, traps), new Proxy([1, 2], traps), new Proxy(() => 1, { get: throwing }), revoked],
  ...[
    { toFixed: throwing },
    { toFixed: () => ({}) },
    Object.defineProperty({}, 'symbol', { get: throwing, enumerable: true }),
  ],
  ...[new Date(Number.NaN), new Map(), /x/, Promise.resolve(), new AbortController().signal, new Error('one')],
];

const ID = 'O1-AAAAA-AAAAAA';
/** Calls that are right but for one of their arguments. */
const CALLS: Record<string, (client: KrakenClient) => (bad: unknown) => unknown> = Object.fromEntries(
  (
    [
      ['addOrder', [order()], 2],
      ['amendOrder', [{ orderId: ID, limitPrice: '100.2' }], 2],
      ['editOrder', [{ orderId: ID, symbol: 'BTC/USD', limitPrice: '100.2' }], 2],
      ['cancelOrder', [ID], 2],
      ['cancelAll', [], 1],
      ['cancelAllOrdersAfter', [60], 2],
      ['batchAdd', [{ symbol: 'BTC/USD', orders: [order(), order()] }], 2],
      ['batchCancel', [[ID, 'O2-AAAAA-AAAAAA']], 2],
      ['deadMansSwitch', [], 1],
      ['rate', [], 1],
      ['book', ['BTC/USD'], 2],
      ['subscribeBook', ['BTC/USD'], 2],
      ['subscribeTicker', ['BTC/USD'], 2],
      ['subscribeSpread', ['BTC/USD'], 2],
      ['subscribeTrades', ['BTC/USD'], 2],
      ['subscribeOhlc', ['BTC/USD'], 2],
      ['subscribeInstruments', [], 1],
      ['subscribeStatus', [], 1],
      ['subscribeOpenOrders', [], 1],
      ['subscribeOwnTrades', [], 1],
      ['subscribeBalances', [], 1],
      ['subscribeExecutions', [], 1],
      ['on', ['error'], 2],
    ] as const
  ).flatMap(([name, args, count]) =>
    Array.from({ length: count }, (_, at) => [
      `argument ${at + 1} of ${name}`,
      (client: KrakenClient) => (bad: unknown) =>
        Reflect.apply(client[name], client, [...args.slice(0, at), bad, ...args.slice(at + 1)]),
    ]),
  ),
);
const MEMBERS = {
  addOrder: [
    ...[
      'symbol',
      'side',
      'orderType',
      'orderQty',
      'limitPrice',
      'triggers',
      'timeInForce',
      'effectiveTime',
      'postOnly',
    ],
    ...['clOrdId', 'orderUserref', 'conditional', 'displayQty', 'deadline', 'validate'],
  ],
  amendOrder: ['orderId', 'clOrdId', 'orderQty', 'limitPrice', 'triggerPrice', 'deadline', 'symbol'],
  editOrder: ['orderId', 'symbol', 'orderQty', 'limitPrice', 'triggers', 'deadline'],
  deadMansSwitch: ['seconds'],
} as const;
const VALID = {
  addOrder: order(),
  amendOrder: { orderId: ID, limitPrice: '100.2' },
  editOrder: { orderId: ID, symbol: 'BTC/USD', limitPrice: '100.2' },
  deadMansSwitch: {},
};
for (const name of ['addOrder', 'amendOrder', 'editOrder', 'deadMansSwitch'] as const) {
  for (const member of MEMBERS[name]) {
    CALLS[`${member} of ${name}`] = (client) => (bad) =>
      Reflect.apply(client[name], client, [{ ...VALID[name], [member]: bad }]);
  }
}

describe('what can be nothing', () => {
  it.each(Object.keys(CALLS))('as %s is a UsageError, and nothing is sent', async (name) => {
    await using rig = createAccountRig();
    const call = CALLS[name]!(rig.client);
    const taken = name === 'argument 2 of on' ? NOTHING.filter((bad) => typeof bad !== 'function') : NOTHING;
    for (const [i, bad] of taken.entries()) {
      const called = (async () => call(bad))().catch((error: unknown) => error);
      const refusal = await Promise.race([called, rig.clock.run(1)]);
      expect(refusal, `${i}`).toBeInstanceOf(UsageError);
      if (!(refusal instanceof UsageError)) continue;
      expect(refusal.message.startsWith(`${refusal.field}: expected `), refusal.message).toBe(true);
      expect(refusal.message).not.toContain('of the caller');
      expect(refusal.message.length).toBeLessThan(400);
    }
    await rig.clock.run(1000);
    expect(rig.account.requests.filter(({ method }) => method !== 'subscribe' && method !== 'ping')).toEqual([]);
    const outcome = rig.client.addOrder(order());
    await rig.clock.run(1000);
    expect(await outcome).toMatchObject({ status: 'accepted' });
  });

  it('is told before anything is waited for', async () => {
    await using rig = createAccountRig();
    let error: unknown;
    rig.client.amendOrder({ orderId: ID, limitPrice: 'x' }).catch((thrown: unknown) => {
      error = thrown;
    });
    // Nothing has connected: no time has passed.
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    expect(error).toBeInstanceOf(UsageError);
  });

  it('is no options of a token provider', () => {
    for (const bad of NOTHING) expect(() => Reflect.apply(krakenToken, undefined, [bad])).toThrow(UsageError);
  });

  it.each(['key', 'secret', 'url', 'fetch', 'nonce', 'timeoutMs', 'clock'])('is no %s of a token provider', (name) => {
    const isOne = (bad: unknown) =>
      name === 'fetch' || name === 'nonce' ? typeof bad === 'function' : typeof bad === 'string' && bad.length > 1000;
    for (const bad of NOTHING.filter((each) => !isOne(each) || name === 'url')) {
      const options = { key: 'k', secret: 'YQ==', [name]: bad };
      expect(() => Reflect.apply(krakenToken, undefined, [options])).toThrow(UsageError);
    }
  });
});
