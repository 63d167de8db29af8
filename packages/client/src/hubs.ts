/**
 * All that a client is subscribed to, each topic once however many ask for it: makes hubs for what is new, and leaves what
 * nobody wants any more.
 */
import {
  BookKeeper,
  type BookTopic,
  type ClientCodec,
  type DataTopic,
  type KrakenStreamError,
  ProtocolError,
  symbolOf,
  type Topic,
} from '@kraken-stream/core';
import { BookHub } from './book-hub.js';
import { DataHub } from './data-hub.js';
import type { Hub, Member } from './hub.js';
import type { Pool } from './pool.js';
import type { Membership } from './subscription.js';

export class Hubs {
  readonly #pool: Pool;
  readonly #codec: ClientCodec;
  /** By the topic objects that events carry: found without making a key. */
  readonly #hubs = new Map<Topic, Hub<unknown>>();
  /** Who waits for a topic's end. */
  readonly #ends = new Map<Topic, () => void>();

  /** `codec` reads the frames that updates of books are made of. */
  constructor(pool: Pool, codec: ClientCodec) {
    this.#pool = pool;
    this.#codec = codec;
  }

  /** The hubs of all books that somebody holds. */
  get heldBooks(): BookHub[] {
    return [...this.#hubs.values()].filter((hub) => hub instanceof BookHub);
  }

  /** The hub of a topic that somebody holds. */
  of(topic: Topic): Hub<unknown> | undefined {
    return this.#hubs.get(topic);
  }

  /** The hubs of these books: those that there are, and new ones. Throws a `UsageError` when there is no room. */
  books(topics: readonly BookTopic[]): BookHub[] {
    this.#pool.want(topics);
    return topics.map((wanted) => {
      const { topic, keeper } = this.#pool.sessionOf(wanted).held(wanted)!;
      const known = this.of(topic);
      return known instanceof BookHub ? known : this.#add(new BookHub(topic, keeper, this.#codec));
    });
  }

  /** The hubs of these topics: those that there are, and new ones. Throws a `UsageError` when there is no room. */
  data(topics: readonly DataTopic[]): DataHub[] {
    this.#pool.want(topics);
    return topics.map((wanted) => {
      const { topic, channel } = this.#pool.held(wanted)!;
      const known = this.of(topic);
      return known instanceof DataHub ? known : this.#add(new DataHub(topic, channel));
    });
  }

  /** The hub of a book of which nothing will be asked. */
  detachedBook(topic: BookTopic): BookHub {
    const keeper = new BookKeeper(topic.symbol, topic.depth);
    keeper.close();
    return new BookHub(topic, keeper, this.#codec);
  }

  /** Joins a subscription to these hubs. The topics that have nobody left when it leaves are left with it. */
  join<E>(hubs: readonly Hub<E>[], member: Member<E>): Membership {
    for (const hub of hubs) hub.join(member);
    return {
      offer: () => {
        for (const hub of hubs) hub.offer(member);
      },
      leave: async () => {
        for (const hub of hubs) hub.leave(member);
        await this.#leave(hubs.filter(({ empty }) => empty));
      },
    };
  }

  /** Tells an error to those whose data it concerns: of its channel and symbol, as far as it names them. */
  failed(error: KrakenStreamError): void {
    if (!(error instanceof ProtocolError) || (error.symbol ?? error.channel) === undefined) return;
    for (const hub of this.#hubs.values()) {
      const { channel = hub.topic.channel, symbol = symbolOf(hub.topic) } = error;
      if (channel === hub.topic.channel && symbol === symbolOf(hub.topic)) hub.hear({ type: 'error', error });
    }
  }

  /** A topic is refused or has ended: its subscriptions know, and whoever asks again begins anew. */
  closed(topic: Topic): void {
    this.#ended(topic);
    if (this.#hubs.delete(topic)) this.#pool.leave([topic]);
  }

  /** The client is closed: nothing comes any more. */
  close(): void {
    const hubs = [...this.#hubs.values()];
    this.#hubs.clear();
    for (const hub of hubs) hub.hear({ type: 'topic', topic: hub.topic, state: 'closed' });
    for (const end of this.#ends.values()) end();
  }

  #add<H extends Hub<unknown>>(hub: H): H {
    this.#hubs.set(hub.topic, hub);
    // Whoever waited for its end waits no longer: it goes on.
    this.#ended(hub.topic);
    return hub;
  }

  /** Leaves the topics of hubs that have nobody left. Resolves when they have ended. */
  async #leave(hubs: readonly Hub<unknown>[]): Promise<void> {
    const topics = hubs.filter((hub) => this.of(hub.topic) === hub).map(({ topic }) => topic);
    if (topics.length === 0) return;
    const ends = topics.map((topic) => {
      this.#hubs.delete(topic);
      return new Promise<void>((resolve) => this.#ends.set(topic, resolve));
    });
    this.#pool.leave(topics);
    await Promise.all(ends);
  }

  #ended(topic: Topic): void {
    this.#ends.get(topic)?.();
    this.#ends.delete(topic);
  }
}
