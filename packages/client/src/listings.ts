/**
 * What a client has listed by REST where its protocol has no channel `instrument`: one listing for all who want the same.
 * To the hubs it is one more place where topics live.
 */
import type { DataTopic, InstrumentTopic, Topic } from '@kraken-stream/core';
import type { Environment } from './environment.js';
import { Listing, type ListingOptions } from './listing.js';

export interface ListingsOptions extends ListingOptions {
  readonly environment: Environment;
}

export class Listings {
  readonly #options: ListingsOptions;
  /** By whether they have tokenised equities. */
  readonly #open = new Map<boolean, Listing>();
  #unwatch: (() => void) | undefined;

  constructor(options: ListingsOptions) {
    this.#options = options;
  }

  want(topics: readonly Topic[]): void {
    this.#unwatch ??= this.#options.environment.watch((signal) => {
      if (signal !== 'offline') for (const listing of this.#open.values()) listing.hurry();
    });
    for (const topic of topics) {
      if (!isListed(topic) || this.#open.has(topic.includeTokenizedAssets)) continue;
      this.#open.set(topic.includeTokenizedAssets, new Listing(topic, this.#options));
    }
  }

  /** Ends those that nobody wants any more, which is told when this turn is over. */
  leave(topics: readonly Topic[]): void {
    for (const topic of topics) {
      const listing = this.held(topic);
      if (listing === undefined) continue;
      listing.close();
      this.#open.delete(listing.topic.includeTokenizedAssets);
      queueMicrotask(() => this.#options.deliver({ type: 'topic', topic: listing.topic, state: 'closed' }));
    }
  }

  /** A wanted topic: the topic object that its events carry, and what keeps its data. */
  held(topic: Topic): Listing | undefined {
    return isListed(topic) ? this.#open.get(topic.includeTokenizedAssets) : undefined;
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

function isListed(topic: Topic): topic is InstrumentTopic {
  return topic.channel === 'instrument';
}
