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
