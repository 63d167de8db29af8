/**
 * What a session asks of its driver and tells its user.
 */
import type { BookKeeper } from '../book/keeper.js';
import type { DataByChannel } from '../channel/data.js';
import type { ConnectionError, KrakenStreamError, RequestError, TimeoutError } from '../errors.js';
import type { AnsweredMessage } from '../protocol/account.js';
import type { StatusMessage } from '../protocol/message.js';
import type { BookTopic, DataTopic, Topic } from '../subscription/topic.js';
import type { Fate, Settlement } from '../trading/fate.js';
import type { Latency } from './latency.js';

/**
 * Where a connection stands:
 * `idle` nothing is wanted · `connecting` · `open` nothing heard yet · `live` frames arrive · `stale` silent for too
 * long, a ping is out · `closed` lost, or given up; `retryAt` says when the next attempt is made.
 */
export type ConnectionState = 'idle' | 'connecting' | 'open' | 'live' | 'stale' | 'closed';

/** A connection’s state has changed. */
export interface ConnectionEvent {
  readonly type: 'connection';
  readonly state: ConnectionState;
  /** Why, in words. */
  readonly reason: string;
  /** When it happened, in milliseconds since 1970. */
  readonly at: number;
  /** The close code, in state `closed`. */
  readonly code?: number | undefined;
  /** The HTTP status of a refused attempt, in state `closed`, where the platform tells. */
  readonly status?: number | undefined;
  /** When the next attempt is made, in state `closed`. */
  readonly retryAt?: number | undefined;
}

/**
 * A book frame was applied and verified, or a snapshot without a checksum waited in vain for the proof of an update, and
 * is shown unproven. One object a session, filled anew each time: read it at once.
 * `BookUpdate` makes something lasting of it.
 */
export interface BookEvent {
  readonly type: 'book';
  topic: BookTopic;
  keeper: BookKeeper;
  snapshot: boolean;
  /** The frame. */
  text: string;
  /** The snapshot before it, when this frame was the first update and proved it: what is told is the whole book. */
  base: string | undefined;
  receivedAt: number;
}

type TopicOf<C> = Extract<DataTopic, { readonly channel: C }>;

/** Data of a topic that is not a book, each piece once and in order. */
export type DataEvent = {
  [C in keyof DataByChannel]: {
    readonly type: 'data';
    readonly topic: TopicOf<C>;
    /** Whether this is a whole, which replaces all before. */
    readonly snapshot: boolean;
    readonly data: DataByChannel[C];
    /** The exchange's time of the frame, RFC 3339, where the channel has one. */
    readonly timestamp: string | undefined;
    readonly receivedAt: number;
  };
}[keyof DataByChannel];

/** A topic's state as its user sees it; `closed` after a refusal (then with `error`) or the end. */
export interface TopicEvent {
  readonly type: 'topic';
  readonly topic: Topic;
  readonly state: TopicState;
  readonly error?: RequestError | undefined;
}

/** `pending` before the first data, then `live` while it can be vouched for, `stale` while not. */
export type TopicState = 'pending' | 'live' | 'stale' | 'closed';

/** The exchange has acknowledged a topic. */
export interface AcknowledgedEvent {
  readonly type: 'acknowledged';
  readonly topic: Topic;
  /** The exchange's remarks, about fields that are going out of use for example. */
  readonly warnings: readonly string[];
}

/** Data of a topic is missing: what happened between `from` and `to` (milliseconds since 1970) was not seen. */
export interface GapEvent {
  readonly type: 'gap';
  readonly topic: Topic;
  readonly reason: string;
  readonly from: number;
  readonly to: number;
  /** How many trades were missed, where their numbers tell. */
  readonly missed?: number | undefined;
}

/** The exchange has told its mode. */
export interface StatusEvent {
  readonly type: 'status';
  readonly status: StatusMessage;
  readonly receivedAt: number;
}

/** Something went wrong that concerns no single request; all lives on. */
export interface ErrorEvent {
  readonly type: 'error';
  readonly error: KrakenStreamError;
}

/** A ping that was asked for was answered. */
export interface PongEvent extends Latency {
  readonly type: 'pong';
  /** That of the wish. */
  readonly id: number;
}

/** A ping that was asked for will not be answered. */
export interface PingLostEvent {
  readonly type: 'ping-lost';
  readonly id: number;
  readonly error: TimeoutError | ConnectionError;
}

/** What became of a call: its answer came, or will not come. Once for each call. */
export interface OutcomeEvent {
  readonly type: 'outcome';
  /** That of the wish. */
  readonly id: number;
  /** One for each part of the request, in its order. */
  readonly fates: readonly Fate[];
  /** The answer, where the request was carried out and has one answer. */
  readonly answer?: AnsweredMessage | undefined;
}

/** What an unknown fate turned out to be. Once for each part whose fate was unknown. */
export interface SettledEvent {
  readonly type: 'settled';
  readonly id: number;
  /** Which part of the request, from 0. */
  readonly part: number;
  readonly settlement: Settlement;
}

/** What a session has to tell its user. */
export type SessionEvent =
  | ConnectionEvent
  | BookEvent
  | DataEvent
  | TopicEvent
  | AcknowledgedEvent
  | GapEvent
  | StatusEvent
  | ErrorEvent
  | PongEvent
  | PingLostEvent
  | OutcomeEvent
  | SettledEvent;

/** What the driver is asked to do, in order. */
export type Output =
  /** Open a connection; answer with `opened` or `closed`. Always last. */
  | { readonly type: 'connect' }
  /** Close the connection; answer with `closed`. Always last. */
  | { readonly type: 'disconnect'; readonly code: number; readonly reason: string }
  | { readonly type: 'send'; readonly text: string }
  /** Get a token; answer with `authorized`. */
  | { readonly type: 'authorize' }
  /** Call `woken` at this time (milliseconds since 1970) or soon after, instead of at any time asked for before. */
  | { readonly type: 'wake'; readonly at: number }
  | { readonly type: 'event'; readonly event: SessionEvent };
