/** What could make a session say of a request what is not so: answers out of place, names used again, holes. */
import { type AnsweredMessage, type ExecutionsTopic, RateCounters, type Request } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { add, DeskRig, EXECUTIONS, report, TIMEOUT_MS } from './desk.js';
import { TIMES } from './rig.js';

const OVER_MS = 10_000;
const UNKNOWN = 'unknown: no answer came within 3000 ms';
const CANCELED = { execType: 'canceled', orderStatus: 'canceled' } as const;
const FILLED = { execType: 'filled', orderStatus: 'filled', cumQty: '1.00000000' } as const;

type Answer = AnsweredMessage extends infer M
  ? M extends AnsweredMessage
    ? Pick<M, 'method' | 'result'>
    : never
  : never;

const answers = (rig: DeskRig, { reqId }: Request, answer: Answer) =>
  rig.says({ type: 'answered', reqId, ...answer, ...TIMES } as AnsweredMessage);

/** Past the last moment, until a snapshot of after it shows these orders. */
const settles = (rig: DeskRig, ...open: ReturnType<typeof report>[]) => {
  rig.lives(OVER_MS + 250);
  rig.takeEvents();
  return rig
    .serves()
    .serves()
    .reports(true, ...open);
};

describe('an answer', () => {
  it('to another method, or with other names, is no answer to a request', () => {
    const rig = DeskRig.trading().call(add('a'));
    const request = rig.takeRequest();
    answers(rig, request, { method: 'edit_order', result: { orderId: 'O1' } });
    rig.refuses(request, 'EGeneral:Unknown', undefined, 'subscribe');
    rig.refuses(request, 'Exceeded msg rate', undefined, 'subscribe');
    rig.accepts(request, { orderId: 'O1', clOrdId: 'b' }).wait(1_000);
    expect(rig.takeFates()).toEqual([]);
    expect(rig.takeAsked()).toEqual([]);
    rig.refuses(request, 'Malformed request', undefined, 'error');
    expect(rig.takeFates()).toEqual(['1: rejected: the exchange refused add_order BTC/USD: Malformed request']);
  });

  it('may write a client id in another way', () => {
    const rig = DeskRig.trading().call(add('6D1B345E-2821-40E2-AD83-4ECB18A06876'));
    rig.accepts(rig.takeRequest(), { orderId: 'O1', clOrdId: '6d1b345e282140e2ad834ecb18a06876' });
    expect(rig.takeFates()).toEqual(['1: accepted O1']);
  });

  it('that leaves names out takes nothing away from what is known of the order', () => {
    const rig = DeskRig.trading([report('O1', 'a')]).call({ method: 'amend_order', clOrdId: 'a', limitPrice: '99' });
    answers(rig, rig.takeRequest(), { method: 'amend_order', result: { amendId: 'A1', orderId: 'O1' } });
    expect(rig.takeEvents()).toMatchObject([
      { type: 'outcome', fates: [{ status: 'accepted', orderId: 'O1', clOrdId: 'a', amendId: 'A1' }] },
    ]);
  });

  it('to a batch without its orders accepts them all when they were only validated', () => {
    const orders = ['a', 'b'].map((clOrdId) => ({ orderType: 'limit', side: 'buy', clOrdId }) as const);
    const rig = DeskRig.trading().call({ method: 'batch_add', symbol: 'BTC/USD', orders, validate: true });
    answers(rig, rig.takeRequest(), { method: 'batch_add', result: [] });
    expect(rig.takeFates()).toEqual(['1: accepted | accepted']);
  });

  it('to a batch that leaves orders out is read by their ids, and what it leaves out is unknown', () => {
    const orders = ['a', 'b'].map((clOrdId) => ({ orderType: 'limit', side: 'buy', clOrdId }) as const);
    const rig = DeskRig.trading().call({ method: 'batch_add', symbol: 'BTC/USD', orders });
    const request = rig.takeRequest();
    answers(rig, request, { method: 'batch_add', result: [{ orderId: 'O2', clOrdId: 'b' }] });
    expect(rig.takeFates()).toEqual(['1: unknown: the answer does not tell of it | accepted O2']);
    // Too late to be true.
    rig.refuses(request, 'EOrder:Insufficient funds').reports(false, report('O1', 'a'));
    expect(rig.takeFates()).toEqual(['1.0 settled: accepted O1']);
  });

  it('to a batch that leaves orders out, and their names, tells of none', () => {
    const orders = ['a', 'b'].map((clOrdId) => ({ orderType: 'limit', side: 'buy', clOrdId }) as const);
    const rig = DeskRig.trading().call({ method: 'batch_add', symbol: 'BTC/USD', orders });
    answers(rig, rig.takeRequest(), { method: 'batch_add', result: [{ orderId: 'O2' }] });
    expect(rig.takeFates()).toEqual([
      '1: unknown: the answer does not tell of it | unknown: the answer does not tell of it',
    ]);
  });
});

