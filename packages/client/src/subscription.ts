/**
 * What a subscribing call returns: one handle for one topic or many, whose events can be listened to or iterated.
 */
import {
  ConnectionError,
  type KrakenStreamError,
  type RequestError,
  symbolOf,
  type Topic,
  type TopicEvent,
  type TopicState,
} from '@kraken-stream/core';
import type { BufferPolicy, Queued } from './buffer.js';
import { Emitter } from './emitter.js';
import { gapOf, type Happening, type Member } from './hub.js';
import { EventQueue } from './queue.js';

/** A hole, told in-band: what happened between `from` and `to` (milliseconds since 1970) was not seen. */
export interface Gap {
  /** What tells it from data. */
  readonly type: 'gap';
  /** Why, in words. */
  readonly reason: string;
  /** The channel concerned; undefined when the consumer itself was too slow. */
  readonly channel?: Topic['channel'] | undefined;
  /** The symbol concerned; undefined when it concerns several. */
  readonly symbol?: string | undefined;
  /** Milliseconds since 1970, as `to` is. */
  readonly from: number;
  /** When it was whole again. */
  readonly to: number;
  /** How many trades were missed, where their numbers tell. */
  readonly missed?: number | undefined;
}

/** What a subscription tells. */
export interface SubscriptionEvents<E> {
  /** Data, in order. */
  data: E;
  /** Something was not seen. */
  gap: Gap;
  /** The subscription's state has changed. */
  state: TopicState;
  /** The exchange has refused a symbol; the others live on. */
  refused: { readonly symbol: string | undefined; readonly error: RequestError };
  /** Something went wrong that the subscription survives, such as a checksum that did not match. */
  error: KrakenStreamError;
}

/** What every subscribing call can be given. */
export interface SubscriptionOptions {
  /** Ends the subscription when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Whether to be told what is known at the beginning; true when left out. What was missed is told in any case. */
  readonly snapshot?: boolean | undefined;
  /**
   * What an iteration (`for await`) holds while its consumer is slower than the events:
   *
   * - a number, from 1: so many events, gaps among them; beyond it the oldest are dropped. The default is 1024.
   * - `'latest'`: the newest event only.
   * - `'conflate'`: the newest event of each symbol, in the order in which symbols became due.
   *
   * What was dropped is counted (`dropped`), and a `gap` says so right before the event that follows the hole. Where each
   * event tells only what changed, as in books and trades, a number is right; where each tells all, as tickers do, any.
   */
  readonly buffer?: BufferPolicy | undefined;
}

const DEFAULT_BUFFER = 1024;

/** A subscription's place among those who are told of its topics. */
export interface Membership {
  /** Its user has begun to look at data: what is known is told. */
  offer(): void;
  /** Resolves when the topics that nobody else wants have ended. */
  leave(): Promise<void>;
}

/** What a subscription is made of: what it is about, how it comes to hear of that, and who is told what a listener threw. */
export interface Source<E> {
  readonly topics: readonly Topic[];
  join(member: Member<E>): Membership;
  report(error: unknown): void;
}

/**
 * What a subscribing call returns, at once: one handle for one symbol or many. Listen with `on`, or iterate: both tell the
 * same events, in order, gaps among them.
 */
export class Subscription<E extends Queued> implements AsyncIterable<E | Gap>, AsyncDisposable {
  /**
   * Resolves when the exchange has acknowledged or refused each topic and at least one is acknowledged. Rejects with a
   * `RequestError` when all were refused, with the signal's reason when it aborted first, with a `ConnectionError` when
   * you unsubscribed or closed the client first.
   */
  readonly ready: Promise<void>;

  readonly #emitter: Emitter<SubscriptionEvents<E>>;
  readonly #states = new Map<Topic, TopicState>();
  /** How many topics are in each state. */
  readonly #counts: Record<TopicState, number>;
  readonly #unanswered: Set<Topic>;
  readonly #refused = new Map<string, RequestError>();
  readonly #queues = new Set<EventQueue<E>>();
  readonly #buffer: BufferPolicy;
  readonly #membership: Membership;
  #settle: { resolve(): void; reject(error: unknown): void } = { resolve() {}, reject() {} };
  #told: TopicState = 'pending';
  #left: Promise<void> | undefined;
  /** Why it has ended, unless that is well. */
  #error: unknown;
  #ended = false;
  readonly #stopListening: () => void;

