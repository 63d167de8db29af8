/** The rows of the table about what can be seen of an account. */
import type { ExecutionReport, KrakenClient } from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { ACCOUNT } from './account.js';
import type { Subject } from './contract.js';
import { placed, RESTING, SELL } from './orders.js';
import { endsWithSignal } from './signals.js';
import { finds, firstOf } from './waiting.js';

/** What was told of one order, from now on, until a report of it makes `isEnd` true. */
async function reportsOf(
  client: KrakenClient,
  clOrdId: string,
  isEnd: (report: ExecutionReport) => boolean,
  act: () => Promise<unknown>,
): Promise<ExecutionReport[]> {
  const executions = client.subscribeExecutions();
  const told: ExecutionReport[] = [];
  let orderId: string | undefined;
  const ended = finds(executions, ({ data }) => {
    for (const report of data) {
      if (report.clOrdId === clOrdId) orderId = report.orderId;
      if (report.orderId === orderId) told.push(report);
    }
    return told.some(isEnd) || undefined;
  });
  await executions.ready;
  await act();
  await ended;
  await executions.unsubscribe();
  return told;
}

export const accountRows: Subject = (given, { protocol }) => {
  describe('subscribeOpenOrders', () => {
    it('one: those that are open, each whole, and how each ends', async () => {
      const { client } = given();
      const first = await placed(client, { ...RESTING, limitPrice: '1.5', clOrdId: 'first' });
      await placed(client, { ...RESTING, symbol: 'ADA/BTC', orderQty: '100', limitPrice: '0.00000100' });
      const orders = client.subscribeOpenOrders();
      const [{ type, data }] = await firstOf(client.subscribeOpenOrders(), 1);
      expect([type, data.map(({ symbol }) => symbol).sort()]).toEqual(['snapshot', ['ADA/BTC', 'BTC/USD']]);
      const order = orders.orders.get(first)!;
      expect(order).toMatchObject({
        orderId: first,
        clOrdId: 'first',
        symbol: 'BTC/USD',
        side: 'buy',
        orderType: 'limit',
        orderStatus: 'new',
        closed: false,
      });
      expect([order.limitPrice, order.orderQty, order.cumQty, order.remainingQty].map(Number)).toEqual([1.5, 5, 0, 5]);
      const ended = finds(orders, (event) => event.data.find(({ closed }) => closed));
      await client.cancelOrder(first);
      expect(await ended).toMatchObject({ orderId: first, orderStatus: 'canceled' });
      expect([...orders.orders.keys()]).not.toContain(first);
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.subscribeOpenOrders({ signal }));
    });
  });

  describe('subscribeExecutions', () => {
    it('one: what becomes of an order that rests', async () => {
      const { client } = given();
      const clOrdId = 'resting';
      const told = await reportsOf(
        client,
        clOrdId,
        ({ execType }) => execType === 'canceled',
        async () => {
          await placed(client, { ...RESTING, clOrdId });
          await client.cancelOrder({ clOrdId });
        },
      );
      expect(told.map(({ execType }) => execType)).toEqual(['pending_new', 'new', 'canceled']);
      expect(told.map(({ orderStatus }) => orderStatus)).toEqual(['pending_new', 'new', 'canceled']);
      expect(told[0]).toMatchObject({ symbol: 'BTC/USD', side: 'buy', orderType: 'limit' });
    });

    it('one: what becomes of an order that trades', async () => {
      const { client } = given();
      const clOrdId = 'trading';
      const told = await reportsOf(
        client,
        clOrdId,
        ({ execType, orderStatus }) => execType === 'filled' || orderStatus === 'filled',
        () => placed(client, { ...SELL, clOrdId }),
      );
      const kinds = told.map(({ execType }) => execType);
      expect(kinds.slice(0, 2)).toEqual(['pending_new', 'new']);
      expect(told.at(-1)!.orderStatus).toBe('filled');
      expect(Number(told.findLast(({ cumQty }) => cumQty !== undefined)!.cumQty)).toBe(0.5);
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.subscribeExecutions({ signal }));
    });
  });

  describe('subscribeOwnTrades', () => {
    it('one: without a snapshot, each fill once', async () => {
      const { client } = given();
      await placed(client, SELL);
      const trades = client.subscribeOwnTrades({ snapshot: false });
      let qty = 0;
      const sold = finds(trades, ({ type, data }) => {
        expect(type).toBe('update');
        for (const trade of data) {
          expect(trade).toMatchObject({ symbol: 'SHIB/USD', side: 'buy', execId: expect.any(String) });
          expect(Number(trade.cost)).toBeCloseTo(Number(trade.price) * Number(trade.qty), 3);
          expect(trade.fees.map(({ asset }) => asset)).toEqual(['USD']);
          expect(Date.parse(trade.timestamp)).not.toBeNaN();
          qty += Number(trade.qty);
        }
        return qty >= 500_000 || undefined;
      });
      await trades.ready;
      const order = { symbol: 'SHIB/USD', orderType: 'market', side: 'buy', orderQty: '500000' } as const;
      await placed(client, order);
      await sold;
      expect(qty).toBe(500_000);
    });

    it('one: with a snapshot of the latest', async () => {
      const { client } = given();
      const trades = client.subscribeOwnTrades({ snapshot: false });
      await trades.ready;
      const traded = finds(trades, ({ data }) => data[0]);
      await placed(client, SELL);
      const { execId } = await traded;
      await client.close();
      const { client: another } = given().again();
      const [{ type, data }] = await firstOf(another.subscribeOwnTrades(), 1);
      expect(type).toBe('snapshot');
      expect(data.map((trade) => trade.execId)).toContain(execId);
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.subscribeOwnTrades({ signal }));
    });
  });

  describe('subscribeBalances', () => {
    if (protocol === 'v1') {
      it('refused: with a message that names v2', () => {
        expect(() => given().client.subscribeBalances()).toThrow(
          expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(/\bv2\b/) }),
        );
      });
      return;
    }
    it('one: what the account has, and what a trade changes', async () => {
      const { client } = given();
      const balances = client.subscribeBalances();
      const begun = await finds(balances, ({ type, data }) => (type === 'snapshot' ? data.balances : undefined));
      expect(new Map(begun.map(({ asset, balance }) => [asset, Number(balance)]))).toEqual(
        new Map(Object.entries(ACCOUNT.balances).map(([asset, balance]) => [asset, Number(balance)])),
      );
      const sold = finds(balances, () => Number(balances.balances.get('BTC')?.balance) === 9.5 || undefined);
      await placed(client, SELL);
      await sold;
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.subscribeBalances({ signal }));
    });
  });
};
