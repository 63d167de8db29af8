/** Rows of the matrix: what happens to data frames, in the ways that make a difference to a client. */
import { dropped, NO_NUMBERS, now, type Variant } from './variant.js';

export const FRAMES: readonly Variant[] = [
  {
    name: 'lose updates',
    of: 'asked',
    script: (aim) => now({ type: 'lose', ...aim, count: 3 }),
    blind: NO_NUMBERS,
    confined: true,
  },
  {
    name: 'lose all, 8 s',
    of: 'asked',
    script: (aim) => now({ type: 'lose', ...aim, ms: 8000, frames: 'all' }),
    blind: NO_NUMBERS,
    confined: true,
  },
  {
    name: 'lose snapshots',
    of: 'asked',
    script: (aim) => dropped({ type: 'lose', ...aim, count: 2, frames: 'snapshots' }),
    confined: true,
  },
  {
    name: 'duplicate updates',
    of: 'asked',
    script: (aim) => now({ type: 'duplicate', ...aim, count: 20 }),
    confined: true,
  },
  {
    name: 'duplicate snapshots',
    of: 'asked',
    script: (aim) => dropped({ type: 'duplicate', ...aim, frames: 'snapshots' }),
    confined: true,
  },
  ...[100, 3000].map(
    (delayMs): Variant => ({
      name: `delay updates ${delayMs} ms`,
      of: 'asked',
      script: (aim) => now({ type: 'delay', ...aim, delayMs, count: 3 }),
      blind: NO_NUMBERS,
      lastsMs: 10_000,
      confined: true,
    }),
  ),
  ...[2000, 8000].map(
    (delayMs): Variant => ({
      name: `delay snapshots ${delayMs} ms`,
      of: 'asked',
      script: (aim) => dropped({ type: 'delay', ...aim, delayMs, frames: 'snapshots' }),
      blind: NO_NUMBERS,
      lastsMs: 12_000,
      confined: true,
    }),
  ),
  {
    name: 'reorder updates',
    of: 'asked',
    script: (aim) => now({ type: 'reorder', ...aim, count: 3 }),
    blind: NO_NUMBERS,
    confined: true,
  },
  {
    name: 'reorder snapshots',
    of: 'asked',
    script: (aim) => dropped({ type: 'reorder', ...aim, frames: 'snapshots' }),
    blind: NO_NUMBERS,
    confined: true,
  },
  {
    name: 'truncate updates',
    of: 'asked',
    script: (aim) => now({ type: 'truncate', ...aim, count: 12 }),
    noticed: true,
  },
  {
    name: 'truncate snapshots',
    of: 'asked',
    script: (aim) => dropped({ type: 'truncate', ...aim, count: 2, frames: 'snapshots' }),
  },
  {
    name: 'corrupt json updates',
    of: 'asked',
    script: (aim) => now({ type: 'corrupt', ...aim, how: 'json', count: 3 }),
    noticed: true,
  },
  {
    name: 'corrupt json snapshots',
    of: 'asked',
    script: (aim) => dropped({ type: 'corrupt', ...aim, how: 'json', count: 2, frames: 'snapshots' }),
  },
  {
    name: 'corrupt digit updates',
    of: 'asked',
    script: (aim) => now({ type: 'corrupt', ...aim, how: 'digit', count: 3 }),
    blind: NO_NUMBERS,
    inexact: true,
  },
  {
    name: 'corrupt digit snapshots',
    of: 'asked',
    // Often: a digit may be one of the time, or make the snapshot unsound, which shows without a checksum.
    script: (aim) => [
      ...now({ type: 'corrupt', ...aim, how: 'digit', count: 15, frames: 'snapshots' }),
      ...[0, 2500, 5000, 7500, 10_000].map((atMs) => ({ atMs, fault: { type: 'drop' } as const })),
    ],
    blind: NO_NUMBERS,
    inexact: true,
    lastsMs: 14_000,
    boundMs: 30_000,
  },
  {
    name: 'wrong-checksum',
    of: 'books',
    script: ({ symbol }) => now({ type: 'wrong-checksum', symbol }),
    noticed: true,
    confined: true,
  },
  {
    name: 'wrong-checksum, 15 s',
    of: 'books',
    script: ({ symbol }) => now({ type: 'wrong-checksum', symbol, ms: 15_000 }),
    noticed: true,
    lastsMs: 20_000,
    boundMs: 150_000,
    confined: true,
  },
];
