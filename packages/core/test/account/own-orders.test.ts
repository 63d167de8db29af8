import { describe, expect, it } from 'vitest';
import { OwnOrders } from '../../src/account/own-orders.js';
import type { ExecutionReport } from '../../src/protocol/account.js';
import { Account, at } from './reports.js';

const UPDATE = { snapshot: false };

function keep(): { account: Account; orders: OwnOrders; tell: (...reports: ExecutionReport[]) => void } {
  const account = new Account();
  const orders = new OwnOrders({ snapOrders: true, snapTrades: true });
  orders.take([], { snapshot: true });
  return { account, orders, tell: (...reports) => void orders.take(reports, UPDATE) };
}

/** An account with one open order. */
function placed(qty = 500, price = 100) {
  const kept = keep();
  kept.tell(kept.account.place(qty, price));
  const order = kept.account.orders[0]!;
  kept.tell(kept.account.accept(order));
  return { ...kept, order };
}

/** A report with every member that there is. */
const EVERYTHING: ExecutionReport = {
  ...{ execType: 'restated', orderId: 'O9', orderStatus: 'partially_filled', timestamp: at(1), clOrdId: 'c9' },
  ...{ orderUserref: 7, symbol: 'ETH/EUR', side: 'sell', orderType: 'stop-loss-limit', orderQty: '2.50' },
  ...{ cashOrderQty: '10.5', limitPrice: '99.10', limitPriceType: 'static', timeInForce: 'GTD', effectiveTime: at(2) },
  ...{ expireTime: at(3), postOnly: true, reduceOnly: false, margin: true, noMpp: true, liquidated: false },
  ...{ displayQty: '0.5', displayQtyRemain: '0.25', cumQty: '1.00', cumCost: '99.1', avgPrice: '99.1' },
  triggers: {
    ...{ reference: 'last', price: '98', priceType: 'static', actualPrice: '98.5', peakPrice: '101' },
    ...{ lastPrice: '98.1', status: 'triggered', timestamp: at(4) },
  },
  contingent: {
    ...{ orderType: 'limit', triggerPrice: '1', triggerPriceType: 'static', limitPrice: '2', limitPriceType: 'pct' },
  },
  ...{ execId: 'T9', tradeId: 9, lastQty: '1.00', lastPrice: '99.1', cost: '99.10', liquidityInd: 't' },
  ...{ fees: [{ asset: 'EUR', qty: '0.10' }], feeCcyPref: 'fciq', feeUsdEquiv: '0.11', marginBorrow: true },
  ...{ positionStatus: 'opened', ordRefId: 'O8', extOrdId: 'x', extExecId: 'y', amended: true, reason: 'why' },
  ...{ senderSubId: 's', user: 'u', ratecount: '1.5', cancelReason: 'why', stopPrice: '98', trigger: 'last' },
  triggeredPrice: '98.1',
};

