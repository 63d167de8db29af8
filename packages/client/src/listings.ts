/**
 * What a client has listed by REST where its protocol has no channel `instrument`: one listing for all who want the same.
 * To the hubs it is one more place where topics live.
 */
import { type DataTopic, type Topic, topicKey } from '@kraken-stream/core';
import { Listing } from './listing.js';
import type { PoolOptions } from './pool.js';
import { Rest } from './rest.js';

export class Listings {
  readonly #made: PoolOptions;
  readonly #rest: Rest;
  /** By the keys of their topics. */
  readonly #open = new Map<string, Listing>();
  #unwatch: (() => void) | undefined;

  constructor(made: PoolOptions) {
    const { rest, clock, session } = made;
    this.#made = made;
    this.#rest = new Rest({ ...rest, clock, timeoutMs: session.requestTimeoutMs });
  }

  want(topics: readonly Topic[]): void {
    this.#unwatch ??= this.#made.environment.watch((signal) => {
      if (signal !== 'offline') for (const listing of this.#open.values()) listing.hurry();
    });
    for (const topic of topics) {
      if (topic.channel !== 'instrument' || this.held(topic) !== undefined) continue;
      this.#open.set(topicKey(topic), new Listing(topic, this.#rest, this.#made));
    }
  }

  /** Ends those that nobody wants any more, which is told when this turn is over. */
  leave(topics: readonly Topic[]): void {
    for (const wanted of topics) {
      const listing = this.held(wanted);
      if (listing === undefined) continue;
      const { topic } = listing;
      listing.close();
      this.#open.delete(topicKey(topic));
      queueMicrotask(() => this.#made.deliver({ type: 'topic', topic, state: 'closed' }));
    }
  }

  /** A wanted topic: the topic object that its events carry, and what keeps its data. */
  held(topic: Topic): Listing | undefined {
    return this.#open.get(topicKey(topic));
  }

  /** Somebody needs to know now what may have been read long ago, or not yet. */
  hurry(topic: DataTopic): void {
    this.held(topic)?.hurry();
  }

  close(): void {
    this.#unwatch?.();
    for (const listing of this.#open.values()) listing.close();
    this.#open.clear();
  }
}
