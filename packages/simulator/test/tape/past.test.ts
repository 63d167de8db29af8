import { OHLC_INTERVALS } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, Exchange } from '../../src/index.js';
import { START } from '../talk.js';

const quiet = (seed: number) => new Exchange({ startTime: START, seed, rate: 0 });

describe('the past of a market', () => {
  it('fills every snapshot of every symbol, whatever the seed', () => {
    for (const seed of [1, 2, 3]) {
      const exchange = quiet(seed);
      for (const { pair } of CATALOGUE) {
        expect(exchange.trades(pair.symbol)).toHaveLength(50);
        for (const interval of OHLC_INTERVALS) expect(exchange.candles(pair.symbol, interval)).toHaveLength(10);
      }
    }
  });

  it('has minutes without trades, and moments with several', () => {
    const exchange = quiet(1);
    const begins = (symbol: string) =>
      exchange.candles(symbol, 1).map(({ intervalBegin }) => Date.parse(intervalBegin));
    const spans = CATALOGUE.map(({ pair }) => (begins(pair.symbol).at(-1)! - begins(pair.symbol)[0]!) / 60_000);
    expect(Math.min(...spans)).toBe(9);
    expect(Math.max(...spans)).toBeGreaterThan(9);
    expect(new Set(exchange.trades('BTC/USD').map(({ timestamp }) => timestamp)).size).toBeLessThan(45);
  });

  it('has candles with bodies and wicks, as the market itself makes them', () => {
    const exchange = quiet(1);
    for (const symbol of ['BTC/USD', 'ETH/USD', 'SHIB/USD']) {
      // The first of them may have begun with a pause.
      const candles = exchange.candles(symbol, 1).slice(1);
      const lively = candles.filter(({ trades, high, low }) => trades >= 4 && Number(high) > Number(low));
      expect(lively.length).toBeGreaterThanOrEqual(7);
    }
  });

  it('ends where the market begins: at its prices, before it opened, right below its first trade', () => {
    const exchange = new Exchange({ startTime: START, rate: 20 });
    for (const { pair } of CATALOGUE) {
      const before = exchange.trades(pair.symbol);
      const { bids, asks } = exchange.book(pair.symbol);
      const last = before.at(-1);
      expect(Date.parse(last?.timestamp ?? '')).toBeLessThan(START);
      expect(Number(last?.price)).toBeGreaterThan(Number(bids.at(-1)?.price));
      expect(Number(last?.price)).toBeLessThan(Number(asks.at(-1)?.price));
    }
    const last = exchange.trades('ETH/USD').at(-1)?.tradeId ?? 0;
    exchange.tick(START + 5000);
    const ids = exchange.trades('ETH/USD').map(({ tradeId }) => tradeId);
    expect(ids).toContain(last);
    expect(ids).toEqual(Array.from(ids, (_, i) => (ids[0] ?? 0) + i));
  });

  it('is told in multiples of the price increment, above zero', () => {
    const exchange = quiet(4);
    for (const { price } of exchange.trades('XMR/USD')) expect(price).toMatch(/\.\d\d[05]$/);
    for (const { pair } of CATALOGUE) {
      for (const { low } of exchange.candles(pair.symbol, 21600)) expect(Number(low)).toBeGreaterThan(0);
    }
  });

  it('is the same for the same seed, and another for another', () => {
    expect(quiet(7).trades('BTC/USD')).toEqual(quiet(7).trades('BTC/USD'));
    expect(quiet(7).trades('BTC/USD')).not.toEqual(quiet(8).trades('BTC/USD'));
  });
});