describe('an own order', () => {
  it('is what its reports say, the latest of each member', () => {
    const { orders, order } = placed();
    expect(orders.open.get('O1')).toEqual({
      ...{ execType: 'new', orderId: 'O1', clOrdId: 'c1', orderStatus: 'new', timestamp: at(2) },
      ...{ symbol: 'BTC/USD', side: 'buy', orderType: 'limit', timeInForce: 'GTC' },
      ...{ orderQty: '5.00', limitPrice: '100', limitPriceType: 'static', cumCost: '0.00', cumQty: '0.00' },
      ...{ remainingQty: '5.00', totalFees: [], trades: [], complete: true, closed: false },
    });
    expect(orders.find({ clOrdId: order.clOrdId })).toBe(orders.open.get('O1'));
  });

  it('has no average of quantities that cancel each other out, which makes no sense but is said', () => {
    const { orders, tell } = keep();
    const order = { orderId: 'O9', symbol: 'BTC/USD', side: 'buy', orderStatus: 'new', timestamp: at(1) } as const;
    tell({ ...order, execType: 'new', orderQty: '2', cumQty: '-1' });
    for (const [execId, lastQty] of [
      ['T1', '-1'],
      ['T2', '1'],
    ] as const) {
      tell({ ...order, execType: 'trade', execId, lastQty, lastPrice: '100' });
    }
    expect(orders.open.get('O9')).toMatchObject({ cumQty: '0', avgPrice: undefined });
  });

  it('keeps every member that there is, of its triggers and its conditional close as well', () => {
    const { orders, tell } = keep();
    tell(EVERYTHING);
    expect(orders.open.get('O9')).toMatchObject(EVERYTHING);
    const undefinedMembers = Object.fromEntries(Object.keys(EVERYTHING).map((key) => [key, undefined]));
    const { execType, orderId, orderStatus, timestamp } = EVERYTHING;
    tell({ ...undefinedMembers, execType, orderId, orderStatus, timestamp });
    expect(orders.open.get('O9')).toMatchObject(EVERYTHING);
    const moved = { execType: 'status', orderId, orderStatus, timestamp: at(9) };
    tell({ ...moved, triggers: { actualPrice: '99.5', peakPrice: undefined }, contingent: { limitPrice: '3' } });
    expect(orders.open.get('O9')).toMatchObject({
      ...{ ...EVERYTHING, ...moved },
      triggers: { ...EVERYTHING.triggers, actualPrice: '99.5' },
      contingent: { ...EVERYTHING.contingent, limitPrice: '3' },
    });
  });

  it('changes in a new object with each report, and is told so', () => {
    const { account, orders, order } = placed();
    const before = orders.open.get('O1');
    const { orders: changed, trades } = orders.take(account.fill(order, 200), UPDATE);
    expect(changed).toEqual([orders.open.get('O1')]);
    expect(trades).toEqual([
      {
        ...{ execId: 'T1', tradeId: 1, orderId: 'O1', clOrdId: 'c1', orderUserref: undefined, symbol: 'BTC/USD' },
        ...{ side: 'buy', orderType: 'limit', qty: '2.00', price: '100', cost: '200.00', liquidityInd: 'm' },
        ...{ fees: [{ asset: 'USD', qty: '0.01' }], feeUsdEquiv: '0.01', timestamp: at(3) },
      },
    ]);
    expect(before).toMatchObject({ cumQty: '0.00', trades: [], orderStatus: 'new' });
    expect(orders.open.get('O1')).toMatchObject({
      ...{ orderStatus: 'partially_filled', cumQty: '2.00', remainingQty: '3.00', cumCost: '200.00', avgPrice: '100' },
      ...{ totalFees: [{ asset: 'USD', qty: '0.01' }], trades, complete: true },
    });
    expect(orders.trades).toEqual(trades);
  });

  it('has ended as filled when nothing remains, whatever its status says, and its late end opens nothing', () => {
    const { account, orders, order } = placed();
    const [trade, filled] = account.fill(order, 500);
    expect(trade!.orderStatus).toBe('partially_filled');
    expect(orders.take([trade!], UPDATE).orders).toMatchObject([
      { orderStatus: 'filled', closed: true, remainingQty: '0.00', complete: true },
    ]);
    expect(orders.open.size).toBe(0);
    expect(orders.take([filled!], UPDATE)).toMatchObject({ orders: [], trades: [], missedTrades: false });
    expect(orders.take([{ ...trade!, execType: 'status' }], UPDATE).orders).toEqual([]);
    expect(orders.open.size).toBe(0);
    expect(orders.find({ orderId: 'O1' })).toMatchObject({ orderStatus: 'filled' });
  });

  it.each(['canceled', 'expired'] as const)('that is %s keeps what the report of its end leaves out', (status) => {
    const { account, orders, order } = placed();
    orders.take(account.fill(order, 200), UPDATE);
    expect(orders.take([account.end(order, status)], UPDATE).orders).toMatchObject([
      {
        ...{ orderStatus: status, closed: true, symbol: 'BTC/USD', side: 'buy', orderQty: '5.00' },
        ...{ cumQty: '2.00', remainingQty: '3.00', reason: 'User requested', complete: true },
      },
    ]);
    expect(orders.open.size).toBe(0);
  });

  it('is told once for a frame with several reports about it, in the order of the first', () => {
    const { account, orders, order, tell } = placed();
    tell(account.place(100, 7));
    const second = account.orders[1]!;
    const reports = [
      ...account.fill(order, 100),
      ...account.fill(second, 50),
      account.amend(order, 900, 101),
      account.end(order, 'canceled'),
    ];
    const { orders: changed, trades } = orders.take(reports, UPDATE);
    expect(changed).toMatchObject([
      { orderId: 'O1', orderStatus: 'canceled', orderQty: '9.00', limitPrice: '101', remainingQty: '8.00' },
      { orderId: 'O2', orderStatus: 'partially_filled', cumQty: '0.50' },
    ]);
    expect(trades.map(({ execId }) => execId)).toEqual(['T1', 'T2']);
  });

  it('of which the end was never seen to begin is kept as far as it is known', () => {
    const { orders } = keep();
    const report = { execType: 'canceled', orderId: 'O7', orderStatus: 'canceled', timestamp: at(1), cumQty: '0.00' };
    const [order] = orders.take([report], UPDATE).orders;
    expect(order).toEqual({
      ...report,
      ...{ remainingQty: undefined, totalFees: [], trades: [], complete: true, closed: true },
    });
    expect(order!.symbol).toBeUndefined();
  });

  it('that was joined late is open, and its totals are those that are known', () => {
    const { orders, tell } = keep();
    const amended = { execType: 'amended', orderId: 'O7', orderStatus: 'partially_filled', timestamp: at(1) };
    tell(amended);
    expect(orders.open.get('O7')).toMatchObject({ cumQty: undefined, remainingQty: undefined, complete: false });
    const fill = { lastQty: '0.5', lastPrice: '10', symbol: 'BTC/USD', side: 'buy' } as const;
    tell({ ...amended, execType: 'trade', execId: 'T1', ...fill });
    tell({ ...amended, execType: 'trade', execId: 'T2', ...fill });
    // There may have been fills before.
    expect(orders.open.get('O7')).toMatchObject({ cumQty: '1.0', complete: false, avgPrice: undefined });
    expect(orders.trades).toMatchObject([{ cost: '5.0' }, { cost: '5.0' }]);
    tell({ ...amended, orderQty: '4.00', cumQty: '3.00' });
    expect(orders.open.get('O7')).toMatchObject({ cumQty: '3.00', remainingQty: '1.00', complete: false });
    tell({ ...amended, execType: 'trade', execId: 'T3', ...fill, lastQty: '2' });
    expect(orders.open.get('O7')).toMatchObject({ cumQty: '3.00', remainingQty: '1.00', complete: true });
  });

  it('that was joined late is known whole when its fills add up to all of it', () => {
    const { orders, tell } = keep();
    const report = { execType: 'status', orderId: 'O7', orderStatus: 'partially_filled', timestamp: at(1) };
    const fill = { lastQty: '2', lastPrice: '10', symbol: 'BTC/USD', side: 'buy', cost: '20' } as const;
    tell({ ...report, orderQty: '4' }, { ...report, ...fill, execType: 'trade', execId: 'T1' });
    expect(orders.open.get('O7')).toMatchObject({ complete: false, avgPrice: undefined, remainingQty: '2' });
    tell({ ...report, ...fill, execType: 'trade', execId: 'T2', lastPrice: '11', cost: '22' });
    expect(orders.find({ orderId: 'O7' })).toMatchObject({
      ...{ orderStatus: 'filled', complete: true, cumQty: '4', cumCost: '42', avgPrice: '11' },
    });
  });

  it('of which more was filled than was ordered was amended unseen, and nobody knows what remains', () => {
    const { account, orders, order } = placed(200);
    account.amend(order, 500, 100);
    orders.take(account.fill(order, 300), UPDATE);
    expect(orders.open.get('O1')).toMatchObject({ cumQty: '3.00', remainingQty: undefined, closed: false });
  });

  it('adds its totals up itself where fills come without them', () => {
    const { account, orders, order } = placed(500, 100);
    orders.take(account.fill(order, 100, true), UPDATE);
    orders.take([account.amend(order, 500, 103)], UPDATE);
    orders.take(account.fill(order, 200, true), UPDATE);
    expect(orders.open.get('O1')).toMatchObject({
      ...{ cumQty: '3.00', remainingQty: '2.00', cumCost: '306.00', avgPrice: '102', complete: true },
    });
    const [trade] = account.fill(order, 200, true);
    expect(orders.take([trade!], UPDATE).orders).toMatchObject([{ orderStatus: 'filled', cumQty: '5.00' }]);
  });

  it('is not set back by a report that says less than is known', () => {
    const { account, orders, order } = placed();
    const [first] = account.fill(order, 100);
    orders.take([...account.fill(order, 100), first!], UPDATE);
    expect(orders.open.get('O1')).toMatchObject({ cumQty: '2.00', cumCost: '200.00', complete: true });
    expect(orders.trades.map(({ execId }) => execId)).toEqual(['T1', 'T2']);
  });

  it('ended still takes a fill that comes late, and stays as it ended', () => {
    const { account, orders, order } = placed();
    const [late] = account.fill(order, 100);
    orders.take([account.end(order, 'canceled')], UPDATE);
    expect(orders.find({ orderId: 'O1' })).toMatchObject({ cumQty: '1.00', complete: false, trades: [] });
    const told = orders.take([late!], UPDATE);
    expect(told.orders).toMatchObject([{ orderStatus: 'canceled', closed: true, complete: true }]);
    expect(told.trades).toMatchObject([{ execId: 'T1' }]);
    expect(orders.open.size).toBe(0);
  });

  it('sums its fees by asset', () => {
    const { account, orders, order, tell } = placed();
    const [trade] = account.fill(order, 100);
    const fees = [
      { asset: 'USD', qty: '0.1' },
      { asset: 'BTC', qty: '0.00000001' },
    ];
    tell({ ...trade!, fees }, { ...trade!, execId: 'T2', fees: [{ asset: 'USD', qty: '0.20' }] });
    expect(orders.open.get('O1')!.totalFees).toEqual([
      { asset: 'USD', qty: '0.30' },
      { asset: 'BTC', qty: '0.00000001' },
    ]);
  });

  it('without a quantity of its own does not end before the exchange says so', () => {
    const { orders, tell } = keep();
    const report = {
      orderId: 'O1',
      orderStatus: 'pending_new',
      timestamp: at(1),
      symbol: 'BTC/USD',
      side: 'buy',
    } as const;
    tell({ ...report, execType: 'pending_new', orderQty: '0.00', cashOrderQty: '100' });
    const trade = {
      ...report,
      execType: 'trade',
      orderStatus: 'partially_filled',
      execId: 'T1',
      lastQty: '1',
      lastPrice: '9',
    };
    tell(trade);
    expect(orders.open.get('O1')).toMatchObject({ remainingQty: undefined, cumQty: '1.00', closed: false });
    tell({ ...report, execType: 'filled', orderStatus: 'filled' });
    expect(orders.find({ orderId: 'O1' })).toMatchObject({ orderStatus: 'filled', closed: true });
  });

  it('of a kind of report or status that is not known stays open', () => {
    const { orders, tell } = placed();
    tell({ execType: 'pondered', orderId: 'O1', orderStatus: 'dreaming', timestamp: at(9) });
    expect(orders.open.get('O1')).toMatchObject({ execType: 'pondered', orderStatus: 'dreaming', closed: false });
  });
});

