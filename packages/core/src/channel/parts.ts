/**
 * Executions that come in two streams, what becomes of orders and fills, each with its own snapshot and numbers: puts them
 * together, so that there is one beginning. Knows nothing of what the reports say.
 * https://docs.kraken.com/api/docs/websocket-v1/openorders
 */
import type { ExecutionsMessage, PartialReport } from '../protocol/account.js';
import type { ExecutionsPart } from '../protocol/request.js';
import { IGNORED, type Mood, type Taken } from './channel.js';
import { Sequence } from './sequence.js';

/** What both streams have told, when that is a whole or follows on one. */
export interface Joined {
  readonly verdict: 'joined';
  /** What the snapshots say; undefined when this follows on what was told. */
  readonly snapshot:
    | { readonly orders: readonly PartialReport[]; readonly trades: readonly PartialReport[] }
    | undefined;
  /** Of both streams, in the order in which they came. */
  readonly updates: readonly (readonly PartialReport[])[];
  readonly seamless: boolean;
}

interface Stream {
  readonly sequence: Sequence;
  /** Whether it has begun. */
  begun: boolean;
  snapshot: readonly PartialReport[];
}

export class Parts {
  readonly #snapTrades: boolean;
  #streams: Record<ExecutionsPart, Stream>;
  /** What came before there was a whole. */
  #updates: Joined['updates'] = [];
  #seamless = true;
  /** Whether there is a whole on which updates follow. */
  #whole = false;
  #told = false;
  #subscription: number | undefined;

  /** `snapTrades`: whether fills begin with a snapshot. Orders always do. */
  constructor(snapTrades: boolean) {
    this.#snapTrades = snapTrades;
    this.#streams = begin(snapTrades);
  }

  take(message: ExecutionsMessage, part: ExecutionsPart, mood: Mood): Joined | Taken {
    if (mood.subscription !== this.#subscription || (this.#whole && !mood.live)) this.#begin(mood.subscription);
    const taken = this.#place(message, part, mood);
    if (taken.verdict === 'broken') this.#begin(mood.subscription);
    return taken;
  }

  #begin(subscription: number | undefined): void {
    this.#subscription = subscription;
    this.#streams = begin(this.#snapTrades);
    this.#updates = [];
    this.#seamless = true;
    this.#whole = false;
  }

  #place(message: ExecutionsMessage, part: ExecutionsPart, { lenient }: Mood): Joined | Taken {
    const { sequence, data } = message;
    const stream = this.#streams[part];
    const begins = part === 'orders' || this.#snapTrades;
    const isFirst = !stream.begun;
    // The numbers of a stream without a snapshot begin with its first update.
    const isLate = isFirst && !begins && sequence !== 1;
    // It may be the last of what was given up, unless all that is said now belongs to this subscription.
    if (isLate && !this.#whole) return IGNORED;
    const snapshot = begins && message.snapshot;
    const placed = stream.sequence.place({ ...message, snapshot }, { live: stream.begun, lenient });
    if (placed.verdict !== 'placed') return placed;
    if (snapshot && !isFirst) return { verdict: 'broken', reason: 'a part began anew, which nobody had asked for' };
    stream.begun = true;
    if (placed.missed || isLate) this.#seamless = false;
    if (isFirst && begins) stream.snapshot = data;
    else this.#updates = [...this.#updates, data];
    const { orders, trades } = this.#streams;
    if (!orders.begun || (this.#snapTrades && !trades.begun)) return IGNORED;
    return this.#join();
  }

  #join(): Joined {
    const { orders, trades } = this.#streams;
    const snapshot = this.#whole ? undefined : { orders: orders.snapshot, trades: trades.snapshot };
    const seamless = this.#seamless && (this.#whole || !this.#told);
    const updates = this.#updates;
    this.#updates = [];
    this.#seamless = true;
    this.#whole = this.#told = true;
    return { verdict: 'joined', snapshot, updates, seamless };
  }
}

/** Where fills have no snapshot, starting over cannot bring any back: they go on behind a hole. */
function begin(snapTrades: boolean): Record<ExecutionsPart, Stream> {
  const stream = (snapshots: boolean) => ({ sequence: new Sequence(snapshots), begun: false, snapshot: [] });
  return { orders: stream(true), trades: stream(snapTrades) };
}
