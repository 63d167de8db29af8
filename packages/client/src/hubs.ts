/**
 * All that a client is subscribed to, each topic once however many ask for it: makes hubs for what is new, leaves what
 * nobody wants any more, and hands each event to the hub that it concerns.
 */
import {
  type BookTopic,
  type DataTopic,
  type KrakenStreamError,
  ProtocolError,
  type SessionEvent,
  symbolOf,
  type Topic,
  topicKey,
  v2Client,
} from '@kraken-stream/core';
import { BookHub } from './book-hub.js';
import { DataHub } from './data-hub.js';
import type { Pool } from './pool.js';

/** One topic, shared. */
export type AnyHub = BookHub | DataHub;

export class Hubs {
  readonly #pool: Pool;
  readonly #byKey = new Map<string, AnyHub>();
  /** The same hubs by the topic objects that events carry: found without making a key. */
  readonly #books = new Map<Topic, BookHub>();
  readonly #data = new Map<Topic, DataHub>();
  /** Who waits for a topic's end. */
  readonly #ends = new Map<string, (() => void)[]>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** The hubs of these books: those that there are, and new ones. Throws a `UsageError` when there is no room. */
  books(topics: readonly BookTopic[]): BookHub[] {
    this.#pool.want(topics);
    return topics.map((topic) => {
      const held = this.#pool.sessionOf(topic).held(topic)!;
      const known = this.#books.get(held.topic);
      if (known !== undefined) return known;
      const hub = new BookHub(held.topic, held.keeper, v2Client);
      this.#books.set(hub.topic, hub);
      this.#add(hub);
      return hub;
    });
  }

  /** The hubs of these topics: those that there are, and new ones. Throws a `UsageError` when there is no room. */
  data(topics: readonly DataTopic[]): DataHub[] {
    this.#pool.want(topics);
    return topics.map((topic) => {
      const held = this.#pool.sessionOf(topic).held(topic)!;
      const known = this.#data.get(held.topic);
      if (known !== undefined) return known;
      const hub = new DataHub(held.topic, held.channel);
      this.#data.set(hub.topic, hub);
      this.#add(hub);
      return hub;
    });
  }

  /** Leaves the topics of these hubs that have nobody left. Resolves when they have ended. */
  async leave(hubs: readonly AnyHub[]): Promise<void> {
    const orphaned = hubs.filter((hub) => hub.empty && this.#byKey.get(topicKey(hub.topic)) === hub);
    const topics = orphaned.map(({ topic }) => topic);
    const ends = topics.map((topic) => {
      const key = topicKey(topic);
      return new Promise<void>((resolve) => this.#ends.set(key, [...(this.#ends.get(key) ?? []), resolve]));
    });
    for (const topic of topics) this.#forget(topic);
    if (topics.length > 0) this.#pool.leave(topics);
    await Promise.all(ends);
  }

  /** Hands an event to the hub that it concerns. */
  deliver(event: SessionEvent): void {
    switch (event.type) {
      case 'book':
        this.#books.get(event.topic)?.updated(event);
        break;
      case 'data':
        this.#data.get(event.topic)?.told(event);
        break;
      case 'topic':
        this.#of(event.topic)?.became(event);
        if (event.state === 'closed') this.#closed(event.topic);
        break;
      case 'acknowledged':
        this.#of(event.topic)?.acknowledged();
        break;
      case 'gap':
        this.#of(event.topic)?.gap(event);
        break;
    }
  }

  /** Tells an error to those whose data it concerns. */
  failed(error: KrakenStreamError): void {
    if (!(error instanceof ProtocolError) || error.symbol === undefined) return;
    for (const hub of this.#byKey.values()) {
      if (symbolOf(hub.topic) !== error.symbol) continue;
      if (error.channel === undefined || error.channel === hub.topic.channel) hub.failed(error);
    }
  }

  #of(topic: Topic): AnyHub | undefined {
    return this.#books.get(topic) ?? this.#data.get(topic);
  }

  #add(hub: AnyHub): void {
    const key = topicKey(hub.topic);
    this.#byKey.set(key, hub);
    // Whoever waited for its end waits no longer: it goes on.
    this.#ended(key);
  }

  /** A topic is refused or has ended: its subscriptions know, and whoever asks again begins anew. */
  #closed(topic: Topic): void {
    this.#ended(topicKey(topic));
    if (this.#of(topic) === undefined) return;
    this.#forget(topic);
    this.#pool.leave([topic]);
  }

  #forget(topic: Topic): void {
    this.#byKey.delete(topicKey(topic));
    this.#books.delete(topic);
    this.#data.delete(topic);
  }

  #ended(key: string): void {
    for (const resolve of this.#ends.get(key) ?? []) resolve();
    this.#ends.delete(key);
  }
}
