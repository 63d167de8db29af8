/**
 * The numbers of a private channel's frames: they run by one from the snapshot on, so that what is missing shows. Knows
 * nothing of what the frames say.
 * https://docs.kraken.com/api/docs/websocket-v2/executions
 */
import type { BalancesMessage, ExecutionsMessage } from '../protocol/account.js';
import { IGNORED, type Mood, type Taken } from './channel.js';

/** What of a private topic says whether it begins with a snapshot. */
export interface PrivateOptions {
  /** Sub-accounts as well; then there is no snapshot. */
  readonly users?: 'all' | undefined;
}

/** The frame has its place; or what becomes of it when it has none. */
export type Placed =
  | {
      readonly verdict: 'placed';
      readonly seamless: boolean;
      /** Whether there may have been frames before it that no snapshot makes up for. */
      readonly missed: boolean;
    }
  | Taken;

export class Sequence {
  readonly #snapshots: boolean;
  #last: number | undefined;
  #subscription: number | undefined;
  /** What the snapshot said, until the first update. */
  #snapshot: string | undefined;

  /** `snapshots`: whether the topic begins with one. Without it any frame can be the beginning. */
  constructor(snapshots: boolean) {
    this.#snapshots = snapshots;
  }

  place(message: ExecutionsMessage | BalancesMessage, { live, lenient, subscription }: Mood): Placed {
    const { snapshot, sequence } = message;
    const last = this.#last;
    const isAnother = subscription !== this.#subscription;
    this.#subscription = subscription;
    if (snapshot) {
      const text = JSON.stringify(message.data);
      if (live && sequence === last && text === this.#snapshot) return IGNORED;
      this.#snapshot = text;
      return this.#put(sequence, last === undefined, false);
    }
    if (this.#snapshots && (!live || last === undefined)) return IGNORED;
    // The numbers of another subscription begin anew. Of the hole before it was told when it became live.
    if (!live || last === undefined || isAnother)
      return this.#put(sequence, live || last === undefined, last !== undefined);
    if (sequence <= last) return IGNORED;
    const seamless = sequence === last + 1;
    // Starting over cannot bring back what no snapshot shows.
    if (!seamless && !lenient && this.#snapshots) {
      return { verdict: 'broken', reason: `frame ${last} was followed by frame ${sequence}` };
    }
    this.#snapshot = undefined;
    return this.#put(sequence, seamless, !seamless);
  }

  #put(sequence: number, seamless: boolean, missed: boolean): Placed {
    this.#last = sequence;
    return { verdict: 'placed', seamless, missed };
  }
}
