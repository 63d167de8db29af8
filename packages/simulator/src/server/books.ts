/**
 * The book subscriptions of one connection: what it holds, which snapshots it waits for, which updates it gets. Knows
 * nothing of requests and acknowledgements.
 */
import { Frame } from '../frame.js';
import type { Connection } from './connection.js';
import type { Host } from './host.js';

interface Held {
  readonly depth: number;
  readonly snapshot: boolean;
  /** Ends the stream of updates; undefined until it has begun. */
  stop: (() => void) | undefined;
}

export class BookSubscriptions {
  readonly #host: Host;
  readonly #connection: Connection;
  readonly #held = new Map<string, Held>();
  /** Symbols whose snapshot is on its way. A subscription given up and taken again in the meantime shares it. */
  readonly #awaited = new Set<string>();

  constructor(host: Host, connection: Connection) {
    this.#host = host;
    this.#connection = connection;
  }

  get size(): number {
    return this.#held.size;
  }

  /** The depth in which a symbol is held. */
  depth(symbol: string): number | undefined {
    return this.#held.get(symbol)?.depth;
  }

  /** Takes a subscription that is not held yet. Nothing is sent for it before `start`. */
  take(symbol: string, depth: number, snapshot: boolean): void {
    this.#held.set(symbol, { depth, snapshot, stop: undefined });
  }

  /** The acknowledgement is out: the snapshot and then updates follow. */
  start(symbol: string): void {
    const held = this.#held.get(symbol);
    if (held === undefined || held.stop !== undefined) return;
    if (!held.snapshot) {
      this.#stream(symbol, held);
      return;
    }
    if (this.#awaited.has(symbol)) return;
    this.#awaited.add(symbol);
    this.#connection.after(this.#host.times.snapshotDelayMs, () => {
      this.#awaited.delete(symbol);
      const now = this.#held.get(symbol);
      if (now !== undefined && now.stop === undefined) this.#stream(symbol, now);
    });
  }

  /** Gives a subscription up. False when it was not held. */
  leave(symbol: string): boolean {
    this.#held.get(symbol)?.stop?.();
    return this.#held.delete(symbol);
  }

  /** The connection is over. */
  end(): void {
    for (const held of this.#held.values()) held.stop?.();
    this.#held.clear();
  }

  #stream(symbol: string, held: Held): void {
    const feed = this.#host.floor(symbol)?.level2;
    if (feed === undefined) return;
    if (held.snapshot) this.#connection.sendFrame(new Frame(feed.snapshot(held.depth, this.#host.micros)));
    held.stop = feed.listen(held.depth, (frame) => this.#connection.sendFrame(frame));
  }
}
