/** The rows of the table about orders that there are: changed, canceled, or canceled when nothing is heard any more. */
import { describe, expect, it } from 'vitest';
import type { Subject } from './contract.js';
import { placed, RESTING, standing } from './orders.js';
import { isCalledOff } from './signals.js';
import { finds } from './waiting.js';

export const changeRows: Subject = (given, { protocol }) => {
  describe('cancelOrder', () => {
    it('one: it ends, and is told', async () => {
      const { client } = given();
      const { orderId } = await standing(client, RESTING);
      const orders = client.subscribeOpenOrders();
      const ended = finds(orders, ({ data }) => data.find((order) => order.orderId === orderId && order.closed));
      expect(await client.cancelOrder(orderId)).toMatchObject({ status: 'accepted' });
      expect(await ended).toMatchObject({ orderStatus: 'canceled' });
    });

    it('one: an order that there is not is rejected with the words of the exchange', async () => {
      expect(await given().client.cancelOrder('OAAAAA-AAAAA-AAAAAA')).toMatchObject({
        status: 'rejected',
        error: { reason: 'EOrder:Unknown order' },
      });
    });

    it('many: an outcome for each, in the order in which they were given', async () => {
      const { client } = given();
      const orders = client.subscribeOpenOrders();
      const [first, second] = [await placed(client, RESTING), await placed(client, { ...RESTING, clOrdId: 'second' })];
      const outcomes = await client.cancelOrder([first, { clOrdId: 'second' }]);
      expect(outcomes.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
      if (orders.orders.size > 0) await finds(orders, () => orders.orders.size === 0 || undefined);
      expect([orders.find({ orderId: first }), orders.find({ orderId: second })]).toMatchObject([
        { orderStatus: 'canceled' },
        { orderStatus: 'canceled' },
      ]);
    });

    it('signal: calls it off before it has left', async () => {
      await isCalledOff((signal) => given().client.cancelOrder('OAAAAA-AAAAA-AAAAAA', { signal }));
    });
  });

  describe('cancelAll', () => {
    it('one: all end, and are counted', async () => {
      const { client } = given();
      await placed(client, RESTING);
      await placed(client, { ...RESTING, symbol: 'SHIB/USD', orderQty: '1000000', limitPrice: '0.000001000' });
      expect(await client.cancelAll()).toMatchObject({ status: 'accepted', count: 2 });
      expect(await client.cancelAll()).toMatchObject({ status: 'accepted', count: 0 });
    });

    it('signal: calls it off before it has left', async () => {
      await isCalledOff((signal) => given().client.cancelAll({ signal }));
    });
  });

  describe('cancelAllOrdersAfter', () => {
    it('one: all are canceled when it is not called again in time', async () => {
      const { client } = given();
      const { orderId } = await standing(client, RESTING);
      const orders = client.subscribeOpenOrders();
      const ended = finds(orders, ({ data }) => data.find((order) => order.orderId === orderId && order.closed));
      const outcome = await client.cancelAllOrdersAfter(1);
      if (outcome.status !== 'accepted') throw new Error(`it is ${outcome.status}`);
      const { currentTime, triggerTime } = outcome;
      expect(Date.parse(triggerTime!) - Date.parse(currentTime!)).toBe(1000);
      expect(await ended).toMatchObject({ orderStatus: 'canceled' });
    });

    it('one: 0 switches it off', async () => {
      const { client } = given();
      await client.cancelAllOrdersAfter(60);
      expect(await client.cancelAllOrdersAfter(0)).toMatchObject({ status: 'accepted', triggerTime: '0' });
    });

    it('signal: calls it off before it has left', async () => {
      await isCalledOff((signal) => given().client.cancelAllOrdersAfter(60, { signal }));
    });
  });

  describe('deadMansSwitch', () => {
    it('one: arms the timer, and disarms it', async () => {
      const { client } = given();
      const armed = client.deadMansSwitch({ seconds: 60 });
      const { until, triggerTime } = await new Promise<{ until: number; triggerTime: string | undefined }>((resolve) =>
        armed.once('armed', resolve),
      );
      expect(armed.armedUntil).toBe(until);
      // A busy machine may stand still on the way; a time of another scale would be hours away.
      expect(Math.abs(Date.parse(triggerTime!) - until)).toBeLessThan(45_000);
      expect(await armed.disarm()).toMatchObject({ status: 'accepted', triggerTime: '0' });
    });
  });

  describe('amendOrder', () => {
    it('one: it keeps its ids, and is changed', async () => {
      const { client } = given();
      const { orderId } = await standing(client, { ...RESTING, clOrdId: 'mine' });
      const orders = client.subscribeOpenOrders();
      const amended = finds(orders, ({ data }) => data.find((order) => Number(order.limitPrice) === 2));
      expect(await client.amendOrder({ clOrdId: 'mine', limitPrice: '2.0', orderQty: '6' })).toMatchObject({
        status: 'accepted',
      });
      const order = await amended;
      expect([order.orderId, order.clOrdId, Number(order.orderQty), order.closed]).toEqual([orderId, 'mine', 6, false]);
    });

    it('signal: calls it off before it has left', async () => {
      await isCalledOff((signal) => given().client.amendOrder({ clOrdId: 'mine', orderQty: '6' }, { signal }));
    });
  });

  describe('editOrder', () => {
    it('one: another order takes its place', async () => {
      const { client } = given();
      const { orderId } = await standing(client, { ...RESTING, orderUserref: 1 });
      const orders = client.subscribeOpenOrders();
      const ended = finds(orders, ({ data }) => data.find((order) => order.orderId === orderId && order.closed));
      const replaced = finds(orders, ({ data }) => data.find((order) => Number(order.limitPrice) === 2));
      const edit = { orderId, symbol: 'BTC/USD', limitPrice: '2.0', orderQty: '6' };
      const outcome = await client.editOrder(edit);
      expect(outcome).toMatchObject({ status: 'accepted', orderId: expect.not.stringMatching(orderId) });
      expect(await ended).toMatchObject({ orderStatus: 'canceled' });
      const order = await replaced;
      expect([order.orderId, Number(order.orderQty)]).toEqual([outcome.status === 'accepted' && outcome.orderId, 6]);
    });

    it('one: the limit of an order that waits for a price is changed, and not the price that it waits for', async () => {
      const { client } = given();
      const waiting = { ...RESTING, orderType: 'stop-loss-limit', side: 'sell', triggers: { price: '3.0' } } as const;
      const orderId = await placed(client, { ...waiting, orderUserref: 1 });
      const outcome = await client.editOrder({ orderId, symbol: 'BTC/USD', limitPrice: '2.0' });
      if (outcome.status !== 'accepted' || outcome.orderId === undefined) throw new Error(outcome.status);
      const orders = client.subscribeOpenOrders();
      const look = () => orders.find({ orderId: outcome.orderId });
      const edited = look() ?? (await finds(orders, look));
      expect([Number(edited.limitPrice), Number(edited.triggers?.price)]).toEqual([2, 3]);
    });

    if (protocol === 'v1') {
      it('refused: a lone limit of an order that was never seen, as it may be one that waits for a price', async () => {
        const edit = { orderId: 'OAAAAA-AAAAA-AAAAAA', symbol: 'BTC/USD', limitPrice: '2.0' };
        await expect(given().client.editOrder(edit)).rejects.toMatchObject({ field: 'limitPrice' });
      });
    }

    it('signal: calls it off before it has left', async () => {
      const edit = { orderId: 'OAAAAA-AAAAA-AAAAAA', symbol: 'BTC/USD', orderQty: '6' };
      await isCalledOff((signal) => given().client.editOrder(edit, { signal }));
    });
  });

  describe('batchAdd, batchCancel', () => {
    const { symbol, ...terms } = RESTING;
    const batch = { symbol, orders: [terms, { ...terms, limitPrice: '2.0' }] };
    const ids = ['OAAAAA-AAAAA-AAAAAA', 'OBBBBB-BBBBB-BBBBBB'];
    if (protocol === 'v1') {
      const refusal = { name: 'UsageError', message: expect.stringMatching(/\bv2\b/) };
      it('refused: batchAdd, with a message that names v2', async () => {
        await expect(given().client.batchAdd(batch)).rejects.toMatchObject(refusal);
      });

      it('refused: batchCancel, with a message that names v2', async () => {
        await expect(given().client.batchCancel(ids)).rejects.toMatchObject(refusal);
      });
      return;
    }
    it('many: placed together and canceled together', async () => {
      const { client } = given();
      const outcomes = await client.batchAdd(batch);
      expect(outcomes.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
      const placed = outcomes.flatMap((each) => (each.status === 'accepted' && each.orderId ? [each.orderId] : []));
      expect(await client.batchCancel(placed)).toMatchObject({ status: 'accepted', count: 2 });
    });

    it('signal: calls it off before it has left', async () => {
      await isCalledOff((signal) => given().client.batchAdd(batch, { signal }));
      await isCalledOff((signal) => given().client.batchCancel(ids, { signal }));
    });
  });
};
