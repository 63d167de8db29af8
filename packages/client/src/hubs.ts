/**
 * All that a client is subscribed to, each topic once however many ask for it: makes hubs for what is new, leaves what
 * nobody wants any more, and hands each event to the hub that it concerns.
 */
import {
  BookKeeper,
  type BookTopic,
  type ClientCodec,
  type DataTopic,
  type KrakenStreamError,
  ProtocolError,
  type SessionEvent,
  symbolOf,
  type Topic,
} from '@kraken-stream/core';
import { BookHub } from './book-hub.js';
import { DataHub } from './data-hub.js';
import type { Hub, Member } from './hub.js';
import type { Pools } from './pools.js';
import type { Membership } from './subscription.js';

/** One topic, shared. */
type AnyHub = BookHub | DataHub;

export class Hubs {
  readonly #pools: Pools;
  readonly #codec: ClientCodec;
  /** By the topic objects that events carry: found without making a key. */
  readonly #books = new Map<Topic, BookHub>();
  readonly #data = new Map<Topic, DataHub>();
  /** Who waits for a topic's end. */
  readonly #ends = new Map<Topic, (() => void)[]>();

  /** `codec` reads the frames that updates of books are made of. */
  constructor(pools: Pools, codec: ClientCodec) {
    this.#pools = pools;
    this.#codec = codec;
  }

  /** The hubs of all books that somebody holds. */
  held(): BookHub[] {
    return [...this.#books.values()];
  }

  /** The hubs of these books: those that there are, and new ones. Throws a `UsageError` when there is no room. */
  books(topics: readonly BookTopic[]): BookHub[] {
    return this.#wanted(topics).map((wanted) => {
      const { topic, keeper } = this.#pools.sessionOf(wanted).held(wanted)!;
      return this.#books.get(topic) ?? this.#add(this.#books, new BookHub(topic, keeper, this.#codec));
    });
  }

  /** The hubs of these topics: those that there are, and new ones. Throws a `UsageError` when there is no room. */
  data(topics: readonly DataTopic[]): DataHub[] {
    return this.#wanted(topics).map((wanted) => {
      const { topic, channel } = this.#pools.held(wanted)!;
      return this.#data.get(topic) ?? this.#add(this.#data, new DataHub(topic, channel));
    });
  }

  /** The hub of a book of which nothing will be asked. */
  detachedBook(topic: BookTopic): BookHub {
    const keeper = new BookKeeper(topic.symbol, topic.depth);
    keeper.close();
    return new BookHub(topic, keeper, this.#codec);
  }

  /** Joins a subscription to these hubs. The topics that have nobody left when it leaves are left with it. */
  join<E>(
    hubs: readonly (AnyHub & Pick<Hub<Topic, never, E>, 'join' | 'leave' | 'offer'>)[],
    member: Member<E>,
  ): Membership {
    for (const hub of hubs) hub.join(member);
    return {
      offer: () => {
        for (const hub of hubs) hub.offer(member);
      },
      leave: async () => {
        for (const hub of hubs) hub.leave(member);
        await this.#leave(hubs);
      },
    };
  }

  /** Hands an event to the hub that it concerns. */
  deliver(event: SessionEvent): void {
    switch (event.type) {
      case 'book':
        this.#books.get(event.topic)?.told(event);
        break;
      case 'data':
        this.#data.get(event.topic)?.told(event);
        break;
      case 'topic':
      case 'acknowledged':
      case 'gap':
        this.#of(event.topic)?.hear(event);
        if (event.type === 'topic' && event.state === 'closed') this.#closed(event.topic);
        break;
    }
  }

  /** Tells an error to those whose data it concerns: of its channel and symbol, as far as it names them. */
  failed(error: KrakenStreamError): void {
    if (!(error instanceof ProtocolError) || (error.symbol ?? error.channel) === undefined) return;
    for (const hub of this.#all()) {
      const { topic } = hub;
      const isOther = (error.symbol ?? symbolOf(topic)) !== symbolOf(topic);
      if (!isOther && (error.channel ?? topic.channel) === topic.channel) hub.hear({ type: 'error', error });
    }
  }

  /** The client is closed: nothing comes any more. */
  close(): void {
    const hubs = this.#all();
    this.#books.clear();
    this.#data.clear();
    for (const hub of hubs) hub.hear({ type: 'topic', topic: hub.topic, state: 'closed' });
    for (const topic of [...this.#ends.keys()]) this.#ended(topic);
  }

  #all(): AnyHub[] {
    return [...this.#books.values(), ...this.#data.values()];
  }

  #of(topic: Topic): AnyHub | undefined {
    return this.#books.get(topic) ?? this.#data.get(topic);
  }

  #wanted<T extends Topic>(topics: readonly T[]): readonly T[] {
    this.#pools.want(topics);
    return topics;
  }

  #add<H extends AnyHub>(hubs: Map<Topic, H>, hub: H): H {
    hubs.set(hub.topic, hub);
    // Whoever waited for its end waits no longer: it goes on.
    this.#ended(hub.topic);
    return hub;
  }

  /** Leaves the topics of these hubs that have nobody left. Resolves when they have ended. */
  async #leave(hubs: readonly AnyHub[]): Promise<void> {
    const topics = hubs.filter((hub) => hub.empty && this.#of(hub.topic) === hub).map(({ topic }) => topic);
    if (topics.length === 0) return;
    const ends = topics.map((topic) => {
      this.#forget(topic);
      return new Promise<void>((resolve) => this.#ends.set(topic, [...(this.#ends.get(topic) ?? []), resolve]));
    });
    this.#pools.leave(topics);
    await Promise.all(ends);
  }

  /** A topic is refused or has ended: its subscriptions know, and whoever asks again begins anew. */
  #closed(topic: Topic): void {
    this.#ended(topic);
    if (this.#of(topic) === undefined) return;
    this.#forget(topic);
    this.#pools.leave([topic]);
  }

  #forget(topic: Topic): void {
    this.#books.delete(topic);
    this.#data.delete(topic);
  }

  #ended(topic: Topic): void {
    for (const resolve of this.#ends.get(topic) ?? []) resolve();
    this.#ends.delete(topic);
  }
}
