/** What every way to an exchange promises about an account: orders are placed, traded and told, and none is ever in doubt. */
import type { AccountOptions } from '@kraken-stream/simulator';
import { expect, it } from 'vitest';
import type { Subject } from './contract.js';
import { finds } from './waiting.js';

/** The account of whoever tests. Its secret is nobody's. */
export const ACCOUNT = {
  name: 'alice',
  keys: [{ key: 'the-key-of-alice', secret: 'bm9ib2R5J3M=' }],
  balances: { USD: '1000000', BTC: '10' },
} satisfies AccountOptions;

const ORDER = { symbol: 'BTC/USD', orderType: 'limit', side: 'buy', orderQty: '0.5', limitPrice: '1.0' } as const;

export const accountContract: Subject = (given, { protocol }) => {
  it('an order is placed, amended and canceled, and each is told', async () => {
    const { client } = given();
    const orders = client.subscribeOpenOrders();
    const told: string[] = [];
    orders.on('data', ({ data }) => {
      for (const { execType, limitPrice } of data) told.push(`${execType} ${Number(limitPrice)}`);
    });
    const placed = await client.addOrder({ ...ORDER, orderQty: '5' });
    if (placed.status !== 'accepted' || placed.clOrdId === undefined) throw new Error(`it is ${placed.status}`);
    const { clOrdId } = placed;
    expect(await client.amendOrder({ clOrdId, limitPrice: '2.0' })).toMatchObject({ status: 'accepted', clOrdId });
    const ended = new Promise<void>((resolve) => {
      orders.on('data', ({ data }) => {
        if (data.some(({ closed }) => closed)) resolve();
      });
    });
    expect(await client.cancelOrder({ clOrdId })).toMatchObject({ status: 'accepted' });
    await ended;
    expect([told.at(-1), told.includes('amended 2'), orders.orders.size]).toEqual(['canceled 2', true, 0]);
  });

  it('an order that trades tells its fills, and balances follow', async () => {
    const { client } = given();
    const trades = client.subscribeOwnTrades({ snapshot: false });
    await trades.ready;
    const traded = new Promise<string>((resolve) => {
      trades.on('data', ({ data }) => resolve(data[0]!.side));
    });
    expect(await client.addOrder({ ...ORDER, side: 'sell' })).toMatchObject({ status: 'accepted' });
    expect(await traded).toBe('sell');
    // v1 tells no balances.
    if (protocol === 'v1') return;
    const balances = client.subscribeBalances();
    const btc = await finds(balances, ({ data }) => data.balances.find(({ asset }) => asset === 'BTC'));
    expect(Number(btc.balance)).toBeLessThan(10);
  });

  it('an order whose answer is lost with the connection is settled, and not sent again', async () => {
    const { client, exchange } = given();
    const orders = client.subscribeOpenOrders();
    await orders.ready;
    expect(await client.addOrder({ ...ORDER, orderQty: '5' })).toMatchObject({ status: 'accepted' });
    await exchange.inject({ type: 'drop-on-request', method: 'add_order' });
    const outcome = await client.addOrder({ ...ORDER, orderQty: '6' });
    if (outcome.status !== 'unknown') throw new Error(`it is ${outcome.status}`);
    expect(await outcome.settled).toMatchObject({ status: 'accepted', clOrdId: outcome.clOrdId });
    expect([...orders.orders.values()].map(({ orderQty }) => Number(orderQty)).sort()).toEqual([5, 6]);
  });

  it('an order that the exchange refuses is rejected with its words', async () => {
    const { client } = given();
    const outcome = await client.addOrder({ ...ORDER, orderQty: '1000', limitPrice: '100000.0' });
    expect(outcome).toMatchObject({ status: 'rejected', sent: true, error: { reason: 'EOrder:Insufficient funds' } });
  });
};
