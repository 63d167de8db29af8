import { type AnsweredMessage, RateCounters } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { add, DeskRig, report, TIMEOUT_MS } from './desk.js';
import { TIMES } from './rig.js';

/** A request can no longer be carried out so long after it left. */
const OVER_MS = 10_000;

describe('a request about orders', () => {
  it('leaves with the token, and its answer is its fate', () => {
    const rig = DeskRig.trading().call(add('a'));
    const request = rig.takeRequest();
    expect(request).toMatchObject({ method: 'add_order', token: 'token', clOrdId: 'a', limitPrice: '100.5' });
    rig.accepts(request, { orderId: 'O1', clOrdId: 'a' });
    expect(rig.takeFates()).toEqual(['1: accepted O1']);
  });

  it('that is refused says so in the words of the exchange', () => {
    const rig = DeskRig.trading().call(add('a'));
    rig.refuses(rig.takeRequest(), 'EOrder:Insufficient funds');
    expect(rig.takeFates()).toEqual(['1: rejected: the exchange refused add_order BTC/USD: EOrder:Insufficient funds']);
  });

  it('waits for the connection, the token and what is open before it', () => {
    const rig = DeskRig.account();
    rig.want({ channel: 'executions', snapOrders: true, snapTrades: true, orderStatus: true, ratecounter: true });
    rig.call(add('a')).opened();
    expect(rig.takeAsked()).toEqual([]);
    rig.authorized({ token: 'token' });
    expect(rig.takeAsked()).toEqual(['+ executions']);
    rig.reports(true);
    expect(rig.takeAsked()).toEqual(['add_order']);
  });

  it('that could not leave in time was certainly not sent', () => {
    const rig = DeskRig.account().call(add('a')).wait(TIMEOUT_MS);
    expect(rig.takeFates()).toEqual(['1: rejected unsent: add_order: it could not be sent within 3000 ms']);
    rig.opened().authorized({ token: 'token' });
    expect(rig.takeAsked()).toEqual([]);
  });

  it('that waits when the connection is lost was certainly not sent', () => {
    const rig = DeskRig.account().call(add('a')).opened().closed(1006);
    expect(rig.takeFates()).toEqual(['1: rejected unsent: no connection: closed with code 1006']);
  });

  it('that is withdrawn before it left does not leave', () => {
    const rig = DeskRig.account().call(add('a')).asks({ type: 'withdraw', id: 1 });
    expect(rig.takeFates()).toEqual(['1: rejected unsent: add_order: it was aborted before it was sent']);
  });

  it('that is withdrawn when it has left is told as any other', () => {
    const rig = DeskRig.trading().call(add('a')).asks({ type: 'withdraw', id: 1 });
    rig.accepts(rig.takeRequest(), { orderId: 'O1' });
    expect(rig.takeFates()).toEqual(['1: accepted O1']);
  });

  it('does not leave when the exchange’s mode forbids it', () => {
    const rig = DeskRig.trading();
    rig.says({ type: 'status', system: 'cancel_only', version: '2', apiVersion: 'v2' }).call(add('a'));
    expect(rig.takeAsked()).toEqual([]);
    expect(rig.takeFates()).toEqual([
      '1: rejected unsent: add_order is refused: the exchange is in mode cancel_only, in which only cancels are carried out',
    ]);
  });

  it('is told twice of an answer that comes twice? It is not', () => {
    const rig = DeskRig.trading().call(add('a'));
    const request = rig.takeRequest();
    rig.refuses(request, 'EOrder:Insufficient funds').refuses(request, 'EOrder:Insufficient funds');
    rig.accepts(request, { orderId: 'O1' });
    const events = rig.takeEvents();
    expect(events.map(({ type }) => type)).toEqual(['outcome']);
  });

  it('leaves again when its token was not accepted, or there were too many messages', () => {
    const rig = DeskRig.trading().call(add('a'));
    rig.refuses(rig.takeRequest(), 'ESession:Invalid session').wait(500);
    expect(rig.takeAuthorizes()).toBe(2);
    rig.authorized({ token: 'another' });
    const second = rig.takeRequest();
    expect(second).toMatchObject({ clOrdId: 'a', token: 'another' });
    rig.refuses(second, 'Exceeded msg rate');
    expect(rig.takeAsked()).toEqual([]);
    rig.wait(1_000);
    rig.accepts(rig.takeRequest(), { orderId: 'O1' });
    expect(rig.takeFates()).toEqual(['1: accepted O1']);
  });
});

