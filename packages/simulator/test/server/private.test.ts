import { type Message, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import type { ExchangeOptions } from '../../src/index.js';
import { wire } from '../faults/wire.js';
import { START } from '../talk.js';
import { entered, reported, staffed } from './clerk.js';

const T0 = '2026-01-01T00:00:00.000000Z';
const TIMES = `"time_in":"${T0}","time_out":"${T0}"`;
const ELSEWHERE = 'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com';
const ORDER = {
  method: 'add_order',
  orderType: 'limit',
  side: 'buy',
  symbol: 'BTC/USD',
  orderQty: '0.10',
  limitPrice: '100.0',
  reqId: 9,
} as const;

function session(options: Partial<ExchangeOptions> & { readonly as?: string } = {}) {
  const { as = 'alice', ...rest } = options;
  const { exchange, clerk } = staffed(rest);
  const token = exchange.issueToken(as);
  const join = () => {
    const on = wire(exchange, '/auth/v2');
    on.heard.length = 0;
    const take = () => on.texts().splice(0, on.heard.splice(0).length);
    const told = <Type extends Message['type']>(type: Type) =>
      on
        .texts()
        .map((text) => v2.decode(text))
        .filter((message): message is Extract<Message, { type: Type }> => message.type === type);
    const subscribe = (channel: 'executions' | 'balances', more = {}) =>
      on.ask({ method: 'subscribe', channel, token, reqId: 7, ...more });
    const unsubscribe = (channel: 'executions' | 'balances', more = {}) =>
      on.ask({ method: 'unsubscribe', channel, token, reqId: 8, ...more });
    return { ...on, take, told, subscribe, unsubscribe };
  };
  return { ...join(), exchange, clerk, token, join };
}

const refusal = (error: string, method: string, reqId: number) =>
  `{"error":"${error}","method":"${method}","req_id":${reqId},"success":false,${TIMES}}`;

describe('the private endpoint', () => {
  it('speaks first, answers pings, beats from the first subscription on, and closes when idle', () => {
    const { exchange, clerk } = staffed();
    const on = wire(exchange, '/auth/v2/');
    expect(on.texts()[0]).toMatch(/^\{"channel":"status","type":"update","data":\[\{.*"connection_id":\d+\}\]\}$/);
    on.say('{"method":"ping","req_id":2}');
    expect(on.texts()[1]).toBe(`{"method":"pong","req_id":2,${TIMES}}`);
    on.to(5000);
    expect(on.heard).toHaveLength(2);
    on.ask({ method: 'subscribe', channel: 'balances', token: exchange.issueToken('alice') });
    on.to(8000);
    expect(on.texts().filter((text) => text === '{"channel":"heartbeat"}')).toHaveLength(3);
    on.to(64_999);
    expect(on.closed).toEqual([]);
    on.to(65_000);
    expect([on.closed, clerk.alice.listeners, exchange.stats.connections]).toEqual([['1006 '], 0, 0]);
  });

  it('takes pings of the socket for a sign of life, though they are no requests', () => {
    const { exchange } = staffed();
    const on = wire(exchange, '/auth/v2');
    on.to(59_000);
    on.ping();
    on.to(118_999);
    expect([on.closed, on.heard.length]).toEqual([[], 1]);
    on.to(119_000);
    expect(on.closed).toEqual(['1006 ']);
  });

  it('does not serve the channels of market data', () => {
    const { say, take } = session();
    for (const channel of ['book', 'ticker', 'trade', 'ohlc']) {
      say(`{"method":"subscribe","params":{"channel":"${channel}","symbol":["BTC/USD"]},"req_id":1}`);
    }
    say('{"method":"subscribe","params":{"channel":"instrument"},"req_id":1}');
    expect(take()).toEqual(Array.from({ length: 5 }, () => refusal('Unsupported event', 'subscribe', 1)));
  });

  it('is limited in its requests as any other', () => {
    const { ask, take, clerk, token } = session({ maxRequestsPerSecond: 1 });
    for (const reqId of [1, 2]) ask({ ...ORDER, token, reqId });
    expect(take()[1]).toBe(refusal('Exceeded msg rate', 'add_order', 2));
    expect(clerk.handled).toHaveLength(1);
  });

  it('is named where there is nothing, and is not the only one', () => {
    const { exchange } = staffed();
    const places = '/, /auth, /v2, /auth/v2';
    expect(() => wire(exchange, '/v1')).toThrow(`there is no endpoint at /v1; there is one at each of ${places}`);
    exchange.knock('/v1', (refused) => expect(refused?.status).toBe(404));
    exchange.knock('/auth/v2', (refused) => expect(refused).toBeUndefined());
  });
});

describe('the public endpoint', () => {
  it('says where private data and trading are, whatever the request', () => {
    const { exchange } = session();
    const on = wire(exchange);
    on.ask({ method: 'subscribe', channel: 'executions', token: 'x', reqId: 1 });
    on.ask({ method: 'unsubscribe', channel: 'balances', token: 'x', reqId: 2 });
    on.ask({ ...ORDER, token: 'x', reqId: 3 });
    on.say('{"method":"add_order","params":{"nonsense":1},"req_id":4}');
    expect(on.texts().slice(1)).toEqual([
      refusal(ELSEWHERE, 'subscribe', 1),
      refusal(ELSEWHERE, 'unsubscribe', 2),
      refusal(ELSEWHERE, 'add_order', 3),
      refusal(ELSEWHERE, 'add_order', 4),
    ]);
  });
});

describe('a token', () => {
  it('is asked for with every request, and must be known', () => {
    const { ask, say, take, clerk } = session();
    say('{"method":"subscribe","params":{"channel":"executions"},"req_id":1}');
    say('{"method":"cancel_all","params":{},"req_id":2}');
    ask({ method: 'subscribe', channel: 'balances', token: 'unknown', reqId: 3 });
    ask({ method: 'unsubscribe', channel: 'balances', token: 'unknown', reqId: 4 });
    ask({ ...ORDER, token: 'unknown', reqId: 5 });
    expect(take()).toEqual([
      refusal('Token(s) not found', 'subscribe', 1),
      refusal('Token(s) not found', 'cancel_all', 2),
      refusal('ESession:Invalid session', 'subscribe', 3),
      refusal('ESession:Invalid session', 'unsubscribe', 4),
      refusal('ESession:Invalid session', 'add_order', 5),
    ]);
    expect(clerk.handled).toEqual([]);
  });

  it('must be used within 900 s, and lives as long as a subscription made with it, on its connection', () => {
    const { ask, say, to, take, subscribe, unsubscribe, token, join, clerk } = session({ idleMs: 10_000_000 });
    const other = join();
    to(899_999);
    subscribe('executions');
    subscribe('balances');
    to(3_000_000);
    take();
    ask({ ...ORDER, token });
    expect(clerk.handled).toHaveLength(1);
    other.ask({ ...ORDER, token });
    expect(other.texts().at(-1)).toContain('ESession:Invalid session');
    unsubscribe('executions');
    ask({ ...ORDER, token });
    expect(clerk.handled).toHaveLength(2);
    unsubscribe('balances');
    ask({ ...ORDER, token });
    expect(clerk.handled).toHaveLength(2);
    expect(take().at(-1)).toContain('ESession:Invalid session');
    say('{"method":"ping"}');
    expect(take()[0]).toContain('pong');
  });

  it('dies with its connection, unless it is younger than 900 s', () => {
    const young = session();
    young.subscribe('executions');
    young.hangUp();
    const again = young.join();
    again.subscribe('executions');
    expect(again.take()[0]).toContain('"success":true');

    const old = session({ idleMs: 10_000_000 });
    old.subscribe('executions');
    old.to(900_000);
    old.hangUp();
    const late = old.join();
    late.subscribe('executions');
    expect(late.take()[0]).toContain('ESession:Invalid session');
  });

  it('of a key may do no more than the key', () => {
    const queries = session({ as: 'queries' });
    queries.subscribe('executions');
    queries.ask({ ...ORDER, token: queries.token });
    expect(queries.take().filter((text) => text.startsWith('{"error"'))).toEqual([
      refusal('EGeneral:Permission denied', 'add_order', 9),
    ]);
    const trades = session({ as: 'trades' });
    trades.subscribe('balances');
    trades.ask({ ...ORDER, token: trades.token });
    expect(trades.take().filter((text) => text.startsWith('{"error"'))).toEqual([
      refusal('EGeneral:Permission denied', 'subscribe', 7),
    ]);
    const all = session({ as: 'all' });
    all.subscribe('balances');
    all.ask({ ...ORDER, token: all.token });
    expect([queries, trades, all].map(({ clerk }) => clerk.handled.length)).toEqual([0, 1, 1]);
  });

  it('is issued to accounts and to keys that may have one, and errors say no key', () => {
    const { exchange } = staffed();
    expect(() => exchange.issueToken('secret-key')).toThrow(/^account: expected .*\(alice, bob\)/);
    expect(() => exchange.issueToken('secret-key')).not.toThrow('secret-key');
    expect(() => exchange.issueToken('nothing')).toThrow('expected one that may have tokens');
  });

  it('does not unsubscribe what another account holds', () => {
    const { exchange, subscribe, unsubscribe, take } = session();
    subscribe('balances');
    take();
    unsubscribe('balances', { token: exchange.issueToken('bob') });
    expect(take()).toEqual([refusal('Subscription Not Found', 'subscribe', 8)]);
  });
});

describe('executions', () => {
  it('are acknowledged with what is in effect, and begin with a snapshot, even an empty one', () => {
    const { exchange, subscribe, take } = session();
    subscribe('executions');
    expect(take()).toEqual([
      `{"method":"subscribe","req_id":7,"result":{"channel":"executions","maxratecount":125,"snap_orders":true,"snap_trades":false,"snapshot":true,"warnings":["cancel_reason is deprecated, use reason","stop_price is deprecated, use triggers.price","trigger is deprecated use triggers.reference","triggered_price is deprecated use triggers.last_price"]},"success":true,${TIMES}}`,
      '{"channel":"executions","type":"snapshot","data":[],"sequence":1}',
    ]);
    expect(exchange.subscriptions).toEqual([
      [{ channel: 'executions', snapOrders: true, snapTrades: false, account: 'alice' }],
    ]);
  });

  it('show open orders, the last fills, or both, when they are asked for', () => {
    const { clerk, join } = session();
    clerk.alice.open = [reported({ orderId: 'OPEN' })];
    clerk.alice.traded = [reported({ execType: 'trade', orderId: 'FILL' })];
    const shown = (options: object) => {
      const { subscribe, told } = join();
      subscribe('executions', options);
      return told('executions').map(({ snapshot, data }) => [snapshot, ...data.map(({ orderId }) => orderId)]);
    };
    expect(shown({})).toEqual([[true, 'OPEN']]);
    expect(shown({ snapTrades: true })).toEqual([[true, 'OPEN', 'FILL']]);
    expect(shown({ snapOrders: false, snapTrades: true })).toEqual([[true, 'FILL']]);
    expect(shown({ snapOrders: false })).toEqual([]);
    expect(shown({ users: 'all' })).toEqual([]);
  });

  it('are told as they happen, each in a frame with the next number', () => {
    const { clerk, subscribe, told } = session();
    subscribe('executions');
    for (const execType of ['pending_new', 'new', 'trade', 'filled'] as const) clerk.alice.tell({ execType });
    clerk.bob.tell({});
    expect(told('executions').map(({ sequence, data }) => [sequence, data.map((each) => each.execType)])).toEqual([
      [1, []],
      [2, ['pending_new']],
      [3, ['new']],
      [4, ['trade']],
      [5, ['filled']],
    ]);
  });

  it('are only beginnings, fills and ends when no more is asked for, numbered without holes', () => {
    const { clerk, subscribe, told } = session();
    subscribe('executions', { orderStatus: false });
    for (const execType of ['pending_new', 'new', 'amended', 'restated', 'iceberg_refill', 'status', 'trade']) {
      clerk.alice.tell({ execType });
    }
    for (const execType of ['filled', 'canceled', 'expired']) clerk.alice.tell({ execType });
    expect(told('executions').map(({ sequence, data }) => [sequence, data[0]?.execType])).toEqual([
      ...[[1, undefined]],
      ...['new', 'trade', 'filled', 'canceled', 'expired'].map((execType, i) => [i + 2, execType]),
    ]);
  });

  it('tell the rate counter to those who ask for it alone', () => {
    const { clerk, join } = session();
    clerk.alice.open = [reported({ ratecount: '1' })];
    const [with_, without] = [join(), join()];
    with_.subscribe('executions', { ratecounter: true });
    without.subscribe('executions');
    clerk.alice.tell({ ratecount: '2.5' });
    const counts = (of: typeof with_) => of.told('executions').map(({ data }) => data[0]?.ratecount);
    expect([counts(with_), counts(without)]).toEqual([
      ['1', '2.5'],
      [undefined, undefined],
    ]);
  });

  it('can be had once, whatever the options, and given up', () => {
    const { clerk, exchange, subscribe, unsubscribe, take, told } = session();
    unsubscribe('executions');
    expect(take()).toEqual([refusal('Subscription Not Found', 'subscribe', 8)]);
    subscribe('executions');
    take();
    subscribe('executions', { snapTrades: true });
    expect(take()).toEqual([refusal('Already subscribed', 'subscribe', 7)]);
    unsubscribe('executions');
    expect(take()).toEqual([
      `{"method":"unsubscribe","req_id":8,"result":{"channel":"executions"},"success":true,${TIMES}}`,
    ]);
    clerk.alice.tell({});
    expect([take(), clerk.alice.listeners, exchange.stats.subscriptions]).toEqual([[], 0, 0]);
    subscribe('executions');
    expect(told('executions').map(({ sequence, snapshot }) => [sequence, snapshot])).toEqual([[1, true]]);
  });

  it('wait for their snapshot, which shows what happened in the meantime', () => {
    const { clerk, subscribe, told, to } = session({ snapshotDelayMs: 50 });
    subscribe('executions');
    clerk.alice.tell({});
    clerk.alice.open = [reported({})];
    expect(told('executions')).toEqual([]);
    to(50);
    clerk.alice.tell({ execType: 'canceled' });
    expect(told('executions').map(({ sequence, data }) => [sequence, data[0]?.execType])).toEqual([
      [1, 'new'],
      [2, 'canceled'],
    ]);
  });
});

describe('balances', () => {
  const USD = {
    asset: 'USD',
    assetClass: 'currency',
    balance: '100.0000',
    wallets: [{ type: 'spot', id: 'main', balance: '100.0000' }],
  };

  it('begin with what there is, and go on with each change', () => {
    const { clerk, subscribe, take, told } = session();
    clerk.alice.has = [USD];
    subscribe('balances');
    expect(take()).toEqual([
      `{"method":"subscribe","req_id":7,"result":{"channel":"balances","snapshot":true},"success":true,${TIMES}}`,
      '{"channel":"balances","type":"snapshot","data":[{"asset":"USD","asset_class":"currency","wallets":[{"type":"spot","id":"main","balance":100.0000}],"balance":100.0000}],"sequence":1}',
    ]);
    clerk.alice.enter({ asset: 'BTC' });
    clerk.alice.enter({ asset: 'USD' });
    clerk.alice.tell({});
    expect(told('balances')).toEqual([
      { type: 'balances', snapshot: false, sequence: 2, data: [entered({ asset: 'BTC' })] },
      { type: 'balances', snapshot: false, sequence: 3, data: [entered({ asset: 'USD' })] },
    ]);
  });

  it('come without a snapshot when none is wanted, numbered from 1 nevertheless', () => {
    const { clerk, join } = session();
    for (const options of [{ snapshot: false }, { users: 'all' }]) {
      const { subscribe, take, told } = join();
      subscribe('balances', options);
      expect(take()).toEqual([expect.stringContaining('"snapshot":false')]);
      clerk.alice.enter({});
      expect(told('balances').map(({ sequence }) => sequence)).toEqual([1]);
    }
  });

  it('are a subscription of their own', () => {
    const { clerk, subscribe, unsubscribe, take } = session();
    subscribe('balances');
    subscribe('executions');
    subscribe('balances');
    unsubscribe('executions');
    take();
    clerk.alice.tell({});
    clerk.alice.enter({});
    expect(take()).toEqual([expect.stringMatching(/^\{"channel":"balances".*"sequence":2\}$/)]);
  });
});

describe('a request about orders', () => {
  it('is carried out for the account of its token, at once, and answered when the answer is due', () => {
    const { clerk, exchange, ask, take, to, join, subscribe } = session({ ackDelayMs: 20 });
    const other = join();
    subscribe('executions');
    to(40);
    take();
    clerk.answers = ({ reqId }) => {
      clerk.bob.tell({});
      clerk.alice.tell({ execType: 'pending_new' });
      return [{ type: 'answered', method: 'add_order', reqId, result: { orderId: 'OXYZ' } }];
    };
    ask({ ...ORDER, token: exchange.issueToken('alice') });
    expect(clerk.handled).toEqual([['alice', expect.objectContaining({ method: 'add_order', limitPrice: '100.0' })]]);
    expect(take()).toEqual([expect.stringMatching(/^\{"channel":"executions","type":"update"/)]);
    to(60);
    expect(take()).toEqual([
      '{"method":"add_order","req_id":9,"result":{"order_id":"OXYZ"},"success":true,"time_in":"2026-01-01T00:00:00.040000Z","time_out":"2026-01-01T00:00:00.060000Z"}',
    ]);
    expect(other.take()).toEqual([]);
    other.ask({ ...ORDER, token: exchange.issueToken('bob') });
    expect(clerk.handled.at(-1)?.[0]).toBe('bob');
  });

  it('may have several answers, refusals among them', () => {
    const { clerk, ask, take, token } = session();
    clerk.answers = ({ reqId }) => [
      { type: 'answered', method: 'cancel_order', reqId, result: { orderId: 'A' } },
      { type: 'refused', method: 'cancel_order', reqId, error: 'EOrder:Unknown order' },
    ];
    ask({ method: 'cancel_order', orderId: ['A', 'B'], token, reqId: 3 });
    expect(take()).toEqual([
      `{"method":"cancel_order","req_id":3,"result":{"order_id":"A"},"success":true,${TIMES}}`,
      // Of the next microsecond: not the same answer once more.
      refusal('EOrder:Unknown order', 'cancel_order', 3).replace(/(time_out":"[^"]+)0Z/, '$11Z'),
    ]);
  });

  it('is carried out though its connection is gone before the answer', () => {
    const { clerk, ask, hangUp, take, token, exchange } = session({ ackDelayMs: 20 });
    ask({ ...ORDER, token });
    hangUp();
    exchange.tick(START + 100);
    expect([clerk.handled.length, take()]).toEqual([1, []]);
  });
});
