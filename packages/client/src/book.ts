/**
 * A kept, verified book that people hold: what can be read of it (`OrderBook`), and its events.
 */
import { type BookKeeper, type BookState, type BookUpdate, ConnectionError } from '@kraken-stream/core';
import { Emitter } from './emitter.js';
import { HeldBook } from './held-book.js';
import type { Gap, Subscription, SubscriptionEvents } from './subscription.js';

/** What a book tells. */
export interface BookEvents extends Omit<SubscriptionEvents<BookUpdate>, 'data' | 'state'> {
  /** A frame was applied and verified: what it changed. The book already shows it. */
  update: BookUpdate;
  /** The book's state has changed. */
  state: BookState;
}

type Listener<N extends keyof BookEvents> = (payload: BookEvents[N]) => void;

/**
 * One kept book, verified on every frame: what can be read of it, and its events. Levels can be read while it is `live`.
 * https://docs.kraken.com/api/docs/websocket-v2/book
 */
export class Book extends HeldBook implements AsyncIterable<BookUpdate | Gap>, AsyncDisposable {
  /** Resolves when the book is live for the first time; rejects when it was refused or given up before. */
  readonly ready: Promise<void>;

  readonly #subscription: Subscription<BookUpdate>;
  /** The book's own events; all others are the subscription's. */
  readonly #emitter: Emitter<Pick<BookEvents, 'state'>>;
  #told: BookState = 'syncing';

  /** For the client. */
  constructor(keeper: BookKeeper, subscription: Subscription<BookUpdate>, report: (error: unknown) => void) {
    super(keeper, subscription);
    this.#subscription = subscription;
    this.#emitter = new Emitter(['state'], report);
    this.ready = new Promise((resolve, reject) => {
      const settle = () => {
        if (this.state === 'live') resolve();
        if (this.state !== 'closed') return;
        // Refused, or aborted: then that is why. Else it was given up after the exchange had taken it.
        const givenUp = () =>
          reject(new ConnectionError(`the book of ${keeper.symbol} was given up before it was live`));
        subscription.ready.then(givenUp, reject);
      };
      subscription.on('state', settle);
      settle();
    });
    // Whoever does not look at `ready` must not be killed by its rejection; it is told through events as well.
    this.ready.catch(() => {});
    subscription.on('state', () => this.#tellState());
    // A mismatch may be the one too many, after which the book is failed.
    subscription.on('error', () => this.#tellState());
  }

  /** Calls back with each event of a kind from now on. */
  on<N extends keyof BookEvents>(event: N, listener: Listener<N>): this {
    return this.#listen('on', event, listener);
  }

  /** Calls back with the next event of a kind. */
  once<N extends keyof BookEvents>(event: N, listener: Listener<N>): this {
    return this.#listen('once', event, listener);
  }

  /** Ends what `on` or `once` began. */
  off<N extends keyof BookEvents>(event: N, listener: Listener<N>): this {
    return this.#listen('off', event, listener);
  }

  /** Gives the book up. Resolves when the exchange has acknowledged that, or the connection is gone. */
  unsubscribe(): Promise<void> {
    return this.#subscription.unsubscribe();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.unsubscribe();
  }

  /** The verified changes from now on, gaps among them. Leaving the loop unsubscribes. */
  [Symbol.asyncIterator](): AsyncIterableIterator<BookUpdate | Gap> {
    return this.#subscription[Symbol.asyncIterator]();
  }

  #listen<N extends keyof BookEvents>(verb: 'on' | 'once' | 'off', event: N, listener: Listener<N>): this {
    if (event === 'state') this.#emitter[verb]('state', listener as Listener<'state'>);
    else if (event === 'update') this.#subscription[verb]('data', listener as Listener<'update'>);
    else this.#subscription[verb](event as Exclude<keyof BookEvents, 'update' | 'state'>, listener as never);
    return this;
  }

  #tellState(): void {
    const { state } = this;
    if (state === this.#told) return;
    this.#told = state;
    this.#emitter.emit('state', state);
  }
}