describe('the answers to cancels of several orders', () => {
  const cancel = (...orderId: string[]) =>
    DeskRig.trading(orderId.map((id) => report(id, undefined))).call({ method: 'cancel_order', orderId });

  it('tell of no more orders when a refusal comes twice', () => {
    const rig = cancel('O1', 'O2', 'O3');
    const request = rig.takeRequest();
    rig.refuses(request, 'EOrder:Unknown order').refuses(request, 'EOrder:Unknown order');
    rig.cancels(request, { orderId: 'O3' });
    expect(rig.takeFates()).toEqual([]);
    rig.cancels(request, { orderId: 'O2' });
    expect(rig.takeFates()).toEqual([
      '1: rejected: the exchange refused cancel_order: EOrder:Unknown order | accepted O2 | accepted O3',
    ]);
  });

  it('are two refusals when they are of different moments', () => {
    const rig = cancel('O1', 'O2');
    const { reqId } = rig.takeRequest();
    for (const timeOut of ['2026-08-01T02:53:53.184216Z', '2026-08-01T02:53:53.184217Z']) {
      rig.says({ type: 'refused', method: 'cancel_order', error: 'no', reqId, ...TIMES, timeOut });
    }
    expect(rig.takeFates()).toEqual([
      '1: rejected: the exchange refused cancel_order: no | rejected: the exchange refused cancel_order: no',
    ]);
  });

  it('are not for a reference when they come twice', () => {
    const rig = DeskRig.trading([report('O1', undefined)]);
    rig.call({ method: 'cancel_order', orderId: ['O1'], orderUserref: [7] });
    const request = rig.takeRequest();
    rig.cancels(request, { orderId: 'O1' }).cancels(request, { orderId: 'O1' });
    expect(rig.takeFates()).toEqual([]);
    rig.cancels(request, { orderId: 'O9' });
    expect(rig.takeFates()).toEqual(['1: accepted O1 | accepted O9']);
  });

  it('have it not sent again once some were carried out', () => {
    const rig = cancel('O1', 'O2');
    const request = rig.takeRequest();
    rig.cancels(request, { orderId: 'O1' }).refuses(request, 'Exceeded msg rate').lives(2_000);
    expect(rig.takeAsked()).toEqual([]);
    expect(rig.takeFates()).toEqual([
      '1: accepted O1 | rejected: the exchange refused cancel_order: Exceeded msg rate',
    ]);
  });

  it('settle each order as they come, however late', () => {
    const rig = cancel('O1', 'O2');
    const request = rig.takeRequest();
    rig.lives(TIMEOUT_MS).cancels(request, { orderId: 'O2' });
    expect(rig.takeFates()).toEqual([`1: ${UNKNOWN} | ${UNKNOWN}`, '1.1 settled: accepted O2']);
    rig.refuses(request, 'EOrder:Unknown order');
    expect(rig.takeFates()).toEqual(['1.0 settled: rejected: the exchange refused cancel_order: EOrder:Unknown order']);
  });

  it('find out by elimination only what reports have not shown in place of an answer', () => {
    const rig = cancel('O1', 'O2');
    const request = rig.takeRequest();
    rig.lives(TIMEOUT_MS).reports(false, report('O1', undefined, CANCELED));
    rig.takeFates();
    rig.refuses(request, 'EOrder:Unknown order');
    expect(rig.takeFates()).toEqual([]);
    rig.reports(false, report('O2', undefined, CANCELED));
    expect(rig.takeFates()).toEqual(['1.1 settled: accepted O2']);
  });

  it('are one refusal of all when the token was not accepted', () => {
    const rig = cancel('O1', 'O2');
    const request = rig.takeRequest();
    rig.lives(TIMEOUT_MS);
    rig.takeEvents();
    rig.refuses(request, 'ESession:Invalid session');
    expect(rig.takeFates()).toEqual([
      '1.0 settled: rejected: the exchange refused cancel_order: ESession:Invalid session',
      '1.1 settled: rejected: the exchange refused cancel_order: ESession:Invalid session',
    ]);
  });
});

