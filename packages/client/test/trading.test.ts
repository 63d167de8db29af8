import {
  ConnectionError,
  KrakenClient,
  type OrderOutcome,
  RequestError,
  TimeoutError,
  UsageError,
} from '@kraken-stream/client';
import type { CancelTarget, NewOrder } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { createAccountRig } from './account-rig.js';

const ORDER = {
  symbol: 'BTC/USD',
  orderType: 'limit',
  side: 'buy',
  orderQty: '0.5',
  limitPrice: '100.1',
} as const satisfies NewOrder;

/** What a promise came to, without waiting for it. */
function watched<T>(promise: Promise<T>): { value?: T; error?: unknown } {
  const seen: { value?: T; error?: unknown } = {};
  promise.then(
    (value) => {
      seen.value = value;
    },
    (error: unknown) => {
      seen.error = error;
    },
  );
  return seen;
}

describe('an order', () => {
  it('is sent once, with an id of its own, and accepted', async () => {
    await using rig = createAccountRig();
    const outcome = watched(rig.client.addOrder(ORDER));
    await rig.clock.run(1000);
    expect(outcome.value).toMatchObject({ status: 'accepted', orderId: 'O1-AAAAA-AAAAAA', clOrdId: 'id-1' });
    expect(rig.account.asked('add_order')).toMatchObject([
      { symbol: 'BTC/USD', side: 'buy', orderQty: '0.5', limitPrice: '100.1', clOrdId: 'id-1' },
    ]);
    expect(
      rig.account.requests.every((each) => each.method === 'ping' || ('token' in each && each.token === 'a token')),
    ).toBe(true);
    expect(rig.told.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('is sent behind a subscription to executions, which stays', async () => {
    await using rig = createAccountRig();
    void rig.client.addOrder(ORDER);
    void rig.client.addOrder({ ...ORDER, side: 'sell', limitPrice: '999999.9' });
    await rig.clock.run(20_000);
    expect(rig.account.requests.map(({ method }) => method).filter((method) => method !== 'ping')).toEqual([
      'subscribe',
      'add_order',
      'add_order',
    ]);
    expect(
      rig.client.connections.map(({ endpoint, state, subscriptions }) => [endpoint, state, subscriptions]),
    ).toEqual([
      ['private', 'live', 1],
      ['public', 'live', 1],
    ]);
  });

  it('keeps the id that it was given, and has none where the exchange takes none', async () => {
    await using rig = createAccountRig();
    void rig.client.addOrder({ ...ORDER, clOrdId: 'mine' });
    void rig.client.addOrder({ ...ORDER, orderUserref: 7 });
    void rig.client.addOrder({ ...ORDER, conditional: { orderType: 'limit', limitPrice: '120.0' } });
    void rig.client.addOrder({ ...ORDER, validate: true });
    await rig.clock.run(1000);
    expect(rig.account.asked('add_order').map((each) => ('clOrdId' in each ? each.clOrdId : undefined))).toEqual([
      'mine',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('gets a random UUID when nobody says how ids are made', async () => {
    await using rig = createAccountRig();
    const client = new KrakenClient({
      token: () => 'a token',
      clock: rig.clock,
      connect: (url, events) =>
        (url.includes('auth') ? rig.account : rig.simulator).connect(url.replace(/^.*\/v2$/, 'memory://x/v2'), events),
    });
    void client.addOrder(ORDER);
    await rig.clock.run(1000);
    expect(rig.account.asked('add_order')).toMatchObject([
      { clOrdId: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/) },
    ]);
    await client.close();
  });

  it('that the exchange refuses is rejected with its words', async () => {
    await using rig = createAccountRig();
    rig.account.script = () => [{ type: 'refused', method: 'add_order', error: 'EOrder:Insufficient funds' }];
    const outcome = watched(rig.client.addOrder(ORDER));
    await rig.clock.run(1000);
    expect(outcome.value).toMatchObject({
      status: 'rejected',
      sent: true,
      error: { reason: 'EOrder:Insufficient funds' },
    });
    expect(outcome.value).toHaveProperty('error', expect.any(RequestError));
  });

  it('whose answer is lost is unknown, and settled by the reports of the next connection', async () => {
    await using rig = createAccountRig();
    const settled: unknown[] = [];
    rig.client.on('settled', (event) => settled.push(event));
    rig.account.script = () => {
      rig.account.rest('OLOST-A-A', { clOrdId: 'id-1' });
      rig.account.drop();
      return [];
    };
    const outcome = watched(rig.client.addOrder(ORDER));
    await rig.clock.run(0);
    await rig.clock.run(0);
    expect(outcome.value).toMatchObject({ status: 'unknown', clOrdId: 'id-1' });
    const later = watched((outcome.value as Extract<OrderOutcome, { status: 'unknown' }>).settled);
    await rig.clock.run(10_000);
    const settlement = { status: 'accepted', orderId: 'OLOST-A-A', clOrdId: 'id-1' };
    expect(later.value).toMatchObject(settlement);
    expect(settled).toMatchObject([{ method: 'add_order', clOrdId: 'id-1', orderId: 'OLOST-A-A', settlement }]);
    expect(rig.account.asked('add_order')).toHaveLength(1);
  });

  it('that never came to the exchange turns out to be absent', async () => {
    await using rig = createAccountRig();
    rig.account.script = () => {
      rig.account.drop();
      return [];
    };
    const outcome = watched(rig.client.addOrder(ORDER));
    await rig.clock.run(1);
    const later = watched((outcome.value as Extract<OrderOutcome, { status: 'unknown' }>).settled);
    await rig.clock.run(30_000);
    expect(later.value).toMatchObject({ status: 'absent', clOrdId: 'id-1' });
    expect(rig.account.asked('add_order')).toHaveLength(1);
  });

  it('that was not settled when the client is closed stays unknown', async () => {
    await using rig = createAccountRig({ requestTimeoutMs: 500 });
    rig.account.script = () => [];
    const outcome = watched(rig.client.addOrder(ORDER));
    await rig.clock.run(1000);
    const later = watched((outcome.value as Extract<OrderOutcome, { status: 'unknown' }>).settled);
    await rig.client.close();
    await rig.clock.run(0);
    expect(later.value).toMatchObject({
      status: 'unknown',
      clOrdId: 'id-1',
      reason: expect.stringContaining('closed'),
    });
  });

  it('that cannot leave in time is rejected, and never leaves', async () => {
    await using rig = createAccountRig({ connect: () => ({ send() {}, close() {} }) });
    const client = new KrakenClient({
      token: () => 'a token',
      clock: rig.clock,
      connect: (url, events) => {
        if (url.includes('auth')) return { send() {}, close() {} };
        return rig.simulator.connect('memory://x/v2', events);
      },
    });
    const outcome = watched(client.addOrder(ORDER, { timeoutMs: 2000 }));
    await rig.clock.run(3000);
    expect(outcome.value).toMatchObject({ status: 'rejected', sent: false });
    expect(outcome.value).toHaveProperty('error', expect.any(TimeoutError));
    await client.close();
  });
});

describe('an order that cannot be', () => {
  it('is refused at once, and nothing is asked of the exchange', async () => {
    await using rig = createAccountRig();
    const wrong = watched(rig.client.addOrder({ ...ORDER, side: 'hold' } as unknown as NewOrder));
    await rig.clock.run(1000);
    expect(wrong.error).toBeInstanceOf(UsageError);
    expect(rig.sent).toEqual([]);
  });

  it('by the rules of its pair is refused when those are known', async () => {
    await using rig = createAccountRig();
    const wrong = watched(rig.client.addOrder({ ...ORDER, limitPrice: '100.12345' }));
    await rig.clock.run(1000);
    expect(wrong.error).toBeInstanceOf(UsageError);
    expect(wrong.error).toMatchObject({
      field: 'limitPrice',
      message: expect.stringContaining('multiple of 0.1 for BTC/USD'),
    });
    expect(rig.account.asked('add_order')).toEqual([]);
  });

  it('is told to who only checks it, who sends nothing, as far as the rules are known', async () => {
    await using rig = createAccountRig();
    const check = (change: object) => () => rig.client.checkOrder({ ...ORDER, ...change });
    expect(check({ side: 'hold' })).toThrow(expect.objectContaining({ field: 'side', nearest: [] }));
    expect(check({ limitPrice: '100.12' })).not.toThrow();
    await rig.clock.run(1000);
    expect(check({})).not.toThrow();
    expect(check({ limitPrice: '100.12' })).toThrow(
      expect.objectContaining({ field: 'limitPrice', nearest: ['100.1', '100.2'] }),
    );
    expect(check({ orderQty: '0.00001' })).toThrow(expect.objectContaining({ nearest: ['0.00005000'] }));
    rig.simulator.exchange.updatePair('BTC/USD', { status: 'cancel_only' });
    await rig.clock.run(1000);
    expect(check({})).toThrow(/^symbol: add_order is refused: BTC\/USD is in mode cancel_only/);
    expect(rig.account.requests.filter(({ method }) => method !== 'ping')).toEqual([]);
    await rig.client.close();
    expect(check({})).toThrow(UsageError);
  });

  it('is told what its protocol cannot say while it is only checked', async () => {
    await using rig = createAccountRig({ protocol: 'v1' });
    const iceberg = { ...ORDER, orderType: 'iceberg', displayQty: '0.1' } as const;
    expect(() => rig.client.checkOrder(iceberg)).toThrow(/v1 cannot place 'iceberg' orders/);
  });

  it('of a pair that there is not is refused with what may be meant', async () => {
    await using rig = createAccountRig();
    const wrong = watched(rig.client.addOrder({ ...ORDER, symbol: 'BTC/USDD' }));
    await rig.clock.run(1000);
    expect(wrong.error).toBeInstanceOf(UsageError);
    expect(wrong.error).toMatchObject({ message: expect.stringContaining("did you mean 'BTC/USD'?") });
  });

  it('is not checked with its pair where checks are off, for which nothing is subscribed', async () => {
    await using rig = createAccountRig({ trading: { check: false } });
    const outcome = watched(rig.client.addOrder({ ...ORDER, symbol: 'NO/PAIR' }));
    await rig.clock.run(1000);
    expect(outcome.value).toMatchObject({ status: 'accepted' });
    expect(rig.client.connections.map(({ endpoint }) => endpoint)).toEqual(['private']);
  });

  it('waits for the rules of its pair no longer than it may', async () => {
    await using rig = createAccountRig();
    const client = new KrakenClient({
      token: () => 'a token',
      clock: rig.clock,
      connect: (url, events) => (url.includes('auth') ? rig.account.connect(url, events) : { send() {}, close() {} }),
    });
    const outcome = watched(client.addOrder(ORDER, { timeoutMs: 2000 }));
    await rig.clock.run(2000);
    expect(outcome.value).toMatchObject({
      status: 'rejected',
      sent: false,
      error: { message: 'add_order: the rules of BTC/USD did not come within 2000 ms' },
    });
    await client.close();
  });

  it('of a client without a token is told what to give', async () => {
    await using rig = createAccountRig();
    const client = new KrakenClient();
    const all = [
      client.addOrder(ORDER),
      client.cancelAll(),
      client.cancelOrder('OAAAAA-AAAAA-AAAAAA'),
      client.amendOrder({ orderId: 'OAAAAA-AAAAA-AAAAAA', orderQty: '1' }),
    ].map(watched);
    await rig.clock.run(0);
    for (const { error } of all) {
      expect(error).toMatchObject({
        name: 'UsageError',
        field: 'token',
        message: expect.stringContaining('received none'),
      });
    }
    expect(() => client.subscribeExecutions()).toThrow('token: expected a function');
    expect(() => client.subscribeBalances()).toThrow('token: expected a function');
    expect(() => client.subscribeOpenOrders()).toThrow('token: expected a function');
    expect(() => client.subscribeOwnTrades()).toThrow('token: expected a function');
    expect(() => client.deadMansSwitch({ seconds: 60 })).toThrow('token: expected a function');
  });

  it.each<[unknown, string]>([
    [{ timeout: 5 }, 'options: expected an object of signal, timeoutMs, received one with'],
    [{ timeoutMs: 0 }, 'timeoutMs: expected a number from 1 up, received 0'],
    [{ signal: 5 }, 'signal: expected an AbortSignal, received 5'],
    [null, 'options: expected an object of signal, timeoutMs, received null'],
  ])('with options %o is refused', async (options, message) => {
    await using rig = createAccountRig();
    const { addOrder } = rig.client;
    const wrong = watched(Reflect.apply(addOrder, rig.client, [ORDER, options]) as Promise<unknown>);
    await rig.clock.run(0);
    expect(wrong.error).toMatchObject({ name: 'UsageError', message: expect.stringContaining(message) });
  });
});

describe('a signal', () => {
  it('that has aborted already has nothing sent', async () => {
    await using rig = createAccountRig();
    const reason = new Error('enough');
    const outcome = watched(rig.client.addOrder(ORDER, { signal: AbortSignal.abort(reason) }));
    await rig.clock.run(1000);
    expect(outcome.error).toBe(reason);
    expect(rig.sent).toEqual([]);
  });

  it('that aborts while the rules of the pair are awaited has nothing sent', async () => {
    await using rig = createAccountRig();
    const aborting = new AbortController();
    const outcome = watched(rig.client.addOrder(ORDER, { signal: aborting.signal }));
    aborting.abort('enough');
    await rig.clock.run(1000);
    expect(outcome.error).toBe('enough');
    expect(rig.account.asked('add_order')).toEqual([]);
  });

  it('that aborts while the connection is awaited withdraws what has not left', async () => {
    await using rig = createAccountRig({ trading: { check: false }, token: () => new Promise<string>(() => {}) });
    const aborting = new AbortController();
    const outcome = watched(rig.client.addOrder(ORDER, { signal: aborting.signal }));
    await rig.clock.run(1000);
    expect(outcome).toEqual({});
    aborting.abort('enough');
    await rig.clock.run(0);
    expect(outcome.error).toBe('enough');
  });

  it('that aborts afterwards does not hide what became of it', async () => {
    await using rig = createAccountRig();
    const aborting = new AbortController();
    rig.account.script = () => {
      aborting.abort('enough');
      return undefined;
    };
    const outcome = watched(rig.client.addOrder(ORDER, { signal: aborting.signal }));
    await rig.clock.run(1000);
    expect(outcome.value).toMatchObject({ status: 'accepted' });
  });
});

describe('the other methods', () => {
  it('amend by either id', async () => {
    await using rig = createAccountRig();
    rig.account.rest('OAAAAA-AAAAA-AAAAAA', { clOrdId: 'mine' });
    const byOrder = watched(rig.client.amendOrder({ orderId: 'OAAAAA-AAAAA-AAAAAA', limitPrice: '100.2' }));
    const byClient = watched(rig.client.amendOrder({ clOrdId: 'mine', orderQty: '2' }));
    await rig.clock.run(1000);
    expect(byOrder.value).toMatchObject({ status: 'accepted', amendId: 'TA', orderId: 'OAAAAA-AAAAA-AAAAAA' });
    expect(byClient.value).toMatchObject({ status: 'accepted', amendId: 'TA', clOrdId: 'mine' });
  });

  it('check an amendment with the pair of the order that is amended', async () => {
    await using rig = createAccountRig();
    rig.account.rest('OAAAAA-AAAAA-AAAAAA');
    const wrong = watched(rig.client.amendOrder({ orderId: 'OAAAAA-AAAAA-AAAAAA', limitPrice: '100.25' }));
    await rig.clock.run(1000);
    expect(wrong.error).toMatchObject({ field: 'limitPrice', message: expect.stringContaining('for BTC/USD') });
  });

  it('edit', async () => {
    await using rig = createAccountRig();
    const outcome = watched(
      rig.client.editOrder({ orderId: 'OAAAAA-AAAAA-AAAAAA', symbol: 'BTC/USD', limitPrice: '100.2' }),
    );
    await rig.clock.run(1000);
    expect(outcome.value).toMatchObject({
      status: 'accepted',
      orderId: 'ONEW-A-A',
      originalOrderId: 'OAAAAA-AAAAA-AAAAAA',
    });
  });

  it('cancel one order, with one outcome', async () => {
    await using rig = createAccountRig();
    const outcome = watched(rig.client.cancelOrder('OAAAAA-AAAAA-AAAAAA'));
    await rig.clock.run(1000);
    expect(outcome.value).toMatchObject({ status: 'accepted', orderId: 'OAAAAA-AAAAA-AAAAAA' });
    expect(rig.account.asked('cancel_order')).toMatchObject([{ orderId: ['OAAAAA-AAAAA-AAAAAA'] }]);
  });

  it('cancel many, with an outcome for each in the order in which they were named', async () => {
    await using rig = createAccountRig();
    const ids: readonly CancelTarget[] = [
      { clOrdId: 'mine' },
      'OAAAAA-AAAAA-AAAAAA',
      { clOrdId: 'other' },
      { orderId: 'OBBBBB-BBBBB-BBBBBB' },
    ];
    const outcome = watched(rig.client.cancelOrder(ids));
    await rig.clock.run(1000);
    expect(outcome.value).toMatchObject([
      { status: 'accepted', clOrdId: 'mine' },
      { status: 'accepted', orderId: 'OAAAAA-AAAAA-AAAAAA' },
      { status: 'accepted', clOrdId: 'other' },
      { status: 'accepted', orderId: 'OBBBBB-BBBBB-BBBBBB' },
    ]);
  });

  it('cancel all, and tell how many that were', async () => {
    await using rig = createAccountRig();
    rig.account.rest('OAAAAA-AAAAA-AAAAAA');
    const all = watched(rig.client.cancelAll());
    const batch = watched(rig.client.batchCancel(['OAAAAA-AAAAA-AAAAAA', { clOrdId: 'mine' }]));
    await rig.clock.run(1000);
    expect(all.value).toMatchObject({ status: 'accepted', count: 1 });
    expect(batch.value).toMatchObject({ status: 'accepted', count: 2 });
    expect(rig.client.connections.map(({ endpoint }) => endpoint)).toEqual(['private']);
  });

  it('set the timer after which all is canceled', async () => {
    await using rig = createAccountRig();
    const set = watched(rig.client.cancelAllOrdersAfter(60));
    const wrong = watched(rig.client.cancelAllOrdersAfter(86_400));
    await rig.clock.run(1000);
    expect(set.value).toMatchObject({ status: 'accepted', triggerTime: '2026-01-01T00:01:00Z' });
    expect(wrong.error).toMatchObject({ name: 'UsageError', field: 'seconds' });
  });

  it('place a batch, each order with an id and an outcome of its own', async () => {
    await using rig = createAccountRig();
    const { symbol, ...order } = ORDER;
    const outcome = watched(rig.client.batchAdd({ symbol, orders: [order, { ...order, clOrdId: 'mine' }] }));
    await rig.clock.run(1000);
    expect(outcome.value).toMatchObject([
      { status: 'accepted', orderId: 'O1-AAAAA-AAAAAA', clOrdId: 'id-1' },
      { status: 'accepted', orderId: 'O2-AAAAA-AAAAAA', clOrdId: 'mine' },
    ]);
  });

  it('are rejected, all parts of them, when they cannot be checked', async () => {
    await using rig = createAccountRig();
    const client = new KrakenClient({
      token: () => 'a token',
      clock: rig.clock,
      connect: () => ({ send() {}, close() {} }),
    });
    const { symbol, ...order } = ORDER;
    const outcome = watched(client.batchAdd({ symbol, orders: [order, order] }, { timeoutMs: 100 }));
    await rig.clock.run(100);
    expect(outcome.value).toMatchObject([
      { status: 'rejected', sent: false },
      { status: 'rejected', sent: false },
    ]);
    await client.close();
  });
});

describe('the trading rate', () => {
  it('can be read for each pair, and its limit is what the exchange says', async () => {
    await using rig = createAccountRig();
    expect(rig.client.rate('BTC/USD')).toMatchObject({ symbol: 'BTC/USD', value: 0, max: 60 });
    void rig.client.addOrder(ORDER);
    void rig.client.addOrder(ORDER);
    await rig.clock.run(0);
    expect(rig.client.rate('XBT/USD')).toMatchObject({ symbol: 'BTC/USD', value: 2, max: 125, decayPerSecond: 2.34 });
    expect(rig.client.rate('ETH/USD').value).toBe(0);
    expect(() => rig.client.rate('bitcoin')).toThrow(UsageError);
  });

  it('is waited for, or refused, as the user wants', async () => {
    await using rig = createAccountRig({ trading: { onRateLimit: 'refuse' } });
    const outcomes = Array.from({ length: 130 }, () => watched(rig.client.addOrder(ORDER)));
    await rig.clock.run(1000);
    expect(rig.account.asked('add_order')).toHaveLength(125);
    expect(outcomes.map(({ value }) => value?.status)).toEqual([
      ...Array.from({ length: 125 }, () => 'accepted'),
      ...Array.from({ length: 5 }, () => 'rejected'),
    ]);
    expect(outcomes[129]?.value).toMatchObject({ sent: false, error: { name: 'UsageError' } });
  });
});

describe('a client that is closed', () => {
  it('rejects what has not left, and takes nothing more', async () => {
    await using rig = createAccountRig({ token: () => new Promise<string>(() => {}) });
    const outcome = watched(rig.client.addOrder(ORDER));
    await rig.clock.run(1000);
    await rig.client.close();
    await rig.clock.run(0);
    expect(outcome.value).toMatchObject({ status: 'rejected', sent: false });
    expect(outcome.value).toHaveProperty('error', expect.any(ConnectionError));
    const late = watched(rig.client.addOrder(ORDER));
    await rig.clock.run(0);
    expect(late.error).toMatchObject({ name: 'UsageError', field: 'client' });
    await rig.simulator.close();
    expect(rig.clock.nextAt).toBe(Number.POSITIVE_INFINITY);
  });
});
