import { describe, expect, it } from 'vitest';
import { OwnOrders } from '../../src/account/own-orders.js';
import { OrderAges } from '../../src/trading/ages.js';
import { report } from '../session/desk.js';

describe('the ages of orders', () => {
  it('are those of their last change, as long as they are open', () => {
    const orders = new OwnOrders({ snapOrders: true, snapTrades: true });
    const ages = new OrderAges();
    const takes = (now: number, ...reports: ReturnType<typeof report>[]) => {
      orders.take(reports, { snapshot: false });
      for (const each of reports) ages.take(each, orders, now);
    };
    takes(1, report('O1', 'a'), report('O2', 'b', { orderUserref: 7 }));
    takes(2, report('O1', 'a', { execType: 'status' }));
    expect(ages.of({ clOrdId: 'a' }, orders)).toEqual([{ symbol: 'BTC/USD', changedAt: 1 }]);
    takes(3, report('O1', 'a', { execType: 'amended' }));
    expect(ages.of({ orderId: 'O1' }, orders)).toEqual([{ symbol: 'BTC/USD', changedAt: 3 }]);
    takes(4, report('O1', 'a', { execType: 'canceled', orderStatus: 'canceled' }));
    expect(ages.of({ orderId: 'O1' }, orders)).toEqual([]);
    expect(ages.of({ orderUserref: 7 }, orders)).toEqual([{ symbol: 'BTC/USD', changedAt: 1 }]);
  });

  it('are forgotten of orders that ended unseen', () => {
    const orders = new OwnOrders({ snapOrders: true, snapTrades: true });
    const ages = new OrderAges();
    orders.take([report('O1', 'a')], { snapshot: false });
    ages.take(report('O1', 'a'), orders, 1);
    orders.take([], { snapshot: true });
    ages.prune(orders);
    expect(ages.of({ orderId: 'O1' }, orders)).toEqual([]);
  });
});
