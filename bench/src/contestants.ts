/**
 * Who is measured: the floor, the library in several uses, and others that do the same work.
 */
import {
  BookKeeper,
  BookOrigin,
  type BookTopic,
  BookUpdate,
  type ClientCodec,
  contentOf,
  type Output,
  Session,
  type SessionEvent,
  v2,
} from '@kraken-stream/core';
import { type Feed, START } from './frames.js';
import type { Contestant } from './measure.js';
import { parseFrame, SimpleBook } from './simple.js';

/**
 * What would otherwise be thrown away is put here and looked at in the end, so that neither the engine nor the bundler
 * finds out that nobody needs it.
 */
let kept: unknown;

function lookAtKept(): void {
  if (kept === undefined) throw new Error('nothing was made of the frames');
}

/** Merely `JSON.parse`. */
export function jsonFloor(frames: readonly string[]): Contestant {
  return {
    begin() {},
    run(from, to) {
      for (let i = from; i < to; i++) kept = JSON.parse(frames[i]!);
    },
    end: lookAtKept,
  };
}

/** The general codec alone. Throws unless every frame was understood. */
export function generalDecoder(frames: readonly string[]): Contestant {
  let lost = 0;
  return {
    begin() {
      lost = 0;
    },
    run(from, to) {
      for (let i = from; i < to; i++) {
        const message = v2.decode(frames[i]!);
        if (message.type === 'invalid' || message.type === 'unknown') lost++;
        kept = message;
      }
    },
    end() {
      if (lost > 0) throw new Error(`${lost} frames of the mixture were not understood`);
      lookAtKept();
    },
  };
}

/** What a subscriber does with an update. */
export type Use =
  /** Nobody listens; the book is kept all the same. */
  | 'none'
  /** It is told, and looks at the book or at nothing. */
  | 'told'
  /** It reads the changed levels as objects. */
  | 'objects';

/**
 * The library as a client uses it: a real session, its outputs carried out, book events told to the listener of their
 * topic. Throws unless every frame was verified and told.
 */
export class SessionContestant implements Contestant {
  readonly session: Session;
  readonly #feed: Feed;
  readonly #use: Use;
  readonly #subscribers = new Map<BookTopic, Subscriber>();
  /**
   * The time stands still within a chunk: reading the clock is the driver's work, and a new time for each frame would
   * be an object for each frame that is not the session's.
   */
  #now = START;
  #verified = 0;
  #told = 0;

  constructor(feed: Feed, use: Use) {
    this.session = new Session(feed.codec, { random: () => 0.5 });
    this.#feed = feed;
    this.#use = use;
    this.session.asked({ type: 'want', topics: feed.topics }, this.#now);
    this.session.opened(this.#now);
    if (use !== 'none')
      for (const topic of feed.topics) this.#subscribers.set(topic, new Subscriber(topic, use, feed.codec));
    this.#receive(feed.opening, 0, feed.opening.length, this.#now);
  }

  begin(): void {
    this.#receive(this.#feed.snapshots, 0, this.#feed.snapshots.length, this.#now);
    this.#verified = this.#count();
    this.#told = this.#countTold();
  }

  run(from: number, to: number): void {
    this.#now++;
    this.#receive(this.#feed.frames, from, to, this.#now);
  }

  end(): void {
    const { checksums } = this.#feed;
    const verified = this.#count() - this.#verified;
    const told = this.#countTold() - this.#told;
    if (verified !== checksums) throw new Error(`${verified} of ${checksums} frames were verified`);
    if (this.#use === 'none') return;
    if (told !== checksums) throw new Error(`${told} of ${checksums} frames were told`);
    lookAtKept();
  }

  #receive(frames: readonly string[], from: number, to: number, now: number): void {
    for (let i = from; i < to; i++) this.#carryOut(this.session.received(frames[i]!, now));
  }

  #carryOut(outputs: readonly Output[]): void {
    for (let i = 0; i < outputs.length; i++) {
      const output = outputs[i]!;
      if (output.type === 'event') this.#tell(output.event);
    }
  }

  #tell(event: SessionEvent): void {
    if (event.type === 'error') throw event.error;
    if (event.type !== 'book') return;
    const subscriber = this.#subscribers.get(event.topic);
    if (subscriber === undefined) return;
    const origin = event.snapshot ? subscriber.snapshots : subscriber.updates;
    subscriber.listener(new BookUpdate(origin, contentOf(event), event));
  }

  #count(): number {
    let verified = 0;
    for (const topic of this.#feed.topics) {
      const keeper = this.session.held(topic)?.keeper;
      if (keeper === undefined || keeper.mismatched > 0) throw new Error(`the book of ${topic.symbol} is not true`);
      verified += keeper.verified;
    }
    return verified;
  }

  #countTold(): number {
    let told = 0;
    for (const subscriber of this.#subscribers.values()) told += subscriber.told;
    return told;
  }
}

/** The subscriber of one book. */
class Subscriber {
  readonly snapshots: BookOrigin;
  readonly updates: BookOrigin;
  readonly listener: (update: BookUpdate) => void;
  told = 0;

  constructor(topic: BookTopic, use: Use, codec: ClientCodec) {
    this.snapshots = new BookOrigin(topic.symbol, 'snapshot', codec);
    this.updates = new BookOrigin(topic.symbol, 'update', codec);
    this.listener =
      use === 'objects'
        ? (update) => {
            this.told++;
            kept = update.bids;
            kept = update.asks;
          }
        : (update) => {
            this.told++;
            kept = update;
          };
  }
}

/** A simple implementation. Throws unless every frame was verified. */
export function simple(feed: Feed): Contestant {
  const books = new Map(feed.topics.map(({ symbol, depth }) => [feed.codec.nameOf(symbol), new SimpleBook(depth)]));
  const take = (text: string): boolean => {
    const frame = parseFrame(text);
    return books.get(frame.data[0]!.symbol)!.take(frame);
  };
  return verifying(feed, take);
}

/** The library's general way: any frame by the general codec, books by their text. Throws unless all was verified. */
export function general(feed: Feed): Contestant {
  const keepers = new Map(feed.topics.map(({ symbol, depth }) => [symbol, new BookKeeper(symbol, depth)]));
  const take = (text: string): boolean => {
    const message = feed.codec.decode(text);
    if (message.type !== 'book') return false;
    const { bids, asks, checksum, snapshot, symbol } = message;
    const keeper = keepers.get(symbol)!;
    const verdict = snapshot
      ? keeper.loadText(bids, asks, checksum, START)
      : keeper.applyText(bids, asks, checksum, START);
    return verdict === 'verified' || verdict === 'proven';
  };
  return verifying(feed, take);
}

function verifying({ snapshots, frames, checksums }: Feed, take: (text: string) => boolean): Contestant {
  let verified = 0;
  return {
    begin() {
      for (const text of snapshots) take(text);
      verified = 0;
    },
    run(from, to) {
      for (let i = from; i < to; i++) if (take(frames[i]!)) verified++;
    },
    end() {
      if (verified !== checksums) throw new Error(`${verified} of ${checksums} frames were verified`);
    },
  };
}
