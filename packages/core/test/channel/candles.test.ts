import type { OhlcCandle } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CandleChannel } from '../../src/channel/candles.js';
import { candle, ohlcFrame } from '../messages.js';
import { IGNORED, LIVE, WAITING } from './moods.js';

const closed = (minute: number, count = 1): OhlcCandle => ({ ...candle(minute, count), closed: true });
const open = (minute: number, count = 1): OhlcCandle => ({ ...candle(minute, count), closed: false });
const snapshot = (...candles: Parameters<typeof candle>[]) =>
  ohlcFrame(
    true,
    candles.map((each) => candle(...each)),
  );
const update = (...candles: Parameters<typeof candle>[]) =>
  ohlcFrame(
    false,
    candles.map((each) => candle(...each)),
  );

/** A channel whose running candle is that of minute 5, after three trades. */
function begun(): CandleChannel {
  const channel = new CandleChannel();
  channel.take(snapshot([3], [5, 3]), WAITING);
  return channel;
}

describe('candles whose frames do not say whether they are a snapshot', () => {
  const unsaid = (...of: Parameters<typeof candle>) => ({ ...ohlcFrame(false, [candle(...of)]), snapshot: undefined });

  it('begin with the first, and close one when the next begins', () => {
    const channel = new CandleChannel();
    expect(channel.take(unsaid(3, 7), WAITING)).toMatchObject({ snapshot: true, data: [open(3, 7)], seamless: false });
    expect(channel.take(unsaid(3, 8), LIVE)).toMatchObject({ snapshot: false, data: [open(3, 8)], seamless: true });
    expect(channel.take(unsaid(6), LIVE)).toMatchObject({ snapshot: false, data: [closed(3, 8), open(6)] });
    expect(channel.take(unsaid(6), LIVE)).toEqual(IGNORED);
    expect(channel.latest()).toEqual([closed(3, 8), open(6)]);
  });

  it('go on behind a hole in the same candle, which has all of it', () => {
    const channel = new CandleChannel();
    channel.take(unsaid(3, 7), WAITING);
    expect(channel.take(unsaid(3, 7), WAITING)).toMatchObject({ snapshot: false, data: undefined, seamless: true });
    expect(channel.take(unsaid(3, 9), WAITING)).toMatchObject({ snapshot: false, data: [open(3, 9)], seamless: true });
  });

  it('begin anew behind a hole in which another candle began: how the last one closed is not known', () => {
    const channel = new CandleChannel();
    channel.take(unsaid(3, 7), WAITING);
    expect(channel.take(unsaid(4), WAITING)).toMatchObject({ snapshot: true, data: [open(4)], seamless: false });
    expect(channel.latest()).toEqual([open(4)]);
  });
});

describe('candles', () => {
  it('begin with a snapshot, of which all but the last are closed', () => {
    const channel = new CandleChannel();
    expect(channel.latest()).toBeUndefined();
    expect(channel.take(update([5]), LIVE)).toEqual(IGNORED);
    expect(channel.take(snapshot([1], [2, 7], [5, 3]), WAITING)).toEqual({
      verdict: 'told',
      snapshot: true,
      data: [closed(1), closed(2, 7), open(5, 3)],
      seamless: false,
    });
    expect(channel.latest()).toEqual([closed(1), closed(2, 7), open(5, 3)]);
  });

  it('run: each update has the whole of the running one', () => {
    const channel = begun();
    expect(channel.take(update([5, 4]), LIVE)).toEqual({
      verdict: 'told',
      snapshot: false,
      data: [open(5, 4)],
      seamless: true,
    });
    expect(channel.latest()).toEqual([closed(3), open(5, 4)]);
  });

  it('are closed, once, when the next one begins', () => {
    const channel = begun();
    expect(channel.take(update([6]), LIVE)).toMatchObject({ data: [closed(5, 3), open(6)] });
    expect(channel.take(update([6, 2]), LIVE)).toMatchObject({ data: [open(6, 2)] });
    // Intervals without trades have none.
    expect(channel.take(update([9]), LIVE)).toMatchObject({ data: [closed(6, 2), open(9)] });
    expect(channel.latest()).toEqual([closed(3), closed(5, 3), closed(6, 2), open(9)]);
  });

  it.each([
    ['the running one again', [5, 3]],
    ['the running one as it was before', [5, 2]],
    ['an older one', [4, 99]],
  ] as const)('are never taken back: an update of %s is dropped', (_, again) => {
    const channel = begun();
    expect(channel.take(update([...again]), LIVE)).toEqual(IGNORED);
    expect(channel.latest()).toEqual([closed(3), open(5, 3)]);
  });

  it('of one frame are told with what is new among them', () => {
    expect(begun().take(update([4, 9], [5, 4], [6]), LIVE)).toMatchObject({ data: [closed(5, 4), open(6)] });
  });

  it('of a frame that has one twice, or out of order, are closed once all the same', () => {
    expect(begun().take(update([5, 5], [5, 4]), LIVE)).toMatchObject({ data: [open(5, 5)] });
    expect(begun().take(update([6, 2], [5, 4], [6, 1]), LIVE)).toMatchObject({ data: [closed(5, 4), open(6, 2)] });
    const channel = new CandleChannel();
    expect(channel.take(snapshot([2], [1], [2, 3]), WAITING)).toMatchObject({ data: [closed(1), open(2, 3)] });
  });

  it('of an empty frame are none', () => {
    expect(begun().take(update(), LIVE)).toEqual(IGNORED);
    expect(new CandleChannel().take(snapshot(), WAITING)).toEqual(IGNORED);
  });

  it('are not taken from updates while a snapshot is waited for', () => {
    const channel = begun();
    expect(channel.take(update([6]), WAITING)).toEqual(IGNORED);
    expect(channel.latest()).toEqual([closed(3), open(5, 3)]);
  });

  it('give a latecomer the last fifty', () => {
    const channel = new CandleChannel();
    for (let minute = 0; minute < 59; minute++) {
      channel.take(ohlcFrame(minute === 0, [candle(minute)]), { live: minute > 0, lenient: false });
    }
    expect(channel.latest()).toHaveLength(50);
    expect(channel.latest()?.[0]).toEqual(closed(9));
    expect(channel.latest()?.at(-1)).toEqual(open(58));
  });
});

