import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BufferPolicy, createBuffer, type EventBuffer, Line } from '../src/buffer.js';
import type { Gap } from '../src/subscription.js';
import { expectedOf, flawsIn, type Tick } from './naive-buffer.js';

const tick = (receivedAt: number, symbol?: string): Tick => ({ receivedAt, symbol });
const gap = (from: number, to: number, symbol?: string, reason = 'connection lost'): Gap => ({
  type: 'gap',
  reason,
  symbol,
  from,
  to,
});

function held(buffer: EventBuffer<Tick>): (Tick | Gap)[] {
  const all: (Tick | Gap)[] = [];
  for (let next = buffer.shift(); next !== undefined; next = buffer.shift()) all.push(next);
  return all;
}

function filled(policy: BufferPolicy, ...entries: (Tick | Gap)[]): EventBuffer<Tick> {
  const buffer = createBuffer<Tick>(policy);
  for (const entry of entries) buffer.push(entry);
  return buffer;
}

describe('a buffer of a number of events', () => {
  it('holds so many, and drops the oldest into one gap that covers them', () => {
    const buffer = filled(2, ...[1, 2, 3, 4, 5].map((at) => tick(at)));
    expect(buffer.dropped).toBe(3);
    expect(held(buffer)).toEqual([gap(1, 3, undefined, 'slow consumer, 3 events dropped'), tick(4), tick(5)]);
    for (const at of [6, 7, 8]) buffer.push(tick(at));
    // What is told a second time is what was dropped since.
    expect(held(buffer)).toEqual([gap(6, 6, undefined, 'slow consumer, 1 events dropped'), tick(7), tick(8)]);
    expect(buffer.dropped).toBe(4);
  });

  it('hands a gap out as it came', () => {
    const lost = gap(1, 9, 'BTC/USD');
    expect(held(filled(3, tick(1), lost, tick(9)))).toEqual([tick(1), lost, tick(9)]);
  });

  it('keeps a gap that falls out in words, and does not count it', () => {
    const buffer = filled(1, tick(5), gap(3, 9), tick(9), tick(10));
    expect(buffer.dropped).toBe(2);
    expect(held(buffer)).toEqual([gap(3, 9, undefined, 'slow consumer, 2 events dropped; connection lost'), tick(10)]);
  });

  it('keeps the channel of gaps that are of one, and counts together what they say was missed', () => {
    const trades = (at: number, missed?: number): Gap => ({ ...gap(at, at + 1, 'A'), channel: 'trade', missed });
    const [all] = held(filled(1, tick(1, 'A'), trades(1, 3), trades(2), trades(3, 4), tick(5, 'A'), tick(6, 'A')));
    expect(all).toMatchObject({ channel: 'trade', symbol: 'A', missed: 7, from: 1, to: 5 });
    const other: Gap = { ...gap(4, 5, 'A'), channel: 'ticker' };
    const [mixed] = held(filled(1, trades(1), other, trades(6), tick(7, 'A')));
    expect(mixed).toMatchObject({ channel: undefined, missed: undefined });
    expect(held(filled('latest', tick(1, 'A'), trades(1, 2), tick(3, 'A')))[0]).toMatchObject({
      reason: 'slow consumer, 1 events dropped; connection lost',
      channel: 'trade',
      missed: 2,
    });
  });

  it('names the symbol where all that was dropped is of one', () => {
    const reason = 'slow consumer, 2 events dropped';
    expect(held(filled(1, tick(1, 'A'), tick(2, 'A'), tick(3, 'B')))[0]).toEqual(gap(1, 2, 'A', reason));
    expect(held(filled(1, tick(1, 'A'), tick(2, 'B'), tick(3, 'A')))[0]).toEqual(gap(1, 2, undefined, reason));
  });

  it('does not grow with gaps alone, however many reasons they have', () => {
    const gaps = Array.from({ length: 10_000 }, (_, n) => gap(n, n + 1, `S${n}`, `reason ${n}`));
    const [hole, ...rest] = held(filled(3, ...gaps));
    expect(rest).toEqual(gaps.slice(-3));
    expect(hole).toEqual(gap(0, 9997, undefined, 'reason 0; reason 1; reason 2; reason 3; other reasons'));
  });
});

describe('a buffer of the latest event', () => {
  it('holds one, of whatever symbol, behind what was dropped for it', () => {
    const buffer = filled('latest', tick(1, 'A'), tick(2, 'B'), tick(3, 'A'));
    expect(held(buffer)).toEqual([gap(1, 2, undefined, 'slow consumer, 2 events dropped'), tick(3, 'A')]);
    expect(buffer.dropped).toBe(2);
  });

  it('does not give it up for a gap that follows', () => {
    const lost = gap(1, 4, 'A');
    const buffer = filled('latest', tick(1, 'A'), lost);
    expect(held(buffer)).toEqual([tick(1, 'A'), lost]);
    expect(buffer.dropped).toBe(0);
  });

  it('merges gaps around it', () => {
    const buffer = filled('latest', gap(1, 2, 'A', 'a'), gap(2, 3, 'A', 'b'), tick(4, 'A'), gap(5, 6), gap(7, 8));
    expect(held(buffer)).toEqual([gap(1, 3, 'A', 'a; b'), tick(4, 'A'), gap(5, 8)]);
  });
});

