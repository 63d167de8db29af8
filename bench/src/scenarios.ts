/**
 * What is measured, and how well it should do. The goals are those of the design.
 */
import { CATALOGUE, type Instrument, syntheticInstruments } from '@kraken-stream/simulator';
import { type Feed, snapshotFeed, updateFeed } from './frames.js';
import { mixture } from './mixture.js';
import { inV1, snapshotsInV1 } from './v1-frames.js';

/** A ratio to the floor: what is aimed at, and the least that will do. */
export interface Goal {
  readonly goal: number;
  readonly atLeast: number;
}

interface Described {
  readonly name: string;
  /** Frames that a contestant takes before it is another's turn. */
  readonly chunk: number;
  readonly node?: Goal;
  readonly chromium?: Goal;
  /** Shown, but no part of the figures that are compared from version to version. */
  readonly aside?: true;
}

export interface BookScenario extends Described {
  readonly type: 'book';
  readonly feed: (quick: boolean) => Feed;
}

export interface CodecScenario extends Described {
  readonly type: 'codec';
  readonly frames: (quick: boolean) => string[];
}

export type Scenario = BookScenario | CodecScenario;

const UPDATES = { usual: 200_000, quick: 20_000 };
const SNAPSHOTS = { usual: 300, quick: 40 };
const MIXTURE = { usual: 60_000, quick: 10_000 };
const CHUNK = 4000;

/**
 * Twenty books of a hundred levels, prices of one to nine decimals. Pairs with fewer levels than that are left out, and
 * those with quantities beyond 2^53 lots: a scenario of their own measures them.
 */
export function twentySymbols(): Instrument[] {
  const usual = CATALOGUE.filter(({ pair, thin }) => thin === undefined && !hasHugeQuantities(pair.symbol));
  return [...usual, ...syntheticInstruments(20)].slice(0, 20);
}

function hasHugeQuantities(symbol: string): boolean {
  return symbol === 'SHIB/USD' || symbol === 'PEPE/USD';
}

const FULL = ['BTC/USD', 'ETH/USD', 'XRP/USD', 'ADA/USD', 'DOGE/USD'];

function snapshots(quick: boolean): Feed {
  return snapshotFeed({ symbols: FULL, depth: 1000, count: quick ? SNAPSHOTS.quick : SNAPSHOTS.usual });
}

function updates(symbols: () => readonly (string | Instrument)[], depth: Feed['topics'][number]['depth']) {
  return (quick: boolean) => updateFeed({ symbols: symbols(), depth, count: quick ? UPDATES.quick : UPDATES.usual });
}

/** In the order in which they are measured and shown. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'v2-depth10',
    type: 'book',
    feed: updates(() => ['BTC/USD'], 10),
    chunk: CHUNK,
    node: { goal: 0.45, atLeast: 0.55 },
    chromium: { goal: 0.65, atLeast: 0.75 },
  },
  {
    name: 'v2-depth1000',
    type: 'book',
    feed: updates(() => ['BTC/USD'], 1000),
    chunk: CHUNK,
    node: { goal: 0.5, atLeast: 0.6 },
    chromium: { goal: 0.7, atLeast: 0.85 },
  },
  {
    name: 'v2-20x100',
    type: 'book',
    feed: updates(twentySymbols, 100),
    chunk: CHUNK,
    node: { goal: 0.55, atLeast: 0.65 },
    chromium: { goal: 0.8, atLeast: 0.95 },
  },
  {
    name: 'v2-snapshot1000',
    type: 'book',
    feed: snapshots,
    chunk: 20,
    node: { goal: 0.8, atLeast: 1 },
  },
  {
    name: 'v1-depth10',
    type: 'book',
    feed: (quick) => inV1(updates(() => ['BTC/USD'], 10)(quick)),
    chunk: CHUNK,
    node: { goal: 0.5, atLeast: 0.6 },
  },
  {
    name: 'v1-depth1000',
    type: 'book',
    feed: (quick) => inV1(updates(() => ['BTC/USD'], 1000)(quick)),
    chunk: CHUNK,
    node: { goal: 0.55, atLeast: 0.65 },
  },
  {
    name: 'v1-20x100',
    type: 'book',
    feed: (quick) => inV1(updates(twentySymbols, 100)(quick)),
    chunk: CHUNK,
    node: { goal: 0.6, atLeast: 0.7 },
  },
  {
    // Each snapshot with the update that proves it, which adds next to nothing.
    name: 'v1-snapshot1000',
    type: 'book',
    feed: (quick) => snapshotsInV1(snapshots(quick)),
    chunk: 40,
    node: { goal: 1.1, atLeast: 1.3 },
  },
  {
    name: 'v2-general',
    type: 'codec',
    frames: (quick) => mixture(quick ? MIXTURE.quick : MIXTURE.usual),
    chunk: CHUNK,
    node: { goal: 3, atLeast: 6 },
  },
  {
    name: 'v2-huge100',
    type: 'book',
    feed: (quick) =>
      updateFeed({ symbols: ['SHIB/USD'], depth: 100, count: (quick ? UPDATES.quick : UPDATES.usual) / 5 }),
    chunk: CHUNK / 2,
    aside: true,
  },
];
