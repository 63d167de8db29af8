import { describe, expect, it } from 'vitest';
import { MINUTE, pit, T0 } from './pit.js';

function liquid(notation?: 'v1') {
  const made = pit('USD', notation);
  made.place('sell', 1000, 1_000_000n);
  made.place('sell', 1010, 1_000_000n);
  made.place('buy', 990, 1_000_000n);
  return made;
}

describe('the ohlc feed', () => {
  it('tells the running candle whole with each trade', () => {
    const { ohlc, place, flush, hear, take } = liquid();
    ohlc.listen({ interval: 1 }, hear);
    place('buy', 1000, 200n, T0 + 5);
    flush(T0 + 5);
    place('sell', 990, 100n, T0 + MINUTE - 1);
    flush(T0 + MINUTE - 1);
    expect(take()[1]).toBe(
      '{"channel":"ohlc","type":"update","timestamp":"2026-01-01T00:00:59.999999000Z","data":[{"symbol":"ETH/USD",' +
        '"open":100.0,"high":100.0,"low":99.0,"close":99.0,"trades":2,"volume":3.00,"vwap":99.7,' +
        '"interval_begin":"2026-01-01T00:00:00.000000000Z","interval":1,"timestamp":"2026-01-01T00:01:00.000000Z"}]}',
    );
    place('buy', 1000, 1n, T0 + MINUTE);
    flush(T0 + MINUTE);
    expect(take()[0]).toContain(
      '"trades":1,"volume":0.01,"vwap":100.0,"interval_begin":"2026-01-01T00:01:00.000000000Z"',
    );
  });

  it('tells nothing while nothing is traded, and has no candle for such a time', () => {
    const { ohlc, place, flush, hear, take } = liquid();
    ohlc.listen({ interval: 1 }, hear);
    flush(T0 + MINUTE);
    expect(take()).toEqual([]);
    for (const minute of [0, 7]) place('buy', 1000, 1n, T0 + minute * MINUTE);
    expect(ohlc.candles(1).map(({ intervalBegin }) => intervalBegin.slice(14, 19))).toEqual(['00:00', '07:00']);
  });

  it('tells each length to those who want it', () => {
    const { ohlc, place, flush, hear, take } = liquid();
    ohlc.listen({ interval: 5 }, hear);
    const stop = ohlc.listen({ interval: 60 }, (frame) => hear(frame));
    ohlc.listen({ interval: 60 }, hear);
    place('buy', 1000, 1n);
    flush();
    expect(take().map((text) => /"interval":(\d+)/.exec(text)?.[1])).toEqual(['5', '60', '60']);
    stop();
    place('buy', 1000, 1n);
    flush();
    expect(take()).toHaveLength(2);
  });

  it('has the last ten candles with trades in a snapshot, oldest first', () => {
    const { ohlc, place } = liquid();
    for (let i = 0; i < 15; i++) place('buy', 1000, 1n, T0 + 2 * i * MINUTE);
    const { data = [], timestamp } = ohlc.snapshot({ interval: 1 }, T0 + 40 * MINUTE) ?? {};
    expect(timestamp).toBe('2026-01-01T00:40:00.000000000Z');
    expect(data.map(({ intervalBegin }) => Number(intervalBegin.slice(14, 16)))).toEqual([
      10, 12, 14, 16, 18, 20, 22, 24, 26, 28,
    ]);
  });

  it('tells a candle that is over as well, when nobody was told of its end', () => {
    const { ohlc, place, flush, hear, take } = liquid();
    ohlc.listen({ interval: 1 }, hear);
    place('buy', 1000, 1n, T0);
    place('buy', 1000, 1n, T0 + MINUTE);
    flush(T0 + MINUTE);
    expect(take().map((text) => text.match(/interval_begin/g)?.length)).toEqual([2]);
  });
});

describe('the ohlc feed of v1', () => {
  it('begins with the last candle alone, however old, at the time of its last trade', () => {
    const { ohlc, place } = liquid('v1');
    expect(ohlc.snapshot({ interval: 5 }, T0)).toBeUndefined();
    place('buy', 1000, 1n, T0);
    place('buy', 1000, 2n, T0 + 7 * MINUTE);
    place('sell', 990, 1n, T0 + 8 * MINUTE + 3);
    expect(ohlc.snapshot({ interval: 5 }, T0 + 90 * MINUTE)).toEqual({
      type: 'ohlc',
      snapshot: true,
      timestamp: '2026-01-01T00:08:00.000003Z',
      data: [
        {
          symbol: 'ETH/USD',
          open: '100.000',
          high: '100.000',
          low: '99.000',
          close: '99.000',
          vwap: '99.667',
          volume: '0.0300',
          trades: 2,
          intervalBegin: '2026-01-01T00:05:00.000000000Z',
          interval: 5,
          timestamp: '2026-01-01T00:10:00.000000Z',
        },
      ],
    });
  });

  it('tells each candle by itself', () => {
    const { ohlc, place, flush, note, messages } = liquid('v1');
    ohlc.listen({ interval: 1 }, note);
    place('buy', 1000, 1n, T0);
    place('buy', 1000, 1n, T0 + MINUTE);
    flush(T0 + MINUTE);
    expect(messages.map((message) => (message.type === 'ohlc' ? message.data.length : 0))).toEqual([1, 1]);
  });
});
