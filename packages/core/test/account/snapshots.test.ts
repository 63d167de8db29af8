import { describe, expect, it } from 'vitest';
import { OwnOrders, type SnapshotOptions } from '../../src/account/own-orders.js';
import { Account, at, truthOf } from './reports.js';

const UPDATE = { snapshot: false };
const SNAPSHOT = { snapshot: true };

/** An account with two open orders, of which the second has traded, and what is kept of it from its first snapshot. */
function begun(options: Partial<SnapshotOptions> = {}) {
  const account = new Account();
  account.place(500, 100);
  account.place(500, 200);
  const [first, second] = account.orders as [(typeof account.orders)[0], (typeof account.orders)[0]];
  account.accept(first);
  account.accept(second);
  account.fill(second, 100);
  const orders = new OwnOrders({ snapOrders: true, snapTrades: true, ...options });
  const told = orders.take(account.snapshot(), SNAPSHOT);
  return { account, orders, first, second, told };
}

describe('a first snapshot of own orders', () => {
  it('is the open orders, with their fills that it shows', () => {
    const { orders, told, first, second } = begun();
    expect(told.orders).toEqual([...orders.open.values()]);
    for (const [i, order] of [first, second].entries()) {
      const { fills, ...truth } = truthOf(order);
      expect(told.orders[i]).toMatchObject({ ...truth, complete: true, closed: false });
      expect(told.orders[i]!.trades.map(({ execId }) => execId)).toEqual(fills);
    }
    expect(told.trades).toMatchObject([{ execId: 'T1', orderId: 'O2', side: 'buy', qty: '1.00', price: '200' }]);
    expect(told.missedTrades).toBe(false);
  });

  it('has fills of orders that ended, which do not open them; they are found all the same', () => {
    const account = new Account();
    account.place(300, 100);
    for (let i = 0; i < 3; i++) account.fill(account.orders[0]!, 100);
    const orders = new OwnOrders({ snapOrders: true, snapTrades: true });
    const { orders: changed, trades } = orders.take(account.snapshot(), SNAPSHOT);
    expect(changed).toEqual([]);
    expect(orders.open.size).toBe(0);
    // The exchange's is newest first.
    expect(trades.map(({ execId }) => execId)).toEqual(['T1', 'T2', 'T3']);
    expect(orders.find({ clOrdId: 'c1' })).toMatchObject({
      ...{ orderId: 'O1', orderStatus: 'gone', closed: true, cumQty: '3.00', complete: false, symbol: 'BTC/USD' },
    });
  });

  it('of an order says what is so, also when the fills that it shows do not add up to it', () => {
    const account = new Account();
    account.place(9000, 100);
    for (let i = 0; i < 60; i++) account.fill(account.orders[0]!, 100);
    const orders = new OwnOrders({ snapOrders: true, snapTrades: true });
    expect(orders.take(account.snapshot(), SNAPSHOT).orders).toMatchObject([
      { cumQty: '60.00', remainingQty: '30.00', avgPrice: '100', complete: false },
    ]);
    orders.take(account.fill(account.orders[0]!, 100), UPDATE);
    expect(orders.open.get('O1')).toMatchObject({ cumQty: '61.00', complete: false });
    expect(orders.open.get('O1')!.trades.length).toBe(51);
  });

  it('shows an order by its last fill, if it describes the order', () => {
    const orders = new OwnOrders({ snapOrders: true, snapTrades: true });
    const report = { execType: 'trade', orderId: 'O1', orderStatus: 'partially_filled', timestamp: at(1) };
    const fill = { execId: 'T1', lastQty: '1', lastPrice: '9', symbol: 'BTC/USD', side: 'buy' } as const;
    orders.take([{ ...report, ...fill, orderQty: '3', cumQty: '1' }], SNAPSHOT);
    expect(orders.open.get('O1')).toMatchObject({ remainingQty: '2', complete: true });
    expect(orders.trades.length).toBe(1);
    // One that does not may be of an order that has ended since.
    orders.take([{ ...report, ...fill, orderId: 'O2', execId: 'T2' }], SNAPSHOT);
    expect([...orders.open.keys()]).toEqual([]);
    expect(orders.find({ orderId: 'O2' })).toMatchObject({ orderStatus: 'gone' });
  });
});