describe('a refusal for a reason that passes', () => {
  it('is what a request ends with that has no time to leave again: it was sent', () => {
    const rig = DeskRig.trading().call(add('a'));
    const request = rig.takeRequest();
    rig.lives(2_500).refuses(request, 'Exceeded msg rate').lives(2_000);
    expect(rig.takeAsked()).toEqual([]);
    expect(rig.takeFates()).toEqual(['1: rejected: the exchange refused add_order BTC/USD: Exceeded msg rate']);
  });

  it('that comes twice has it sent no more than once again', () => {
    const rig = DeskRig.trading().call(add('a'));
    const request = rig.takeRequest();
    rig.refuses(request, 'Exceeded msg rate').wait(1_000);
    expect(rig.takeAsked()).toEqual(['add_order']);
    rig.refuses(request, 'Exceeded msg rate').wait(1_000);
    expect(rig.takeAsked()).toEqual([]);
  });

  it('of the last token does not cost the present one', () => {
    const rig = DeskRig.trading().call(add('a')).call(add('b'));
    const [first, second] = rig.takeRequests();
    rig.takeAuthorizes();
    rig.refuses(first!, 'ESession:Invalid session').lives(500).authorized({ token: 'another' });
    expect(rig.takeRequests()).toMatchObject([{ clOrdId: 'a', token: 'another' }]);
    expect(rig.takeAuthorizes()).toBe(1);
    rig.refuses(second!, 'ESession:Invalid session').lives(1_000);
    expect(rig.takeRequests()).toMatchObject([{ clOrdId: 'b', token: 'another' }]);
    expect(rig.takeAuthorizes()).toBe(0);
  });

  it('may come again and again, as long as something is accepted in between', () => {
    const rig = DeskRig.trading();
    for (let i = 1; i <= 8; i++) {
      rig
        .call(add(`${i}`))
        .refuses(rig.takeRequest(), 'ESession:Invalid session')
        .lives(500);
      rig.authorized({ token: `${i}` }).accepts(rig.takeRequest(), { orderId: `O${i}` });
    }
    expect(rig.takeFates().length).toBe(8);
    expect(rig.takeEvents()).toEqual([]);
  });
});

describe('a client id', () => {
  const IN_USE = '1: accepted O1';
  const REFUSED = "rejected unsent: clOrdId: expected the id of no request whose fate is still open, received 'a'";

  it('is not used again while a request with it was not answered', () => {
    const rig = DeskRig.trading().call(add('a'));
    const request = rig.takeRequest();
    rig.call(add('a'));
    expect(rig.takeAsked()).toEqual([]);
    expect(rig.takeFates()).toEqual([`2: ${REFUSED}`]);
    rig.accepts(request, { orderId: 'O1' }).call(add('a'));
    expect(rig.takeAsked()).toEqual(['add_order']);
    expect(rig.takeFates()).toEqual([IN_USE]);
  });

  it('is not used again while the fate of a request with it is unknown', () => {
    const rig = DeskRig.trading().call(add('a')).lives(TIMEOUT_MS).call(add('a'));
    expect(rig.takeFates()).toEqual([`1: ${UNKNOWN}`, `2: ${REFUSED}`]);
    rig.reopened();
    rig.takeFates();
    rig.authorized({ token: 'token' }).serves().reports(true).call(add('a'));
    expect(rig.takeFates()).toEqual([`3: ${REFUSED}`]);
  });

  it('of an order that was placed by an answered request shows nothing of the next', () => {
    const rig = DeskRig.trading().call(add('a'));
    // The report of it has not come yet.
    rig.accepts(rig.takeRequest(), { orderId: 'O1', clOrdId: 'a' }).call(add('a')).lives(TIMEOUT_MS);
    rig.takeFates();
    rig.reports(false, report('O1', 'a'));
    expect(rig.takeFates()).toEqual([]);
    rig.reports(false, report('O1', 'a', FILLED), report('O2', 'a'));
    expect(rig.takeFates()).toEqual(['2.0 settled: accepted O2']);
  });

  it('of several orders that ended is that of all of them', () => {
    const rig = DeskRig.trading([report('O1', 'a')]);
    rig.reports(false, report('O1', 'a', FILLED), report('O2', 'a'), report('O2', 'a', FILLED));
    rig.call(add('a')).lives(TIMEOUT_MS);
    rig.takeFates();
    settles(rig);
    expect(rig.takeFates()[0]).toMatch(/^1\.0 settled: absent/);
  });
});

