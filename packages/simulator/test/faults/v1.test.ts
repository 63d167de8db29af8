/** What goes wrong on v1 where it has other streams and other answers than v2. What is alike is in passage.test.ts. */
import { v1 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { type ExchangeOptions, type Fault, RECOVERY_MS, randomFaults } from '../../src/index.js';
import { NaiveBook } from '../naive.js';
import { staffed } from '../server/clerk.js';
import { exchange, wire } from './wire.js';

type Part = 'orders' | 'trades';

function session(options: Partial<ExchangeOptions> = {}) {
  const { exchange: on, clerk } = staffed(options);
  const token = on.issueToken('alice');
  const speaker = wire(on, '/auth', v1);
  clerk.answers = ({ reqId }) => [{ type: 'answered', method: 'add_order', reqId, result: { orderId: `O${reqId}` } }];
  const order = (reqId: number) =>
    speaker.say(
      `{"event":"addOrder","token":"${token}","reqid":${reqId},"ordertype":"market","type":"buy","pair":"XBT/USD","volume":"1"}`,
    );
  const ask = (method: 'subscribe' | 'unsubscribe', part: Part) =>
    speaker.ask({ method, channel: 'executions', part, token });
  /** A fill, which both streams tell. */
  const fill = () =>
    clerk.alice.tell({
      execType: 'trade',
      execId: 'T1',
      symbol: 'BTC/USD',
      side: 'buy',
      orderType: 'market',
      lastQty: '1',
      lastPrice: '1',
      cost: '1',
      fees: [{ asset: 'USD', qty: '0' }],
    });
  const sequences = (part: Part) =>
    speaker.texts().flatMap((text) => {
      const message = v1.decode(text);
      return message.type === 'executions' && message.part === part ? [message.sequence] : [];
    });
  const answered = () => speaker.texts().flatMap((text) => /"addOrderStatus","reqid":(\d+)/.exec(text)?.slice(1) ?? []);
  return {
    ...speaker,
    clerk,
    order,
    ask,
    fill,
    sequences,
    answered,
    inject: (fault: Fault) => on.faults.inject(fault),
  };
}

describe('the two streams of executions', () => {
  it('skip numbers each by itself, until they are subscribed to anew', () => {
    const { ask, fill, inject, sequences } = session();
    ask('subscribe', 'orders');
    ask('subscribe', 'trades');
    inject({ type: 'skip-sequence', channel: 'executions' });
    fill();
    fill();
    expect([sequences('orders'), sequences('trades')]).toEqual([
      [1, 3, 4],
      [1, 2, 3],
    ]);
    ask('unsubscribe', 'trades');
    ask('subscribe', 'trades');
    fill();
    expect([sequences('orders'), sequences('trades')]).toEqual([
      [1, 3, 4, 5],
      [1, 2, 3, 1, 2],
    ]);
  });

  it('skip numbers of the one that is meant alone', () => {
    const { ask, fill, inject, sequences } = session();
    ask('subscribe', 'orders');
    ask('subscribe', 'trades');
    inject({ type: 'skip-sequence', channel: 'executions', part: 'trades' });
    fill();
    fill();
    expect([sequences('orders'), sequences('trades')]).toEqual([
      [1, 2, 3],
      [1, 3, 4],
    ]);
  });

  it('fall silent each by itself, after an acknowledgement', () => {
    const { ask, fill, inject, sequences, texts } = session();
    inject({ type: 'mute-subscription', channel: 'executions' });
    ask('subscribe', 'trades');
    ask('subscribe', 'orders');
    fill();
    expect([sequences('orders'), sequences('trades')]).toEqual([[1, 2], []]);
    expect(texts().filter((text) => text.includes('"status":"subscribed"'))).toHaveLength(2);
  });

  it('are held back each by itself, and what is late of one ends with it alone', () => {
    const { ask, fill, inject, sequences, to } = session();
    ask('subscribe', 'orders');
    ask('subscribe', 'trades');
    inject({ type: 'delay', channel: 'executions', delayMs: 500, count: 2 });
    fill();
    ask('unsubscribe', 'trades');
    to(1000);
    expect([sequences('orders'), sequences('trades')]).toEqual([[1, 2], [1]]);
  });
});

describe('an answer about orders', () => {
  it('can come late, twice or never', () => {
    const { order, inject, answered, to, clerk } = session();
    inject({ type: 'lose-answer' });
    order(1);
    inject({ type: 'duplicate-answer', method: 'add_order' });
    order(2);
    inject({ type: 'delay-answer', delayMs: 700 });
    order(3);
    order(4);
    to(700);
    expect([clerk.handled.length, answered()]).toEqual([4, ['2', '2', '4', '3']]);
  });

  it('can be that there were too many requests, which is an error of its own', () => {
    const { order, ask, inject, texts, clerk } = session();
    inject({ type: 'msg-rate' });
    order(42);
    expect(texts().at(-1)).toBe('{"errorMessage":"Exceeded msg rate","event":"error","reqid":42}');
    inject({ type: 'msg-rate', count: 2 });
    ask('subscribe', 'orders');
    expect(texts().at(-1)).toBe('{"errorMessage":"Exceeded msg rate","event":"error"}');
    inject({ type: 'msg-rate', legacy: true });
    order(1);
    order(2);
    expect(texts().at(-1)).toBe('{"Error":"Exceeded msg rate"}');
    expect(clerk.handled).toEqual([]);
  });

  it('need not come before the connection is cut', () => {
    const { order, inject, closed, clerk } = session();
    inject({ type: 'drop-on-request', method: 'add_order' });
    order(1);
    expect([closed, clerk.handled.length]).toEqual([['1006 '], 1]);
  });

  it('says that the token has expired', () => {
    const { order, ask, fill, inject, texts, sequences } = session();
    ask('subscribe', 'orders');
    inject({ type: 'expire-token' });
    order(1);
    expect(texts().at(-1)).toBe(
      '{"errorMessage":"ESession:Invalid session","event":"addOrderStatus","reqid":1,"status":"error"}',
    );
    fill();
    expect(sequences('orders')).toEqual([1, 2]);
  });
});

describe('market data', () => {
  it('can be refused for a symbol, under its name in v1', () => {
    const on = wire(exchange(), '/', v1);
    on.exchange.faults.inject({ type: 'refuse-symbol', symbol: 'BTC/USD' });
    on.book('subscribe', 'BTC/USD', 'ETH/USD');
    expect(on.texts()[1]).toBe(
      '{"errorMessage":"Currency pair not supported XBT/USD","event":"subscriptionStatus","pair":"XBT/USD","reqid":7,' +
        '"status":"error","subscription":{"depth":10,"name":"book"}}',
    );
    expect(on.books().map(({ symbol }) => symbol)).toEqual(['ETH/USD']);
  });

  it('can be lost of the spread', () => {
    const [faulty, healthy] = [wire(exchange(), '/', v1), wire(exchange(), '/', v1)];
    faulty.exchange.faults.inject({ type: 'lose', channel: 'spread', symbol: 'BTC/USD', count: 2 });
    for (const each of [faulty, healthy]) {
      each.ask({ method: 'subscribe', channel: 'spread', symbols: ['BTC/USD'] });
      each.book('subscribe', 'BTC/USD');
      each.to(3000);
    }
    const spreads = healthy.texts().filter((text) => text.includes('"spread","XBT/USD"]'));
    const lost = new Set(spreads.slice(0, 2));
    expect(spreads.length).toBeGreaterThan(4);
    expect(faulty.texts()).toEqual(healthy.texts().filter((text) => !lost.has(text)));
  });

  it('has no checksum in a snapshot that could be wrong: the update behind it has', () => {
    const on = wire(exchange(), '/', v1);
    on.exchange.faults.inject({ type: 'wrong-checksum', symbol: 'BTC/USD' });
    on.book('subscribe', 'BTC/USD');
    expect(on.exchange.faults.pending).toHaveLength(1);
    on.to(1000);
    expect(on.exchange.faults.pending).toHaveLength(0);
  });
});

describe('maintenance', () => {
  it('is told without the id that the first status had', () => {
    const on = wire(exchange({ rate: 0 }), '/', v1);
    on.exchange.faults.inject({ type: 'maintenance', ms: 1000, stepMs: 100 });
    on.to(1500);
    const status = (of: string) => `{"event":"systemStatus","status":"${of}","version":"1.9.1"}`;
    expect(on.texts()).toEqual([
      `{"connectionID":${on.id},"event":"systemStatus","status":"online","version":"1.9.1"}`,
      ...['maintenance', 'cancel_only', 'post_only', 'online'].map(status),
    ]);
  });
});

describe('random faults of all kinds', () => {
  it.each([1, 2, 3])('leave a v1 exchange healthy when they are over (seed %i)', (seed) => {
    const durationMs = 40_000;
    const on = exchange({ idleMs: Infinity, accounts: [{ name: 'bot', balances: { USD: '10000', BTC: '1' } }] });
    const symbols = ['BTC/USD', 'ETH/USD'];
    on.faults.script(randomFaults({ seed, durationMs, meanGapMs: 300, symbols, private: true }));
    const token = () => on.issueToken('bot');
    const join = () => {
      const [open, own] = [wire(on, '/', v1), wire(on, '/auth', v1)];
      open.book('subscribe', ...symbols);
      for (const channel of ['ticker', 'spread', 'trade', 'ohlc'] as const) {
        open.ask({ method: 'subscribe', channel, symbols });
      }
      for (const part of ['orders', 'trades'] as const) {
        own.ask({ method: 'subscribe', channel: 'executions', part, token: token() });
      }
      return { open, own };
    };
    for (let at = 0; at < durationMs; at += 500) {
      const { open, own } = join();
      open.to(at);
      const order = { orderType: 'market', side: 'buy', symbol: 'BTC/USD', orderQty: '0.001' } as const;
      own.ask({ method: 'add_order', ...order, token: token() });
    }
    on.tick(on.now + RECOVERY_MS);
    const { open, own } = join();
    on.tick(on.now + 2000);
    own.ask({ method: 'cancel_all', token: token() });
    const books = new Map(symbols.map((symbol) => [symbol, new NaiveBook(10)]));
    let proofs = 0;
    for (const text of [...open.texts(), ...own.texts()]) {
      const message = v1.decode(text);
      expect(['invalid', 'unknown']).not.toContain(message.type);
      if (message.type !== 'book') continue;
      const book = books.get(message.symbol);
      book?.apply(message);
      if (message.checksum === undefined) continue;
      expect(book?.checksum).toBe(message.checksum);
      proofs++;
    }
    expect(proofs).toBeGreaterThan(20);
    expect(own.texts().at(-1)).toContain('"event":"cancelAllStatus","status":"ok"');
  });
});
