/**
 * The connections of a client to one endpoint: which topic lives on which. Users see none of it. A topic goes to a
 * connection that has its place free and is not full; where there is none, another connection is made.
 */
import { requestOf, type Session, type Topic, topicKey, UsageError } from '@kraken-stream/core';
import { Connection, type ConnectionOptions } from './connection.js';
import type { Environment } from './environment.js';
import type { LimitOptions } from './options.js';
import { mustBeSayable } from './protocols.js';

export interface PoolOptions extends ConnectionOptions {
  /** The number of the next connection: all of a client are counted together. */
  readonly nextId: () => number;
  readonly limits: LimitOptions;
  readonly environment: Environment;
}

export class Pool {
  readonly #options: PoolOptions;
  readonly #open: Connection[] = [];
  #unwatch: () => void = () => {};

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** In the order in which they were made. */
  get open(): readonly Connection[] {
    return this.#open;
  }

  /** The first, which is made where there is none. */
  get first(): Connection {
    return this.#connectionAt(0);
  }

  /**
   * Wants topics, each on its connection. Throws a `UsageError` for what cannot be said in the protocol, and when there is no
   * room for all of them.
   */
  want(topics: readonly Topic[]): void {
    const { codec, session } = this.#options;
    for (const topic of topics) {
      const request = requestOf(topic, session.account);
      if (request !== undefined) mustBeSayable(codec, request);
    }
    const byConnection = new Map<Connection, Topic[]>();
    const rooms = this.#assign(topics);
    for (const [i, topic] of topics.entries()) {
      const connection = this.#connectionAt(rooms[i]!);
      connection.topics.add(topicKey(topic));
      const wanted = byConnection.get(connection);
      if (wanted === undefined) byConnection.set(connection, [topic]);
      else wanted.push(topic);
    }
    for (const [connection, wanted] of byConnection) connection.ask({ type: 'want', topics: wanted });
  }

  leave(topics: readonly Topic[]): void {
    for (const connection of this.#open) {
      const left = topics.filter((topic) => connection.topics.delete(topicKey(topic)));
      if (left.length > 0) connection.ask({ type: 'leave', topics: left });
    }
  }

  /** The session on which a wanted topic lives. */
  sessionOf(topic: Topic): Session {
    return this.connectionOf(topic).session;
  }

  /** The connection on which a wanted topic lives; where it lives on none, the first. */
  connectionOf(topic: Topic): Connection {
    const key = topicKey(topic);
    return this.#open.find(({ topics }) => topics.has(key)) ?? this.first;
  }

  close(): void {
    this.#unwatch();
    for (const connection of this.#open) connection.close();
  }

  /** For each topic the index of a connection: of one that there is, or of one that has to be made. */
  #assign(topics: readonly Topic[]): number[] {
    const { symbolsPerConnection, connections } = this.#options.limits;
    const sizes = this.#open.map((connection) => connection.topics.size);
    return topics.map((topic) => {
      const key = topicKey(topic);
      // One that is still being left goes on where it is.
      let index = this.#open.findIndex((connection) => connection.topics.has(key));
      if (index >= 0) return index;
      index = this.#open.findIndex(({ session }) => session.held(topic) !== undefined);
      if (index < 0) {
        index = sizes.findIndex((size, i) => size < symbolsPerConnection && !this.#open[i]?.session.conflicts(topic));
      }
      if (index < 0) index = sizes.push(0) - 1;
      if (index >= connections) {
        throw new UsageError(
          'limits',
          `limits: expected at most ${connections} connections of ${symbolsPerConnection} topics each, received a topic ` +
            `for which none of them has a free place (${topicKey(topic).trim()}); leave some, or raise limits`,
        );
      }
      sizes[index]!++;
      return index;
    });
  }

  #connectionAt(index: number): Connection {
    while (this.#open.length <= index) {
      if (this.#open.length === 0) this.#watch();
      const connection = new Connection(this.#options.nextId(), this.#options);
      this.#open.push(connection);
      if (!this.#options.environment.online) connection.ask({ type: 'network', online: false });
    }
    return this.#open[index]!;
  }

  #watch(): void {
    const { environment } = this.#options;
    this.#unwatch = environment.watch((signal) => {
      for (const connection of this.#open) {
        if (signal === 'online' || signal === 'offline')
          connection.ask({ type: 'network', online: signal === 'online' });
        else
          connection.ask({
            type: 'probe',
            reason: signal === 'visible' ? 'the page is visible again' : 'the page was frozen',
          });
      }
    });
  }
}