describe('a snapshot', () => {
  it('that was asked for before a request’s last moment is not the last word', () => {
    const rig = DeskRig.trading().call(add('a'));
    const overAt = rig.now + OVER_MS;
    rig.lives(OVER_MS - 50);
    rig.takeFates();
    rig.says({ type: 'executions', snapshot: false, sequence: 9, data: [report('O9', 'z')] });
    // The topic waits to start over, and so nothing else is asked for when the moment has come.
    rig.wait(overAt + 10 - rig.now).reports(true);
    expect(rig.takeFates()).toEqual([]);
    rig.takeRequests();
    rig.lives(1_000).serves().serves().reports(true);
    expect(rig.takeFates()[0]).toMatch(/^1\.0 settled: absent/);
  });

  it('shows nothing of requests that left when reports were not followed', () => {
    const rig = DeskRig.account().call(add('a')).opened().authorized({ token: 'token' }).want(EXECUTIONS).turn();
    rig.lives(TIMEOUT_MS).serves().reports(true, report('O1', 'a'));
    expect(rig.takeFates()).toEqual([`1: ${UNKNOWN}`]);
    settles(rig, report('O1', 'a'));
    expect(rig.takeFates()).toEqual([
      '1.0 settled: unknown: execution reports were not followed when it left: what is there now may have been there before',
    ]);
  });

  it('is waited for on each connection before orders are placed, but not to cancel', () => {
    const rig = DeskRig.trading([report('O1', 'a')]).reopened();
    rig
      .call(add('b'))
      .call({ method: 'cancel_order', orderId: ['O1'] })
      .call({ method: 'cancel_all_orders_after', timeout: 60 });
    rig.authorized({ token: 'token' });
    const requests = rig.takeRequests();
    expect(requests.map(({ method }) => method)).toEqual(['subscribe', 'cancel_order', 'cancel_all_orders_after']);
    rig.acknowledges(requests[0]!).reports(true, report('O1', 'a'));
    expect(rig.takeAsked()).toEqual(['add_order']);
  });

  it.each<[string, Partial<ExecutionsTopic>]>([
    ['open orders', { snapOrders: false }],
    ['anything', { users: 'all' }],
  ])('that does not show %s is not waited for, and settles nothing', (_, more) => {
    const rig = DeskRig.account();
    rig
      .want({ ...EXECUTIONS, ...more })
      .turn()
      .opened()
      .authorized({ token: 'token' })
      .serves();
    rig.reports(true).call(add('a'));
    expect(rig.takeAsked()).toEqual(['add_order']);
    rig.reports(false, report('O1', 'a')).lives(TIMEOUT_MS);
    expect(rig.takeFates()).toEqual([`1: ${UNKNOWN}`]);
    rig.lives(OVER_MS);
    expect(rig.takeFates().slice(-1)).toEqual([
      '1.0 settled: unknown: no execution reports are subscribed to that would show it',
    ]);
    expect(rig.takeAsked()).not.toContain('- executions');
  });

  it('is not awaited of a topic that begins with none', () => {
    const rig = DeskRig.account();
    rig
      .want({ ...EXECUTIONS, snapOrders: false, snapTrades: false })
      .turn()
      .opened()
      .authorized({ token: 'token' });
    rig.serves().lives(60_000);
    expect(rig.takeAsked()).not.toContain('- executions');
  });

  it('of a topic that was left meanwhile does not show all fills', () => {
    const rig = DeskRig.trading().call(add('a')).leave(EXECUTIONS).turn();
    rig.want(EXECUTIONS).lives(TIMEOUT_MS);
    rig.serves().serves().reports(true);
    settles(rig);
    expect(rig.takeFates()).toEqual([
      '1.0 settled: unknown: it is not open, and there were more fills since than the exchange still tells',
    ]);
  });
});

