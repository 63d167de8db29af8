import { describe, expect, it } from 'vitest';
import type { Mood } from '../../src/channel/channel.js';
import { ExecutionsChannel } from '../../src/channel/executions.js';
import type { ExecutionReport, ExecutionsMessage, PartialReport } from '../../src/protocol/account.js';
import type { ExecutionsPart } from '../../src/protocol/request.js';
import { Account } from '../account/reports.js';
import { IGNORED, LENIENT, LIVE, WAITING } from './moods.js';

const ALL = { snapOrders: true, snapTrades: true };

const frame = (part: ExecutionsPart, sequence: number, ...data: PartialReport[]): ExecutionsMessage => ({
  ...({ type: 'executions', part, snapshot: sequence === 1 } as const),
  ...{ sequence, data },
});

/** The subscription with this number. */
const of = (subscription: number, mood: Mood = LIVE): Mood => ({ ...mood, subscription });

const totalsOf = ({ orderId, cumQty, cumCost, avgPrice }: ExecutionReport): PartialReport => ({
  ...{ execType: 'status', orderId, cumQty, cumCost, avgPrice },
});

const fillOf = ({ orderStatus, cumQty, cumCost, avgPrice, clOrdId, ...fill }: ExecutionReport): PartialReport => fill;

/** An account with an order of 5.00 that is open, and a channel that has begun with it. */
function begun() {
  const account = new Account();
  const placed = account.place(500, 100);
  const order = account.orders[0]!;
  account.accept(order);
  const channel = new ExecutionsChannel(ALL);
  expect(channel.take(frame('orders', 1, { ...placed, orderStatus: 'new' }), WAITING)).toEqual(IGNORED);
  expect(channel.take(frame('trades', 1), WAITING)).toMatchObject({
    ...{ verdict: 'told', snapshot: true, seamless: true },
    data: { first: true, orders: [{ orderId: 'O1', orderStatus: 'new' }], trades: [] },
  });
  return { account, order, channel };
}

