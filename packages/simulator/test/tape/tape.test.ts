import { OHLC_INTERVALS } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Market } from '../../src/engine/market.js';
import type { Bar } from '../../src/tape/bar.js';
import { MINUTE } from '../../src/tape/day.js';
import { Tape, type TapeTrade } from '../../src/tape/tape.js';
import { START } from '../talk.js';

const T0 = START * 1000;

function trade(at: number, ticks: number, lots = 1n, tradeId = 1): TapeTrade {
  return { tradeId, side: 'buy', ordType: 'limit', ticks, lots, at };
}

const figures = ({ begin, open, high, low, close, lots, turnover, count }: Bar) => ({
  begin,
  open,
  high,
  low,
  close,
  lots,
  turnover,
  count,
});

/** The bars of one length, by the definition. */
function naive(trades: readonly TapeTrade[], length: number) {
  const groups = new Map<number, TapeTrade[]>();
  for (const each of trades) {
    const begin = Math.floor(each.at / length) * length;
    groups.set(begin, [...(groups.get(begin) ?? []), each]);
  }
  return Array.from(groups, ([begin, group]) => totals(begin, group));
}

function totals(begin: number, trades: readonly TapeTrade[]) {
  const prices = trades.map(({ ticks }) => ticks);
  return {
    begin,
    open: prices[0],
    high: Math.max(...prices),
    low: Math.min(...prices),
    close: prices.at(-1),
    lots: trades.reduce((sum, { lots }) => sum + lots, 0n),
    turnover: trades.reduce((sum, { lots, ticks }) => sum + lots * BigInt(ticks), 0n),
    count: trades.length,
  };
}

describe('a tape', () => {
  it('takes down what an engine trades: a trade a fill, as the taker ordered it', () => {
    const tape = new Tape();
    const market = new Market('BTC/USD', 41);
    market.tradeWatcher = tape;
    for (const ticks of [100, 101]) market.place({ owner: 0, side: 'sell', ticks, lots: 2n, at: 1 });
    market.place({ owner: 0, side: 'buy', lots: 3n, at: 5 });
    market.place({ owner: 0, side: 'buy', ticks: 101, lots: 1n, at: 6 });
    expect(tape.latest).toEqual([
      { tradeId: 42, side: 'buy', ordType: 'market', ticks: 100, lots: 2n, at: 5 },
      { tradeId: 43, side: 'buy', ordType: 'market', ticks: 101, lots: 1n, at: 5 },
      { tradeId: 44, side: 'buy', ordType: 'limit', ticks: 101, lots: 1n, at: 6 },
    ]);
  });

  it('remembers fifty trades, and apart from them what is fresh since its last turn', () => {
    const tape = new Tape();
    for (let i = 1; i <= 333; i++) {
      if (i === 300) tape.turn();
      tape.record(trade(T0 + i, i, 1n, i));
      expect(tape.latest.map(({ tradeId }) => tradeId)).toEqual(
        Array.from({ length: Math.min(i, 50) }, (_, j) => Math.max(1, i - 49) + j),
      );
    }
    expect(tape.fresh.map(({ tradeId }) => tradeId)).toEqual(Array.from({ length: 34 }, (_, j) => 300 + j));
    tape.turn();
    expect([tape.fresh, tape.last?.tradeId]).toEqual([[], 333]);
  });

  it('does not believe a trade that claims to be older than the last', () => {
    const tape = new Tape();
    tape.record(trade(T0 + 5, 1));
    tape.record(trade(0, 2));
    expect(tape.latest.map(({ at }) => at)).toEqual([T0 + 5, T0 + 5]);
  });

  it('begins days at midnight, weeks on a Thursday, and candles of 15 days where they fall since 1970', () => {
    const tape = new Tape();
    tape.record(trade(T0 + 1, 1));
    const begin = (interval: (typeof OHLC_INTERVALS)[number]) =>
      new Date((tape.bars(interval)[0]?.begin ?? 0) / 1000).toISOString().slice(0, 16);
    // 1 January 2026 is a Thursday.
    expect([1440, 10080, 21600].map((interval) => begin(interval as 1440))).toEqual([
      '2026-01-01T00:00',
      '2026-01-01T00:00',
      '2025-12-23T00:00',
    ]);
  });

  it('has nothing to tell of a day without trades, whatever was before', () => {
    const tape = new Tape();
    const nothing = { open: 0, high: 0, low: 0, lots: 0n, turnover: 0n, count: 0 };
    expect(tape.day(T0)).toEqual(nothing);
    tape.record(trade(T0, 5));
    expect(tape.day(T0 + 1439 * MINUTE)).toEqual({ open: 5, high: 5, low: 5, lots: 1n, turnover: 5n, count: 1 });
    expect(tape.day(T0 + 1440 * MINUTE)).toEqual(nothing);
    expect(tape.last?.ticks).toBe(5);
  });

  it('agrees at every moment with what its trades add up to', () => {
    const step = fc.record({
      minutes: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(90), fc.nat(3000)),
      ticks: fc.integer({ min: 1, max: 30 }),
      lots: fc.bigInt(1n, 2n ** 70n),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), fc.nat(2000), (steps, later) => {
        const tape = new Tape();
        const trades: TapeTrade[] = [];
        let at = T0 + 17;
        const check = (now: number) => {
          const since = (Math.floor(now / MINUTE) - 1439) * MINUTE;
          const day = totals(
            0,
            trades.filter((each) => each.at >= since),
          );
          if (day.count > 0) expect(day).toMatchObject(tape.day(now));
          else expect(tape.day(now).lots).toBe(0n);
        };
        for (const { minutes, ticks, lots } of steps) {
          at += minutes * MINUTE;
          trades.push(trade(at, ticks, lots));
          tape.record(trade(at, ticks, lots));
          check(at);
        }
        check(at + later * MINUTE);
        for (const interval of OHLC_INTERVALS) {
          expect(tape.bars(interval).map(figures)).toEqual(naive(trades, interval * MINUTE).slice(-10));
        }
      }),
    );
  });
});