describe('a request that was not answered', () => {
  /** The order was sent, and no answer came in time. */
  const silent = (request = add('a')) => {
    const rig = DeskRig.trading().call(request);
    rig.takeRequests();
    return rig;
  };
  const UNKNOWN = '1: unknown: no answer came within 3000 ms';

  it('has an unknown fate, and is never sent again', () => {
    const rig = silent().lives(TIMEOUT_MS);
    expect(rig.takeFates()).toEqual([UNKNOWN]);
    expect(rig.lives(60_000).takeAsked()).not.toContain('add_order');
  });

  it('is accepted when the reports show its order already', () => {
    const rig = silent().reports(false, report('O1', 'a')).lives(TIMEOUT_MS);
    expect(rig.takeFates()).toEqual(['1: accepted O1']);
  });

  it('is settled by the reports that come after it', () => {
    const rig = silent().lives(TIMEOUT_MS).reports(false, report('O1', 'a'));
    expect(rig.takeFates()).toEqual([UNKNOWN, '1.0 settled: accepted O1']);
  });

  it('is settled by its answer when that comes late', () => {
    const rig = DeskRig.trading().call(add('a'));
    const request = rig.takeRequest();
    rig.lives(TIMEOUT_MS).refuses(request, 'EOrder:Insufficient funds');
    expect(rig.takeFates()).toEqual([
      UNKNOWN,
      '1.0 settled: rejected: the exchange refused add_order BTC/USD: EOrder:Insufficient funds',
    ]);
  });

  it('is absent when a snapshot of after its last moment does not show it', () => {
    const rig = silent().lives(OVER_MS);
    expect(rig.takeFates()).toEqual([UNKNOWN]);
    // Begun anew, that the snapshot is of now.
    rig.lives(250).acknowledgesAll().acknowledgesAll().reports(true);
    expect(rig.takeFates()).toEqual([
      '1.0 settled: absent: it is not open and has not traded, nor will it: it never arrived, or was canceled untraded',
    ]);
  });

  it('lives on over a lost connection, and is settled by the snapshot of the next', () => {
    const rig = silent().reopened();
    expect(rig.takeFates()).toEqual(['1: unknown: no answer came: no connection: closed with code 1006']);
    rig.authorized({ token: 'token' }).acknowledgesAll().reports(true, report('O1', 'a'));
    expect(rig.takeFates()).toEqual(['1.0 settled: accepted O1']);
  });

  it('is not absent because a snapshot of before its last moment does not show it', () => {
    const rig = silent().reopened();
    rig.takeEvents();
    rig.authorized({ token: 'token' }).acknowledgesAll().reports(true);
    expect(rig.takeFates()).toEqual([]);
  });

  it('is not taken for an order before it that had the same client id', () => {
    const rig = DeskRig.trading([report('O0', 'a')]);
    rig.reports(false, report('O0', 'a', { execType: 'canceled', orderStatus: 'canceled' }));
    rig.call(add('a')).reopened();
    rig.takeEvents();
    rig.authorized({ token: 'token' });
    for (const request of rig.takeRequests()) if ('channel' in request) rig.acknowledges(request);
    rig.reports(true);
    expect(rig.takeFates()).toEqual([]);
    rig.reports(false, report('O1', 'a'));
    expect(rig.takeFates()).toEqual(['1.0 settled: accepted O1']);
  });

  it('without a client id cannot be settled, and says so', () => {
    const rig = silent(add(undefined)).lives(OVER_MS + 250);
    for (const request of rig.takeRequests()) rig.acknowledges(request);
    for (const request of rig.takeRequests()) rig.acknowledges(request);
    rig.reports(true);
    expect(rig.takeFates()[1]).toBe(
      '1.0 settled: unknown: it has no client id by which its order could be found; look at the open orders',
    );
  });

  it('stays unknown when the client is closed', () => {
    const rig = silent().close();
    expect(rig.takeFates()).toEqual([
      '1: unknown: no answer came: no connection: closed by the user',
      '1.0 settled: unknown: the client was closed',
    ]);
  });

  it('to cancel is settled by the end of its order', () => {
    const rig = DeskRig.trading([report('O1', 'a')]).call({ method: 'cancel_order', orderId: ['O1'] });
    rig.lives(TIMEOUT_MS);
    rig.reports(false, report('O1', 'a', { execType: 'canceled', orderStatus: 'canceled' }));
    expect(rig.takeFates()).toEqual([UNKNOWN, '1.0 settled: accepted O1']);
  });

  it('to amend is settled by an order that has the values that were asked for', () => {
    const rig = DeskRig.trading([report('O1', 'a')]).call({ method: 'amend_order', clOrdId: 'a', limitPrice: '99.50' });
    rig.lives(TIMEOUT_MS);
    rig.reports(false, report('O1', 'a', { execType: 'amended', limitPrice: '99.5' }));
    expect(rig.takeFates()).toEqual([UNKNOWN, '1.0 settled: accepted O1']);
  });
});