describe('executions in two streams', () => {
  it('are told with where each order stands, though updates do not say it', () => {
    const { account, order, channel } = begun();
    const [fill] = account.fill(order, 200);
    expect(channel.take(frame('orders', 2, totalsOf(fill!)), LIVE)).toMatchObject({
      data: {
        reports: [{ execType: 'status', orderStatus: 'partially_filled', cumQty: '2.00' }],
        orders: [{ cumQty: '2.00', remainingQty: '3.00', complete: false, trades: [] }],
      },
    });
    // The client id of a fill is that of its order.
    expect(channel.take(frame('trades', 2, fillOf(fill!)), LIVE)).toMatchObject({
      data: {
        reports: [{ execType: 'trade', orderStatus: 'partially_filled', execId: 'T1' }],
        orders: [{ cumQty: '2.00', complete: true, trades: [{ execId: 'T1', clOrdId: 'c1' }] }],
        trades: [{ execId: 'T1', clOrdId: 'c1' }],
      },
    });
  });

  it('end an order as filled only when the stream of orders does', () => {
    const { account, order, channel } = begun();
    const [fill, filled] = account.fill(order, 500);
    expect(channel.take(frame('trades', 2, fillOf(fill!)), LIVE)).toMatchObject({
      data: { orders: [{ orderStatus: 'partially_filled', cumQty: '5.00', closed: false }] },
    });
    expect(channel.take(frame('orders', 2, filled!), LIVE)).toMatchObject({
      data: { orders: [{ orderStatus: 'filled', closed: true, complete: true }] },
    });
    expect(channel.orders.open.size).toBe(0);
  });

  it('end an order as canceled that closes with less traded than ordered', () => {
    const ended = { execType: 'filled', orderId: 'O1', orderStatus: 'filled' } as const;
    const { account, order, channel } = begun();
    const totals = totalsOf(account.fill(order, 200)[0]!);
    channel.take(frame('orders', 2, totals), LIVE);
    const canceled = { execType: 'canceled', orderStatus: 'canceled' };
    expect(channel.take(frame('orders', 3, { ...totals, ...ended }), LIVE)).toMatchObject({
      data: { reports: [canceled], orders: [{ ...canceled, closed: true, cumQty: '2.00', remainingQty: '3.00' }] },
    });
    // Of what is spent the quantity is another currency's.
    const whole = { ...ended, orderId: 'O2', cumQty: '2.00', orderQty: '5.00' };
    expect(channel.take(frame('orders', 4, whole, { ...whole, orderId: 'O3', cashOrderQty: '5' }), LIVE)).toMatchObject(
      {
        data: {
          orders: [
            { orderId: 'O2', ...canceled },
            { orderId: 'O3', orderStatus: 'filled' },
          ],
        },
      },
    );
  });

  it('tell an order that has ended once more with a fill that comes behind its end', () => {
    const { account, order, channel } = begun();
    const [fill] = account.fill(order, 500);
    const { execType, orderId, orderStatus } = { execType: 'filled', orderId: 'O1', orderStatus: 'filled' } as const;
    expect(channel.take(frame('orders', 2, { execType, orderId, orderStatus }), LIVE)).toMatchObject({
      data: { orders: [{ orderStatus: 'filled', closed: true, complete: false, cumQty: '0.00' }] },
    });
    expect(channel.take(frame('trades', 2, fillOf(fill!)), LIVE)).toMatchObject({
      data: {
        reports: [{ execType: 'trade', orderStatus: 'filled' }],
        orders: [{ execType: 'filled', orderStatus: 'filled', cumQty: '5.00', complete: true, avgPrice: '100' }],
      },
    });
  });

  it('keep a fill back from no one, and its order until that is told of', () => {
    const { account, channel } = begun();
    const placed = account.place(300, 50);
    const [fill] = account.fill(account.orders[1]!, 100);
    expect(channel.take(frame('trades', 2, { ...fillOf(fill!), clOrdId: 'c2' }), LIVE)).toMatchObject({
      data: { reports: [{ orderStatus: 'partially_filled' }], orders: [], trades: [{ execId: 'T1', clOrdId: 'c2' }] },
    });
    expect(channel.orders.open.has('O2')).toBe(false);
    expect(channel.orders.byClientId('c2')).toMatchObject([{ orderId: 'O2', orderStatus: 'gone' }]);
    expect(channel.take(frame('orders', 2, placed), LIVE)).toMatchObject({
      data: {
        reports: [{ execType: 'pending_new', orderStatus: 'partially_filled' }],
        orders: [{ orderId: 'O2', orderStatus: 'partially_filled', cumQty: '1.00', complete: true, closed: false }],
      },
    });
  });

  it('follow on each other by the numbers of each, and break where one is left out', () => {
    const { account, order, channel } = begun();
    const update = totalsOf(account.fill(order, 1)[0]!);
    expect(channel.take(frame('orders', 2, update), LIVE)).toMatchObject({ seamless: true });
    expect(channel.take(frame('orders', 2, update), LIVE)).toEqual(IGNORED);
    expect(channel.take(frame('trades', 3), LIVE)).toEqual({
      ...{ verdict: 'broken', reason: 'frame 1 was followed by frame 3' },
    });
    // Both begin anew.
    expect(channel.take(frame('trades', 4), WAITING)).toEqual(IGNORED);
    expect(channel.take(frame('orders', 1), of(2, WAITING))).toEqual(IGNORED);
    expect(channel.take(frame('trades', 1), of(2, WAITING))).toMatchObject({
      ...{ verdict: 'told', snapshot: true, seamless: false },
      data: { first: false, orders: [{ orderId: 'O1', orderStatus: 'gone' }] },
    });
  });

  it('go on behind a hole when starting over was tried often enough', () => {
    const { account, order, channel } = begun();
    account.fill(order, 1);
    const fill = fillOf(account.fill(order, 1)[0]!);
    expect(channel.take(frame('trades', 3, fill), LENIENT)).toMatchObject({
      ...{ verdict: 'told', seamless: false },
      data: { missedTrades: true, trades: [{ execId: 'T2' }] },
    });
  });

  it('take a snapshot that comes twice once, and start over at any other that nobody asked for', () => {
    const { channel } = begun();
    expect(channel.take(frame('trades', 1), LIVE)).toEqual(IGNORED);
    expect(channel.take(frame('orders', 1), LIVE)).toMatchObject({ verdict: 'broken' });
  });

  it('keep what comes of one before the other has begun', () => {
    const account = new Account();
    const channel = new ExecutionsChannel(ALL);
    channel.take(frame('orders', 1), WAITING);
    const placed = account.place(500, 100);
    expect(channel.take(frame('orders', 2, placed), WAITING)).toEqual(IGNORED);
    const [fill] = account.fill(account.orders[0]!, 100);
    expect(channel.take(frame('orders', 3, totalsOf(fill!)), WAITING)).toEqual(IGNORED);
    expect(channel.take(frame('trades', 1, fillOf(fill!)), WAITING)).toMatchObject({
      data: {
        reports: [{ execType: 'trade' }, { execType: 'pending_new' }, { execType: 'status' }],
        orders: [{ orderId: 'O1', cumQty: '1.00', complete: true }],
        trades: [{ execId: 'T1' }],
      },
    });
  });

  it('do not show open orders that were not asked for, and know them', () => {
    const account = new Account();
    const placed = account.place(500, 100);
    const channel = new ExecutionsChannel({ snapOrders: false, snapTrades: false });
    expect(channel.take(frame('orders', 1, { ...placed, orderStatus: 'new' }), WAITING)).toMatchObject({
      ...{ verdict: 'told', snapshot: false },
      data: { reports: [], orders: [], trades: [], first: true },
    });
    const [fill] = account.fill(account.orders[0]!, 100);
    // The first frame of fills is an update.
    expect(channel.take(frame('trades', 1, fillOf(fill!)), LIVE)).toMatchObject({
      ...{ snapshot: false, seamless: true },
      data: { orders: [{ orderId: 'O1', clOrdId: 'c1', limitPrice: '100', cumQty: '1.00', complete: true }] },
    });
  });

  it('go on behind a hole in fills that have no snapshot, which no start over would bring back', () => {
    const { account, order } = begun();
    const [first, second] = [account.fill(order, 100)[0]!, account.fill(order, 100)[0]!].map(fillOf);
    const channel = new ExecutionsChannel({ snapOrders: true, snapTrades: false });
    expect(channel.take(frame('trades', 7), WAITING)).toEqual(IGNORED);
    channel.take(frame('orders', 1), WAITING);
    for (const [sequence, fill] of [
      [2, first!],
      [4, second!],
    ] as const) {
      expect(channel.take(frame('trades', sequence, fill), LIVE)).toMatchObject({
        ...{ verdict: 'told', snapshot: false, seamless: false },
        data: { missedTrades: true, trades: [{ execId: fill.execId }] },
      });
    }
    expect(channel.take(frame('trades', 4, second!), LIVE)).toEqual(IGNORED);
    expect(channel.take(frame('trades', 5), LIVE)).toMatchObject({ seamless: true });
    // A hole in what becomes of orders can be mended.
    expect(channel.take(frame('orders', 3), LIVE)).toMatchObject({ verdict: 'broken' });
  });

  it('say behind a hole that fills were shown without the client ids of their orders', () => {
    const { account, order, channel } = begun();
    account.place(100, 7);
    account.fill(account.orders[1]!, 100);
    const fills = [...account.fill(order, 100).slice(0, 1), account.fills[0]!].map(fillOf);
    const states = account.snapshot().filter(({ execType }) => execType !== 'trade');
    channel.take(frame('orders', 1, ...states), of(2, WAITING));
    expect(channel.take(frame('trades', 1, ...fills), of(2, WAITING))).toMatchObject({
      data: {
        unnamedTrades: true,
        trades: [
          { execId: 'T1', clOrdId: undefined },
          { execId: 'T2', clOrdId: 'c1' },
        ],
      },
    });
    // A fill of an order that is known, or that was shown before, is not one of those.
    account.fill(order, 100);
    const more = account.fills.slice().reverse().map(fillOf);
    channel.take(frame('orders', 1, ...account.snapshot().slice(0, 1)), of(3, WAITING));
    const told = channel.take(frame('trades', 1, ...more), of(3, WAITING));
    expect(told).toMatchObject({ data: { trades: [{ execId: 'T3' }] } });
    expect(told).not.toHaveProperty('data.unnamedTrades');
  });
});
