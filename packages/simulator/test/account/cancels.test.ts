import { describe, expect, it } from 'vitest';
import { rig } from './rig.js';

const limitPrice = '40000';
const symbol = 'BTC/USD';

describe('canceling', () => {
  it('is told as the wire shows it, and sets free what the order held', () => {
    const { ann } = rig();
    const orderId = ann.placed({ limitPrice, clOrdId: 'mine' });
    expect(ann.ask({ method: 'cancel_order', reqId: 1, orderId: [orderId] })).toEqual([
      { type: 'answered', method: 'cancel_order', reqId: 1, result: { orderId } },
    ]);
    expect(ann.latest(orderId)).toEqual({
      timestamp: expect.any(String),
      orderStatus: 'canceled',
      execType: 'canceled',
      cumQty: '0.00000000',
      cumCost: '0.00000',
      feeUsdEquiv: '0.00000',
      avgPrice: '0.0',
      clOrdId: 'mine',
      cancelReason: 'User requested',
      reason: 'User requested',
      orderId,
      ratecount: '9',
    });
    expect(ann.account.available('USD')).toBe('1000000.0000');
  });

  it('answers once for each order: by its id, by its client id, and each that has a number', () => {
    const { ann, bob } = rig();
    const first = ann.placed({ limitPrice });
    ann.placed({ limitPrice, clOrdId: 'mine' });
    const tagged = [ann.placed({ limitPrice, orderUserref: 3 }), ann.placed({ limitPrice, orderUserref: 3 })];
    const foreign = bob.placed({ limitPrice });
    const request = {
      method: 'cancel_order',
      orderId: [first, first, foreign],
      clOrdId: ['mine'],
      orderUserref: [3, 4],
    } as const;
    const answers = ann.ask(request).map((answer) => (answer.type === 'refused' ? answer.error : answer.result));
    expect(answers).toEqual([
      { orderId: first },
      'EOrder:Unknown order',
      'EOrder:Unknown order',
      { clOrdId: 'mine' },
      { orderId: tagged[0] },
      { orderId: tagged[1] },
      'EOrder:Unknown order',
    ]);
    expect(ann.account.openOrders()).toEqual([]);
    expect(bob.account.openOrders()).toHaveLength(1);
    expect(ann.refused({ method: 'cancel_order' })).toBe('EGeneral:Invalid arguments:order_id');
  });

  it('takes all at once, those that wait among them', () => {
    const { ann, ahead, trade } = rig();
    trade('50000');
    ann.placed({ limitPrice });
    ann.placed({ orderType: 'stop-loss', side: 'sell', triggers: { price: '45000' } });
    ann.placed({ limitPrice, effectiveTime: ahead(60) });
    expect(ann.ask({ method: 'cancel_all' })).toMatchObject([{ result: { count: 3 } }]);
    expect(ann.reports.filter(({ execType }) => execType === 'canceled')).toHaveLength(3);
    expect(ann.ask({ method: 'cancel_all' })).toMatchObject([{ result: { count: 0 } }]);
  });

  it('in a batch passes over what is not open, and counts what was', () => {
    const { ann } = rig();
    const ids = [ann.placed({ limitPrice }), ann.placed({ limitPrice, orderUserref: 12 }), ann.placed({ limitPrice })];
    ann.placed({ limitPrice, clOrdId: 'mine' });
    const request = {
      method: 'batch_cancel',
      orders: [ids[0] ?? '', '12', 'ONE'],
      clOrdId: ['mine', 'other'],
    } as const;
    expect(ann.ask(request)).toMatchObject([{ result: { count: 3 } }]);
    expect(ann.account.openOrders()).toMatchObject([{ orderId: ids[2] }]);
    const tooMany = Array.from({ length: 51 }, (_, i) => `${i}`);
    expect(ann.refused({ method: 'batch_cancel', orders: tooMany })).toBe('EGeneral:Invalid arguments:orders');
    expect(ann.refused({ method: 'batch_cancel', orders: ['ONE'] })).toBe('EGeneral:Invalid arguments:orders');
  });
});