  /** For the client. */
  constructor({ topics, join, report }: Source<E>, { signal, snapshot, buffer }: SubscriptionOptions) {
    this.#emitter = new Emitter(['data', 'gap', 'state', 'refused', 'error'], report);
    this.#buffer = buffer ?? DEFAULT_BUFFER;
    this.#unanswered = new Set(topics);
    this.#counts = { pending: topics.length, live: 0, stale: 0, closed: 0 };
    for (const topic of topics) this.#states.set(topic, 'pending');
    this.ready = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Whoever does not look at `ready` must not be killed by its rejection; it is told through events as well.
    this.ready.catch(() => {});
    this.#membership = join(this.#member(snapshot !== false));
    const abort = () => void this.#leave(signal?.reason);
    this.#stopListening = () => signal?.removeEventListener('abort', abort);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  }

  /** Symbols that the exchange has refused, with its words; the others live on. */
  get refused(): ReadonlyMap<string, RequestError> {
    return this.#refused;
  }

  /**
   * `live` when all that was not refused is live, `stale` when any of it is, `closed` at the end. Until then `pending`.
   */
  get state(): TopicState {
    if (this.#left !== undefined) return 'closed';
    const { stale, pending, live } = this.#counts;
    if (stale > 0) return 'stale';
    if (pending > 0) return 'pending';
    return live > 0 ? 'live' : 'closed';
  }

  /** Events dropped because an iteration was too slow. */
  get dropped(): number {
    let dropped = 0;
    for (const queue of this.#queues) dropped += queue.dropped;
    return dropped;
  }

  /** Whoever listens to `data` (or iterates) first is first told what is known by then, as a snapshot. */
  on<N extends keyof SubscriptionEvents<E>>(event: N, listener: (payload: SubscriptionEvents<E>[N]) => void): this {
    this.#emitter.on(event, listener);
    return this.#looked();
  }

  /** As `on`, for the next event of a kind. */
  once<N extends keyof SubscriptionEvents<E>>(event: N, listener: (payload: SubscriptionEvents<E>[N]) => void): this {
    this.#emitter.once(event, listener);
    return this.#looked();
  }

  /** Ends what `on` or `once` began. */
  off<N extends keyof SubscriptionEvents<E>>(event: N, listener: (payload: SubscriptionEvents<E>[N]) => void): this {
    this.#emitter.off(event, listener);
    return this;
  }

  /** Ends it. Resolves when the exchange has acknowledged that, or the connection is gone. Harmless when repeated. */
  unsubscribe(): Promise<void> {
    return this.#leave(undefined);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.unsubscribe();
  }

  /**
   * The events from now on, gaps among them; first what is known, as a snapshot, unless it was told already. Leaving the
   * loop unsubscribes. Fails with the refusal when every symbol was refused, and with the signal's reason when it aborted.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<E | Gap> {
    const queue: EventQueue<E> = new EventQueue(this.#buffer, () => void this.unsubscribe());
    if (this.state === 'closed') queue.end(this.#error);
    else this.#queues.add(queue);
    this.#looked();
    return queue;
  }

  /** What it hears. Once it has been left it hears nothing more, though it may still be called. */
  #member(wantsSnapshot: boolean): Member<E> {
    return {
      wantsSnapshot,
      wantsData: () => this.#left === undefined && (this.#queues.size > 0 || this.#emitter.has('data')),
      deliver: (event) => this.#tell('data', event),
      hear: (event) => {
        if (this.#left === undefined) this.#hear(event);
      },
    };
  }

  #hear(event: Happening): void {
    switch (event.type) {
      case 'gap':
        this.#tell('gap', gapOf(event));
        break;
      case 'error':
        this.#emitter.emit('error', event.error);
        break;
      case 'acknowledged':
        this.#answered(event.topic);
        break;
      case 'topic':
        this.#become(event);
    }
  }

  #tell<N extends 'data' | 'gap'>(name: N, event: SubscriptionEvents<E>[N]): void {
    this.#emitter.emit(name, event);
    for (const queue of this.#queues) queue.push(event);
  }

  /** Somebody may have begun to look at data: what is known is told as soon as this turn is over. */
  #looked(): this {
    queueMicrotask(() => this.#membership.offer());
    return this;
  }

  #become({ topic, state, error }: TopicEvent): void {
    const known = this.#states.get(topic);
    if (known === undefined || known === state) return;
    this.#states.set(topic, state);
    this.#counts[known]--;
    this.#counts[state]++;
    if (error !== undefined) {
      const symbol = symbolOf(topic);
      this.#refused.set(symbol ?? topic.channel, error);
      this.#emitter.emit('refused', { symbol, error });
    }
    this.#answered(topic);
    this.#tellState();
    const [refusal] = this.#refused.size === this.#states.size ? this.#refused.values() : [];
    if (this.state === 'closed') this.#end(refusal, 'the client was closed');
  }

  #tellState(): void {
    const { state } = this;
    if (state === this.#told) return;
    this.#told = state;
    this.#emitter.emit('state', state);
  }

  #answered(topic: Topic): void {
    this.#unanswered.delete(topic);
    if (this.#unanswered.size === 0 && this.state !== 'closed') this.#settle.resolve();
  }

  /** Its user leaves: on their own account, or with `error`. */
  #leave(error: unknown): Promise<void> {
    if (this.#left === undefined) {
      // One whose topics have all ended says why by itself.
      const isEnding = this.state === 'closed' && this.#states.size > 0;
      this.#left = this.#membership.leave();
      this.#tellState();
      if (!isEnding) this.#end(error, 'it was unsubscribed before the exchange answered');
    }
    return this.#left;
  }

  /** Nothing comes any more. Whoever waits is told why; iterations end well unless there is an `error`. */
  #end(error: unknown, why: string): void {
    // A listener that is told why it ends may leave it meanwhile: the first reason stands.
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#stopListening();
    this.#settle.reject(error ?? new ConnectionError(`no subscription: ${why}`));
    for (const queue of this.#queues) queue.end(error);
  }
}
