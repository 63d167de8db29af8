/** The state of one topic on one connection. */
import { BookKeeper } from '../book/keeper.js';
import type { Channel } from '../channel/channel.js';
import { createChannel } from '../channel/create.js';
import { UsageError } from '../errors.js';
import type { Life } from './life.js';
import type { BookTopic, DataTopic, Topic } from './topic.js';

export interface Entry {
  readonly topic: Topic;
  /** The book of a book topic; another one when it begins anew. */
  keeper: BookKeeper | undefined;
  /** What keeps the data of any other topic whole, likewise. */
  channel: Channel | undefined;
  life: Life;
  /** The latest request about it; answers to earlier ones are history. */
  reqId: number | undefined;
  /** How often it was subscribed to: what another subscription told is history. */
  subscription: number;
  /** When it was first asked for since it was last given up: its snapshot is of no earlier moment. */
  subscribedAt: number | undefined;
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
  /** How often in a row it was refused, having been served before. */
  refusals: number;
  /** How often in a row its first data did not come. */
  mutes: number;
  /** In how large a request it may be asked for: less after one was refused without saying whose fault that was. */
  company: number;
}

export type BookEntry = Entry & { readonly topic: BookTopic; readonly keeper: BookKeeper };
export type DataEntry = Entry & { readonly topic: DataTopic; readonly channel: Channel };

/** Makes what keeps the data of a topic. */
export type CreateChannel = (topic: DataTopic) => Channel;

/** Of a session without an account, which has no use for topics of one. */
export function createMarketChannel({ channel }: DataTopic): Channel {
  if (channel === 'executions' || channel === 'balances') {
    throw new UsageError(
      'channel',
      `channel: expected one without an account, as the session has none; received '${channel}'`,
    );
  }
  return createChannel(channel);
}

export function createEntry(topic: Topic, create: CreateChannel): Entry {
  return {
    topic,
    life: 'wanted',
    reqId: undefined,
    subscription: 0,
    subscribedAt: undefined,
    dueAt: undefined,
    liveSince: undefined,
    company: Number.POSITIVE_INFINITY,
    ...beginning(topic, create),
  };
}

/** Lets a topic forget what it has seen: it is wanted by others, for whom there is no hole, and all is new. */
export function beginAnew(entry: Entry, create: CreateChannel): void {
  entry.keeper?.close();
  Object.assign(entry, beginning(entry.topic, create));
}

/** What a topic has seen, at its beginning. */
function beginning(topic: Topic, create: CreateChannel) {
  return {
    keeper: topic.channel === 'book' ? new BookKeeper(topic.symbol, topic.depth) : undefined,
    channel: topic.channel === 'book' ? undefined : create(topic),
    dataAt: undefined,
    holeReason: undefined,
    resyncs: 0,
    refusals: 0,
    mutes: 0,
  };
}
