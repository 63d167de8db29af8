import { UsageError } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, Exchange } from '../src/index.js';
import { START, talk } from './talk.js';

function recording(seed: number, steps: readonly number[]): string[] {
  const exchange = new Exchange({ startTime: START, seed, rate: 50 });
  const session = talk(exchange);
  session.subscribe(['BTC/USD', 'SHIB/USD'], 25);
  let now = START;
  for (const step of steps) {
    now += step;
    exchange.tick(now);
  }
  return session.heard;
}

describe('the exchange', () => {
  it('says the same bytes for the same seed, whatever the size of the steps', () => {
    const whole = recording(5, [10_000]);
    expect(whole.length).toBeGreaterThan(500);
    expect(recording(5, [10_000])).toEqual(whole);
    expect(
      recording(
        5,
        Array.from({ length: 1000 }, () => 10),
      ),
    ).toEqual(whole);
  });

  it('says other bytes for another seed', () => {
    expect(recording(6, [1000])).not.toEqual(recording(5, [1000]));
  });

  it('trades a symbol in the same way whatever else it lists and whoever listens', () => {
    const alone = new Exchange({ startTime: START, seed: 3, symbols: ['ETH/USD'] });
    const among = new Exchange({ startTime: START, seed: 3 });
    talk(among).subscribe(['ETH/USD', 'BTC/USD']);
    for (const exchange of [alone, among]) exchange.tick(START + 20_000);
    expect(among.book('ETH/USD')).toEqual(alone.book('ETH/USD'));
  });

  it('can be moved from one due moment to the next', () => {
    const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD'], rate: 10 });
    for (let i = 0; i < 100; i++) {
      const at = exchange.nextAt;
      expect(at).toBeGreaterThanOrEqual(exchange.now);
      exchange.tick(at);
      expect(exchange.nextAt).toBeGreaterThan(at);
    }
    expect(exchange.now).toBeLessThan(START + 30_000);
  });

  it('has nothing due when it does not trade and nobody is connected', () => {
    const exchange = new Exchange({ startTime: START, rate: 0 });
    expect(exchange.nextAt).toBe(Infinity);
    const session = talk(exchange);
    expect(exchange.nextAt).toBe(START + 60_000);
    session.hangUp();
    expect(exchange.nextAt).toBe(Infinity);
  });

  it('ignores a time gone by', () => {
    const exchange = new Exchange({ startTime: START });
    exchange.tick(START + 1000);
    exchange.tick(START);
    expect(exchange.now).toBe(START + 1000);
  });

  it('stands still while it rests', () => {
    const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD'], rate: 1000 });
    const before = exchange.book('BTC/USD');
    exchange.rest(START + 3_600_000);
    exchange.tick(START + 3_600_000);
    expect(exchange.book('BTC/USD')).toEqual(before);
    exchange.tick(START + 3_601_000);
    expect(exchange.book('BTC/USD')).not.toEqual(before);
  });

  it('opens every market of the catalogue, uncrossed', () => {
    const exchange = new Exchange({ startTime: START });
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(20);
    for (const { pair } of CATALOGUE) {
      const { bids, asks } = exchange.book(pair.symbol);
      expect(Number(bids[0]?.price)).toBeLessThan(Number(asks[0]?.price));
      expect(bids.at(-1)?.price).toMatch(new RegExp(`^\\d+\\.\\d{${pair.pricePrecision}}$`));
    }
    expect(exchange.assets.map(({ id }) => id)).toContain('SHIB');
  });

  it('serves both protocols, each by its path alone', () => {
    const exchange = new Exchange({ startTime: START });
    const paths = ['/v2', 'v2', '/v2/', '/auth/v2', '/', '', '/auth', '/auth/'];
    expect(paths.filter((path) => !exchange.serves(path))).toEqual([]);
    expect(['/v3', '/v1', '/auth/v1', '/v2/auth'].filter((path) => exchange.serves(path))).toEqual([]);
    expect(() => exchange.accept('/v3', { send() {}, close() {} })).toThrow(UsageError);
  });

  it('tells at once what cannot be', () => {
    expect(() => new Exchange({ startTime: START, symbols: ['XBT/USD'] })).toThrow('XBT/USD is not in the catalogue');
    expect(() => new Exchange({ startTime: START, rate: Number.NaN })).toThrow('rate must be');
    expect(() => new Exchange({ startTime: START, levels: 0 })).toThrow('levels must be');
    const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD'] });
    for (const ask of ['book', 'ticker', 'trades'] as const) {
      expect(() => exchange[ask]('WWW/USD')).toThrow('not traded here');
    }
    expect(() => exchange.candles('WWW/USD', 1)).toThrow('not traded here');
    expect(() => exchange.candles('BTC/USD', 3 as 5)).toThrow('expected one of 1, 5, 15, 30, 60, 240, 1440, 10080');
  });
});
