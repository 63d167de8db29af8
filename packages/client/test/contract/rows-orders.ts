/** The rows of the table about placing an order: each parameter of it by itself. */
import type { NewOrder } from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import type { Subject } from './contract.js';
import { placed, RESTING, SELL, said, standing } from './orders.js';
import { isCalledOff } from './signals.js';
import { finds } from './waiting.js';

/** A time some hours ahead, in whole seconds. */
const ahead = (hours: number): string =>
  new Date(Math.ceil(Date.now() / 1000) * 1000 + hours * 3_600_000).toISOString().replace('.000', '');

const limited = { ...RESTING, side: 'sell', limitPrice: '90000.0', orderQty: '0.1' } as const;

export const orderRows: Subject = (given, { protocol }) => {
  /** Both what an order is refused for and that it is not sent. */
  const isRefused = async (order: NewOrder, field: string, version: string) => {
    const { client } = given();
    await expect(client.addOrder(order)).rejects.toMatchObject({
      name: 'UsageError',
      field,
      message: expect.stringContaining(version),
    });
  };

  describe('addOrder: symbol, type, side, quantity, price', () => {
    it('one: it rests as it was placed', async () => {
      const order = await standing(given().client, limited);
      expect(order).toMatchObject({ symbol: 'BTC/USD', side: 'sell', orderType: 'limit', orderStatus: 'new' });
      expect([order.orderQty, order.limitPrice, order.cumQty].map(Number)).toEqual([0.1, 90000, 0]);
    });

    it('one: a market order trades', async () => {
      const { client } = given();
      const trades = client.subscribeOwnTrades({ snapshot: false });
      await trades.ready;
      const traded = finds(trades, ({ data }) => data[0]);
      const orderId = await placed(client, SELL);
      expect(await traded).toMatchObject({ orderId, symbol: 'BTC/USD', side: 'sell' });
    });

    it('one: one that the exchange refuses is rejected with its words', async () => {
      const outcome = await given().client.addOrder({ ...RESTING, orderQty: '1000', limitPrice: '100000.0' });
      expect(outcome).toMatchObject({ status: 'rejected', sent: true, error: { reason: 'EOrder:Insufficient funds' } });
    });

    it('many: of many symbols at once, each where it belongs', async () => {
      const { client } = given();
      const orders = client.subscribeOpenOrders();
      await orders.ready;
      const all = finds(orders, () => orders.orders.size === 3 || undefined);
      const ids = await Promise.all([
        placed(client, RESTING),
        placed(client, { ...RESTING, symbol: 'SHIB/USD', orderQty: '1000000', limitPrice: '0.000001000' }),
        placed(client, { ...RESTING, symbol: 'ADA/BTC', orderQty: '100', limitPrice: '0.00000100' }),
      ]);
      await all;
      expect(ids.map((id) => orders.orders.get(id)?.symbol)).toEqual(['BTC/USD', 'SHIB/USD', 'ADA/BTC']);
    });

    it('signal: calls it off before it has left', async () => {
      await isCalledOff((signal) => given().client.addOrder(RESTING, { signal }));
    });
  });

  describe('addOrder: clientOrderId', () => {
    it('one: its own is told back, and names it', async () => {
      const { client } = given();
      const clOrdId = '2c6be801-1f53-4f79-a0bb-4ea1c95dfae9';
      expect(await client.addOrder({ ...RESTING, clOrdId })).toMatchObject({ status: 'accepted', clOrdId });
      expect(await client.cancelOrder({ clOrdId })).toMatchObject({ status: 'accepted' });
    });

    it('one: a tag that orders share', async () => {
      expect(await standing(given().client, { ...RESTING, orderUserref: 7 })).toMatchObject({ orderUserref: 7 });
    });
  });

  describe('addOrder: secondaryPrice', () => {
    it.each(['stop-loss-limit', 'take-profit-limit'] as const)('one: of a %s order', async (orderType) => {
      const price = orderType === 'stop-loss-limit' ? '20000.0' : '200000.0';
      const terms = { symbol: 'BTC/USD', side: 'sell', orderQty: '0.1', limitPrice: '19000.0' } as const;
      const order = await standing(given().client, { ...terms, orderType, triggers: { price } });
      expect(order.orderType).toBe(orderType);
      expect([order.limitPrice, order.triggers?.price].map(Number)).toEqual([19000, Number(price)]);
    });

    it('one: the one price of a stop-loss order', async () => {
      const terms = { symbol: 'BTC/USD', side: 'sell', orderQty: '0.1', orderType: 'stop-loss' } as const;
      const order = await standing(given().client, { ...terms, triggers: { price: '20000.0' } });
      expect([order.orderType, Number(order.triggers?.price)]).toEqual(['stop-loss', 20000]);
    });

    it('one: the distance of a trailing-stop order', async () => {
      const terms = { symbol: 'BTC/USD', side: 'sell', orderQty: '0.1', orderType: 'trailing-stop' } as const;
      const order = await standing(given().client, {
        ...terms,
        triggers: { price: '10.0', priceType: 'pct' } as const,
      });
      expect(order).toMatchObject({ orderType: 'trailing-stop', orderStatus: 'new' });
    });
  });

  describe('addOrder: leverage', () => {
    const order = { ...RESTING, leverage: 3 } as const;
    if (protocol === 'v2') {
      it('refused: with a message that says what v2 takes', () => isRefused(order, 'leverage', 'margin: true'));
      return;
    }
    it('one: it is asked for with the order', async () => {
      // The exchange of the tests lends nothing: what it refuses it has understood.
      expect(said(await given().client.addOrder(order))).toMatch(/Insufficient margin/);
    });
  });

  describe('addOrder: startTime', () => {
    it('one: it waits until then', async () => {
      const effectiveTime = ahead(1);
      const order = await standing(given().client, { ...RESTING, effectiveTime }, true);
      expect(Date.parse(order.effectiveTime!)).toBe(Date.parse(effectiveTime));
    });
  });

  describe('addOrder: expireTime', () => {
    it('one: it ends then', async () => {
      const expireTime = ahead(2);
      const order = await standing(given().client, { ...RESTING, timeInForce: 'gtd', expireTime });
      expect(Date.parse(order.expireTime!)).toBe(Date.parse(expireTime));
    });
  });

  describe('addOrder: validateOnly', () => {
    it('one: it is checked, and not placed', async () => {
      const { client } = given();
      const orders = client.subscribeOpenOrders();
      await orders.ready;
      const outcome = await client.addOrder({ ...RESTING, validate: true });
      expect([outcome.status, 'orderId' in outcome && outcome.orderId]).toEqual(['accepted', undefined]);
      await placed(client, RESTING);
      await finds(orders, () => orders.orders.size > 0 || undefined);
      expect(orders.orders.size).toBe(1);
    });
  });

  describe('addOrder: closeOrderType, closePrice, secondaryClosePrice', () => {
    it('one: its fill gives rise to the other', async () => {
      const { client } = given();
      const orders = client.subscribeOpenOrders();
      await orders.ready;
      const closing = finds(orders, ({ data }) => data.find(({ orderType }) => orderType === 'stop-loss-limit'));
      const conditional = { orderType: 'stop-loss-limit', triggerPrice: '20000.0', limitPrice: '19000.0' } as const;
      await placed(client, { ...SELL, side: 'buy', orderQty: '0.01', conditional });
      const order = await closing;
      expect(order).toMatchObject({ symbol: 'BTC/USD', side: 'sell' });
      expect([order.orderQty, order.limitPrice, order.triggers?.price].map(Number)).toEqual([0.01, 19000, 20000]);
    });
  });

  describe('addOrder: flags', () => {
    it('one: postOnly refuses to trade at once', async () => {
      const { client } = given();
      const crossing = { ...RESTING, orderQty: '0.1', limitPrice: '100000.0', postOnly: true } as const;
      const outcome = await client.addOrder(crossing);
      expect(outcome).toMatchObject({ status: 'rejected', error: { reason: 'EOrder:Post only order' } });
      expect((await standing(client, { ...RESTING, postOnly: true })).orderStatus).toBe('new');
    });

    it('one: the currency of the fee', async () => {
      const { client } = given();
      const trades = client.subscribeOwnTrades({ snapshot: false });
      await trades.ready;
      const traded = finds(trades, ({ data }) => data[0]);
      await placed(client, { ...SELL, side: 'buy', orderQty: '0.01', feePreference: 'quote' });
      expect((await traded).fees.map(({ asset }) => asset)).toEqual(['USD']);
    });
  });

  describe('addOrder: reduceOnly', () => {
    it('one: without a position there is nothing to reduce', async () => {
      const outcome = await given().client.addOrder({ ...RESTING, reduceOnly: true });
      expect(said(outcome)).toMatch(/Reduce only:No position exists/);
    });
  });

  describe("addOrder: timeInForce 'ioc'", () => {
    it('one: what does not trade at once is canceled', async () => {
      const order = await standing(given().client, { ...RESTING, timeInForce: 'ioc' });
      expect([order.orderStatus, order.closed]).toEqual(['canceled', true]);
    });
  });

  describe("addOrder: timeInForce 'fok', iceberg", () => {
    const fok = { ...RESTING, timeInForce: 'fok' } as const;
    const iceberg = { ...RESTING, orderType: 'iceberg', displayQty: '1' } as const;
    if (protocol === 'v1') {
      it('refused: fok, with a message that names v2', () => isRefused(fok, 'timeInForce', 'v2'));
      it('refused: iceberg, with a message that names v2', () => isRefused(iceberg, 'orderType', 'v2'));
      return;
    }
    it('one: all at once or nothing', async () => {
      expect((await standing(given().client, fok)).orderStatus).toBe('canceled');
    });

    it('one: a part is shown', async () => {
      expect(Number((await standing(given().client, iceberg)).displayQty)).toBe(1);
    });
  });
};