describe('the order of requests', () => {
  const full = () => {
    const rates = new RateCounters();
    rates.correct('BTC/USD', 60, 1_000_000);
    return rates;
  };

  it('is kept between those that name the same, though the pair of one is not known', () => {
    const rig = DeskRig.trading([], { rates: full() })
      .call(add('a'))
      .call({ method: 'cancel_order', clOrdId: ['a'] });
    expect(rig.takeAsked()).toEqual([]);
    rig.wait(1_000);
    expect(rig.takeAsked()).toEqual(['add_order', 'cancel_order']);
  });

  it('lets a cancel of all pass at once, and ends what was to be placed before it', () => {
    const rig = DeskRig.trading([], { rates: full() }).call(add('a')).call({ method: 'cancel_all' });
    expect(rig.takeAsked()).toEqual(['cancel_all']);
    expect(rig.takeFates()).toEqual(['1: rejected unsent: cancel_all was asked after it, and has left before it']);
    expect(rig.wait(2_000).takeAsked()).toEqual([]);
  });

  it('that waits has the session woken when there is room, and not before', () => {
    const rates = full();
    rates.correct('BTC/USD', 59, 1_000_000);
    const orders = ['a', 'b', 'c', 'd'].map((clOrdId) => ({ orderType: 'limit', side: 'buy', clOrdId }) as const);
    // There is room for the second, but not in front of the first.
    const rig = DeskRig.trading([], { rates }).call({ method: 'batch_add', symbol: 'BTC/USD', orders }).call(add('e'));
    expect(rig.takeAsked()).toEqual([]);
    expect(rig.wakeAt - rig.now).toBe(1_000);
  });

  it('that waits while there is no token, or no connection, does not have it woken for ever', () => {
    const rig = DeskRig.trading([], { rates: full() }).call(add('a', {}));
    const [other] = rig.call({ method: 'cancel_all_orders_after', timeout: 60 }).takeRequests();
    rig.refuses(other!, 'ESession:Invalid session').wait(2_000);
    expect(rig.takeAuthorizes()).toBe(2);
    rig.closed().wait(200);
    expect(rig.session.state).toBe('closed');
  });

  it('lets a batch of cancels go beyond the limit', () => {
    const rates = new RateCounters();
    const rig = DeskRig.trading([report('O1', 'a'), report('O2', 'b')], { rates });
    rates.correct('BTC/USD', 59, rig.now);
    rig.call({ method: 'batch_cancel', orders: ['O1', 'O2'] });
    expect(rig.takeAsked()).toEqual(['batch_cancel']);
  });
});

