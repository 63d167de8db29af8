import type { ExecutionReport } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { createAccountRig } from './account-rig.js';

const ID = 'OAAAAA-AAAAA-AAAAAA';
const OTHER = 'OBBBBB-BBBBB-BBBBBB';
const TIMESTAMP = '2026-01-01T00:00:01.000000Z';

function fill(
  orderId: string,
  execId: string,
  lastQty: string,
  cumQty: string,
  more: Partial<ExecutionReport> = {},
): ExecutionReport {
  return {
    execType: 'trade',
    orderId,
    orderStatus: 'partially_filled',
    timestamp: TIMESTAMP,
    execId,
    tradeId: Number(execId.slice(1)),
    symbol: 'BTC/USD',
    side: 'buy',
    orderType: 'limit',
    lastQty,
    lastPrice: '100.0',
    cost: '10.00',
    liquidityInd: 'm',
    fees: [{ asset: 'USD', qty: '0.01' }],
    cumQty,
    ...more,
  };
}

const canceled = (orderId: string): ExecutionReport => ({
  execType: 'canceled',
  orderId,
  orderStatus: 'canceled',
  timestamp: TIMESTAMP,
  reason: 'User requested',
});

/** What a subscription tells, in a line each. */
function lines<E extends { type: string; data: readonly object[] }>(
  subscription: {
    on(event: 'data', listener: (event: E) => void): unknown;
    on(event: 'gap', listener: () => void): unknown;
  },
  line: (entry: E['data'][number]) => string,
): string[] {
  const told: string[] = [];
  subscription.on('data', (event: E) => told.push(`${event.type}: ${event.data.map(line).join(', ')}`));
  subscription.on('gap', () => told.push('gap'));
  return told;
}

type Order = { orderId: string; orderStatus: string; cumQty?: string | undefined };
const orderLine = (order: object) => {
  const { orderId, orderStatus, cumQty = '' } = order as Order;
  return `${orderId.slice(0, 2)} ${orderStatus} ${cumQty}`.trim();
};
const tradeLine = (trade: object) => (trade as { execId: string }).execId;

describe('open orders', () => {
  it('are told all at the beginning, then those that change, and can be read at any time', async () => {
    await using rig = createAccountRig();
    rig.account.rest(ID);
    const orders = rig.client.subscribeOpenOrders();
    const told = lines(orders, orderLine);
    expect([...orders.orders]).toEqual([]);
    await rig.clock.run(1000);
    await orders.ready;
    expect([...orders.orders.keys()]).toEqual([ID]);
    rig.account.report(fill(ID, 'T1', '0.1', '0.1'));
    rig.account.report(rig.account.rest(OTHER, { execType: 'pending_new', orderStatus: 'pending_new' }));
    rig.account.report(canceled(ID));
    await rig.clock.run(0);
    expect(told).toEqual([
      'snapshot: OA new 0.00000000',
      'update: OA partially_filled 0.1',
      'update: OB pending_new 0.00000000',
      'update: OA canceled 0.1',
    ]);
    expect([...orders.orders.keys()]).toEqual([OTHER]);
  });

  it('are told as a snapshot also when there are none', async () => {
    await using rig = createAccountRig();
    const told = lines(rig.client.subscribeOpenOrders(), orderLine);
    await rig.clock.run(1000);
    expect(told).toEqual(['snapshot: ']);
  });

  it('are told behind a gap as far as they have changed in it', async () => {
    await using rig = createAccountRig();
    rig.account.rest(ID);
    rig.account.rest(OTHER);
    const told = lines(rig.client.subscribeOpenOrders(), orderLine);
    await rig.clock.run(1000);
    told.length = 0;
    rig.account.open = rig.account.open.filter(({ orderId }) => orderId === OTHER);
    rig.account.fills = [fill(ID, 'T2', '1.0', '1.0', { orderStatus: 'filled', cumQty: undefined })];
    rig.account.drop();
    await rig.clock.run(5000);
    expect(told).toHaveLength(2);
    expect(told[0]).toBe('gap');
    expect(told[1]).toMatch(/^update: OA (filled|gone)/);
  });

  it('are told whole to one who comes while the connection is lost', async () => {
    await using rig = createAccountRig();
    rig.account.rest(ID);
    const first = rig.client.subscribeOpenOrders();
    await rig.clock.run(1000);
    rig.account.drop();
    await rig.clock.run(0);
    expect(first.state).toBe('stale');
    const told = lines(rig.client.subscribeOpenOrders(), orderLine);
    await rig.clock.run(5000);
    expect(told.filter((line) => line !== 'gap')).toEqual(['snapshot: OA new 0.00000000']);
  });

  it('are not told at the beginning to one who wants no snapshot', async () => {
    await using rig = createAccountRig();
    rig.account.rest(ID);
    const told = lines(rig.client.subscribeOpenOrders({ snapshot: false }), orderLine);
    await rig.clock.run(1000);
    rig.account.report(canceled(ID));
    await rig.clock.run(0);
    expect(told).toEqual(['update: OA canceled 0.00000000']);
  });

  it('of a signal that has aborted are none, and nothing is asked', async () => {
    await using rig = createAccountRig();
    const orders = rig.client.subscribeOpenOrders({ signal: AbortSignal.abort() });
    await rig.clock.run(1000);
    expect([orders.state, orders.orders.size, rig.sent]).toEqual(['closed', 0, []]);
  });
});

