/**
 * The connections of a client, and what it has listed by REST: which topic lives where. Users see none of it. A topic goes
 * to a connection to its endpoint that has its place free and is not full; where there is none, another is made.
 */
import {
  type Channel,
  type ConnectionState,
  type DataTopic,
  requestOf,
  type Session,
  type Topic,
  topicKey,
  UsageError,
} from '@kraken-stream/core';
import { Connection, type ConnectionOptions } from './connection.js';
import type { Environment, EnvironmentSignal } from './environment.js';
import type { Listings } from './listings.js';
import type { LimitOptions, SocketEndpoint } from './options.js';
import { mustBeSayable } from './protocols.js';

/** What the public connections are made with, and what holds for all. */
export interface PoolOptions extends ConnectionOptions {
  readonly limits: LimitOptions;
  readonly environment: Environment;
}

export class Pool {
  /** What the connections to the account are made with, where there is one. */
  account: ConnectionOptions | undefined;
  readonly #options: PoolOptions;
  readonly #listings: Listings | undefined;
  readonly #connections: Connection[] = [];
  #unwatch: (() => void) | undefined;

  /** `listings`: where the protocol has no channel for what is listed. */
  constructor(options: PoolOptions, listings: Listings | undefined) {
    this.#options = options;
    this.#listings = listings;
  }

  /** In the order in which they were made. */
  get connections(): readonly Connection[] {
    return this.#connections;
  }

  /**
   * Wants topics of one channel. Throws a `UsageError` for what cannot be said in the protocol, and when there is no room
   * for all of them.
   */
  want(topics: readonly Topic[]): void {
    const listings = this.#listed(topics[0]!);
    if (listings === undefined) this.#wantOf(endpointOf(topics[0]!), topics);
    else listings.want(topics);
  }

  leave(topics: readonly Topic[]): void {
    this.#listings?.leave(topics);
    for (const connection of this.#connections) {
      const left = topics.filter((topic) => connection.topics.delete(topicKey(topic)));
      if (left.length > 0) connection.ask({ type: 'leave', topics: left });
    }
  }

  /** The session on which a wanted topic lives. */
  sessionOf(topic: Topic): Session {
    return this.connectionOf(topic).session;
  }

  /** The connection on which a wanted topic lives; where it lives on none, the first to its endpoint. */
  connectionOf(topic: Topic): Connection {
    const key = topicKey(topic);
    return this.#connections.find(({ topics }) => topics.has(key)) ?? this.#first(endpointOf(topic));
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
    const find = (isMeant: (state: ConnectionState) => boolean) =>
      this.#connections.find(({ session }) => isMeant(session.state));
    const best = find((state) => state === 'live') ?? find((state) => state !== 'idle') ?? this.#first('public');
    best.ask({ type: 'ping', id });
  }

  close(): void {
    this.#listings?.close();
    this.#unwatch?.();
    for (const connection of this.#connections) connection.close();
  }

  #listed(topic: Topic): Listings | undefined {
    return topic.channel === 'instrument' ? this.#listings : undefined;
  }

  #made(endpoint: SocketEndpoint): ConnectionOptions {
    return (endpoint === 'private' && this.account) || this.#options;
  }

  #open(endpoint: SocketEndpoint): readonly Connection[] {
    return this.#connections.filter((connection) => connection.endpoint === endpoint);
  }

  #first(endpoint: SocketEndpoint): Connection {
    return this.#open(endpoint)[0] ?? this.#connect(endpoint);
  }

  #wantOf(endpoint: SocketEndpoint, topics: readonly Topic[]): void {
    const { codec, session } = this.#made(endpoint);
    for (const topic of topics) {
      const request = requestOf(topic, session.account);
      if (request !== undefined) mustBeSayable(codec, request);
    }
    const open = this.#open(endpoint);
    for (const [index, wanted] of this.#assigned(topics, open)) {
      const connection = open[index] ?? this.#connect(endpoint);
      for (const topic of wanted) connection.topics.add(topicKey(topic));
      connection.ask({ type: 'want', topics: wanted });
    }
  }

  /** Topics by the index of the connection that they go to: of one that is open, or of one that has to be made. */
  #assigned(topics: readonly Topic[], open: readonly Connection[]): Map<number, Topic[]> {
    const { symbolsPerConnection, connections } = this.#options.limits;
    const sizes = open.map((connection) => connection.topics.size);
    const assigned = new Map<number, Topic[]>();
    for (const topic of topics) {
      const key = topicKey(topic);
      let index = open.findIndex((connection) => connection.topics.has(key));
      if (index < 0) {
        // One that is still being left goes on where it is.
        index = open.findIndex(({ session }) => session.held(topic) !== undefined);
        if (index < 0) {
          index = sizes.findIndex((size, i) => size < symbolsPerConnection && !open[i]?.session.conflicts(topic));
        }
        if (index < 0) index = sizes.push(0) - 1;
        if (index >= connections) {
          throw new UsageError(
            'limits',
            `limits: expected at most ${connections} connections of ${symbolsPerConnection} topics each, received a topic ` +
              `for which none of them has a free place (${key.trim()}); leave some, or raise limits`,
          );
        }
        sizes[index]!++;
      }
      const wanted = assigned.get(index);
      if (wanted === undefined) assigned.set(index, [topic]);
      else wanted.push(topic);
    }
    return assigned;
  }

  #connect(endpoint: SocketEndpoint): Connection {
    const { environment } = this.#options;
    this.#unwatch ??= environment.watch((signal) => this.#sensed(signal));
    const connection = new Connection(this.#connections.length + 1, this.#made(endpoint));
    this.#connections.push(connection);
    if (!environment.online) connection.ask({ type: 'network', online: false });
    return connection;
  }

  #sensed(signal: EnvironmentSignal): void {
    for (const connection of this.#connections) {
      if (signal === 'online' || signal === 'offline') {
        connection.ask({ type: 'network', online: signal === 'online' });
      } else {
        const reason = signal === 'visible' ? 'the page is visible again' : 'the page was frozen';
        connection.ask({ type: 'probe', reason });
      }
    }
  }
}

function endpointOf({ channel }: Topic): SocketEndpoint {
  return channel === 'executions' || channel === 'balances' ? 'private' : 'public';
}
