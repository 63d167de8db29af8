import type { OhlcCandle } from '@kraken-stream/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CandleSeries } from '../../src/charts/candle-series.js';
import { candleSentence, candleText } from '../../src/charts/candle-text.js';
import { Precision } from '../../src/charts/precision.js';

const BEGIN = Date.parse('2026-03-01T12:00:00Z');

/** The candle of a minute after the beginning. */
function candle(minute: number, changed: Partial<OhlcCandle> = {}): OhlcCandle {
  return {
    symbol: 'BTC/USD',
    open: '100.0',
    high: '110.0',
    low: '90.0',
    close: '105.5',
    vwap: '101.0',
    volume: '12.345',
    trades: 42,
    intervalBegin: new Date(BEGIN + minute * 60_000).toISOString(),
    interval: 1,
    closed: false,
    ...changed,
  };
}

const minutes = (series: CandleSeries) => series.slots.map(({ time }) => (time * 1000 - BEGIN) / 60_000);

describe('a series of candles', () => {
  it('tells all of it at first, and then what has changed', () => {
    const series = new CandleSeries();
    series.take([candle(0, { closed: true }), candle(1)], true);
    expect(series.changes()).toMatchObject({ whole: true, slots: [{}, {}] });
    expect(series.changes()).toBeUndefined();
    series.take([candle(1, { close: '106.0' })], false);
    expect(series.changes()).toMatchObject({ whole: false, slots: [{ candle: { close: '106.0' } }] });
    series.take([candle(1, { closed: true }), candle(2)], false);
    expect(series.changes()?.slots.map((slot) => slot.candle?.closed)).toEqual([true, false]);
    series.touch();
    expect(series.changes()).toMatchObject({ whole: true, slots: [{}, {}, {}] });
  });

  it('has blanks where nothing was traded, a few where that was long', () => {
    const series = new CandleSeries();
    series.take([candle(0), candle(3), candle(500)], true);
    expect(minutes(series)).toEqual([0, 1, 2, 3, 496, 497, 498, 499, 500]);
    expect(series.slots.map((slot) => slot.candle === undefined)).toEqual(
      [0, 1, 1, 0, 1, 1, 1, 1, 0].map((blank) => blank === 1),
    );
  });

  it('is drawn anew when prices turn out to be more exact', () => {
    const series = new CandleSeries();
    series.take([candle(0)], true);
    series.changes();
    series.take([candle(1, { close: '105.25' })], false);
    expect(series.changes()?.whole).toBe(true);
    expect(series.precision.decimals).toBe(2);
  });

  it('begins anew with a whole, and with another market', () => {
    const series = new CandleSeries();
    series.take([candle(0), candle(1)], true);
    series.take([candle(7)], true);
    expect(minutes(series)).toEqual([7]);
    series.reset();
    expect(series.changes()).toEqual({ whole: true, slots: [] });
    expect(series.precision.decimals).toBe(0);
  });

  it('does not grow without end', () => {
    const series = new CandleSeries();
    for (let minute = 0; minute < 5000; minute++) series.take([candle(minute)], false);
    expect(series.slots.length).toBeLessThanOrEqual(840);
    expect(minutes(series).at(-1)).toBe(4999);
  });

  it('is one behind the other whatever comes, and changes lead from what was told to what is', () => {
    const update = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(update, fc.boolean())), (updates) => {
        const series = new CandleSeries();
        let drawn: number[] = [];
        for (const [some, asked] of updates) {
          const sorted = [...some].sort((a, b) => a - b).map((minute) => candle(minute));
          series.take(sorted, false);
          const changes = asked ? series.changes() : undefined;
          if (changes === undefined) continue;
          const times = changes.slots.map(({ time }) => time);
          drawn = changes.whole ? times : [...drawn.filter((time) => time < times[0]!), ...times];
          expect(drawn).toEqual(series.slots.map(({ time }) => time));
        }
        const times = series.slots.map(({ time }) => time);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      }),
    );
  });
});

describe('a candle in words', () => {
  const precision = new Precision();
  precision.see('0.01');

  it('says how long it still runs', () => {
    const at = (ms: number, changed: Partial<OhlcCandle> = {}) =>
      candleText(candle(0, changed), precision, 'BTC', BEGIN + ms);
    expect(at(20_000)).toEqual({
      open: '100.00',
      high: '110.00',
      low: '90.00',
      close: '105.50',
      rest: '12.3 BTC, 42 trades, running, 40 s left',
    });
    expect(at(61_000, { trades: 1 }).rest).toBe('12.3 BTC, 1 trade, over, waits for the next trade');
    expect(at(0, { interval: 5 }).rest).toContain('running, 5:00 left');
    expect(at(0, { interval: 240 }).rest).toContain('running, 4 h 0 min left');
  });

  it('says when it began once it is closed', () => {
    expect(candleText(candle(0, { closed: true }), precision, 'BTC', BEGIN).rest).toContain('from 12:00 UTC');
    expect(candleText(candle(0, { closed: true, interval: 1440 }), precision, 'BTC', BEGIN).rest).toContain(
      '2026-03-01',
    );
  });

  it('says which way it went', () => {
    expect(candleSentence(candle(0), precision, 'BTC', BEGIN)).toMatch(/^rising: open 100.00, high 110.00, low 90.00/);
    expect(candleSentence(candle(0, { close: '95' }), precision, 'BTC', BEGIN)).toMatch(/^falling: /);
  });
});
