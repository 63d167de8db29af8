/**
 * All connections of a client, whichever endpoint they are made to: which endpoint a topic belongs to. Which connection
 * it lives on is the endpoint's pool to decide.
 */
import type { PrivateTopic, Session, Topic } from '@kraken-stream/core';
import type { ConnectionInfo } from './connection-info.js';
import type { Pool } from './pool.js';

export class Pools {
  readonly #public: Pool;
  #private: Pool | undefined;

  constructor(open: Pool) {
    this.#public = open;
  }

  /** Where topics of an account go from now on. */
  set private(pool: Pool) {
    this.#private = pool;
  }

  /** In the order in which they were made. */
  get connections(): readonly ConnectionInfo[] {
    return this.#all.flatMap(({ connections }) => connections).sort((a, b) => a.id - b.id);
  }

  /** Wants topics of one endpoint. Throws a `UsageError` when there is no room for all of them. */
  want(topics: readonly Topic[]): void {
    if (topics.length > 0) this.#of(topics[0]!).want(topics);
  }

  leave(topics: readonly Topic[]): void {
    for (const pool of this.#all) pool.leave(topics);
  }

  /** The session on which a wanted topic lives. */
  sessionOf(topic: Topic): Session {
    return this.#of(topic).sessionOf(topic);
  }

  /** Asks for an answer on a connection that lives, else on one that is in use, else on a public one. */
  ping(id: number): void {
    const isLive = ({ state }: ConnectionInfo) => state === 'live';
    const isInUse = ({ state }: ConnectionInfo) => state !== 'idle';
    const find = (isMeant: (info: ConnectionInfo) => boolean) =>
      this.#all.find(({ connections }) => connections.some(isMeant));
    (find(isLive) ?? find(isInUse) ?? this.#public).ping(id);
  }

  close(): void {
    for (const pool of this.#all) pool.close();
  }

  get #all(): readonly Pool[] {
    return this.#private === undefined ? [this.#public] : [this.#public, this.#private];
  }

  #of(topic: Topic): Pool {
    return isPrivate(topic) && this.#private !== undefined ? this.#private : this.#public;
  }
}

function isPrivate(topic: Topic): topic is PrivateTopic {
  return topic.channel === 'executions' || topic.channel === 'balances';
}
