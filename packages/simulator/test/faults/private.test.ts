import { v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { type ExchangeOptions, type Fault, parseFault } from '../../src/index.js';
import { staffed } from '../server/clerk.js';
import { wire } from './wire.js';

const ORDER = {
  method: 'add_order',
  orderType: 'limit',
  side: 'buy',
  symbol: 'BTC/USD',
  orderQty: '0.10',
  limitPrice: '100.0',
} as const;

function session(options: Partial<ExchangeOptions> = {}) {
  const { exchange, clerk } = staffed(options);
  const token = exchange.issueToken('alice');
  const on = wire(exchange, '/auth/v2');
  const order = (reqId: number) => on.ask({ ...ORDER, token, reqId });
  const cancel = (reqId: number) => on.ask({ method: 'cancel_all', token, reqId });
  clerk.answers = ({ method, reqId }) =>
    method === 'cancel_all'
      ? [{ type: 'answered', method, reqId, result: { count: 0 } }]
      : [{ type: 'answered', method: 'add_order', reqId, result: { orderId: `O${reqId}` } }];
  const subscribe = (channel: 'executions' | 'balances') => on.ask({ method: 'subscribe', channel, token });
  const inject = (fault: Fault) => exchange.faults.inject(fault);
  /** The request ids of the answers so far, in their order. */
  const answered = () => on.texts().flatMap((text) => /"req_id":(\d+)/.exec(text)?.slice(1) ?? []);
  const sequences = (channel: 'executions' | 'balances') =>
    on.texts().flatMap((text) => {
      const message = v2.decode(text);
      return message.type === channel ? [message.sequence] : [];
    });
  return { ...on, clerk, token, order, cancel, subscribe, inject, answered, sequences };
}

describe('an answer about orders', () => {
  it('can come late, overtaken by what follows, though the order was placed', () => {
    const { clerk, order, subscribe, inject, answered, sequences, to } = session();
    subscribe('executions');
    inject({ type: 'delay-answer', delayMs: 700 });
    order(1);
    clerk.alice.tell({});
    order(2);
    expect([clerk.handled.length, answered(), sequences('executions')]).toEqual([2, ['2'], [1, 2]]);
    to(699);
    expect(answered()).toEqual(['2']);
    to(700);
    expect(answered()).toEqual(['2', '1']);
  });

  it('can come twice', () => {
    const { clerk, order, inject, answered } = session();
    inject({ type: 'duplicate-answer' });
    order(1);
    order(2);
    expect([clerk.handled.length, answered()]).toEqual([2, ['1', '1', '2']]);
  });

  it('can come twice and late', () => {
    const { order, inject, answered, to } = session();
    inject({ type: 'duplicate-answer' });
    inject({ type: 'delay-answer', delayMs: 100 });
    order(1);
    expect(answered()).toEqual([]);
    to(100);
    expect(answered()).toEqual(['1', '1']);
  });

  it('can be lost, though the order was placed', () => {
    const { clerk, order, inject, answered } = session();
    inject({ type: 'lose-answer', count: 2 });
    for (const reqId of [1, 2, 3]) order(reqId);
    expect([clerk.handled.length, answered()]).toEqual([3, ['3']]);
  });

  it('is one to the method, when a method is given, and of the connection', () => {
    const { clerk, order, cancel, inject, answered, id } = session();
    inject({ type: 'lose-answer', method: 'cancel_all', connection: id });
    inject({ type: 'lose-answer', connection: '1' });
    order(1);
    cancel(2);
    cancel(3);
    expect([clerk.handled.length, answered()]).toEqual([3, ['1', '3']]);
  });

  it('can be a refusal, but none to a subscription', () => {
    const { clerk, order, ask, inject, answered } = session();
    inject({ type: 'lose-answer', count: 2 });
    clerk.answers = ({ reqId }) => [
      { type: 'refused', method: 'add_order', reqId, error: 'EOrder:Insufficient funds' },
    ];
    ask({ method: 'subscribe', channel: 'executions', token: 'unknown', reqId: 1 });
    order(2);
    ask({ ...ORDER, token: 'unknown', reqId: 3 });
    order(4);
    expect(answered()).toEqual(['1', '4']);
  });

  it('can say that there were too many requests: then nothing was done', () => {
    const { clerk, order, inject, texts } = session();
    inject({ type: 'msg-rate' });
    order(1);
    expect(clerk.handled).toEqual([]);
    expect(texts().at(-1)).toMatch(/^\{"error":"Exceeded msg rate","method":"add_order","req_id":1,/);
  });
});

describe('a connection', () => {
  it.each([
    [undefined, 1],
    [true, 1],
    [false, 0],
  ])('can be cut between a request and its answer (carried out: %s)', (carriedOut, times) => {
    const { clerk, order, cancel, subscribe, inject, texts, closed } = session({ ackDelayMs: 0 });
    subscribe('executions');
    inject({ type: 'drop-on-request', method: 'add_order', carriedOut });
    cancel(1);
    expect(closed).toEqual([]);
    const before = texts();
    clerk.handled.length = 0;
    clerk.answers = () => {
      clerk.alice.tell({});
      return [];
    };
    order(2);
    expect([closed, clerk.handled.length, texts()]).toEqual([['1006 '], times, before]);
  });

  it('is not cut by a request that is refused before it reaches the orders', () => {
    const { ask, inject, closed } = session();
    inject({ type: 'drop-on-request' });
    ask({ ...ORDER, token: 'unknown' });
    expect(closed).toEqual([]);
  });
});

describe('the numbers of an account', () => {
  it('can skip one, and go on from there until it is subscribed to anew', () => {
    const { clerk, subscribe, inject, sequences, exchange, ask, token } = session();
    subscribe('executions');
    subscribe('balances');
    clerk.alice.tell({});
    inject({ type: 'skip-sequence', channel: 'executions' });
    clerk.alice.enter({});
    clerk.alice.tell({});
    clerk.alice.tell({});
    expect([sequences('executions'), sequences('balances')]).toEqual([
      [1, 2, 4, 5],
      [1, 2],
    ]);
    exchange.faults.clear();
    clerk.alice.tell({});
    ask({ method: 'unsubscribe', channel: 'executions', token });
    subscribe('executions');
    clerk.alice.tell({});
    expect(sequences('executions')).toEqual([1, 2, 4, 5, 6, 1, 2]);
  });

  it('show that a frame was lost', () => {
    const { clerk, subscribe, inject, sequences } = session();
    subscribe('executions');
    subscribe('balances');
    inject({ type: 'lose', channel: 'balances' });
    for (let i = 0; i < 2; i++) {
      clerk.alice.tell({});
      clerk.alice.enter({});
    }
    expect([sequences('executions'), sequences('balances')]).toEqual([
      [1, 2, 3],
      [1, 3],
    ]);
  });

  it('die with their subscription when they are late: they would have a place in the next', () => {
    const { clerk, subscribe, inject, sequences, ask, to, token } = session();
    subscribe('executions');
    inject({ type: 'delay', channel: 'executions', delayMs: 500, count: 2 });
    clerk.alice.tell({});
    clerk.alice.tell({});
    ask({ method: 'unsubscribe', channel: 'executions', token });
    subscribe('executions');
    to(1000);
    clerk.alice.tell({});
    expect(sequences('executions')).toEqual([1, 1, 2]);
  });

  it('suffer all that happens to streams, but not what happens to a symbol', () => {
    const { clerk, subscribe, inject, sequences, to, texts } = session();
    inject({ type: 'lose', symbol: 'BTC/USD', count: Infinity });
    inject({ type: 'delay-snapshot', channel: 'executions', delayMs: 500 });
    subscribe('executions');
    clerk.alice.tell({});
    expect(sequences('executions')).toEqual([]);
    to(500);
    inject({ type: 'duplicate', channel: 'executions' });
    clerk.alice.tell({});
    inject({ type: 'reorder', channel: 'executions' });
    clerk.alice.tell({});
    clerk.alice.tell({});
    inject({ type: 'mute-subscription', channel: 'executions', ms: 1000 });
    clerk.alice.tell({});
    expect(sequences('executions')).toEqual([1, 2, 3, 3, 5, 4]);
    inject({ type: 'truncate', channel: 'balances', frames: 'snapshots' });
    subscribe('balances');
    expect(() => JSON.parse(texts().at(-1) ?? '')).toThrow(SyntaxError);
  });

  it('may begin without their acknowledgement, or without their snapshot', () => {
    const { clerk, subscribe, inject, texts, sequences } = session();
    inject({ type: 'lose-acknowledgement', channel: 'executions' });
    inject({ type: 'lose-snapshot', channel: 'balances' });
    subscribe('executions');
    subscribe('balances');
    clerk.alice.enter({});
    expect(texts().filter((text) => text.startsWith('{"method":"subscribe"'))).toHaveLength(1);
    expect([sequences('executions'), sequences('balances')]).toEqual([[1], [2]]);
  });
});

describe('tokens', () => {
  it('can expire all at once; what was subscribed with them goes on', () => {
    const { clerk, exchange, order, subscribe, inject, texts, sequences, ask } = session();
    subscribe('executions');
    inject({ type: 'expire-token' });
    expect(exchange.faults.pending).toEqual([]);
    clerk.alice.tell({});
    order(1);
    expect(texts().at(-1)).toContain('"error":"ESession:Invalid session","method":"add_order","req_id":1');
    expect([clerk.handled.length, sequences('executions')]).toEqual([0, [1, 2]]);
    ask({ ...ORDER, token: exchange.issueToken('alice') });
    expect(clerk.handled).toHaveLength(1);
  });
});

describe('the faults of private connections', () => {
  it.each<[string, Fault]>([
    ['delay-answer:1.5', { type: 'delay-answer', delayMs: 1500 }],
    ['duplicate-answer:amend_order', { type: 'duplicate-answer', method: 'amend_order' }],
    ['lose-answer:add_order,count=2', { type: 'lose-answer', method: 'add_order', count: 2 }],
    ['drop-on-request:add_order,carriedOut=false', { type: 'drop-on-request', method: 'add_order', carriedOut: false }],
    ['skip-sequence:balances', { type: 'skip-sequence', channel: 'balances' }],
    ['expire-token', { type: 'expire-token' }],
    ['lose:channel=executions', { type: 'lose', channel: 'executions' }],
  ])('can be written on a command line: %s', (text, fault) => {
    expect(parseFault(text).fault).toEqual(fault);
  });

  it('say what they expect', () => {
    expect(() => parseFault('lose-answer:ping')).toThrow('lose-answer: method: expected add_order or amend_order or');
    expect(() => parseFault('skip-sequence:book')).toThrow('skip-sequence: channel: expected executions or balances');
    expect(() => parseFault('delay-answer')).toThrow('delay-answer: delayMs: expected milliseconds');
    expect(() => parseFault('expire-token:1')).toThrow('expire-token: expected KEY=VALUE, received 1');
  });
});
