/**
 * What is held for a consumer that is slower than the events, and what it is told of the rest. Knows nothing of how
 * events are waited for.
 */
import type { Gap } from './subscription.js';

/** See `SubscriptionOptions.buffer`. */
export type BufferPolicy = 'latest' | 'conflate' | number;

/** What events have in common. */
export interface Queued {
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly symbol?: string | undefined;
}

export interface EventBuffer<E extends Queued> {
  /** Events that were not handed out, and will not be. Gaps do not count: they are told, in one way or another. */
  readonly dropped: number;
  push(entry: E | Gap): void;
  /** What comes next, or undefined when nothing is held. */
  shift(): E | Gap | undefined;
}

export function createBuffer<E extends Queued>(policy: BufferPolicy): EventBuffer<E> {
  return typeof policy === 'number' ? new Fifo(policy) : new Newest(policy === 'conflate');
}

/** First in, first out; taking from the front does not move the rest, which an array's `shift` may do each time. */
export class Line<T> {
  #items: (T | undefined)[] = [];
  #first = 0;

  get length(): number {
    return this.#items.length - this.#first;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#first];
    this.#items[this.#first++] = undefined;
    if (this.#first > Math.max(32, this.length)) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }
}

/** A number of entries. The oldest go first, gaps among them, into one hole before all that is held. */
class Fifo<E extends Queued> implements EventBuffer<E> {
  dropped = 0;
  readonly #capacity: number;
  readonly #entries = new Line<E | Gap>();
  #hole: Hole | undefined;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(entry: E | Gap): void {
    this.#entries.push(entry);
    if (this.#entries.length <= this.#capacity) return;
    const hole = holeOf(this.#entries.shift()!);
    this.dropped += hole.events;
    this.#hole = join(this.#hole, hole);
  }

  shift(): E | Gap | undefined {
    const hole = this.#hole;
    if (hole === undefined) return this.#entries.shift();
    this.#hole = undefined;
    return toGap(hole);
  }
}

/** The newest event of one symbol, and what was not seen before and after it. */
interface Lane<E> {
  before: Hole | undefined;
  event: E | undefined;
  /** Only where there is an event. */
  after: Hole | undefined;
}

/** The newest event, of each symbol or of all. */
class Newest<E extends Queued> implements EventBuffer<E> {
  dropped = 0;
  readonly #bySymbol: boolean;
  /** In the order in which they became due: a lane keeps its place until all of it has been handed out. */
  readonly #lanes = new Map<string | undefined, Lane<E>>();

  constructor(bySymbol: boolean) {
    this.#bySymbol = bySymbol;
  }

  push(entry: E | Gap): void {
    const key = this.#bySymbol ? entry.symbol : undefined;
    if (isGap(entry)) {
      // One that concerns all symbols is told to each that is held, or an event might pass it.
      if (this.#bySymbol && key === undefined) {
        for (const [symbol, lane] of this.#lanes) if (symbol !== undefined) tell(lane, { ...entry, symbol });
      }
      tell(this.#lane(key), entry);
      return;
    }
    const lane = this.#lane(key);
    if (lane.event !== undefined) {
      this.dropped++;
      lane.before = join(lane.before, holeOf(lane.event));
      if (lane.after !== undefined) lane.before = join(lane.before, lane.after);
      lane.after = undefined;
    }
    lane.event = entry;
  }

  shift(): E | Gap | undefined {
    for (const [key, lane] of this.#lanes) {
      const { before, event } = lane;
      if (before !== undefined) lane.before = undefined;
      else {
        lane.event = undefined;
        lane.before = lane.after;
        lane.after = undefined;
      }
      if (lane.before === undefined && lane.event === undefined) this.#lanes.delete(key);
      return before === undefined ? event : toGap(before);
    }
    return undefined;
  }

  #lane(key: string | undefined): Lane<E> {
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      lane = { before: undefined, event: undefined, after: undefined };
      this.#lanes.set(key, lane);
    }
    return lane;
  }
}

function tell(lane: Lane<unknown>, gap: Gap): void {
  const side = lane.event === undefined ? 'before' : 'after';
  lane[side] = join(lane[side], holeOf(gap));
}

/** What was not handed out, in one: events that were dropped, gaps that fell out with them. */
interface Hole {
  /** Of the gaps; undefined when they are of several channels, or there are none. */
  readonly channel: Gap['channel'];
  /** Undefined when it concerns several symbols. */
  readonly symbol: string | undefined;
  readonly events: number;
  /** What the gaps say that was missed; undefined when none says it. */
  readonly missed: number | undefined;
  /** Those of the gaps. */
  readonly reasons: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** More different reasons than this are not told apart, so that a hole does not grow. */
const MOST_REASONS = 4;

function holeOf(entry: Queued | Gap): Hole {
  if (isGap(entry)) {
    const { channel, symbol, missed, reason, from, to } = entry;
    return { channel, symbol, events: 0, missed, reasons: [reason], from, to };
  }
  const { symbol, receivedAt } = entry;
  return { channel: undefined, symbol, events: 1, missed: undefined, reasons: [], from: receivedAt, to: receivedAt };
}

function join(hole: Hole | undefined, later: Hole): Hole {
  if (hole === undefined) return later;
  let { reasons } = hole;
  if (later.reasons.length > 0) {
    reasons = [...new Set([...reasons, ...later.reasons])];
    if (reasons.length > MOST_REASONS) reasons = [...reasons.slice(0, MOST_REASONS), 'other reasons'];
  }
  // Dropped events alone say nothing of a channel: then that of the other stands.
  const { channel } = hole.reasons.length === 0 ? later : hole;
  const isOfOne = later.reasons.length === 0 || channel === later.channel;
  return {
    channel: isOfOne ? channel : undefined,
    symbol: hole.symbol === later.symbol ? hole.symbol : undefined,
    missed: hole.missed === undefined ? later.missed : hole.missed + (later.missed ?? 0),
    events: hole.events + later.events,
    reasons,
    from: Math.min(hole.from, later.from),
    to: Math.max(hole.to, later.to),
  };
}

function toGap({ channel, symbol, events, missed, reasons, from, to }: Hole): Gap {
  const dropped = events === 0 ? [] : [`slow consumer, ${events} events dropped`];
  return { type: 'gap', reason: [...dropped, ...reasons].join('; '), channel, symbol, from, to, missed };
}

function isGap(entry: Queued | Gap): entry is Gap {
  return !('receivedAt' in entry);
}
