import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TradeChannel } from '../../src/channel/trades.js';
import { trade, tradeFrame, trades } from '../messages.js';
import { IGNORED, LENIENT, LIVE, WAITING } from './moods.js';

const snapshot = (from: number, to: number, series = 1) => tradeFrame(true, trades(from, to, 'BTC/USD', series));
const update = (...ids: number[]) =>
  tradeFrame(
    false,
    ids.map((id) => trade(id)),
  );

/** A channel that has seen a snapshot. */
function begun(from = 90, to = 100): TradeChannel {
  const channel = new TradeChannel();
  channel.take(snapshot(from, to), WAITING);
  return channel;
}

describe('trades without numbers', () => {
  const plain = (...ids: number[]) =>
    tradeFrame(
      false,
      ids.map((id) => ({ ...trade(id), tradeId: undefined })),
    );

  it('are updates while they are live, and nothing else tells them apart', () => {
    const channel = new TradeChannel();
    expect(channel.take(plain(1), WAITING)).toEqual(IGNORED);
    expect(channel.latest()).toBeUndefined();
    const told = { verdict: 'told', snapshot: false, data: plain(1, 2).data, seamless: true };
    expect(channel.take(plain(1, 2), LIVE)).toEqual(told);
    expect(channel.take(plain(1, 2), LIVE)).toEqual(told);
    expect(channel.latest()).toEqual([...plain(1, 2).data, ...plain(1, 2).data]);
    expect(channel.take(plain(3), WAITING)).toEqual(IGNORED);
  });

  it('are kept fifty for who comes late', () => {
    const channel = new TradeChannel();
    for (let id = 1; id <= 60; id++) channel.take(plain(id), LIVE);
    expect(channel.latest()).toEqual(plain(...Array.from({ length: 50 }, (_, i) => i + 11)).data);
  });
});

describe('trades', () => {
  it('begin with a snapshot', () => {
    const channel = new TradeChannel();
    expect(channel.latest()).toBeUndefined();
    expect(channel.take(update(100), WAITING)).toEqual(IGNORED);
    expect(channel.take(update(100), LIVE)).toEqual(IGNORED);
    expect(channel.take(snapshot(98, 100), WAITING)).toEqual({
      verdict: 'told',
      snapshot: true,
      data: trades(98, 100),
      seamless: false,
    });
    expect(channel.latest()).toEqual(trades(98, 100));
  });

  it('follow on each other, each once', () => {
    const channel = begun();
    expect(channel.take(update(101), LIVE)).toEqual({
      verdict: 'told',
      snapshot: false,
      data: [trade(101)],
      seamless: true,
    });
    expect(channel.take(update(101), LIVE)).toEqual(IGNORED);
    expect(channel.take(update(99, 100, 101), LIVE)).toEqual(IGNORED);
    expect(channel.take(update(100, 101, 102, 103), LIVE)).toMatchObject({ data: trades(102, 103), seamless: true });
    expect(channel.take(update(104, 105), LIVE)).toMatchObject({ data: trades(104, 105), seamless: true });
  });

  it('that come late are dropped, also when they were never seen', () => {
    const late = { ...trade(99), timestamp: trade(101).timestamp };
    expect(begun(100, 100).take(tradeFrame(false, [late]), LIVE)).toEqual(IGNORED);
    expect(begun(100, 100).take(update(1), LIVE)).toEqual(IGNORED);
  });

  it('of an empty frame are none', () => {
    expect(begun().take(update(), LIVE)).toEqual(IGNORED);
    expect(new TradeChannel().take(tradeFrame(true, []), WAITING)).toEqual(IGNORED);
  });

  it.each([
    [[103], 'trade 100 was followed by trade 103'],
    [[101, 102, 105, 106], 'trade 102 was followed by trade 105'],
    [[101, 101, 103], 'trade 101 was followed by trade 103'],
    [[103, 101], 'trade 101 was followed by trade 103'],
  ])('that leave numbers out are broken: %j', (ids, reason) => {
    const channel = begun();
    expect(channel.take(update(...ids), LIVE)).toEqual({ verdict: 'broken', reason });
    // Nothing of the frame was taken: the snapshot has to show all of it.
    expect(channel.latest()).toEqual(trades(90, 100));
    expect(channel.take(update(104), WAITING)).toEqual(IGNORED);
    expect(channel.take(snapshot(95, 106), WAITING)).toMatchObject({ data: trades(101, 106), seamless: true });
  });

  it('of a frame out of order are told in order', () => {
    expect(begun().take(update(102, 101, 102, 103), LIVE)).toMatchObject({ data: trades(101, 103), seamless: true });
  });

  it('that a snapshot still has are told as an update without a hole', () => {
    expect(begun().take(snapshot(101, 150), WAITING)).toMatchObject({
      verdict: 'told',
      snapshot: false,
      data: trades(101, 150),
      seamless: true,
    });
  });

  it('that a snapshot has no more are counted', () => {
    expect(begun().take(snapshot(104, 153), WAITING)).toMatchObject({
      snapshot: false,
      data: trades(104, 153),
      seamless: false,
      missed: 3,
    });
  });

  it('that a snapshot leaves out in its middle never were', () => {
    const gappy = tradeFrame(true, [trade(99), trade(100), trade(103)]);
    expect(begun().take(gappy, WAITING)).toMatchObject({ data: [trade(103)], seamless: true });
  });

  it('of a snapshot without news make it whole all the same', () => {
    const channel = begun();
    const nothing = { verdict: 'told', snapshot: false, data: undefined, seamless: true };
    expect(channel.take(snapshot(90, 100), WAITING)).toEqual(nothing);
    // One that lags behind takes nothing back.
    expect(channel.take(snapshot(80, 97), WAITING)).toEqual(nothing);
    expect(channel.take(update(101), LIVE)).toMatchObject({ data: [trade(101)], seamless: true });
  });

  it('go on with a hole that is counted, when starting over was tried often enough', () => {
    const channel = begun();
    expect(channel.take(update(103, 105), LENIENT)).toEqual({
      verdict: 'told',
      snapshot: false,
      data: [trade(103), trade(105)],
      seamless: false,
      missed: 3,
    });
    expect(channel.take(update(106), LENIENT)).toMatchObject({ data: [trade(106)], seamless: true });
  });

  it('give a latecomer the last fifty', () => {
    const channel = begun(51, 100);
    channel.take(update(101, 102, 103), LIVE);
    expect(channel.latest()).toEqual(trades(54, 103));
    channel.take(snapshot(105, 154), WAITING);
    expect(channel.latest()).toEqual(trades(105, 154));
  });

  it('ignore messages of other channels', () => {
    expect(new TradeChannel().take({ type: 'status', system: 'online', version: '2', apiVersion: 'v2' }, LIVE)).toEqual(
      IGNORED,
    );
  });
});

