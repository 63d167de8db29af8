/** What counts is the moment of the call: what was asked then, and what was asked before it. */
import type { Amendment, CancelTarget, NewOrder } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { type AccountRig, createAccountRig } from './account-rig.js';

const ORDER = {
  symbol: 'BTC/USD',
  orderType: 'limit',
  side: 'buy',
  orderQty: '0.5',
  limitPrice: '100.1',
} as const satisfies NewOrder;

/** The methods of requests about orders, in the order in which they came. */
const asked = (rig: AccountRig) =>
  rig.account.requests.map(({ method }) => method).filter((method) => method !== 'ping' && method !== 'subscribe');

/** A client that has traded, and so knows all that it has to. */
async function warm(rig: AccountRig): Promise<void> {
  void rig.client.addOrder(ORDER);
  await rig.clock.run(1000);
  rig.account.requests.length = 0;
}

describe('what is asked', () => {
  it('is what was given at that moment, whatever is done with the object afterwards', async () => {
    await using rig = createAccountRig();
    const order = { ...ORDER, limitPrice: '', orderUserref: 7 };
    for (const limitPrice of ['100.1', '100.2', '100.3']) {
      order.limitPrice = limitPrice;
      void rig.client.addOrder(order);
    }
    order.limitPrice = '1.0';
    await rig.clock.run(1000);
    expect(rig.account.asked('add_order')).toMatchObject([
      { limitPrice: '100.1' },
      { limitPrice: '100.2' },
      { limitPrice: '100.3' },
    ]);
  });

  it('is so in its parts as well: triggers, orders of a batch, changes, names', async () => {
    await using rig = createAccountRig();
    rig.account.rest('OAAAAA-AAAAA-AAAAAA');
    const triggers = { price: '90.1' };
    void rig.client.addOrder({ symbol: 'BTC/USD', orderType: 'stop-loss', side: 'sell', orderQty: '0.5', triggers });
    triggers.price = '1.0';
    const { symbol, ...terms } = ORDER;
    const orders: (typeof terms)[] = [terms, { ...terms }];
    void rig.client.batchAdd({ symbol, orders });
    orders.length = 0;
    const amendment: { -readonly [K in keyof Amendment]: Amendment[K] } = {
      orderId: 'OAAAAA-AAAAA-AAAAAA',
      limitPrice: '100.1',
    };
    void rig.client.amendOrder(amendment as Amendment);
    amendment.limitPrice = '1.0';
    const ids: CancelTarget[] = ['OAAAAA-AAAAA-AAAAAA', { clOrdId: 'mine' }];
    const canceled = rig.client.cancelOrder(ids);
    ids.length = 0;
    await rig.clock.run(1000);
    expect(rig.account.asked('add_order')).toMatchObject([{ triggers: { price: '90.1' } }]);
    expect(rig.account.asked('batch_add')).toMatchObject([{ orders: [{ orderQty: '0.5' }, { orderQty: '0.5' }] }]);
    expect(rig.account.asked('amend_order')).toMatchObject([{ limitPrice: '100.1' }]);
    expect(rig.account.asked('cancel_order')).toMatchObject([{ orderId: ['OAAAAA-AAAAA-AAAAAA'], clOrdId: ['mine'] }]);
    expect(await canceled).toHaveLength(2);
  });

  it('may have dates, and numbers of a decimal library', async () => {
    await using rig = createAccountRig();
    const expireTime = new Date(rig.clock.now() + 3_600_000);
    void rig.client.addOrder({ ...ORDER, orderQty: { toFixed: () => '0.25' }, timeInForce: 'gtd', expireTime });
    expireTime.setTime(0);
    await rig.clock.run(1000);
    expect(rig.account.asked('add_order')).toMatchObject([{ orderQty: '0.25', expireTime: '2026-01-01T01:00:00Z' }]);
  });

  it('leaves in the order in which it was asked, once all is known that has to be', async () => {
    await using rig = createAccountRig();
    await warm(rig);
    void rig.client.addOrder(ORDER);
    void rig.client.amendOrder({ orderId: 'O1-AAAAA-AAAAAA', limitPrice: '100.2' });
    void rig.client.cancelOrder('O1-AAAAA-AAAAAA');
    void rig.client.addOrder(ORDER);
    void rig.client.cancelAll();
    await rig.clock.run(1000);
    expect(asked(rig)).toEqual(['add_order', 'amend_order', 'cancel_order', 'add_order', 'cancel_all']);
  });
});