describe('a snapshot of own orders behind a hole', () => {
  it('changes no order by what it tells of the account, or of fills that there were not', () => {
    const { account, orders } = begun();
    orders.take([{ ...account.place(500, 300), ratecount: '1' }], UPDATE);
    orders.take([account.accept(account.orders[2]!)], UPDATE);
    const snapshot = account.snapshot().map((report) => ({ ...report, ratecount: '2.6' }));
    expect(snapshot[2]).toMatchObject({ orderId: 'O3', avgPrice: '0' });
    expect(orders.take(snapshot, SNAPSHOT).orders).toEqual([]);
  });

  it('in which nothing happened changes nothing', () => {
    const { account, orders } = begun();
    const before = [...orders.open.values()];
    expect(orders.take(account.snapshot(), SNAPSHOT)).toMatchObject({ orders: [], trades: [], missedTrades: false });
    expect([...orders.open.values()]).toEqual(before);
  });

  it('tells what changed: amendments, new orders, fills', () => {
    const { account, orders, first, second } = begun();
    account.amend(first, 700, 101);
    account.fill(second, 50);
    account.place(100, 5);
    const { orders: changed, trades } = orders.take(account.snapshot(), SNAPSHOT);
    expect(changed).toMatchObject([
      { orderId: 'O1', orderQty: '7.00', limitPrice: '101', remainingQty: '7.00' },
      { orderId: 'O2', cumQty: '1.50', remainingQty: '3.50', complete: true, execId: 'T2' },
      { orderId: 'O3', orderStatus: 'pending_new' },
    ]);
    expect(trades.map(({ execId }) => execId)).toEqual(['T2']);
  });

  it('tells which orders ended: as filled when their fills say so, else as gone', () => {
    const { account, orders, first, second } = begun();
    account.fill(second, 400);
    account.fill(first, 100);
    account.end(first, 'canceled');
    const { orders: changed, trades } = orders.take(account.snapshot(), SNAPSHOT);
    expect(changed).toMatchObject([
      { orderId: 'O2', orderStatus: 'filled', cumQty: '5.00', remainingQty: '0.00', avgPrice: '200', complete: true },
      { orderId: 'O1', orderStatus: 'gone', cumQty: '1.00', avgPrice: '100', complete: false },
    ]);
    expect(changed.every(({ closed }) => closed)).toBe(true);
    expect(trades.map(({ execId }) => execId)).toEqual(['T2', 'T3']);
    expect(orders.open.size).toBe(0);
  });

  it('tells of orders that came and went, if they have traded', () => {
    const { account, orders } = begun();
    account.place(100, 5);
    account.fill(account.orders[2]!, 100);
    expect(orders.take(account.snapshot(), SNAPSHOT).orders).toMatchObject([
      { orderId: 'O3', clOrdId: 'c3', orderStatus: 'gone', closed: true, cumQty: '1.00' },
    ]);
  });

  it('lets the exchange have the last word on an order that seemed gone', () => {
    const { account, orders, first, second } = begun();
    orders.take([], SNAPSHOT);
    expect(orders.find({ orderId: 'O1' })).toMatchObject({ orderStatus: 'gone' });
    // What comes late does not open it.
    expect(orders.take([account.accept(first)], UPDATE).orders).toEqual([]);
    expect(orders.take([account.end(first, 'canceled')], UPDATE).orders).toMatchObject([
      { orderId: 'O1', orderStatus: 'canceled', closed: true },
    ]);
    second.status = 'partially_filled';
    expect(orders.take(account.snapshot(), SNAPSHOT).orders).toMatchObject([
      { orderId: 'O2', orderStatus: 'partially_filled', closed: false },
    ]);
    expect([...orders.open.keys()]).toEqual(['O2']);
    // How this one ended is known.
    first.status = 'new';
    expect(orders.take(account.snapshot(), SNAPSHOT).orders).toEqual([]);
    expect([...orders.open.keys()]).toEqual(['O2']);
  });

  it('lets what comes late tell what an order that is gone has traded, but not that it lives', () => {
    const { account, orders, first } = begun();
    const [late] = account.fill(first, 100);
    orders.take([], SNAPSHOT);
    const told = orders.take([late!], UPDATE);
    expect(told.orders).toMatchObject([
      { orderId: 'O1', orderStatus: 'gone', closed: true, complete: false, cumQty: '1.00', trades: told.trades },
    ]);
    expect(told.trades).toMatchObject([{ execId: 'T2' }]);
    expect(orders.take(account.fill(first, 400).slice(0, 1), UPDATE).orders).toMatchObject([
      { orderStatus: 'filled', closed: true, complete: true },
    ]);
  });

  it('that opens an order again leaves no other of it', () => {
    const { account, orders } = begun();
    const shown = account.snapshot().map((report) => ({ ...report, orderUserref: 7 }));
    for (const reports of [shown, [], shown]) orders.take(reports, SNAPSHOT);
    expect(orders.byUserref(7)).toEqual([...orders.open.values()]);
  });

  it('may show an order that is known by its last fill, with the totals', () => {
    const { account, orders, first, second } = begun();
    const [trade] = account.fill(second, 100);
    const state = account.snapshot().find(({ orderId }) => orderId === first.orderId);
    expect(orders.take([state!, trade!], SNAPSHOT).orders).toMatchObject([{ orderId: 'O2', cumQty: '2.00' }]);
    expect([...orders.open.keys()]).toEqual(['O1', 'O2']);
  });

  it.each([
    ['has all of them', 49, 50, false],
    ['has fifty others', 50, 50, true],
    ['has fifty of more', 70, 50, true],
  ])('says whether fills may be missing: it %s', (_, unseen, told, missedTrades) => {
    const { account, orders, first } = begun();
    for (let i = 0; i < unseen; i++) account.fill(first, 1);
    const taken = orders.take(account.snapshot(), SNAPSHOT);
    expect(taken.missedTrades).toBe(missedTrades);
    expect(taken.trades.length).toBe(Math.min(unseen, told));
    expect(orders.open.get('O1')).toMatchObject({ complete: unseen <= 50 });
  });

  it('without fills cannot say that none is missing', () => {
    const { account, orders, second } = begun({ snapTrades: false });
    const states = account.snapshot().filter(({ execType }) => execType !== 'trade');
    account.fill(second, 1);
    expect(orders.take(states, SNAPSHOT)).toMatchObject({ missedTrades: true });
  });

  it('without open orders says nothing of them', () => {
    const { account, orders, first, second } = begun({ snapOrders: false });
    account.fill(second, 50);
    account.fill(first, 50);
    account.place(100, 5);
    account.fill(account.orders[2]!, 100);
    const { orders: changed, trades } = orders.take(account.fills.slice().reverse(), SNAPSHOT);
    const partially = { orderStatus: 'partially_filled', closed: false, complete: true };
    expect(changed).toMatchObject([
      { orderId: 'O2', cumQty: '1.50', ...partially },
      { orderId: 'O1', cumQty: '0.50', ...partially },
    ]);
    expect(trades.map(({ execId }) => execId)).toEqual(['T2', 'T3', 'T4']);
    expect([...orders.open.keys()]).toEqual(['O1', 'O2']);
    expect(orders.find({ orderId: 'O3' })).toBeUndefined();
  });
});
