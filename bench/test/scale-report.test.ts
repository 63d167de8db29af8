import { describe, expect, it } from 'vitest';
import { type Borne, CONTESTANT_NAMES, LOAD, type Served, type Turn } from '../src/scale.js';
import { scaleFigures, scaleTable, whatWentWrong } from '../src/scale-report.js';

const BORNE: Borne = {
  seconds: 2,
  frames: 42_000,
  live: 1000,
  mismatches: 0,
  openingMs: 250,
  user: 0.2,
  system: 0.01,
  delayMs: { p50: 0.5, p99: 4 },
  rss: 90_000_000,
  heap: 10_000_000,
  arrayBuffers: 2_000_000,
  troubles: [],
};
const SERVED: Served = { user: 0.4, system: 0.1, framesPerSecond: 21_000, behindMs: 9 };

/** One round: the contestants take 0.105, 0.14, 0.21 and 0.252 of a core. */
function round(factor = 1): Turn[] {
  const users = [0.095, 0.13, 0.2, 0.242];
  return CONTESTANT_NAMES.map((contestant, index) => ({
    contestant,
    borne: { ...BORNE, user: users[index]! * factor, system: 0.01 * factor },
    served: SERVED,
  }));
}

/** What went wrong when a client's turn was like this. */
function wrongOf(borne: Partial<Borne>, served: Partial<Served> = {}): string[] {
  return whatWentWrong(LOAD, [
    { contestant: 'client', borne: { ...BORNE, ...borne }, served: { ...SERVED, ...served } },
  ]);
}

describe('the figures at scale', () => {
  it('tell the processor time of a frame, and relate it to those who do next to nothing', () => {
    const { books, contestants } = scaleFigures(LOAD, round());
    expect(books).toBe(1000);
    expect(contestants.receive).toMatchObject({ share: 0.105, microsPerFrame: 5, toReceive: 1, toParse: 0.75 });
    expect(contestants.client).toMatchObject({
      microsPerFrame: 10,
      toReceive: 2,
      toParse: 1.5,
      framesPerSecond: 21_000,
    });
    expect(contestants.listener).toMatchObject({ user: 0.242, system: 0.01, microsPerFrame: 12, server: 0.5 });
  });

  it('are medians over rounds, but the worst of what must not differ', () => {
    const turns = [round(), round(3), round(1.1)].flat();
    const spoilt = turns.map((turn, i) =>
      i === 6 ? { ...turn, borne: { ...turn.borne, live: 999, mismatches: 2 } } : turn,
    );
    const { client } = scaleFigures(LOAD, spoilt).contestants;
    expect(client.microsPerFrame).toBeCloseTo(11);
    expect(client).toMatchObject({ live: 999, mismatches: 2 });
  });

  it('are a row a contestant, under what was measured', () => {
    const lines = scaleTable(LOAD, [...round(), ...round(2)]);
    expect(lines[0]).toContain('1000 books of depth 10, 25 of them');
    expect(lines[1]).toContain('2 times 2.0 s');
    const client = lines.find((line) => line.startsWith('the client, nobody listens'));
    expect(client).toContain('31.5 %');
    expect(client).toContain('21.0 %-42.0 %');
    expect(new Set(lines.slice(-5).map(({ length }) => length)).size).toBe(1);
  });
});

describe('what went wrong at scale', () => {
  it('is nothing when all frames came and were verified', () => {
    expect(whatWentWrong(LOAD, round())).toEqual([]);
  });

  it('is a checksum that did not match, a book that was not live, a trouble', () => {
    expect(wrongOf({ mismatches: 1, live: 998, troubles: ['connection lost', 'a gap'] })).toEqual([
      'the client, nobody listens: 1 checksums did not match',
      'the client, nobody listens: 998 of 1000 books were live',
      'the client, nobody listens: 2 troubles, the first: connection lost',
    ]);
  });

  it('is the server when it sent too little', () => {
    const [line] = wrongOf({ frames: 30_000 }, { framesPerSecond: 15_000, user: 0.9, system: 0.08, behindMs: 800 });
    expect(line).toContain('15000 frames a second came of the 20000 asked for, 15000 were sent');
    expect(line).toContain('the server was the bottleneck: it took 98.0 % of a core, and was 800 ms behind');
  });

  it('is the contestant when it took fewer than were sent', () => {
    const [line] = wrongOf({ frames: 30_000, user: 0.9, system: 0.08 });
    expect(line).toContain('21000 were sent; its own process was the bottleneck: it took 98.0 % of a core');
    expect(line).toContain('the server: 50.0 %');
  });

  it('is the machine when neither process took all of a core', () => {
    const [line] = wrongOf({ frames: 30_000 }, { framesPerSecond: 15_000 });
    expect(line).toContain('the machine has other work');
  });
});