describe('an order that has not left yet', () => {
  it('is not placed after all were to be canceled', async () => {
    await using rig = createAccountRig();
    const order = rig.client.addOrder(ORDER);
    const all = rig.client.cancelAll();
    const later = rig.client.addOrder(ORDER);
    await rig.clock.run(1000);
    expect(await order).toMatchObject({
      status: 'rejected',
      sent: false,
      error: { name: 'UsageError', message: 'add_order: cancel_all was asked before it could be sent' },
    });
    expect(await all).toMatchObject({ status: 'accepted' });
    expect(await later).toMatchObject({ status: 'accepted' });
    expect(asked(rig)).toEqual(['cancel_all', 'add_order']);
  });

  it.each<[string, Partial<NewOrder>, CancelTarget]>([
    ['its client id', { clOrdId: 'mine' }, { clOrdId: 'mine' }],
    ['its reference', { orderUserref: 7 }, { orderUserref: 7 }],
  ])('is not placed after it was to be canceled by %s', async (_, name, target) => {
    await using rig = createAccountRig();
    const order = rig.client.addOrder({ ...ORDER, ...name } as NewOrder);
    const other = rig.client.addOrder(ORDER);
    void rig.client.cancelOrder(target);
    await rig.clock.run(1000);
    expect(await order).toMatchObject({ status: 'rejected', sent: false });
    expect(await other).toMatchObject({ status: 'accepted' });
    expect(asked(rig)).toEqual(['cancel_order', 'add_order']);
  });

  it('is placed when the cancel cannot be', async () => {
    await using rig = createAccountRig();
    const order = rig.client.addOrder(ORDER);
    const wrong = rig.client.cancelAll({ timeoutMs: 0 });
    await expect(wrong).rejects.toMatchObject({ field: 'timeoutMs' });
    await rig.clock.run(1000);
    expect(await order).toMatchObject({ status: 'accepted' });
  });
});

describe('an amendment', () => {
  it('to what was traded already is none to less than is traded at least: the rest is canceled', async () => {
    await using rig = createAccountRig();
    rig.account.rest('OAAAAA-AAAAA-AAAAAA', { orderStatus: 'partially_filled', cumQty: '0.50000000' });
    await warm(rig);
    rig.simulator.exchange.updatePair('BTC/USD', { qtyMin: '0.6' });
    await rig.clock.run(1000);
    const outcome = rig.client.amendOrder({ orderId: 'OAAAAA-AAAAA-AAAAAA', orderQty: '0.5' });
    await rig.clock.run(1000);
    expect(await outcome).toMatchObject({ status: 'accepted' });
    await expect(rig.client.amendOrder({ orderId: 'OAAAAA-AAAAA-AAAAAA', orderQty: '0.55' })).rejects.toMatchObject({
      field: 'orderQty',
    });
  });
});

describe('requests that are under way when the client is closed', () => {
  it.each([0, 1])('are told the same, whatever they wait for (%i)', async (turns) => {
    await using rig = createAccountRig({ token: () => new Promise<string>(() => {}) });
    const outcomes = [
      rig.client.addOrder(ORDER),
      rig.client.amendOrder({ orderId: 'OAAAAA-AAAAA-AAAAAA', limitPrice: '100.2' }),
      rig.client.cancelOrder('OAAAAA-AAAAA-AAAAAA'),
      rig.client.cancelAllOrdersAfter(60),
    ];
    if (turns > 0) await rig.clock.run(1000);
    await rig.client.close();
    await rig.clock.run(0);
    for (const outcome of await Promise.all(outcomes)) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        sent: false,
        error: { name: 'ConnectionError', message: 'no connection: closed by the user' },
      });
    }
    await expect(rig.client.cancelAll()).rejects.toMatchObject({ name: 'UsageError', field: 'client' });
  });
});
