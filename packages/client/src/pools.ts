/**
 * All connections of a client, whichever endpoint they are made to, and what it has listed by REST: where a topic lives.
 * Which connection it lives on is the endpoint's pool to decide.
 */
import type { Channel, ConnectionState, DataTopic, PrivateTopic, Session, Topic } from '@kraken-stream/core';
import type { Connection } from './connection.js';
import type { ConnectionInfo } from './connection-info.js';
import type { Listings } from './listings.js';
import type { Pool } from './pool.js';

export class Pools {
  readonly #public: Pool;
  readonly #listings: Listings | undefined;
  #private: Pool | undefined;

  /** `listings`: where the protocol has no channel for what is listed. */
  constructor(open: Pool, listings: Listings | undefined) {
    this.#public = open;
    this.#listings = listings;
  }

  /** Where topics of an account go from now on. */
  set private(pool: Pool) {
    this.#private = pool;
  }

  /** In the order in which they were made. */
  get connections(): readonly ConnectionInfo[] {
    return this.#all.flatMap(({ open }) => open.map(({ info }) => info)).sort((a, b) => a.id - b.id);
  }

  /** Wants topics of one channel. Throws a `UsageError` for what cannot be asked, and when there is no room for all of them. */
  want(topics: readonly Topic[]): void {
    if (topics.length > 0) (this.#listed(topics[0]!) ?? this.#of(topics[0]!)).want(topics);
  }

  leave(topics: readonly Topic[]): void {
    this.#listings?.leave(topics);
    for (const pool of this.#all) pool.leave(topics);
  }

  /** The session on which a wanted topic lives. */
  sessionOf(topic: Topic): Session {
    return this.#of(topic).sessionOf(topic);
  }

  /** The connection on which a wanted topic lives. */
  connectionOf(topic: Topic): Connection {
    return this.#of(topic).connectionOf(topic);
  }

  /** A wanted topic that is no book's: the topic object that its events carry, and what keeps its data. */
  held(topic: DataTopic): { readonly topic: DataTopic; readonly channel: Channel } | undefined {
    return this.#listed(topic)?.held(topic) ?? this.sessionOf(topic).held(topic);
  }

  /** Somebody needs to know now what is only looked at from time to time. */
  hurry(topic: DataTopic): void {
    this.#listed(topic)?.hurry(topic);
  }

  /** Asks for an answer on a connection that lives, else on one that is in use, else on a public one. */
  ping(id: number): void {
    const open = this.#all.flatMap((pool) => pool.open);
    const find = (isMeant: (state: ConnectionState) => boolean) => open.find(({ session }) => isMeant(session.state));
    const best = find((state) => state === 'live') ?? find((state) => state !== 'idle') ?? this.#public.first;
    best.ask({ type: 'ping', id });
  }

  close(): void {
    this.#listings?.close();
    for (const pool of this.#all) pool.close();
  }

  get #all(): readonly Pool[] {
    return this.#private === undefined ? [this.#public] : [this.#public, this.#private];
  }

  #listed(topic: Topic): Listings | undefined {
    return topic.channel === 'instrument' ? this.#listings : undefined;
  }

  #of(topic: Topic): Pool {
    return isPrivate(topic) && this.#private !== undefined ? this.#private : this.#public;
  }
}

function isPrivate(topic: Topic): topic is PrivateTopic {
  return topic.channel === 'executions' || topic.channel === 'balances';
}