describe('a buffer that conflates', () => {
  it('holds the newest of each symbol in the order in which they became due', () => {
    const buffer = filled('conflate', tick(1, 'A'), tick(2, 'B'), tick(3, 'C'), tick(4, 'B'), tick(5, 'A'));
    expect(buffer.dropped).toBe(2);
    const reason = 'slow consumer, 1 events dropped';
    expect(held(buffer)).toEqual([
      gap(1, 1, 'A', reason),
      tick(5, 'A'),
      gap(2, 2, 'B', reason),
      tick(4, 'B'),
      tick(3, 'C'),
    ]);
  });

  it('puts a symbol at the end again once it was handed out', () => {
    const buffer = filled('conflate', tick(1, 'A'), tick(2, 'B'));
    expect(buffer.shift()).toEqual(tick(1, 'A'));
    buffer.push(tick(3, 'A'));
    expect(held(buffer)).toEqual([tick(2, 'B'), tick(3, 'A')]);
  });

  it('tells what was dropped between a gap and its event', () => {
    const buffer = filled('conflate', tick(1, 'A'), tick(2, 'A'));
    expect(buffer.shift()).toEqual(gap(1, 1, 'A', 'slow consumer, 1 events dropped'));
    buffer.push(tick(3, 'A'));
    expect(held(buffer)).toEqual([gap(2, 2, 'A', 'slow consumer, 1 events dropped'), tick(3, 'A')]);
  });

  it('tells a gap of all symbols before whatever of any symbol follows it', () => {
    const buffer = filled('conflate', tick(1, 'A'), tick(2, 'B'), gap(3, 4), tick(5, 'A'), tick(6, 'C'));
    expect(held(buffer)).toEqual([
      gap(1, 4, 'A', 'slow consumer, 1 events dropped; connection lost'),
      tick(5, 'A'),
      tick(2, 'B'),
      gap(3, 4, 'B'),
      gap(3, 4),
      tick(6, 'C'),
    ]);
  });

  it('is emptied as quickly, however many symbols are held', () => {
    const count = 200_000;
    const buffer = createBuffer<Tick>('conflate');
    for (let n = 0; n < count; n++) buffer.push(tick(n, `S${n}`));
    const { user: began } = process.cpuUsage();
    for (let n = 0; n < count; n++) if (buffer.shift()?.symbol !== `S${n}`) throw new Error(`out of order at ${n}`);
    const { user: ended } = process.cpuUsage();
    // Each sought behind all that were handed out would take ten times as long.
    expect((ended - began) / 1000).toBeLessThan(1000);
    expect(buffer.shift()).toBe(undefined);
  });
});

describe('every buffer', () => {
  const symbol = fc.constantFrom('A', 'B', 'C', undefined);
  const action = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('event' as const), symbol }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('gap' as const),
        symbol,
        reason: fc.constantFrom('lost', 'silent', 'mismatch'),
        length: fc.nat({ max: 50 }),
        channel: fc.constantFrom('trade' as const, 'ticker' as const, undefined),
        missed: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('take' as const) }) },
  );
  const policy = fc.oneof(
    fc.constantFrom<BufferPolicy>('latest', 'conflate'),
    fc.integer({ min: 1, max: 5 }).map((n): BufferPolicy => n),
  );

  /** What was pushed and what was taken, as one story; all that is held at the end is taken. */
  function live(limit: BufferPolicy, actions: readonly (typeof action extends fc.Arbitrary<infer A> ? A : never)[]) {
    const buffer = createBuffer<Tick>(limit);
    const pushed: (Tick | Gap)[] = [];
    const story: ({ push: Tick | Gap } | { take: Tick | Gap | undefined })[] = [];
    actions.forEach((each, n) => {
      if (each.do === 'take') {
        story.push({ take: buffer.shift() });
        return;
      }
      const at = 10 * n;
      const { symbol: of } = each;
      const entry =
        each.do === 'event'
          ? tick(at, of)
          : { ...gap(at - each.length, at, of, each.reason), channel: each.channel, missed: each.missed };
      buffer.push(entry);
      pushed.push(entry);
      story.push({ push: entry });
    });
    const rest = held(buffer);
    return { buffer, pushed, rest, story: [...story, ...rest.map((take) => ({ take }))] };
  }

  it('hands out what a naive one does, and counts what it does not', () => {
    fc.assert(
      fc.property(policy, fc.array(action, { maxLength: 60 }), (limit, actions) => {
        const { buffer, story } = live(limit, actions);
        const expected = expectedOf(limit, story);
        expect(story.flatMap((each) => ('take' in each ? [each.take] : []))).toEqual(expected.taken);
        expect(buffer.dropped).toBe(expected.dropped);
      }),
    );
  });

  it('keeps each symbol in order, and loses nothing without a gap that says so', () => {
    fc.assert(
      fc.property(policy, fc.array(action, { maxLength: 60 }), (limit, actions) => {
        expect(flawsIn(live(limit, actions).story)).toEqual([]);
      }),
    );
  });

  it('holds no more than it may', () => {
    fc.assert(
      fc.property(policy, fc.array(action, { maxLength: 200 }), (limit, actions) => {
        const most = typeof limit === 'number' ? limit + 1 : limit === 'latest' ? 3 : 3 * 4;
        expect(live(limit, actions).rest.length).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe('a line', () => {
  it('is an array taken from in front', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(), { nil: undefined }), { maxLength: 500 }), (actions) => {
        const line = new Line<number>();
        const array: number[] = [];
        for (const action of actions) {
          if (action === undefined) expect(line.shift()).toBe(array.shift());
          else {
            line.push(action);
            array.push(action);
          }
          expect(line.length).toBe(array.length);
        }
      }),
    );
  });

  it('is emptied in no time, however long it is', () => {
    const line = new Line<number>();
    for (let n = 0; n < 1_000_000; n++) line.push(n);
    for (let n = 0; n < 1_000_000; n++) if (line.shift() !== n) throw new Error(`out of order at ${n}`);
    expect(line.length).toBe(0);
  });
});