describe('a new snapshot of candles', () => {
  it('that has the last candle seen makes the series whole: what was missed is told, each closed once', () => {
    const channel = begun();
    expect(channel.take(snapshot([3], [5, 8], [6, 4], [8]), WAITING)).toEqual({
      verdict: 'told',
      snapshot: false,
      data: [closed(5, 8), closed(6, 4), open(8)],
      seamless: true,
    });
    expect(channel.latest()).toEqual([closed(3), closed(5, 8), closed(6, 4), open(8)]);
  });

  it('in which the last candle seen still runs, tells how it stands', () => {
    expect(begun().take(snapshot([3], [5, 8]), WAITING)).toMatchObject({ data: [open(5, 8)], seamless: true });
  });

  it('without the last candle seen leaves a hole', () => {
    const channel = begun();
    expect(channel.take(snapshot([7], [8]), WAITING)).toEqual({
      verdict: 'told',
      snapshot: true,
      data: [closed(7), open(8)],
      seamless: false,
    });
    expect(channel.latest()).toEqual([closed(7), open(8)]);
  });

  it.each([
    ['that says nothing new', [[3], [5, 3]]],
    ['from before the last trade', [[3], [5, 2]]],
    ['from before the last candle', [[3], [4, 9]]],
  ] as const)('%s tells nothing, and takes nothing back', (_, candles) => {
    const channel = begun();
    const old = snapshot(...candles.map(([minute, count]): [number, number | undefined] => [minute, count]));
    expect(channel.take(old, WAITING)).toEqual({ verdict: 'told', snapshot: false, data: undefined, seamless: true });
    expect(channel.latest()).toEqual([closed(3), open(5, 3)]);
  });

  it('does not take the last candle seen back, when it has only newer ones besides', () => {
    expect(begun().take(snapshot([5, 2], [6]), WAITING)).toMatchObject({ data: [closed(5, 3), open(6)] });
  });
});

describe('candles, whatever happens to their frames', () => {
  it('are closed once each, in order, and never run backwards', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 5 }));
    const frames = fc.array(fc.record({ snapshot: fc.boolean(), points: fc.array(point, { maxLength: 6 }) }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(frames, (all) => {
        const channel = new CandleChannel();
        let live = false;
        let running: OhlcCandle | undefined;
        const finished = new Set<string>();
        for (const frame of all) {
          const message = ohlcFrame(
            frame.snapshot,
            frame.points.map(([minute, count]) => candle(minute, count)),
          );
          const taken = channel.take(message, { live, lenient: false });
          if (taken.verdict !== 'told') continue;
          live = true;
          const data = (taken.data ?? []) as OhlcCandle[];
          if (taken.snapshot) {
            finished.clear();
            running = undefined;
          }
          for (const each of data) {
            if (running !== undefined) {
              const same = each.intervalBegin === running.intervalBegin;
              expect(same ? each.trades >= running.trades : each.intervalBegin > running.intervalBegin).toBe(true);
              // The next one begins only behind one that was closed.
              if (!same) expect(running.closed).toBe(true);
            }
            expect(finished.has(each.intervalBegin)).toBe(false);
            if (each.closed) finished.add(each.intervalBegin);
            running = each;
          }
          if (data.length > 0) expect(running?.closed).toBe(false);
        }
      }),
    );
  });
});
