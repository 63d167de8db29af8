import { describe, expect, it } from 'vitest';
import type { Protocol } from '../faults/protocol.js';
import { complaints, type Figures, MARGIN_BYTES } from '../soak/figures.js';
import { main } from '../soak/main.js';
import { parseOptions } from '../soak/options.js';
import { lastLine, protocolLine, table } from '../soak/report.js';
import { MINUTE, soak } from '../soak/soak.js';

const SHORT = { warmUpMs: 1.5 * MINUTE, soakMs: 1.75 * MINUTE };
const run = (protocol: Protocol, seed: number) => soak(protocol, { seed, rate: 2, symbols: 40 }, SHORT, () => {});

/** Those of a soak in which all is well. */
const FIGURES: Figures = {
  protocol: 'v2',
  seed: 1,
  rate: 1,
  symbols: 30,
  virtualMs: 7_200_000,
  wallMs: 60_000,
  exchangeBytes: 3_000_000,
  counts: {
    frames: 14_000_000,
    events: 1,
    gaps: 0,
    reconnects: 210,
    refused: 0,
    dropped: 0,
    visits: 0,
    disorder: 0,
    verified: 100,
    mismatched: 5,
    resyncs: 1234,
    errors: { ChecksumError: 5 },
    lost: [],
  },
  before: { Subscription: 1, BookUpdate: 0 },
  start: {
    bytes: 40 * 2 ** 20,
    objects: { Subscription: 41, BookKeeper: 90, BookUpdate: 300 },
    connections: 3,
    staying: 0,
    timeline: 50,
    attempts: 40,
    wanted: 90,
    inUse: 90,
    atExchange: 90,
    listeners: 1,
    timers: 12,
    wrongBooks: 0,
  },
  end: {
    bytes: 40 * 2 ** 20 + 3_000_000 + MARGIN_BYTES,
    objects: { Subscription: 41, BookKeeper: 93, BookUpdate: 320 },
    connections: 3,
    staying: 0,
    timeline: 50,
    attempts: 40,
    wanted: 90,
    inUse: 90,
    atExchange: 90,
    listeners: 1,
    timers: 14,
    wrongBooks: 0,
  },
  after: { alive: 0, objects: { Subscription: 1, BookUpdate: 0 }, connections: 0, timers: 0, listeners: 0, staying: 0 },
};

describe('a short soak', () => {
  it.each(['v2', 'v1'] as const)(
    'finds nothing that grew, was left or was wrong, and is the same for the same seed: %s',
    async (protocol) => {
      const [figures, again] = [await run(protocol, 3), await run(protocol, 3)];
      // The first has compiled what the second needs: in a test's process little is as flat as in one of its own.
      expect(complaints(again)).toEqual([]);
      expect(complaints({ ...figures, end: { ...figures.end, bytes: 0 } })).toEqual([]);
      expect(again.counts).toEqual(figures.counts);
      expect(figures.counts.verified).toBeGreaterThan(1000);
      expect(figures.counts.resyncs).toBeGreaterThan(0);
      expect(figures.counts.reconnects).toBeGreaterThan(0);
      expect(figures.counts.dropped).toBeGreaterThan(0);
      expect(table(figures).join('\n')).toMatch(/^book frames verified +[\d,]+$/m);
    },
    600_000,
  );
});

describe('the figures of a soak', () => {
  it('are flat up to the margin', () => {
    expect(complaints(FIGURES)).toEqual([]);
    expect(protocolLine(FIGURES, true)).toBe(
      'v2: heap 40.0 MB -> 44.4 MB, 14,000,000 frames, 1,234 resyncs, 210 reconnects: flat',
    );
    expect(protocolLine(FIGURES, false)).toMatch(/: GREW$/);
    expect(lastLine(['v2', 'v1'], true)).toBe('v2 and v1: flat');
    expect(lastLine(['v1'], false)).toBe('v1: GREW');
  });

  const { counts, end, after } = FIGURES;
  it.each<[string, Partial<Figures>, string]>([
    ['a heap above the margin', { end: { ...end, bytes: end.bytes + 1 } }, 'heap grew by'],
    ['a heap that is no number', { end: { ...end, bytes: Number.NaN } }, 'heap grew by'],
    [
      'one object more',
      { end: { ...end, objects: { ...end.objects, Subscription: 42 } } },
      'Subscriptions at the end: 1 more',
    ],
    ['a book too many', { end: { ...end, objects: { ...end.objects, BookKeeper: 94 } } }, 'BookKeepers at the end'],
    ['a topic that is not left', { end: { ...end, inUse: 91 } }, 'topics of the client: 91, expected 90'],
    ['a topic served for nobody', { end: { ...end, atExchange: 91 } }, 'topics at the exchange'],
    ['a listener on a signal', { end: { ...end, listeners: 2 } }, 'listeners on a signal'],
    ['a book that is not true', { end: { ...end, wrongBooks: 1 } }, 'books'],
    ['a client that lives on', { after: { ...after, alive: 1 } }, 'alive after the end'],
    ['an event that is held', { after: { ...after, objects: { BookUpdate: 1 } } }, 'BookUpdates after the end'],
    ['a visitor who is kept', { end: { ...end, staying: 1 } }, 'cannot leave'],
    ['a connection', { after: { ...after, connections: 1 } }, 'connections after the end'],
    ['a timeline too long', { end: { ...end, timeline: 51 } }, 'timeline'],
    ['a log too long', { end: { ...end, attempts: 101 } }, 'attempts'],
    ['timers that add up', { end: { ...end, timers: 16 } }, 'timers at the end'],
    ['a timer', { after: { ...after, timers: 1 } }, 'timers after the end'],
    ['a trade that came twice', { counts: { ...counts, disorder: 1 } }, 'trades out of order'],
    ['a listener that threw', { counts: { ...counts, errors: { ListenerError: 1 } } }, 'listeners that threw'],
    ['a refusal for good', { counts: { ...counts, lost: ['no BTC/USD'] } }, 'no BTC/USD'],
    ['no frames', { counts: { ...counts, frames: 0 } }, 'nothing was soaked'],
  ])('are complained of for %s', (_, wrong, complaint) => {
    const found = complaints({ ...FIGURES, ...wrong });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(complaint);
  });
});

describe('the command line', () => {
  it.each([
    [['--hours'], '--hours'],
    [['--hours', '0'], '--hours'],
    [['--seed', '1.5'], '--seed'],
    [['--symbols', 'many'], '--symbols'],
    [['--protocol', 'v3'], '--protocol'],
    [['--json'], '--json'],
    [['--json', '--seed'], '--json'],
    [['--minutes', '5'], '--minutes'],
    [['5'], '5'],
  ])('refuses %s', async (args, named) => {
    const complained: string[] = [];
    const quiet = () => {};
    expect(await main(args, { print: quiet, show: quiet, complain: (line) => complained.push(line) })).toBe(2);
    expect(complained.join('\n')).toContain(named);
  });

  it('soaks both protocols unless told otherwise', () => {
    const protocolsOf = (...args: string[]) => {
      const options = parseOptions(args);
      return typeof options === 'string' ? options : options.protocols;
    };
    expect(protocolsOf()).toEqual(['v2', 'v1']);
    expect(protocolsOf('--protocol', 'both')).toEqual(['v2', 'v1']);
    expect(protocolsOf('--protocol', 'v1')).toEqual(['v1']);
  });
});