describe('cancels of several orders', () => {
  const two = () =>
    DeskRig.trading([report('O1', 'a'), report('O2', 'b')]).call({ method: 'cancel_order', orderId: ['O1', 'O2'] });

  it('have a fate for each, whatever the order of the answers', () => {
    const rig = two();
    const request = rig.takeRequest();
    rig.cancels(request, { orderId: 'O2' });
    expect(rig.takeFates()).toEqual([]);
    rig.cancels(request, { orderId: 'O1' });
    expect(rig.takeFates()).toEqual(['1: accepted O1 | accepted O2']);
  });

  it('learn which was refused by elimination', () => {
    const rig = two();
    const request = rig.takeRequest();
    rig.refuses(request, 'EOrder:Unknown order').cancels(request, { orderId: 'O2' });
    expect(rig.takeFates()).toEqual([
      '1: rejected: the exchange refused cancel_order: EOrder:Unknown order | accepted O2',
    ]);
  });

  it('know what was answered when the rest was not', () => {
    const rig = two();
    rig.cancels(rig.takeRequest(), { orderId: 'O2' }).lives(TIMEOUT_MS);
    expect(rig.takeFates()).toEqual(['1: unknown: no answer came within 3000 ms | accepted O2']);
  });

  it('by client id are answered by client id', () => {
    const rig = DeskRig.trading().call({ method: 'cancel_order', clOrdId: ['a', 'b'] });
    const request = rig.takeRequest();
    rig.cancels(request, { clOrdId: 'b' }).cancels(request, { clOrdId: 'a' });
    expect(rig.takeFates()).toEqual(['1: accepted | accepted']);
  });

  it('take the name that was asked for, though another order that is known has it as well', () => {
    const rig = DeskRig.trading([report('O1', 'a')]);
    // The order that has its client id now was not seen yet.
    rig.reports(false, report('O1', 'a', { execType: 'canceled', orderStatus: 'canceled' }));
    rig.call({ method: 'cancel_order', orderId: ['O1'], clOrdId: ['a'] });
    const request = rig.takeRequest();
    rig.refuses(request, 'EOrder:Unknown order').cancels(request, { clOrdId: 'a' });
    expect(rig.takeFates()).toEqual([
      '1: rejected: the exchange refused cancel_order: EOrder:Unknown order | accepted',
    ]);
  });
});

describe('a batch of orders', () => {
  const orders = ['a', 'b'].map((clOrdId) => ({ orderType: 'limit', side: 'buy', clOrdId }) as const);
  const answers = (reqId: number | undefined, result: Extract<AnsweredMessage, { method: 'batch_add' }>['result']) =>
    ({ type: 'answered', method: 'batch_add', reqId, result, ...TIMES }) as const;

  it('has a fate for each, one that was dropped alone among them', () => {
    const rig = DeskRig.trading().call({ method: 'batch_add', symbol: 'BTC/USD', orders });
    const { reqId } = rig.takeRequest();
    rig.says(answers(reqId, [{ orderId: 'O1', clOrdId: 'a' }, { error: 'EOrder:Insufficient funds' }]));
    expect(rig.takeFates()).toEqual([
      '1: accepted O1 | rejected: the exchange refused batch_add BTC/USD: EOrder:Insufficient funds',
    ]);
  });

  it('that was not answered is settled order by order', () => {
    const rig = DeskRig.trading().call({ method: 'batch_add', symbol: 'BTC/USD', orders }).lives(TIMEOUT_MS);
    rig.reports(false, report('O2', 'b'));
    expect(rig.takeFates()).toEqual([
      '1: unknown: no answer came within 3000 ms | unknown: no answer came within 3000 ms',
      '1.1 settled: accepted O2',
    ]);
  });
});

describe('the trading rate counter', () => {
  const full = () => {
    const rates = new RateCounters();
    rates.correct('BTC/USD', 60, 1_000_000);
    return rates;
  };

  it('keeps a request waiting until there is room for it, and those of its pair behind it', () => {
    const rig = DeskRig.trading([], { rates: full() })
      .call(add('a'))
      .call(add('b'))
      .call(add('c', { symbol: 'ETH/USD' }));
    expect(rig.takeRequests()).toMatchObject([{ clOrdId: 'c' }]);
    rig.wait(1_000);
    expect(rig.takeRequests()).toMatchObject([{ clOrdId: 'a' }]);
    rig.wait(1_000);
    expect(rig.takeRequests()).toMatchObject([{ clOrdId: 'b' }]);
  });

  it('refuses instead where the user wishes so, and says when to ask again', () => {
    const rig = DeskRig.trading([], { rates: full(), onRateLimit: 'refuse' }).call(add('a'));
    expect(rig.takeFates()).toEqual([
      '1: rejected unsent: add_order: expected room in the trading rate counter, but that of BTC/USD is 60.00 of 60 and ' +
        'it costs 1; ask again in 1.0 s',
    ]);
  });

  it('is corrected by what reports tell, and its limit by the acknowledgement', () => {
    const rates = new RateCounters();
    const rig = DeskRig.trading([], { rates });
    rig.reports(false, report('O1', 'a', { ratecount: '17' }));
    expect(rates.value('BTC/USD', rig.now)).toBe(17);
    rig.says({ type: 'subscribed', result: { channel: 'executions', maxratecount: 180 }, ...TIMES });
    expect(rates.rate('BTC/USD', rig.now).max).toBe(180);
  });
});