describe('own trades', () => {
  it('are told each once, those that a reconnect finds as updates', async () => {
    await using rig = createAccountRig();
    rig.account.rest(ID);
    rig.account.fills = [fill(ID, 'T1', '0.1', '0.1', { cumQty: undefined })];
    const told = lines(rig.client.subscribeOwnTrades(), tradeLine);
    await rig.clock.run(1000);
    rig.account.report(fill(ID, 'T2', '0.1', '0.2'));
    // Nothing that was traded is nothing to tell.
    rig.account.report(canceled(OTHER));
    rig.account.fills = ['T3', 'T2', 'T1'].map((execId) => fill(ID, execId, '0.1', '', { cumQty: undefined }));
    rig.account.drop();
    await rig.clock.run(5000);
    expect(told).toEqual(['snapshot: T1', 'update: T2', 'gap', 'update: T3']);
  });

  it('begin empty where nothing was traded, and without old ones where those are not wanted', async () => {
    await using rig = createAccountRig();
    const all = lines(rig.client.subscribeOwnTrades(), tradeLine);
    const fresh = lines(rig.client.subscribeOwnTrades({ snapshot: false }), tradeLine);
    await rig.clock.run(1000);
    rig.account.report(fill(ID, 'T1', '0.1', '0.1'));
    await rig.clock.run(0);
    expect([all, fresh]).toEqual([['snapshot: ', 'update: T1'], ['update: T1']]);
  });
});

