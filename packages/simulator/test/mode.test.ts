import { UsageError } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../src/index.js';
import { START, talk } from './talk.js';

function trading() {
  const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD', 'ETH/USD'], rate: 100 });
  const session = talk(exchange);
  session.subscribe(['BTC/USD']);
  exchange.tick(START + 1000);
  session.heard.length = 0;
  return { exchange, session };
}

describe('the mode of the exchange', () => {
  it('is told to every connection when it changes, in maintenance without a connection id', () => {
    const { exchange, session } = trading();
    const other = talk(exchange);
    const id = other.told('status')[0]?.connectionId;
    other.heard.length = 0;
    for (const mode of ['maintenance', 'cancel_only', 'cancel_only', 'online'] as const) exchange.setMode(mode);
    expect(session.told('status').map(({ system }) => system)).toEqual(['maintenance', 'cancel_only', 'online']);
    expect(other.told('status').map(({ connectionId }) => connectionId)).toEqual([undefined, id, id]);
    expect(other.heard[0]).toBe(
      '{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"maintenance","api_version":"v2"}]}',
    );
  });

  it('is what a new connection is told first', () => {
    const { exchange } = trading();
    exchange.setMode('post_only');
    expect(talk(exchange).told('status')[0]?.system).toBe('post_only');
    expect(exchange.mode).toBe('post_only');
  });

  it('lets markets stand still and heartbeats go on until it is online again', () => {
    const { exchange, session } = trading();
    exchange.setMode('maintenance');
    const before = exchange.book('ETH/USD');
    exchange.tick(START + 31_000);
    expect(exchange.book('ETH/USD')).toEqual(before);
    expect(session.told('heartbeat')).toHaveLength(30);
    expect(session.books()).toEqual([]);
    exchange.setMode('cancel_only');
    exchange.tick(START + 32_000);
    expect(session.books()).toEqual([]);
    exchange.setMode('online');
    exchange.tick(START + 33_000);
    expect(exchange.book('ETH/USD')).not.toEqual(before);
    expect(session.books().length).toBeGreaterThan(20);
    expect(session.books().length).toBeLessThan(300);
  });

  it('leaves nothing due but what connections need while markets stand still', () => {
    const exchange = new Exchange({ startTime: START });
    exchange.setMode('maintenance');
    expect(exchange.nextAt).toBe(Infinity);
    exchange.setMode('online');
    expect(exchange.nextAt).toBeLessThan(START + 10_000);
  });

  it('can change from within a frame that a market makes', () => {
    const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD'], rate: 100 });
    let frames = 0;
    const connection = exchange.accept('/v2', {
      close() {},
      send(text) {
        if (!text.includes('"book","type":"update"')) return;
        frames++;
        exchange.setMode('maintenance');
      },
    });
    connection.received('{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"]}}');
    exchange.tick(START + 2000);
    expect(frames).toBe(1);
  });

  it('is one of four', () => {
    const { exchange } = trading();
    expect(() => exchange.setMode('closed' as 'online')).toThrow(UsageError);
    expect(() => exchange.setMode('closed' as 'online')).toThrow('expected one of online, post_only, cancel_only');
  });
});
