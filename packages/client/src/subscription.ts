/**
 * What a subscribing call returns: one handle for one topic or many, whose events can be listened to or iterated.
 */
import {
  ConnectionError,
  type KrakenStreamError,
  type RequestError,
  symbolOf,
  type Topic,
  type TopicState,
} from '@kraken-stream/core';
import type { BufferPolicy, Queued } from './buffer.js';
import { Emitter } from './emitter.js';
import type { Member } from './hub.js';
import { EventQueue } from './queue.js';

/** A hole, told in-band: what happened between `from` and `to` (milliseconds since 1970) was not seen. */
export interface Gap {
  readonly type: 'gap';
  readonly reason: string;
  /** The channel concerned; undefined when the consumer itself was too slow. */
  readonly channel?: Topic['channel'] | undefined;
  /** The symbol concerned; undefined when it concerns several. */
  readonly symbol?: string | undefined;
  readonly from: number;
  readonly to: number;
  /** How many trades were missed, where their numbers tell. */
  readonly missed?: number | undefined;
}

export interface SubscriptionEvents<E> {
  /** Data, in order. */
  data: E;
  gap: Gap;
  /** The subscription's state has changed. */
  state: TopicState;
  /** The exchange has refused a symbol; the others live on. */
  refused: { readonly symbol: string | undefined; readonly error: RequestError };
  /** Something went wrong that the subscription survives, such as a checksum that did not match. */
  error: KrakenStreamError;
}

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

export class Subscription<E extends Queued> implements AsyncIterable<E | Gap>, AsyncDisposable, Member<E> {
  /**
   * Resolves when the exchange has acknowledged or refused each topic and at least one is acknowledged. Rejects with a
   * `RequestError` when all were refused, with the signal's reason when it aborted first.
   */
  readonly ready: Promise<void>;

  readonly #emitter: Emitter<SubscriptionEvents<E>>;
  readonly #states = new Map<Topic, TopicState>();
  readonly #unanswered: Set<Topic>;
  readonly #refused = new Map<string, RequestError>();
  readonly #queues = new Set<EventQueue<E>>();
  readonly #buffer: BufferPolicy;
  readonly #leave: () => Promise<void>;
  #settle: { resolve(): void; reject(error: unknown): void } = { resolve() {}, reject() {} };
  #left: Promise<void> | undefined;
  #abortReason: unknown;
  #stopListening: () => void = () => {};

  constructor(
    topics: readonly Topic[],
    options: SubscriptionOptions,
    leave: () => Promise<void>,
    report: (error: unknown) => void,
  ) {
    this.#emitter = new Emitter(report);
    this.#buffer = options.buffer ?? DEFAULT_BUFFER;
    this.#leave = leave;
    this.#unanswered = new Set(topics);
    for (const topic of topics) this.#states.set(topic, 'pending');
    this.ready = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Whoever does not look at `ready` must not be killed by its rejection; it is told through events as well.
    this.ready.catch(() => {});
    const { signal } = options;
    if (signal !== undefined) {
      const abort = () => {
        this.#abortReason = signal.reason;
        void this.unsubscribe();
      };
      signal.addEventListener('abort', abort, { once: true });
      // One that had aborted before never says so again; by the next microtask its maker has joined the others.
      if (signal.aborted) queueMicrotask(abort);
      this.#stopListening = () => signal.removeEventListener('abort', abort);
    }
  }

  /** Symbols that the exchange has refused, with its words; the others live on. */
  get refused(): ReadonlyMap<string, RequestError> {
    return this.#refused;
  }

  /** `live` when all that was not refused is live, `stale` when any of it is, `closed` at the end. */
  get state(): TopicState {
    if (this.#left !== undefined) return 'closed';
    const states = new Set(this.#states.values());
    if (states.has('stale')) return 'stale';
    if (states.has('pending')) return 'pending';
    return states.has('live') ? 'live' : 'closed';
  }

  /** Events dropped because an iteration was too slow. */
  get dropped(): number {
    let dropped = 0;
    for (const queue of this.#queues) dropped += queue.dropped;
    return dropped;
  }

  on<N extends keyof SubscriptionEvents<E>>(event: N, listener: (payload: SubscriptionEvents<E>[N]) => void): this {
    this.#emitter.on(event, listener);
    return this;
  }

  once<N extends keyof SubscriptionEvents<E>>(event: N, listener: (payload: SubscriptionEvents<E>[N]) => void): this {
    this.#emitter.once(event, listener);
    return this;
  }

  off<N extends keyof SubscriptionEvents<E>>(event: N, listener: (payload: SubscriptionEvents<E>[N]) => void): this {
    this.#emitter.off(event, listener);
    return this;
  }

  /** Ends it. Resolves when the exchange has acknowledged that, or the connection is gone. Harmless when repeated. */
  unsubscribe(): Promise<void> {
    if (this.#left === undefined) {
      const before = this.state;
      this.#stopListening();
      this.#left = this.#leave();
      if (before !== 'closed') this.#emitter.emit('state', 'closed');
      this.#settle.reject(this.#abortReason ?? new ConnectionError('unsubscribed before the exchange answered'));
      for (const queue of this.#queues) queue.end(this.#abortReason);
    }
    return this.#left;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.unsubscribe();
  }

  /**
   * The events from now on, gaps among them. Leaving the loop unsubscribes. Fails with the refusal when every symbol
   * was refused, and with the signal's reason when it aborted.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<E | Gap> {
    const queue: EventQueue<E> = new EventQueue(this.#buffer, () => void this.unsubscribe());
    if (this.#left !== undefined) queue.end(this.#abortReason);
    else if (this.state === 'closed') queue.end([...this.#refused.values()][0]);
    this.#queues.add(queue);
    return queue;
  }

  /** Whether anybody would look at data: if not, none is made. */
  get wantsData(): boolean {
    return this.#queues.size > 0 || this.#emitter.has('data');
  }

  /** Takes an event of one of its topics. For the client that made it. */
  deliver(event: E): void {
    this.#emitter.emit('data', event);
    for (const queue of this.#queues) queue.push(event);
  }

  deliverGap(gap: Gap): void {
    this.#emitter.emit('gap', gap);
    for (const queue of this.#queues) queue.push(gap);
  }

  deliverError(error: KrakenStreamError): void {
    this.#emitter.emit('error', error);
  }

  acknowledge(topic: Topic): void {
    this.#unanswered.delete(topic);
    this.#settleIfAnswered();
  }

  become(topic: Topic, state: TopicState, error?: RequestError): void {
    const before = this.state;
    this.#states.set(topic, state);
    if (error !== undefined) {
      const symbol = symbolOf(topic);
      this.#refused.set(symbol ?? topic.channel, error);
      this.#emitter.emit('refused', { symbol, error });
    }
    if (state !== 'pending') this.#unanswered.delete(topic);
    this.#settleIfAnswered();
    const after = this.state;
    if (after !== before) this.#emitter.emit('state', after);
    if (after !== 'closed') return;
    // It ends without having been left: its signal may live on.
    this.#stopListening();
    for (const queue of this.#queues) queue.end(error);
  }

  #settleIfAnswered(): void {
    if (this.#unanswered.size > 0) return;
    if (this.state === 'closed') this.#settle.reject([...this.#refused.values()][0] ?? new ConnectionError('closed'));
    else this.#settle.resolve();
  }
}
