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
    this.#hole = this.#hole === undefined ? hole : join(this.#hole, hole);
  }

  shift(): E | Gap | undefined {
    const hole = this.#hole;
    this.#hole = undefined;
    return hole === undefined ? this.#entries.shift() : toGap(hole);
  }
}

/** The newest event, of each symbol or of all. */
class Newest<E extends Queued> implements EventBuffer<E> {
  dropped = 0;
  readonly #bySymbol: boolean;
  /** By symbol: one event, and what was not seen before and after it. */
  readonly #lanes = new Map<string | undefined, (E | Hole)[]>();
  /**
   * The symbols in the order in which they became due: one keeps its place until all of it has been handed out. The map has
   * the same order, but looks for its first entry behind all that were taken out of it.
   */
  readonly #due = new Line<readonly [symbol: string | undefined, lane: (E | Hole)[]]>();
  /** Whose turn it is, while only a part of it has been handed out. */
  #first: readonly [symbol: string | undefined, lane: (E | Hole)[]] | undefined;

  constructor(bySymbol: boolean) {
    this.#bySymbol = bySymbol;
  }

  push(entry: E | Gap): void {
    const key = this.#bySymbol ? entry.symbol : undefined;
    const lane = this.#lane(key);
    if (isGap(entry)) {
      tell(lane, entry);
      if (!this.#bySymbol || key !== undefined) return;
      // One that concerns all symbols is told to each that is held, or an event might pass it.
      for (const [symbol, other] of this.#lanes) if (other !== lane) tell(other, { ...entry, symbol });
    } else {
      const isFull = !lane.every(isHole);
      if (isFull) {
        this.dropped++;
        lane.splice(0, lane.length, lane.map(holeOf).reduce(join));
      }
      lane.push(entry);
    }
  }

  shift(): E | Gap | undefined {
    this.#first ??= this.#due.shift();
    if (this.#first === undefined) return undefined;
    const [key, lane] = this.#first;
    const entry = lane.shift();
    if (lane.length === 0) {
      this.#lanes.delete(key);
      this.#first = undefined;
    }
    return entry !== undefined && isHole(entry) ? toGap(entry) : entry;
  }

  #lane(key: string | undefined): (E | Hole)[] {
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const lane: (E | Hole)[] = [];
    this.#lanes.set(key, lane);
    this.#due.push([key, lane]);
    return lane;
  }
}

function tell(lane: (Queued | Hole)[], gap: Gap): void {
  const last = lane[lane.length - 1];
  if (last !== undefined && isHole(last)) lane[lane.length - 1] = join(last, holeOf(gap));
  else lane.push(holeOf(gap));
}

/** What was not handed out, in one: events that were dropped, gaps that fell out with them. */
interface Hole extends Omit<Gap, 'type' | 'reason'> {
  readonly events: number;
  /** Those of the gaps. */
  readonly reasons: readonly string[];
}

/** More different reasons than this are not told apart, so that a hole does not grow. */
const MOST_REASONS = 4;

function holeOf(entry: Queued | Gap | Hole): Hole {
  if (isHole(entry)) return entry;
  if (isGap(entry)) return { ...entry, events: 0, reasons: [entry.reason] };
  const { symbol, receivedAt } = entry;
  return { symbol, events: 1, reasons: [], from: receivedAt, to: receivedAt };
}

function join(hole: Hole, later: Hole): Hole {
  const reasons = [...new Set([...hole.reasons, ...later.reasons])];
  if (reasons.length > MOST_REASONS) reasons.splice(MOST_REASONS, reasons.length, 'other reasons');
  // Dropped events alone say nothing of a channel: then that of the other stands.
  const channels = [hole, later].filter((each) => each.reasons.length > 0).map(({ channel }) => channel);
  return {
    channel: channels.every((channel) => channel === channels[0]) ? channels[0] : undefined,
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

function isHole(entry: Queued | Gap | Hole): entry is Hole {
  return 'reasons' in entry;
}
