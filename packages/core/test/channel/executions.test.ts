import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAccountChannel } from '../../src/channel/create-account.js';
import type { Executions } from '../../src/channel/data.js';
import { ExecutionsChannel, type ExecutionsOptions } from '../../src/channel/executions.js';
import { Account, executionsFrame } from '../account/reports.js';
import { status } from '../messages.js';
import { IGNORED, LENIENT, LIVE, WAITING } from './moods.js';

const ALL: ExecutionsOptions = { snapOrders: true, snapTrades: true };

/** A channel that has seen the snapshot of an account with one order that has traded. */
function begun(options = ALL) {
  const account = new Account();
  account.place(500, 100);
  const order = account.orders[0]!;
  account.fill(order, 100);
  const channel = new ExecutionsChannel(options);
  const frame = executionsFrame(1, account.snapshot(), true);
  return { account, order, channel, frame, told: channel.take(frame, WAITING) };
}

describe('executions', () => {
  it('begin with a snapshot', () => {
    const { account, channel, frame, told } = begun();
    const orders = [...channel.orders.open.values()];
    const { trades } = channel.orders;
    expect(told).toEqual({
      ...{ verdict: 'told', snapshot: true, seamless: true },
      data: { reports: frame.data, orders, trades, first: true },
    });
    expect([orders.length, trades.length]).toEqual([1, 1]);
    const waiting = new ExecutionsChannel(ALL);
    expect(waiting.latest()).toBeUndefined();
    expect(waiting.take(executionsFrame(2, [account.place(1, 1)]), WAITING)).toEqual(IGNORED);
    expect(waiting.take(executionsFrame(2, [account.place(1, 1)]), LIVE)).toEqual(IGNORED);
    expect(waiting.take(executionsFrame(1, [], true), WAITING)).toMatchObject({
      data: { reports: [], orders: [], trades: [], first: true },
    });
  });

  it('follow on each other, each once', () => {
    const { account, order, channel } = begun();
    const frame = executionsFrame(2, account.fill(order, 100));
    expect(channel.take(frame, LIVE)).toEqual({
      ...{ verdict: 'told', snapshot: false, seamless: true },
      data: {
        reports: frame.data,
        orders: [channel.orders.open.get('O1')],
        trades: [channel.orders.trades[1]],
        first: false,
      },
    });
    expect(channel.take(frame, LIVE)).toEqual(IGNORED);
    expect(channel.take(executionsFrame(1, [account.end(order, 'canceled')]), LIVE)).toEqual(IGNORED);
    expect(channel.orders.open.get('O1')).toMatchObject({ cumQty: '2.00' });
  });

  it('of an empty frame are none, and it counts', () => {
    const { account, order, channel } = begun();
    const nothing = { verdict: 'told', snapshot: false, data: undefined, seamless: true };
    expect(channel.take(executionsFrame(2, []), LIVE)).toEqual(nothing);
    expect(channel.take(executionsFrame(3, account.fill(order, 100)), LIVE)).toMatchObject({ seamless: true });
  });

  it('that leave a number out are broken, until a snapshot comes', () => {
    const { account, order, channel } = begun();
    const lost = account.fill(order, 100);
    const frame = executionsFrame(3, account.fill(order, 100));
    expect(channel.take(frame, LIVE)).toEqual({ verdict: 'broken', reason: 'frame 1 was followed by frame 3' });
    expect(channel.orders.open.get('O1')).toMatchObject({ cumQty: '1.00' });
    expect(channel.take(executionsFrame(2, lost), WAITING)).toEqual(IGNORED);
    expect(channel.take(executionsFrame(1, account.snapshot(), true), WAITING)).toMatchObject({
      ...{ verdict: 'told', snapshot: true, seamless: false },
      data: { first: false, orders: [{ cumQty: '3.00' }], trades: [{ execId: 'T2' }, { execId: 'T3' }] },
    });
    expect(channel.take(executionsFrame(2, [account.end(order, 'expired')]), LIVE)).toMatchObject({ seamless: true });
  });

  it('go on behind a hole, when starting over was tried often enough, and fills may be missing', () => {
    const { account, order, channel } = begun();
    account.fill(order, 100);
    const frame = executionsFrame(3, account.fill(order, 100));
    expect(channel.take(frame, LENIENT)).toMatchObject({
      ...{ verdict: 'told', snapshot: false, seamless: false },
      data: { missedTrades: true, orders: [{ cumQty: '3.00', complete: false }], trades: [{ execId: 'T3' }] },
    });
    expect(channel.take(executionsFrame(4, account.fill(order, 100)), LENIENT)).toMatchObject({ seamless: true });
    // A later snapshot still has it.
    expect(channel.take(executionsFrame(1, account.snapshot(), true), WAITING)).toMatchObject({
      data: { orders: [{ cumQty: '4.00', complete: true }], trades: [{ execId: 'T2' }] },
    });
    expect(channel.orders.trades.map(({ execId }) => execId)).toEqual(['T1', 'T2', 'T3', 'T4']);
  });

  it('take a snapshot that comes twice once, and any other as the exchange’s last word', () => {
    const { account, order, channel, frame } = begun();
    expect(channel.take(frame, LIVE)).toEqual(IGNORED);
    // With another number it is another.
    expect(channel.take({ ...frame, sequence: 5 }, LIVE)).toMatchObject({ seamless: false });
    expect(channel.take(executionsFrame(6, []), LIVE)).toMatchObject({ seamless: true });
    account.end(order, 'canceled');
    expect(channel.take(executionsFrame(1, account.snapshot(), true), LIVE)).toMatchObject({
      ...{ snapshot: true, seamless: false },
      data: { orders: [{ orderStatus: 'gone' }] },
    });
  });

  it('say when a snapshot may not show all fills of the hole', () => {
    const { account, channel } = begun();
    account.place(5000, 100);
    for (let i = 0; i < 50; i++) account.fill(account.orders[1]!, 1);
    const taken = channel.take(executionsFrame(1, account.snapshot(), true), WAITING);
    expect(taken).toMatchObject({ seamless: false, data: { missedTrades: true } });
  });

  it('give a latecomer what is open and the last fifty fills, as a snapshot would', () => {
    const { account, order, channel } = begun();
    for (let i = 0; i < 60; i++) channel.take(executionsFrame(2 + i, account.fill(order, 1)), LIVE);
    const latest = channel.latest()!;
    expect(latest).toMatchObject({ first: true, orders: [...channel.orders.open.values()] });
    expect(latest.trades).toEqual(channel.orders.trades.slice(-50));
    expect(latest.reports[0]).toMatchObject({
      ...{ execType: 'new', orderStatus: 'partially_filled', orderQty: '5.00', cumQty: '1.60', symbol: 'BTC/USD' },
    });
    expect(latest.reports.slice(1)).toEqual(account.fills.slice(-50).reverse());
    // Whoever begins with it knows the same.
    const late = new ExecutionsChannel(ALL);
    expect(late.take(executionsFrame(1, latest.reports, true), WAITING)).toMatchObject({
      data: { trades: latest.trades, orders: [{ orderId: 'O1', cumQty: '1.60', remainingQty: '3.40' }] },
    });
  });

  it('give a latecomer only what the topic asks for', () => {
    expect(begun({ snapOrders: true, snapTrades: false }).channel.latest()).toMatchObject({
      ...{ orders: [{ orderId: 'O1' }], trades: [], reports: [{ orderId: 'O1', execType: 'new' }] },
    });
    expect(begun({ snapOrders: false, snapTrades: true }).channel.latest()).toMatchObject({
      ...{ orders: [], trades: [{ execId: 'T1' }], reports: [{ execId: 'T1', execType: 'trade' }] },
    });
  });

  it.each<[string, ExecutionsOptions]>([
    ['of all users', { ...ALL, users: 'all' }],
    ['without anything in the snapshot', { snapOrders: false, snapTrades: false }],
  ])('%s begin with any frame, and go on behind a hole, which nothing can fill', (_, options) => {
    const account = new Account();
    const channel = new ExecutionsChannel(options);
    expect(channel.take(executionsFrame(7, [account.place(500, 100)]), WAITING)).toMatchObject({
      ...{ verdict: 'told', snapshot: false, seamless: true },
      data: { first: true, orders: [{ orderId: 'O1' }] },
    });
    const order = account.orders[0]!;
    expect(channel.take(executionsFrame(7, [account.accept(order)]), LIVE)).toEqual(IGNORED);
    expect(channel.take(executionsFrame(9, account.fill(order, 1)), LIVE)).toMatchObject({
      ...{ verdict: 'told', seamless: false },
      data: { first: false, missedTrades: true },
    });
    expect(channel.take(executionsFrame(1, account.fill(order, 1)), WAITING)).toMatchObject({
      ...{ verdict: 'told', seamless: false },
      data: { first: false, missedTrades: true },
    });
  });

  it('ignore messages of other channels', () => {
    expect(new ExecutionsChannel(ALL).take(status(), LIVE)).toEqual(IGNORED);
  });

  it('are made of their topic', () => {
    expect(createAccountChannel({ channel: 'executions', ...ALL })).toBeInstanceOf(ExecutionsChannel);
  });
});

describe('the numbers of frames', () => {
  it('show whatever is left out, and nothing that is repeated', () => {
    const steps = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, fc.boolean(), (all, lenient) => {
        const channel = new ExecutionsChannel(ALL);
        channel.take(executionsFrame(1, [], true), WAITING);
        const mood = lenient ? LENIENT : LIVE;
        let last = 1;
        for (const step of all) {
          const sequence = last + step;
          const account = new Account();
          const { verdict, ...taken } = channel.take(executionsFrame(sequence, [account.place(1, 1)]), mood);
          expect(verdict).toBe(step <= 0 ? 'ignored' : step === 1 || lenient ? 'told' : 'broken');
          if (verdict === 'broken') {
            expect(taken).toEqual({ reason: `frame ${last} was followed by frame ${sequence}` });
          } else if (verdict === 'told') {
            expect(taken).toMatchObject({ seamless: step === 1 });
            expect((taken as { data: Executions }).data.missedTrades).toBe(step === 1 ? undefined : true);
            last = sequence;
          }
        }
      }),
    );
  });
});
