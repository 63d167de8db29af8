/** The state of one topic on one connection. */
import { BookKeeper } from '../book/keeper.js';
import type { Channel } from '../channel/channel.js';
import { createChannel } from '../channel/create.js';
import type { Life } from './life.js';
import type { BookTopic, DataTopic, Topic } from './topic.js';

export interface Entry {
  readonly topic: Topic;
  /** The book of a book topic. */
  readonly keeper: BookKeeper | undefined;
  /** What keeps the data of any other topic whole; another one for whoever wants the topic anew. */
  channel: Channel | undefined;
  life: Life;
  /** The latest request about it; answers to earlier ones are history. */
  reqId: number | undefined;
  /** When what is awaited in this state is due, in milliseconds since 1970. */
  dueAt: number | undefined;
  /** Since when it has been live and whole, if it is. */
  liveSince: number | undefined;
  /** When its last data came; a book's keeper knows better. */
  dataAt: number | undefined;
  /** Why it is not live, if it was. */
  holeReason: string | undefined;
  /** How often in a row it had to start over. */
  resyncs: number;
  /** How often in a row its first data did not come. */
  mutes: number;
  /** In how large a request it may be asked for: less after one was refused without saying whose fault that was. */
  company: number;
}

export type BookEntry = Entry & { readonly topic: BookTopic; readonly keeper: BookKeeper };
export type DataEntry = Entry & { readonly topic: DataTopic; readonly channel: Channel };

export function createEntry(topic: Topic): Entry {
  return {
    topic,
    keeper: topic.channel === 'book' ? new BookKeeper(topic.symbol, topic.depth) : undefined,
    channel: channelOf(topic),
    life: 'wanted',
    reqId: undefined,
    dueAt: undefined,
    liveSince: undefined,
    dataAt: undefined,
    holeReason: undefined,
    resyncs: 0,
    mutes: 0,
    company: Number.POSITIVE_INFINITY,
  };
}

/** What keeps a topic's data whole, that has seen nothing yet. */
export function channelOf(topic: Topic): Channel | undefined {
  return topic.channel === 'book' ? undefined : createChannel(topic.channel);
}
