/**
 * The rows of the matrix: every fault of the simulator, in the ways that make a difference to a client, each as a script
 * for one channel. Knows no client.
 */
import type { DataChannel, Fault, ScriptedFault } from '@kraken-stream/simulator';
import type { Column } from './channels.js';

/** Whom a fault is for. */
export interface Aim {
  readonly channel?: DataChannel | undefined;
  readonly symbol?: string | undefined;
}

export interface Variant {
  readonly name: string;
  /** `asked`: of what is asked for, so not the status; `named`: of what has symbols; `books`: of books. */
  readonly of?: 'asked' | 'named' | 'books';
  /** What goes wrong from before the client asks for anything. */
  readonly first?: (aim: Aim) => readonly Fault[];
  /** What goes wrong once all is live; times are milliseconds from then. */
  readonly script?: (aim: Aim) => readonly ScriptedFault[];
  /** Where it takes what no client can miss: nothing that still comes tells of it. */
  readonly blind?: readonly Column[];
  /** It changes what frames say, and only a checksum would tell. */
  readonly inexact?: boolean;
  /** It concerns one symbol: the others must not notice. */
  readonly confined?: boolean;
  /** How long it takes at least, in milliseconds, until it is over. */
  readonly lastsMs?: number;
  /** How long until all is well again, at most. */
  readonly boundMs?: number;
}

/** Lost or overtaken updates leave no trace in these. */
const NO_NUMBERS: readonly Column[] = ['instrument', 'ohlc', 'book 100'];

const now = (...faults: readonly Fault[]): readonly ScriptedFault[] => faults.map((fault) => ({ atMs: 0, fault }));
/** Something is wrong with the next connection, or with what is asked for on it. */
const dropped = (...faults: readonly Fault[]): readonly ScriptedFault[] => now(...faults, { type: 'drop' });
/** Makes a client start a topic over. */
const startOver = ({ channel, symbol }: Aim): Fault =>
  channel === 'book' ? { type: 'wrong-checksum', symbol } : { type: 'truncate', channel, symbol };
/** A pair of rows: with the first subscription, and with the one after a drop. */
const both = (
  name: string,
  fault: (aim: Aim) => Fault,
  more: Omit<Variant, 'name' | 'first' | 'script'>,
): Variant[] => [
  { name: `${name}, at first`, first: (aim) => [fault(aim)], ...more },
  { name: `${name}, after a drop`, script: (aim) => dropped(fault(aim)), ...more },
];

const CONNECTIONS: readonly Variant[] = [
  { name: 'drop, cut', script: () => now({ type: 'drop' }) },
  { name: 'drop, closed with 1000', script: () => now({ type: 'drop', code: 1000 }) },
  { name: 'drop, closed with 1001', script: () => now({ type: 'drop', code: 1001, reason: 'going away' }) },
  { name: 'drop, closed with 1013', script: () => now({ type: 'drop', code: 1013 }) },
  {
    name: 'drop, four times',
    script: () => [0, 1500, 3500, 7000].map((atMs) => ({ atMs, fault: { type: 'drop' } })),
  },
  { name: 'refuse-upgrade 503, at first', first: () => [{ type: 'refuse-upgrade', count: 3 }] },
  { name: 'refuse-upgrade 503, three times', script: () => dropped({ type: 'refuse-upgrade', count: 3 }) },
  { name: 'refuse-upgrade 502, a minute', script: () => dropped({ type: 'refuse-upgrade', status: 502, ms: 60_000 }) },
  { name: 'refuse-upgrade 403, twice', script: () => dropped({ type: 'refuse-upgrade', status: 403, count: 2 }) },
  { name: 'refuse-upgrade 429', script: () => dropped({ type: 'refuse-upgrade', status: 429 }) },
  { name: 'hang-upgrade 3 s', script: () => dropped({ type: 'hang-upgrade', ms: 3000 }) },
  { name: 'hang-upgrade 15 s', script: () => dropped({ type: 'hang-upgrade', ms: 15_000 }) },
  { name: 'mute 2 s', script: () => now({ type: 'mute', ms: 2000 }), blind: NO_NUMBERS },
  { name: 'mute 4 s', script: () => now({ type: 'mute', ms: 4000 }), blind: NO_NUMBERS },
  { name: 'mute 8 s', script: () => now({ type: 'mute', ms: 8000 }) },
  { name: 'mute 2 s, at first', first: () => [{ type: 'mute', ms: 2000 }] },
  { name: 'slow 400 bytes/s', script: () => now({ type: 'slow', bytesPerSecond: 400, ms: 6000 }) },
  { name: 'slow 400 bytes/s, at first', first: () => [{ type: 'slow', bytesPerSecond: 400, ms: 6000 }] },
  { name: 'maintenance', script: () => now({ type: 'maintenance', ms: 4000 }) },
  { name: 'maintenance, dropped', script: () => now({ type: 'maintenance', ms: 4000, drop: true }) },
  {
    name: 'maintenance, dropped and refused',
    script: () => now({ type: 'maintenance', ms: 12_000, drop: true, refuseUpgrades: true }),
  },
  ...both('msg-rate', () => ({ type: 'msg-rate', count: 2 }), { of: 'asked' }),
  ...both('msg-rate, legacy', () => ({ type: 'msg-rate', legacy: true }), { of: 'asked' }),
];