describe('own orders', () => {
  it('are found by their ids, open ones first, then the latest', () => {
    const { orders, tell } = keep();
    const report = (n: number, orderStatus: string) => ({
      ...{
        execType: orderStatus,
        orderId: `O${n}`,
        orderStatus,
        timestamp: at(n),
        clOrdId: 'same',
        orderUserref: n % 2,
      },
    });
    tell(report(1, 'canceled'), report(2, 'canceled'));
    expect(orders.find({ clOrdId: 'same' })?.orderId).toBe('O2');
    tell(report(3, 'new'), report(4, 'canceled'));
    expect(orders.find({ clOrdId: 'same' })?.orderId).toBe('O3');
    expect(orders.find({ orderId: 'O1', clOrdId: 'same' })?.orderId).toBe('O1');
    expect(orders.find({ orderId: 'O9', clOrdId: 'same' })?.orderId).toBe('O3');
    expect(orders.find({ orderId: 'O9' })).toBeUndefined();
    expect(orders.find({})).toBeUndefined();
    expect(orders.byUserref(1).map(({ orderId }) => orderId)).toEqual(['O3', 'O1']);
    // None was given.
    expect(orders.byUserref(0)).toEqual([]);
  });

  it('that ended are kept a thousand, as are fills', () => {
    const { account, orders, order, tell } = placed(1_000_000, 1);
    for (let i = 0; i < 1010; i++) tell(...account.fill(order, 1));
    for (let i = 1; i <= 1010; i++) {
      tell(account.place(1, 1));
      tell(account.end(account.orders[i]!, 'canceled'));
    }
    expect(orders.trades.length).toBe(1000);
    expect(orders.trades[0]!.execId).toBe('T11');
    expect(orders.open.get('O1')!.trades.length).toBe(1010);
    expect(orders.find({ orderId: 'O11' })).toBeUndefined();
    expect(orders.find({ orderId: 'O12' })).toMatchObject({ orderStatus: 'canceled' });
    // The order remembers its fills longer.
    expect(orders.take([account.fills[0]!], UPDATE).trades).toEqual([]);
  });
});
