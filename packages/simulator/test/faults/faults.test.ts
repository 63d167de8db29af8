import { UsageError, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../src/index.js';
import { NaiveBook } from '../naive.js';
import { START, talk } from '../talk.js';

function lively() {
  const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD', 'ETH/USD'], rate: 50 });
  const session = talk(exchange);
  session.subscribe(['BTC/USD', 'ETH/USD']);
  return { exchange, session };
}

/** How many frames of a symbol a client finds to carry a wrong checksum. */
function mismatches(session: ReturnType<typeof talk>, symbol: string): number {
  const book = new NaiveBook(10);
  let wrong = 0;
  for (const message of session.books().filter((each) => each.symbol === symbol)) {
    book.apply(message);
    if (book.checksum !== message.checksum) wrong++;
  }
  return wrong;
}

describe('faults', () => {
  it('can cut all sockets without a close frame', () => {
    const { exchange, session } = lively();
    const other = talk(exchange);
    exchange.faults.inject({ type: 'drop' });
    expect([session.closed, other.closed]).toEqual([[{ code: 1006, reason: '' }], [{ code: 1006, reason: '' }]]);
    expect(exchange.stats.connections).toBe(0);
  });

  it('can close all sockets with a code and a reason', () => {
    const { exchange, session } = lively();
    exchange.faults.inject({ type: 'drop', code: 1001, reason: 'CloudFlare WebSocket proxy restarting' });
    expect(session.closed).toEqual([{ code: 1001, reason: 'CloudFlare WebSocket proxy restarting' }]);
  });

  it('can make the next checksums of one symbol wrong, and no others', () => {
    const { exchange, session } = lively();
    exchange.faults.inject({ type: 'wrong-checksum', symbol: 'BTC/USD', count: 3 });
    expect(exchange.faults.pending.map(({ fault }) => fault)).toEqual([
      { type: 'wrong-checksum', symbol: 'BTC/USD', count: 3 },
    ]);
    exchange.tick(START + 5000);
    expect(mismatches(session, 'BTC/USD')).toBe(3);
    expect(mismatches(session, 'ETH/USD')).toBe(0);
    expect(exchange.faults.pending).toEqual([]);
  });

  it('can lose an update, which the client sees by its checksum', () => {
    const { exchange, session } = lively();
    const twin = lively();
    exchange.faults.inject({ type: 'lose', count: 2 });
    exchange.tick(START + 2000);
    twin.exchange.tick(START + 2000);
    expect(session.books().length).toBe(twin.session.books().length - 2);
  });

  it('can go mute and stay open: nothing is sent, requests are not heard, and it passes', () => {
    const { exchange, session } = lively();
    exchange.tick(START + 1000);
    session.heard.length = 0;
    exchange.faults.inject({ type: 'mute', ms: 3000 });
    session.say('{"method":"ping"}');
    exchange.tick(START + 3999);
    expect(session.heard).toEqual([]);
    expect(exchange.faults.pending.map(({ fault }) => fault)).toEqual([{ type: 'mute', ms: 1 }]);
    exchange.tick(START + 6000);
    expect(session.heard.length).toBeGreaterThan(50);
    expect(session.heard.some((text) => text.includes('pong'))).toBe(false);
    expect(session.closed).toEqual([]);
  });

  it('can be set for later, and taken back', () => {
    const { exchange, session } = lively();
    exchange.faults.inject({ type: 'drop' }, START + 2000);
    exchange.faults.inject({ type: 'mute', ms: 10 }, START + 9000);
    expect(exchange.faults.pending.map(({ fault }) => fault.type)).toEqual(['drop', 'mute']);
    exchange.tick(START + 1999);
    expect(session.closed).toEqual([]);
    exchange.tick(START + 2000);
    expect(session.closed).toHaveLength(1);
    exchange.faults.clear();
    expect(exchange.faults.pending).toEqual([]);
    exchange.tick(START + 9001);
    expect(exchange.faults.pending).toEqual([]);
  });

  it('tell in words what is to come, with what is left of it', () => {
    const { exchange } = lively();
    const texts = () => exchange.faults.pending.map(({ text }) => text);
    expect(texts()).toEqual([]);
    exchange.faults.inject({ type: 'drop', code: 1001 }, START + 5000);
    exchange.faults.inject({ type: 'maintenance', ms: 3000, drop: true });
    exchange.faults.inject({ type: 'lose', channel: 'book', symbol: 'BTC/USD', count: 3 });
    exchange.faults.inject({ type: 'delay', delayMs: 250, ms: 4000 });
    exchange.faults.inject({ type: 'truncate', count: Infinity });
    exchange.tick(START + 1000);
    expect(texts()).toEqual([
      'the exchange goes into maintenance and back (for 2 s, drop)',
      'data frames are lost (book, BTC/USD, 3 times)',
      'data frames come late and are overtaken (by 0.3 s, for 3 s)',
      'data frames are cut short (every time)',
      'in 4 s: connections are dropped (code 1001)',
    ]);
    expect(exchange.faults.pending.at(-1)).toMatchObject({ inMs: 4000, fault: { type: 'drop', code: 1001 } });
    exchange.faults.clear();
    expect(texts()).toEqual([]);
  });

  it('count down as they happen', () => {
    const { exchange, session } = lively();
    exchange.faults.inject({ type: 'lose', symbol: 'ETH/USD', count: 1000 });
    const before = session.books().length;
    exchange.tick(START + 1000);
    const [pending] = exchange.faults.pending;
    expect(pending?.fault).toMatchObject({ type: 'lose', count: expect.any(Number) });
    expect(pending?.fault).not.toMatchObject({ count: 1000 });
    expect(session.books().length).toBeGreaterThan(before);
  });

  it('may concern one connection alone', () => {
    const { exchange, session } = lively();
    const other = talk(exchange);
    const connection = /"connection_id":(\d+)/.exec(other.heard[0] ?? '')?.[1];
    exchange.faults.inject({ type: 'drop', connection });
    expect([session.closed.length, other.closed.length]).toEqual([0, 1]);
    exchange.faults.inject({ type: 'drop', connection: '1' });
    expect(session.closed).toEqual([]);
  });

  it('let go of connections that are over', () => {
    const { exchange } = lively();
    const closed: number[] = [];
    const close = (code: number) => closed.push(code);
    const line = { id: '5', codec: v2, send() {}, close, after: () => () => undefined };
    const passages = [exchange.faults.join(line), exchange.faults.join(line)];
    for (const passage of passages.slice(1)) exchange.faults.leave(passage);
    exchange.faults.inject({ type: 'drop', connection: '5' });
    expect(closed).toEqual([1006]);
  });

  it('play a script, its times counted from when it is begun', () => {
    const { exchange, session } = lively();
    exchange.tick(START + 1000);
    exchange.faults.script([
      { atMs: 500, fault: { type: 'mute', ms: 100 } },
      { atMs: 0, fault: { type: 'duplicate' } },
      { atMs: 900, fault: { type: 'drop', code: 1013 } },
    ]);
    expect(exchange.faults.pending.map(({ fault, inMs }) => [fault.type, inMs])).toEqual([
      ['duplicate', 0],
      ['mute', 500],
      ['drop', 900],
    ]);
    exchange.tick(START + 1899);
    expect(session.closed).toEqual([]);
    exchange.tick(START + 1900);
    expect(session.closed).toEqual([{ code: 1013, reason: '' }]);
  });

  it('come at random for ever, until they are taken back', () => {
    const { exchange } = lively();
    exchange.faults.chaos({ seed: 3, meanGapMs: 1000, symbols: ['BTC/USD'] });
    let seen = 0;
    for (let second = 1; second <= 120; second++) {
      exchange.tick(START + second * 1000);
      if (exchange.faults.pending.length > 1) seen++;
      expect(exchange.faults.pending.filter(({ inMs }) => inMs > 0)).toHaveLength(1);
    }
    expect(seen).toBeGreaterThan(60);
    exchange.faults.clear();
    exchange.tick(START + 300_000);
    expect(exchange.faults.pending).toEqual([]);
  });

  it('are refused when they make no sense, and then nothing happens', () => {
    const { exchange, session } = lively();
    expect(() => exchange.faults.inject({ type: 'drop', code: 1005 })).toThrow(UsageError);
    expect(() => exchange.faults.inject({ type: 'mute', ms: Number.NaN }, START + 10)).toThrow('mute: ms: expected');
    expect(exchange.faults.pending).toEqual([]);
    expect(session.closed).toEqual([]);
  });

  it('are refused for a symbol that is not traded, whose frames they would await for ever', () => {
    const { exchange } = lively();
    const { faults } = exchange;
    const expected = 'expected one that is traded here (BTC/USD, ETH/USD), received';
    const untraded = "'DOGE/EUR'; open the exchange with this symbol as well";
    expect(() => faults.inject({ type: 'lose', symbol: 'DOGE/EUR' })).toThrow(UsageError);
    expect(() => faults.inject({ type: 'lose', symbol: 'DOGE/EUR' })).toThrow(`lose: symbol: ${expected} ${untraded}`);
    const mistyped = `delay: symbol: ${expected} 'XBT/USD'; did you mean 'BTC/USD'?`;
    expect(() => faults.inject({ type: 'delay', delayMs: 5, symbol: 'XBT/USD' }, START + 10)).toThrow(mistyped);
    const chaos = { seed: 3, meanGapMs: 1000, symbols: ['BTC/USD', 'DOGE/EUR'] };
    expect(() => faults.chaos(chaos)).toThrow(`symbols: ${expected} ${untraded}`);
    expect(faults.pending).toEqual([]);
  });

  it('may refuse a symbol that is not traded in words of their own', () => {
    const { exchange, session } = lively();
    exchange.faults.inject({ type: 'refuse-symbol', symbol: 'DOGE/EUR', error: 'Not today' });
    session.subscribe(['DOGE/EUR']);
    expect(session.heard.at(-1)).toContain('Not today');
  });

  it('are the same for the same seed', () => {
    const wrong = () => {
      const { exchange, session } = lively();
      exchange.faults.inject({ type: 'wrong-checksum', count: Infinity });
      exchange.tick(START + 1000);
      return session.heard;
    };
    expect(wrong()).toEqual(wrong());
  });
});
