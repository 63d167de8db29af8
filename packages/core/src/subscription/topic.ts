/**
 * What can be subscribed to, and the state of one such subscription on one connection.
 */
import type { BookKeeper } from '../book/keeper.js';
import type { BookDepth } from '../protocol/request.js';
import type { Life } from './life.js';

/** The level2 book of one symbol. */
export interface BookTopic {
  readonly channel: 'book';
  readonly symbol: string;
  readonly depth: BookDepth;
}

/** All assets and pairs. */
export interface InstrumentTopic {
  readonly channel: 'instrument';
  readonly includeTokenizedAssets: boolean;
}

export type Topic = BookTopic | InstrumentTopic;

/** Equal topics have equal keys. */
export function topicKey(topic: Topic): string {
  return topic.channel === 'book'
    ? `book ${topic.symbol} ${topic.depth}`
    : `instrument ${topic.includeTokenizedAssets}`;
}

/** One topic on one connection. */
export interface Entry {
  readonly topic: Topic;
  /** The book of a book topic. */
  readonly keeper: BookKeeper | undefined;
  life: Life;
  /** The latest request about it; answers to earlier ones are history. */
  reqId: number | undefined;
  /** When what is awaited in this state is due, in milliseconds since 1970. */
  dueAt: number | undefined;
  /** Since when it has been live, if it is. */
  liveSince: number | undefined;
  /** When its last data came; a book's keeper knows better. */
  dataAt: number | undefined;
  /** Why it is not live, if it was. */
  holeReason: string | undefined;
  /** How often in a row it had to start over. */
  resyncs: number;
}