const SUBSCRIPTIONS: readonly Variant[] = [
  ...both('mute-subscription', (aim) => ({ type: 'mute-subscription', ...aim }), { of: 'asked', confined: true }),
  {
    name: 'mute-subscription 3 s, while live',
    of: 'asked',
    script: (aim) => now({ type: 'mute-subscription', ...aim, ms: 3000 }),
    blind: NO_NUMBERS,
    confined: true,
  },
  ...both('delay-acknowledgement 1.5 s', (aim) => ({ type: 'delay-acknowledgement', ...aim, delayMs: 1500 }), {
    of: 'asked',
    confined: true,
  }),
  ...both('delay-acknowledgement 12 s', (aim) => ({ type: 'delay-acknowledgement', ...aim, delayMs: 12_000 }), {
    of: 'asked',
    confined: true,
  }),
  ...both('lose-acknowledgement', (aim) => ({ type: 'lose-acknowledgement', ...aim }), { of: 'asked', confined: true }),
  {
    name: 'lose-acknowledgement and snapshot',
    of: 'asked',
    script: (aim) => dropped({ type: 'lose-acknowledgement', ...aim }, { type: 'lose-snapshot', ...aim }),
    confined: true,
  },
  {
    name: 'lose-acknowledgement, unsubscribe',
    of: 'asked',
    script: (aim) => now({ type: 'lose-acknowledgement', ...aim, method: 'unsubscribe' }, startOver(aim)),
  },
  {
    name: 'delay-acknowledgement, unsubscribe',
    of: 'asked',
    script: (aim) =>
      now({ type: 'delay-acknowledgement', ...aim, delayMs: 3000, method: 'unsubscribe' }, startOver(aim)),
  },
  ...both('delay-snapshot 2 s', (aim) => ({ type: 'delay-snapshot', ...aim, delayMs: 2000 }), {
    of: 'asked',
    confined: true,
  }),
  ...both('delay-snapshot 8 s', (aim) => ({ type: 'delay-snapshot', ...aim, delayMs: 8000 }), {
    of: 'asked',
    confined: true,
  }),
  ...both('lose-snapshot', (aim) => ({ type: 'lose-snapshot', ...aim }), { of: 'asked', confined: true }),
  ...both('refuse-symbol', ({ channel, symbol = '' }) => ({ type: 'refuse-symbol', channel, symbol }), {
    of: 'named',
    confined: true,
  }),
  {
    name: 'refuse-symbol, thrice after a drop',
    of: 'named',
    script: ({ channel, symbol = '' }) => dropped({ type: 'refuse-symbol', channel, symbol, count: 3 }),
    confined: true,
  },
];

const FRAMES: readonly Variant[] = [
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
  { name: 'truncate updates', of: 'asked', script: (aim) => now({ type: 'truncate', ...aim, count: 12 }) },
  {
    name: 'truncate snapshots',
    of: 'asked',
    script: (aim) => dropped({ type: 'truncate', ...aim, count: 2, frames: 'snapshots' }),
  },
  {
    name: 'corrupt json updates',
    of: 'asked',
    script: (aim) => now({ type: 'corrupt', ...aim, how: 'json', count: 3 }),
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
    script: (aim) => dropped({ type: 'corrupt', ...aim, how: 'digit', frames: 'snapshots' }),
    blind: NO_NUMBERS,
    inexact: true,
  },
  {
    name: 'wrong-checksum',
    of: 'books',
    script: ({ symbol }) => now({ type: 'wrong-checksum', symbol }),
    confined: true,
  },
  {
    name: 'wrong-checksum, 15 s',
    of: 'books',
    script: ({ symbol }) => now({ type: 'wrong-checksum', symbol, ms: 15_000 }),
    lastsMs: 20_000,
    boundMs: 150_000,
    confined: true,
  },
];

export const VARIANTS: readonly Variant[] = [...CONNECTIONS, ...SUBSCRIPTIONS, ...FRAMES];
