/** The state of one topic on one connection. */
import type { BookKeeper } from '../book/keeper.js';
import type { Channel } from '../channel/channel.js';
import type { Life } from './life.js';
import type { BookTopic, DataTopic, Topic } from './topic.js';

export interface Entry {
  readonly topic: Topic;
  /** The book of a book topic. */
  readonly keeper: BookKeeper | undefined;
  /** What keeps the data of any other topic whole. */
  readonly channel: Channel | undefined;
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
  /** How often in a row it was refused, having been served before. */
  refusals: number;
  /** How often in a row its first data did not come. */
  mutes: number;
  /** In how large a request it may be asked for: less after one was refused without saying whose fault that was. */
  company: number;
}

export type BookEntry = Entry & { readonly topic: BookTopic; readonly keeper: BookKeeper };
export type DataEntry = Entry & { readonly topic: DataTopic; readonly channel: Channel };