describe("the dead man's switch", () => {
  const arm = (timeout: number) => ({ method: 'cancel_all_orders_after', timeout }) as const;

  it('cancels everything when it is not asked again in time', () => {
    const { ann, bob, wait } = rig();
    const orderId = ann.placed({ limitPrice });
    bob.placed({ limitPrice });
    wait(0.25);
    expect(ann.ask(arm(60))).toMatchObject([
      { result: { currentTime: '2026-01-01T00:00:01Z', triggerTime: '2026-01-01T00:01:01Z' } },
    ]);
    wait(30);
    ann.ask(arm(60));
    wait(59.9);
    expect(ann.account.openOrders()).toHaveLength(1);
    wait(0.1);
    expect(ann.story(orderId).at(-1)).toBe('canceled: Cancel all orders after timeout');
    expect(ann.latest(orderId).timestamp).toBe('2026-01-01T00:01:30.250000Z');
    expect(bob.account.openOrders()).toHaveLength(1);
    ann.placed({ limitPrice });
    wait(3600);
    expect(ann.account.openOrders()).toHaveLength(1);
  });

  it('goes off as soon as maintenance is over, when its time came in the middle of that', () => {
    const { ann, wait, exchange } = rig();
    const orderId = ann.placed({ limitPrice });
    ann.ask(arm(10));
    exchange.setMode('maintenance');
    wait(60);
    expect(ann.story(orderId)).toEqual(['pending_new', 'new']);
    exchange.setMode('cancel_only');
    expect(ann.story(orderId).at(-1)).toBe('canceled: Cancel all orders after timeout');
    exchange.setMode('online');
    ann.placed({ limitPrice });
    expect(ann.account.openOrders()).toHaveLength(1);
  });

  it('can be switched off', () => {
    const { ann, wait, exchange } = rig();
    ann.placed({ limitPrice });
    ann.ask(arm(10));
    expect(ann.ask(arm(0))).toMatchObject([{ result: { currentTime: '2026-01-01T00:00:00Z', triggerTime: '0' } }]);
    expect(exchange.nextAt).toBe(Infinity);
    wait(60);
    expect(ann.account.openOrders()).toHaveLength(1);
  });

  it('takes whole seconds below a day', () => {
    const { ann } = rig();
    for (const timeout of [-1, 0.5, 86_400, Number.NaN]) {
      expect(ann.refused(arm(timeout))).toBe('EGeneral:Invalid arguments:timeout');
    }
    expect(ann.refused(arm(86_399))).toBe('accepted');
  });
});

describe('a batch', () => {
  const order = { orderType: 'limit', side: 'buy', orderQty: '1', limitPrice } as const;

  it('is placed in its order, and answered in it', () => {
    const { ann } = rig();
    const orders = [{ ...order, clOrdId: 'a' }, { ...order, side: 'sell', orderUserref: 2 } as const, order];
    const [answer] = ann.ask({ method: 'batch_add', symbol, orders });
    const ids = ann.reports.filter(({ execType }) => execType === 'pending_new').map(({ orderId }) => orderId);
    expect(answer).toMatchObject({
      result: [{ orderId: ids[0], clOrdId: 'a' }, { orderId: ids[1], orderUserref: 2 }, { orderId: ids[2] }],
    });
    expect(ann.reports[0]?.ratecount).toBe('1.5');
  });

  it('is refused whole for one order that is wrong', () => {
    const { ann } = rig();
    const refused = (...orders: object[]) =>
      ann.refused({ method: 'batch_add', symbol, orders: orders.map((wish) => ({ ...order, ...wish })) });
    expect(refused({}, { limitPrice: '0.01' })).toBe('EOrder:Tick size check failed');
    expect(refused({ clOrdId: 'a' }, { clOrdId: 'a' })).toBe('EGeneral:Invalid arguments:cl_ord_id');
    expect(refused({})).toBe('EGeneral:Invalid arguments:orders');
    expect(refused(...Array.from({ length: 16 }, () => ({})))).toBe('EGeneral:Invalid arguments:orders');
    const late = { deadline: '2025-12-31T00:00:00Z' };
    expect(ann.refused({ method: 'batch_add', symbol, orders: [order, order], ...late })).toBe(
      'EService:Deadline elapsed',
    );
    expect(ann.refused({ method: 'batch_add', symbol: 'NO/PE', orders: [order, order] })).toBe(
      'EQuery:Unknown asset pair',
    );
    expect(ann.ask({ method: 'batch_add', symbol, orders: [order, order], validate: true })).toMatchObject([
      { result: [{}, {}] },
    ]);
    expect(ann.reports).toEqual([]);
  });

  it('goes on without an order that there are no funds for', () => {
    const { ann } = rig();
    const orders = [{ ...order, orderQty: '20' }, { ...order, orderQty: '20', clOrdId: 'dear' }, order];
    expect(ann.ask({ method: 'batch_add', symbol, orders })).toMatchObject([
      {
        result: [
          { orderId: expect.any(String) },
          { clOrdId: 'dear', error: 'EOrder:Insufficient funds' },
          { orderId: expect.any(String) },
        ],
      },
    ]);
    expect(ann.account.openOrders()).toHaveLength(2);
  });
});