describe('executions', () => {
  it('are told as they came', async () => {
    await using rig = createAccountRig();
    rig.account.rest(ID);
    const told = lines(rig.client.subscribeExecutions(), (report) => (report as ExecutionReport).execType);
    await rig.clock.run(1000);
    rig.account.report(canceled(ID), fill(OTHER, 'T1', '0.1', '0.1'));
    await rig.clock.run(0);
    expect(told).toEqual(['snapshot: new', 'update: canceled, trade']);
  });

  it('of no options share one subscription with the kept views and with trading', async () => {
    await using rig = createAccountRig();
    rig.client.subscribeExecutions();
    rig.client.subscribeOpenOrders();
    rig.client.subscribeOwnTrades();
    void rig.client.cancelAll();
    await rig.clock.run(1000);
    expect(rig.account.asked('subscribe')).toEqual([
      {
        method: 'subscribe',
        channel: 'executions',
        token: undefined,
        snapOrders: true,
        snapTrades: true,
        ratecounter: true,
      },
    ]);
  });

  it('of other options are asked for as wanted', async () => {
    await using rig = createAccountRig();
    rig.client.subscribeExecutions({
      snapTrades: false,
      snapOrders: false,
      orderStatus: false,
      ratecounter: false,
      rebased: false,
    });
    await rig.clock.run(1000);
    expect(rig.account.asked('subscribe')).toMatchObject([
      { snapOrders: false, snapTrades: false, orderStatus: false, rebased: false },
    ]);
  });

  it.each<[object, string]>([
    [{ snapOrders: 1 }, 'snapOrders: expected one of true, false, received 1'],
    [{ users: 'some' }, "users: expected 'all', received 'some'"],
    [{ snap_orders: true }, "received one with 'snap_orders'"],
  ])('of options %o are refused', async (options, message) => {
    await using rig = createAccountRig();
    expect(() => Reflect.apply(rig.client.subscribeExecutions, rig.client, [options])).toThrow(message);
  });
});

describe('balances', () => {
  it('are told whole at the beginning, then with the entry that changed them, and can be read at any time', async () => {
    await using rig = createAccountRig();
    const balances = rig.client.subscribeBalances();
    const told: string[] = [];
    balances.on('data', ({ type, data }) => {
      told.push(
        `${type}: ${data.balances.map(({ asset, balance }) => `${asset} ${balance}`)} by ${data.ledger.length}`,
      );
    });
    await rig.clock.run(1000);
    rig.account.say({
      type: 'balances',
      snapshot: false,
      sequence: 2,
      data: [
        {
          ledgerId: 'L1',
          refId: 'T1',
          timestamp: TIMESTAMP,
          type: 'trade',
          asset: 'USD',
          walletType: 'spot',
          walletId: 'main',
          amount: '-10.00',
          fee: '0.01',
          balance: '989.99',
        },
      ],
    });
    await rig.clock.run(0);
    expect(told).toEqual(['snapshot: USD 1000.00 by 0', 'update: USD 989.99 by 1']);
    expect(balances.balances.get('USD')).toMatchObject({ balance: '989.99' });
  });

  it('that the key may not see are refused', async () => {
    await using rig = createAccountRig({ token: () => 'wrong' });
    const balances = rig.client.subscribeBalances();
    await rig.clock.run(60_000);
    expect(balances.state).toBe('closed');
    expect(balances.refused.get('balances')).toMatchObject({ name: 'RequestError' });
  });
});

describe('the connections of an account', () => {
  it('are told as private ones, counted with all others, and closed with the client', async () => {
    await using rig = createAccountRig();
    const told: string[] = [];
    rig.client.on('connection', ({ id, endpoint, state }) => told.push(`${id} ${endpoint} ${state}`));
    rig.client.subscribeTicker('BTC/USD');
    rig.client.subscribeBalances();
    await rig.clock.run(1000);
    expect(rig.client.connections.map(({ id, endpoint }) => `${id} ${endpoint}`)).toEqual(['1 public', '2 private']);
    expect(rig.client.connection).toBe('live');
    rig.account.drop();
    await rig.clock.run(0);
    expect(rig.client.connection).toBe('closed');
    await rig.clock.run(5000);
    await rig.client.close();
    expect(told).toContain('1 public live');
    expect(told.at(-1)).toBe('2 private closed');
    expect(rig.client.connections.map(({ state }) => state)).toEqual(['closed', 'closed']);
  });

  it('answer a ping where no other lives', async () => {
    await using rig = createAccountRig();
    rig.client.subscribeBalances();
    await rig.clock.run(1000);
    const ping = rig.client.ping();
    await rig.clock.run(1000);
    expect(await ping).toMatchObject({ roundTripMs: 0 });
    expect(rig.client.connections).toHaveLength(1);
  });
});