describe('traces that are none', () => {
  it('are the end of an order from before it was to be canceled', () => {
    const rig = DeskRig.trading([report('O1', 'a')]).reports(false, report('O1', 'a', CANCELED));
    rig.call({ method: 'cancel_order', orderId: ['O1'] }).lives(TIMEOUT_MS);
    expect(rig.takeFates()).toEqual([`1: ${UNKNOWN}`]);
    settles(rig);
    expect(rig.takeFates()).toEqual(['1.0 settled: absent: the order had ended before']);
  });

  it('are an order that was filled instead', () => {
    const rig = DeskRig.trading([report('O1', 'a')])
      .call({ method: 'cancel_order', orderId: ['O1'] })
      .lives(TIMEOUT_MS);
    rig.takeFates();
    rig.reports(false, report('O1', 'a', FILLED));
    expect(rig.takeFates()).toEqual(['1.0 settled: absent: there was nothing left to cancel: the order is filled']);
  });

  it('are the ends of orders before a cancel of all could last arrive', () => {
    const rig = DeskRig.trading([report('O1', 'a')])
      .call({ method: 'cancel_all' })
      .lives(TIMEOUT_MS);
    rig.takeFates();
    rig.reports(false, report('O1', 'a', CANCELED));
    expect(rig.takeFates()).toEqual([]);
    settles(rig);
    expect(rig.takeFates()).toEqual(['1.0 settled: accepted O1']);
  });

  it('are those of a name that two orders may have had', () => {
    const rig = DeskRig.trading([report('O1', 'a')])
      .call(add('a'))
      .call({ method: 'cancel_order', clOrdId: ['a'] });
    rig.lives(TIMEOUT_MS).reports(false, report('O1', 'a', CANCELED));
    expect(rig.takeFates()).toEqual([`1: ${UNKNOWN}`, `2: ${UNKNOWN}`]);
    settles(rig);
    expect(rig.takeFates()[1]).toBe('2.0 settled: unknown: two orders may have had its client id at that time');
  });

  it('are those of a name that an order has which was accepted, and not seen yet', () => {
    const rig = DeskRig.trading([report('O1', 'a')]).call(add('a'));
    rig
      .accepts(rig.takeRequest(), { orderId: 'O2' })
      .call({ method: 'cancel_order', clOrdId: ['a'] })
      .lives(TIMEOUT_MS);
    rig.takeFates();
    settles(rig);
    expect(rig.takeFates()).toEqual(['2.0 settled: unknown: two orders may have had its client id at that time']);
  });

  it('are not all when an order of the same name follows', () => {
    const rig = DeskRig.trading([report('O1', 'a')])
      .call({ method: 'cancel_order', clOrdId: ['a'] })
      .lives(TIMEOUT_MS);
    rig.takeFates();
    rig.reports(false, report('O1', 'a', FILLED), report('O2', 'a'), report('O2', 'a', CANCELED));
    expect(rig.takeFates()).toEqual([]);
    settles(rig);
    expect(rig.takeFates()).toEqual(['1.0 settled: unknown: another order has had its client id since']);
  });

  it('of a reference is in doubt when some of its orders have ended and others have not', () => {
    const tagged = ['O1', 'O2'].map((orderId) => report(orderId, undefined, { orderUserref: 7 }));
    const rig = DeskRig.trading(tagged)
      .call({ method: 'cancel_order', orderUserref: [7] })
      .lives(TIMEOUT_MS);
    rig.reports(false, report('O1', undefined, { ...CANCELED, orderUserref: 7 }));
    expect(rig.takeFates()).toEqual([`1: ${UNKNOWN}`]);
    settles(rig, tagged[1]!);
    expect(rig.takeFates()).toEqual(['1.0 settled: unknown: some of its orders have ended, others are open']);
  });

  it('are the ends of orders with a reference before a cancel by it could last arrive', () => {
    const rig = DeskRig.trading([report('O1', undefined, { orderUserref: 7 })]);
    rig.call({ method: 'cancel_order', orderUserref: [7] }).lives(TIMEOUT_MS);
    rig.takeFates();
    rig.reports(false, report('O1', undefined, { ...CANCELED, orderUserref: 7 }));
    expect(rig.takeFates()).toEqual([]);
    settles(rig);
    expect(rig.takeFates()).toEqual(['1.0 settled: accepted O1']);
  });

  it('are orders of a name that were placed after the cancel of it', () => {
    const rig = DeskRig.trading([report('O1', 'a')])
      .call({ method: 'cancel_order', clOrdId: ['a'] })
      .reopened();
    rig.takeFates();
    rig.authorized({ token: 'token' }).serves().reports(true, report('O2', 'a'));
    settles(rig, report('O2', 'a'));
    expect(rig.takeFates()).toEqual([
      '1.0 settled: unknown: the order has ended while nothing was seen: canceled, or filled',
    ]);
  });

  it('are values that an order had before it was to be amended', () => {
    const rig = DeskRig.trading([report('O1', 'a')]).call({
      method: 'amend_order',
      orderId: 'O1',
      limitPrice: '100.50',
    });
    rig.lives(TIMEOUT_MS).reports(false, report('O1', 'a', { execType: 'status' }));
    expect(rig.takeFates()).toEqual([`1: ${UNKNOWN}`]);
    settles(rig, report('O1', 'a'));
    expect(rig.takeFates()).toEqual([
      '1.0 settled: unknown: the order had these values before: nothing shows whether it was amended',
    ]);
  });

  it('are values that were neither before nor asked for', () => {
    const rig = DeskRig.trading([report('O1', 'a')]).call({ method: 'amend_order', orderId: 'O1', limitPrice: '99' });
    rig.lives(TIMEOUT_MS);
    settles(rig, report('O1', 'a', { limitPrice: '98' }));
    expect(rig.takeFates()).toEqual([
      '1.0 settled: unknown: what the order was when it left is not known, or it was changed since',
    ]);
  });

  it('show that an order was not amended when it is as it was', () => {
    const rig = DeskRig.trading([report('O1', 'a')]).call({ method: 'amend_order', orderId: 'O1', limitPrice: '99' });
    rig.lives(TIMEOUT_MS);
    settles(rig, report('O1', 'a'));
    expect(rig.takeFates()).toEqual(['1.0 settled: absent: the order is as it was']);
  });

  it('are orders that somebody else placed, where one was to be replaced', () => {
    const edit = { method: 'edit_order', symbol: 'BTC/USD', orderId: 'O1', limitPrice: '99' } as const;
    const rig = DeskRig.trading([report('O1', undefined)])
      .call(edit)
      .lives(TIMEOUT_MS);
    rig.takeFates();
    const at99 = { limitPrice: '99' };
    rig.reports(false, report('O1', undefined, CANCELED), report('O2', 'b', at99));
    rig.reports(false, report('O3', undefined, { ...at99, side: 'sell' }));
    expect(rig.takeFates()).toEqual([]);
    rig.reports(false, report('O4', undefined, at99));
    expect(rig.takeFates()).toEqual(['1.0 settled: accepted O4']);
  });

  it('are what a filled order left behind, where it was to be replaced', () => {
    const edit = { method: 'edit_order', symbol: 'BTC/USD', orderId: 'O1', limitPrice: '99' } as const;
    const rig = DeskRig.trading([report('O1', undefined)])
      .call(edit)
      .lives(TIMEOUT_MS);
    rig.takeFates();
    rig.reports(false, report('O1', undefined, FILLED), report('O2', undefined, { limitPrice: '99' }));
    expect(rig.takeFates()).toEqual(['1.0 settled: absent: there was nothing left to replace: the order is filled']);
  });

  it('are all that is seen of an order that was only to be checked', () => {
    const rig = DeskRig.trading()
      .call(add('a', { validate: true }))
      .lives(TIMEOUT_MS)
      .reports(false, report('O1', 'a'));
    expect(rig.takeFates()).toEqual([`1: ${UNKNOWN}`]);
    settles(rig, report('O1', 'a'));
    expect(rig.takeFates()).toEqual(['1.0 settled: absent: it was only to be checked']);
  });

  it('are far from the last word while a request has a deadline that is far ahead', () => {
    const deadline = new Date(1_000_000 + 60_000).toISOString();
    const rig = DeskRig.trading()
      .call(add('a', { deadline }))
      .lives(OVER_MS + 1_000);
    expect(rig.takeAsked()).not.toContain('- executions');
    rig.lives(54_500);
    expect(rig.takeAsked()).toContain('- executions');
  });

  it('have the last word after a minute and a little, however wrong this side’s clock is', () => {
    const deadline = new Date(1_000_000 + 3_600_000).toISOString();
    const rig = DeskRig.trading().call(add('a', { deadline })).lives(66_000);
    expect(rig.takeAsked()).toContain('- executions');
  });
});