describe('trades whose numbers begin anew', () => {
  const began = (from: number, to: number) => ({
    verdict: 'told',
    snapshot: true,
    data: trades(from, to, 'BTC/USD', 2),
    seamless: false,
  });

  it.each([
    ['far below those seen', 951, 1000, 1, 7],
    ['at numbers that were seen, with other trades', 1, 30, 1, 7],
    ['and have passed those seen', 1, 30, 1, 45],
  ])('in a snapshot %s, are a new whole', (_, seenFrom, seenTo, from, to) => {
    const channel = begun(seenFrom, seenTo);
    expect(channel.take(snapshot(from, to, 2), WAITING)).toEqual(began(from, to));
    expect(channel.latest()).toEqual(trades(from, to, 'BTC/USD', 2));
    expect(channel.take(tradeFrame(false, [trade(to + 1, 'BTC/USD', 2)]), LIVE)).toMatchObject({ seamless: true });
  });

  it.each([
    ['far below those seen', 951, 1000],
    ['at numbers that were seen, with other trades', 1, 30],
  ])('in an update %s, are no late ones: they break what was', (_, from, to) => {
    const channel = begun(from, to);
    const first = tradeFrame(false, [trade(1, 'BTC/USD', 2)]);
    expect(channel.take(first, LIVE)).toEqual({ verdict: 'broken', reason: 'the numbers of trades begin anew' });
    expect(channel.take(first, LENIENT)).toEqual(began(1, 1));
    expect(channel.take(tradeFrame(false, trades(2, 3, 'BTC/USD', 2)), LIVE)).toMatchObject({ seamless: true });
  });
});

describe('trades, whatever happens to their frames', () => {
  it('are told with growing numbers, and each that is not is counted as missed', () => {
    /** Frames: some trades of the series from a number on, as an update or as a snapshot; may come in any order. */
    const frames = fc.array(
      fc.record({ from: fc.integer({ min: 95, max: 160 }), length: fc.nat(12), snapshot: fc.boolean() }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(frames, fc.boolean(), (all, lenient) => {
        const channel = begun();
        let live = true;
        let last = 100;
        for (const { from, length, snapshot: isSnapshot } of all) {
          const data = trades(from, from + length - 1);
          const taken = channel.take(tradeFrame(isSnapshot, data), { live, lenient });
          if (taken.verdict === 'broken') live = false;
          if (taken.verdict !== 'told') continue;
          live = true;
          const told = (taken.data ?? []) as typeof data;
          if (told.length === 0) continue;
          expect(told[0]!.tradeId).toBe(last + 1 + (taken.missed ?? 0));
          expect(taken.seamless).toBe(taken.missed === undefined);
          expect(told).toEqual(trades(told[0]!.tradeId!, told.at(-1)!.tradeId!));
          last = told.at(-1)!.tradeId!;
        }
      }),
    );
  });
});
