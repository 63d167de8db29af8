/**
 * The subscriptions of one connection, of whatever channel: what it holds, which snapshots it waits for, which streams
 * run. Knows nothing of requests and acknowledgements.
 */
import type { ChannelOptions, Stream } from './channels.js';
import type { Connection } from './connection.js';

/** What a connection holds, with the options that are in effect. */
export interface HeldSubscription extends ChannelOptions {
  /** Absent for instruments, and for channels of an account. */
  readonly symbol?: string | undefined;
  /** Of channels of an account: its name. */
  readonly account?: string | undefined;
}

interface Held {
  readonly subscription: HeldSubscription;
  readonly stream: Stream;
  readonly snapshot: boolean;
  acknowledged: boolean;
  /** Ends the stream; undefined until it has begun. */
  stop: (() => void) | undefined;
}

/** What tells subscriptions of a connection apart: candles are held in several lengths, books in one depth only. */
function keyOf({ channel, symbol, interval, part }: HeldSubscription): string {
  return `${channel} ${symbol} ${interval} ${part}`;
}

export class Subscriptions {
  readonly #connection: Connection;
  readonly #snapshotDelayMs: number;
  readonly #held = new Map<string, Held>();
  /** Keys whose snapshot is on its way. A subscription given up and taken again in the meantime shares it. */
  readonly #awaited = new Set<string>();

  constructor(connection: Connection, snapshotDelayMs: number) {
    this.#connection = connection;
    this.#snapshotDelayMs = snapshotDelayMs;
  }

  get all(): HeldSubscription[] {
    return Array.from(this.#held.values(), ({ subscription }) => subscription);
  }

  /** What is held in the place of this subscription, perhaps with other options. */
  find(subscription: HeldSubscription): HeldSubscription | undefined {
    return this.#held.get(keyOf(subscription))?.subscription;
  }

  /** Takes a subscription in a free place. Nothing is sent for it before `start`, which is returned. */
  take(subscription: HeldSubscription, stream: Stream, snapshot: boolean): () => void {
    const key = keyOf(subscription);
    const held: Held = { subscription, stream, snapshot, acknowledged: false, stop: undefined };
    this.#held.set(key, held);
    return () => {
      if (this.#held.get(key) === held) this.#start(key, held);
    };
  }

  /** Gives up what is held in the place of this subscription. */
  leave(subscription: HeldSubscription): void {
    const key = keyOf(subscription);
    this.#held.get(key)?.stop?.();
    this.#held.delete(key);
  }

  /** The connection is over. */
  end(): void {
    for (const { stop } of this.#held.values()) stop?.();
    this.#held.clear();
  }

  /** The acknowledgement is out: the snapshot and then updates follow. */
  #start(key: string, held: Held): void {
    held.acknowledged = true;
    if (!held.snapshot) {
      this.#run(held);
      return;
    }
    if (this.#awaited.has(key)) return;
    this.#awaited.add(key);
    this.#connection.after(this.#snapshotDelayMs, () => {
      this.#awaited.delete(key);
      const now = this.#held.get(key);
      if (now?.acknowledged === true && now.stop === undefined) this.#run(now);
    });
  }

  #run(held: Held): void {
    held.stop = held.stream((frame) => this.#connection.sendFrame(frame), held.snapshot);
  }
}
