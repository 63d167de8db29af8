import { describe, expect, it } from 'vitest';
import { exchange, wire } from '../faults/wire.js';

const T0 = '2026-01-01T00:00:00.000000Z';
const TIMES = `"time_in":"${T0}","time_out":"${T0}"`;

function session(options = {}) {
  const on = wire(exchange({ rate: 0, ...options }));
  on.heard.length = 0;
  const take = () => on.heard.splice(0).map(({ text }) => text);
  return { ...on, take };
}

describe('the next requests', () => {
  it('can be answered as too many, and are not carried out', () => {
    const { exchange, book, say, take } = session();
    exchange.faults.inject({ type: 'msg-rate', count: 3 });
    book('subscribe', 'BTC/USD', 'ETH/USD');
    say('{"method":"ping","req_id":8}');
    say('nonsense');
    expect(take()).toEqual([
      `{"error":"Exceeded msg rate","method":"subscribe","req_id":7,"success":false,${TIMES}}`,
      `{"error":"Exceeded msg rate","method":"ping","req_id":8,"success":false,${TIMES}}`,
      `{"error":"Exceeded msg rate","method":"error","success":false,${TIMES}}`,
    ]);
    expect(exchange.stats.subscriptions).toBe(0);
    say('{"method":"ping","req_id":9}');
    expect(take()).toEqual([`{"method":"pong","req_id":9,${TIMES}}`]);
  });

  it('can be answered in the shape of older days, of one connection alone', () => {
    const on = session();
    const other = wire(on.exchange);
    on.exchange.faults.inject({ type: 'msg-rate', legacy: true, connection: on.id, count: Infinity });
    on.say('{"method":"ping"}');
    other.say('{"method":"ping"}');
    expect(on.take()).toEqual(['{"Error":"Exceeded msg rate"}']);
    expect(other.texts().at(-1)).toContain('pong');
  });

  it('are refused when the answer is due', () => {
    const { exchange, say, take, to } = session({ ackDelayMs: 20 });
    exchange.faults.inject({ type: 'msg-rate' });
    say('{"method":"ping"}');
    expect(take()).toEqual([]);
    to(20);
    expect(take()).toEqual([expect.stringContaining('"time_out":"2026-01-01T00:00:00.020000Z"')]);
  });
});

describe('a limit of requests', () => {
  it('refuses those beyond it in any one second, and forgets what it refused', () => {
    const { say, take, to } = session({ maxRequestsPerSecond: 2 });
    const ping = () => {
      say('{"method":"ping"}');
      return take()[0]?.includes('pong');
    };
    expect([ping(), ping(), ping(), ping()]).toEqual([true, true, false, false]);
    to(999);
    expect(ping()).toBe(false);
    to(1000);
    expect([ping(), ping(), ping()]).toEqual([true, true, false]);
    to(1500);
    expect(ping()).toBe(false);
  });

  it('is one for each connection, and there is none unless asked for', () => {
    const on = exchange({ maxRequestsPerSecond: 1 });
    for (const each of [wire(on), wire(on)]) {
      each.say('{"method":"ping"}');
      expect(each.texts().at(-1)).toContain('pong');
    }
    const { say, take } = session();
    for (let i = 0; i < 1000; i++) say('{"method":"ping"}');
    expect(take().filter((text) => text.includes('pong'))).toHaveLength(1000);
  });

  it('must make sense', () => {
    for (const maxRequestsPerSecond of [0, 1.5, Number.NaN]) {
      expect(() => exchange({ maxRequestsPerSecond })).toThrow('maxRequestsPerSecond must be an integer from 1 up');
    }
  });
});

describe('a symbol', () => {
  it('can be refused for a while, the others are not', () => {
    const { exchange, book, take } = session();
    exchange.faults.inject({ type: 'refuse-symbol', symbol: 'BTC/USD' });
    book('subscribe', 'BTC/USD', 'ETH/USD');
    const [refused, acknowledged] = take();
    expect(refused).toBe(
      `{"error":"Currency pair not supported BTC/USD","method":"subscribe","req_id":7,"success":false,"symbol":"BTC/USD",${TIMES}}`,
    );
    expect(acknowledged).toContain('"symbol":"ETH/USD"},"success":true');
    book('subscribe', 'BTC/USD');
    expect(take()[0]).toContain('"success":true');
  });

  it('can be refused in any words, in one channel', () => {
    const { exchange, book, take } = session();
    exchange.faults.inject({ type: 'refuse-symbol', symbol: 'BTC/USD', channel: 'trade', error: 'Never' });
    exchange.faults.inject({ type: 'refuse-symbol', symbol: 'BTC/USD', channel: 'book', error: 'Not today' });
    book('subscribe', 'BTC/USD');
    expect(take()).toEqual([expect.stringMatching(/^\{"error":"Not today",/)]);
  });
});
