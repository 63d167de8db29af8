import { describe, expect, it } from 'vitest';
import { MINUTE, pit, T0 } from './pit.js';

/** A market with a touch of 99.9 and 100.0, where 0.10 was traded at 100.0. */
function opened(quote?: string) {
  const made = pit(quote);
  made.place('sell', 1000, 60n);
  made.place('buy', 999, 40n);
  made.place('buy', 1000, 10n);
  made.flush();
  return made;
}

describe('the ticker feed', () => {
  it('prints every field by its precision', () => {
    const { ticker, place, hear, take, flush } = opened();
    ticker.listen({ eventTrigger: 'trades' }, hear);
    place('sell', 999, 20n, T0 + 5);
    flush(T0 + 5);
    expect(take()).toEqual([
      '{"channel":"ticker","type":"update","data":[{"symbol":"ETH/USD","bid":99.9,"bid_qty":0.20,"ask":100.0,"ask_qty":0.50,' +
        '"last":99.9,"volume":0.30,"vwap":99.9,"low":99.9,"high":100.0,"change":-0.1,"change_pct":-0.10,"volume_usd":29.97,' +
        '"timestamp":"2026-01-01T00:00:00.000005Z"}]}',
    ]);
  });

  it('says what the volume is in dollars only of pairs that are quoted in them', () => {
    expect(opened('EUR').ticker.ticker(T0)).not.toHaveProperty('volumeUsd');
  });

  it('is told on trades to those who want that, not on other changes', () => {
    const { ticker, place, hear, take, flush } = opened();
    ticker.listen({ eventTrigger: 'trades' }, hear);
    place('buy', 999, 10n);
    flush();
    place('sell', 1001, 10n);
    flush();
    expect(take()).toEqual([]);
    place('buy', 1000, 1n);
    flush();
    expect(take()).toHaveLength(1);
  });

  it('is told on changes of price or quantity of the touch to those who want that, not on others', () => {
    const { ticker, market, place, hear, take, flush } = opened();
    ticker.listen({ eventTrigger: 'bbo' }, hear);
    const told = (change: () => void) => {
      change();
      flush();
      return take().length;
    };
    expect(told(() => {})).toBe(0);
    expect(told(() => place('sell', 1001, 10n))).toBe(0);
    expect(told(() => place('buy', 999, 10n))).toBe(1);
    expect(told(() => place('sell', 1000, 10n))).toBe(1);
    expect(told(() => place('buy', 1000, 10n))).toBe(1);
    const order = place('sell', 1000, 5n);
    expect(told(() => order && market.cancel(order))).toBe(0);
    expect(told(() => place('buy', 1000, 1000n))).toBe(1);
  });

  it('does not compare with a touch of long ago when someone listens again', () => {
    const { ticker, place, hear, take, flush } = opened();
    ticker.listen({ eventTrigger: 'bbo' }, hear)();
    place('buy', 999, 10n);
    flush();
    ticker.listen({ eventTrigger: 'bbo' }, hear);
    flush();
    expect(take()).toEqual([]);
  });

  it('makes one frame for all who are told of the same event', () => {
    const { ticker, place, flush } = opened();
    const frames: object[] = [];
    ticker.listen({ eventTrigger: 'bbo' }, (frame) => frames.push(frame));
    ticker.listen({ eventTrigger: 'trades' }, (frame) => frames.push(frame));
    place('buy', 1000, 1n);
    flush();
    expect(frames).toHaveLength(2);
    expect(frames[0]).toBe(frames[1]);
  });

  it('forgets what is older than a day, but not the last price', () => {
    const { ticker, place, flush } = opened();
    place('sell', 999, 10n, T0 + 60 * MINUTE);
    flush();
    expect(ticker.ticker(T0 + 1440 * MINUTE)).toMatchObject({ volume: '0.10', high: '99.9', change: '0.0' });
    expect(ticker.ticker(T0 + 1500 * MINUTE)).toMatchObject({
      last: '99.9',
      volume: '0.00',
      vwap: '0.0',
      low: '0.0',
      high: '0.0',
      change: '0.0',
      changePct: '0.00',
      volumeUsd: '0.00',
    });
  });

  it('says zero of a side that is empty, and of a market that never traded', () => {
    expect(pit().ticker.ticker(T0)).toMatchObject({ bid: '0.0', bidQty: '0.00', last: '0.0', changePct: '0.00' });
  });
});

describe('the ticker feed of v1', () => {
  it('tells the day since midnight, the price of 24 hours ago, the last quantity and how many trades there were as well', () => {
    const { ticker, place } = pit('USD', 'v1');
    place('sell', 1000, 60n);
    place('buy', 999, 40n);
    place('buy', 1000, 10n, T0 - 5 * MINUTE);
    place('sell', 999, 20n, T0 + MINUTE);
    place('buy', 1000, 5n, T0 + 2 * MINUTE);
    expect(ticker.ticker(T0 + 3 * MINUTE)).toMatchObject({
      last: '100.000',
      lastQty: '0.0500',
      open: '100.000',
      volume: '0.3500',
      trades: 3,
      low: '99.900',
      today: { open: '99.900', low: '99.900', high: '100.000', volume: '0.2500', vwap: '99.920', trades: 2 },
    });
  });

  it('has no trades of a day that has just begun', () => {
    const { ticker, place } = pit('USD', 'v1');
    place('sell', 1000, 60n);
    place('buy', 1000, 10n, T0 - 5 * MINUTE);
    const { today, trades } = ticker.ticker(T0 + MINUTE);
    expect(trades).toBe(1);
    expect(today).toEqual({ open: '100.000', low: '0.000', high: '0.000', volume: '0.0000', vwap: '0.000', trades: 0 });
  });

  it('says nothing of this in v2', () => {
    for (const member of ['today', 'open', 'lastQty', 'trades']) {
      expect(opened().ticker.ticker(T0)).not.toHaveProperty(member);
    }
  });
});
