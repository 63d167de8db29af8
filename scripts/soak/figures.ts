/** What a soak measures, and what of it must not be. Knows nothing of how it is measured. */
import type { Protocol } from '../faults/protocol.js';
import type { BookCounts } from './tally.js';

/** Instances by class. */
export type Counts = Readonly<Record<string, number>>;

/** What is held while the crowd is there and no visitor is. */
export interface Held {
  /** On the heap and in typed arrays, after collection. */
  readonly bytes: number;
  readonly objects: Counts;
  /** Of the client. */
  readonly connections: number;
  /** Topics that the crowd wants. */
  readonly wanted: number;
  /** Topics that the client has. */
  readonly inUse: number;
  /** Topics that the exchange serves. */
  readonly atExchange: number;
  /** Listeners on the signal that outlives all. */
  readonly listeners: number;
  readonly timers: number;
  /** Visitors who wanted to leave and cannot. */
  readonly staying: number;
  /** States that a connection remembers, at most. */
  readonly timeline: number;
  /** Attempts to connect in the log that clients share. */
  readonly attempts: number;
  /** Books that are not live, or are not those of the exchange. */
  readonly wrongBooks: number;
}

/** What is left when everything was closed. */
export interface Left {
  /** Of the client and the crowd's books. */
  readonly alive: number;
  readonly objects: Counts;
  readonly connections: number;
  readonly timers: number;
  readonly listeners: number;
  /** Who of all wanted to leave and could not. */
  readonly staying: number;
}

export interface Figures {
  readonly protocol: Protocol;
  readonly seed: number;
  readonly rate: number;
  readonly symbols: number;
  readonly virtualMs: number;
  readonly wallMs: number;
  /** What an exchange that nobody connects to would have grown by from start to end. */
  readonly exchangeBytes: number;
  readonly counts: BookCounts & {
    readonly frames: number;
    readonly events: number;
    readonly gaps: number;
    readonly reconnects: number;
    readonly refused: number;
    readonly dropped: number;
    readonly visits: number;
    readonly disorder: number;
    readonly errors: Counts;
    readonly lost: readonly string[];
  };
  readonly before: Counts;
  readonly start: Held;
  readonly end: Held;
  readonly after: Left;
}

/**
 * How much more may be in use at the end than at the start, beside what the exchange remembers: code that is compiled
 * late takes half a megabyte and more. Of the least leak looked for, a hundred bytes for each of the visitors of two
 * hours, there is as much.
 */
export const MARGIN_BYTES = 1.5 * 2 ** 20;

/**
 * By how many for each connection objects may be more or less than at the start: a connection keeps the last book of
 * which it told, and how many events slow consumers hold is up to them, and bounded by their policies.
 */
const MAY_VARY: Counts = { BookKeeper: 1, BookUpdate: Number.POSITIVE_INFINITY };

/** How often the soak's client may attempt to connect in a minute: what it shares with others is a log of as many. */
export const ATTEMPTS = 100;

/** What the client and those around it have grown by. */
export function growth({ start, end, exchangeBytes }: Figures): number {
  return Math.round(end.bytes - start.bytes - exchangeBytes);
}

/** What is wrong, in words; nothing when all is flat and nobody was lied to. */
export function complaints(figures: Figures): string[] {
  const { counts, before, start, end, after } = figures;
  const found: string[] = [];
  const expect = (what: string, is: number, should: number) => {
    if (is !== should) found.push(`${what}: ${is}, expected ${should}`);
  };
  const atMost = (what: string, is: number, most: number) => {
    if (!(is <= most)) found.push(`${what}: ${is}, expected at most ${most}`);
  };
  const grown = growth(figures);
  atMost('bytes that the heap grew by, beside what the exchange remembers', grown, MARGIN_BYTES);
  for (const [name, count] of Object.entries(end.objects)) {
    const [more, most] = [count - (start.objects[name] ?? 0), end.connections * (MAY_VARY[name] ?? 0)];
    if (!(Math.abs(more) <= most)) found.push(`${name}s at the end: ${more} more than at the start`);
  }
  expect('visitors who cannot leave', end.staying, 0);
  atMost('states in a timeline', end.timeline, 50);
  atMost('attempts to connect in the log', end.attempts, ATTEMPTS);
  // Each connection, and each who sleeps, has one or is about to have one.
  atMost('timers at the end', end.timers, start.timers + end.connections);
  expect('topics of the client', end.inUse, end.wanted);
  expect('topics at the exchange', end.atExchange, end.wanted);
  expect('listeners on a signal that lives on', end.listeners, start.listeners);
  expect('books that are not the exchange’s', end.wrongBooks, 0);
  expect('client and books alive after the end', after.alive, 0);
  for (const [name, count] of Object.entries(after.objects)) expect(`${name}s after the end`, count, before[name] ?? 0);
  expect('connections after the end', after.connections, 0);
  expect('unsubscribed and still waiting after the end', after.staying, 0);
  expect('timers after the end', after.timers, 0);
  expect('listeners on a signal after the end', after.listeners, 0);
  for (const refusal of counts.lost) found.push(`lost for good, though it was served before: ${refusal}`);
  expect('trades out of order', counts.disorder, 0);
  expect('listeners that threw', counts.errors['ListenerError'] ?? 0, 0);
  if (counts.frames === 0 || counts.verified === 0) found.push('no frames: nothing was soaked');
  return found;
}