describe('a session whose requests are all settled', () => {
  it('lets the connection go, and not before', () => {
    const rig = DeskRig.account().call(add('a')).opened().authorized({ token: 'token' });
    rig.lives(OVER_MS - 1_000);
    expect(rig.session.state).toBe('live');
    rig.lives(2_000);
    expect(rig.takeFates()).toEqual([
      `1: ${UNKNOWN}`,
      '1.0 settled: unknown: no execution reports are subscribed to that would show it',
    ]);
    rig.lives(6_000);
    expect(rig.disconnects).toEqual(['nothing is wanted']);
  });

  it('gives each of them its time', () => {
    const rig = DeskRig.account().call(add('a')).opened().authorized({ token: 'token' }).lives(5_000).call(add('b'));
    rig.lives(6_000);
    expect(rig.takeFates().filter((fate) => fate.includes('settled'))).toEqual([
      '1.0 settled: unknown: no execution reports are subscribed to that would show it',
    ]);
  });

  it('ends what is asked after the close at once, unsent', () => {
    const rig = DeskRig.trading().close().call(add('a'));
    expect(rig.takeFates()).toEqual(['1: rejected unsent: no connection: closed by the user']);
    expect(rig.takeAsked()).toEqual([]);
    rig.closed(1000).wait(60_000);
    expect(rig.takeAuthorizes()).toBe(1);
  });
});

describe('executions that are asked for anew', () => {
  it('are given up first, though their own answer is overdue at the same moment', () => {
    const rig = DeskRig.account().want(EXECUTIONS).turn().opened();
    rig.authorized({ token: 'token' }).call({ method: 'cancel_order', orderId: ['O1'] });
    expect(rig.takeAsked()).toEqual(['+ executions', 'cancel_order']);
    rig.lives(OVER_MS);
    expect(rig.takeFates()).toEqual(['1: unknown: no answer came within 3000 ms']);
    expect(rig.takeAsked()).toEqual(['- executions']);
  });
});
