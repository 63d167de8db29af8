/**
 * The object that people hold. It checks what they ask, shares what is equal, and hands out what comes; all that a
 * connection does is the session's.
 */
import {
  type BookDepth,
  type BookTopic,
  type BookUpdate,
  type ConnectionEvent,
  type ConnectionState,
  KrakenStreamError,
  OrderBook,
  ProtocolError,
  Session,
  type SessionEvent,
  type StatusMessage,
  type Topic,
  topicKey,
  UsageError,
  v2,
} from '@kraken-stream/core';
import { Book } from './book.js';
import { BookSubscription } from './book-subscription.js';
import { checkBuffer, checkDepth, checkProtocol, checkSymbols } from './checks.js';
import { realClock } from './clock.js';
import { Driver } from './driver.js';
import { Emitter } from './emitter.js';
import { Hub } from './hub.js';
import { type ClientOptions, PUBLIC_ENDPOINT } from './options.js';
import { connectSocket } from './socket.js';
import { type Gap, Subscription, type SubscriptionOptions } from './subscription.js';

export interface ClientEvents {
  /** The connection's state has changed; the event says why. */
  connection: ConnectionEvent;
  /** The exchange has told its mode: on connecting, and when it changes. */
  status: StatusMessage;
  /** Something was not seen, in whatever subscription. */
  gap: Gap;
  /** A frame as it came, before it is read. */
  frame: string;
  /** Something went wrong that the client survives: a frame that makes no sense, a lost connection, a listener that threw. */
  error: KrakenStreamError;
}

export interface BookOptions extends SubscriptionOptions {
  /** Levels a side: 10, 25, 100, 500 or 1000. Default 10. */
  readonly depth?: BookDepth | undefined;
}

export class KrakenClient implements AsyncDisposable {
  readonly #emitter: Emitter<ClientEvents>;
  readonly #session: Session;
  readonly #driver: Driver;
  readonly #hubs = new Map<string, Hub>();
  /** The same hubs by the topic objects that events carry: found without making a key. */
  readonly #hubsByTopic = new Map<Topic, Hub>();
  /** Who waits for a topic's end. */
  readonly #leaving = new Map<string, (() => void)[]>();
  #closed = false;
  #reporting = false;

  /** Nothing connects until something is asked for. Throws a `UsageError` for options that cannot be. */
  constructor(options: ClientOptions = {}) {
    checkProtocol(options.protocol);
    const { endpoints, reconnect, liveness, resync, requestTimeoutMs, signal } = options;
    const endpoint = endpoints?.public ?? PUBLIC_ENDPOINT;
    this.#emitter = new Emitter(this.#report);
    this.#session = new Session(v2, {
      random: options.random ?? Math.random,
      reconnect,
      liveness,
      resync,
      requestTimeoutMs,
    });
    this.#driver = new Driver({
      session: this.#session,
      connect: options.connect ?? connectSocket,
      clock: options.clock ?? realClock,
      url: typeof endpoint === 'string' ? () => endpoint : endpoint,
      deliver: (event) => this.#deliver(event),
      tap: (text) => {
        if (this.#emitter.has('frame')) this.#emitter.emit('frame', text);
      },
    });
    signal?.addEventListener('abort', () => void this.close(), { once: true });
    if (signal?.aborted) void this.close();
  }

  /** Where the connection stands. */
  get connection(): ConnectionState {
    return this.#session.state;
  }

  on<E extends keyof ClientEvents>(event: E, listener: (payload: ClientEvents[E]) => void): this {
    this.#emitter.on(event, listener);
    return this;
  }

  once<E extends keyof ClientEvents>(event: E, listener: (payload: ClientEvents[E]) => void): this {
    this.#emitter.once(event, listener);
    return this;
  }

  off<E extends keyof ClientEvents>(event: E, listener: (payload: ClientEvents[E]) => void): this {
    this.#emitter.off(event, listener);
    return this;
  }

  /**
   * The book of one symbol (`BTC/USD`), kept and verified on every frame. Returns at once; the book shows levels when
   * it is live. Throws a `UsageError` for what cannot be asked.
   * https://docs.kraken.com/api/docs/websocket-v2/book
   */
  book(symbol: string, options: BookOptions = {}): Book {
    const [hub] = this.#hubsOf([symbol], options);
    const subscription: Subscription<BookUpdate> = new Subscription(
      [hub!.topic],
      options,
      () => this.#leave(subscription, [hub!]),
      this.#report,
    );
    hub!.join(subscription);
    return new Book(hub!.keeper, subscription, this.#report);
  }

  /** The verified changes of many books, and the books. Returns at once. Throws a `UsageError` as `book` does. */
  subscribeBook(symbols: string | readonly string[], options: BookOptions = {}): BookSubscription {
    const hubs = this.#hubsOf(symbols, options);
    const subscription: BookSubscription = new BookSubscription(
      new Map(hubs.map((hub) => [hub.topic.symbol, new OrderBook(hub.keeper)])),
      hubs.map((hub) => hub.topic),
      options,
      () => this.#leave(subscription, hubs),
      this.#report,
    );
    for (const hub of hubs) hub.join(subscription);
    return subscription;
  }

  /** Ends all subscriptions and closes the connection. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#driver.ask({ type: 'close' });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The hubs for a call's symbols: those that there are, and new ones for what is not subscribed yet. */
  #hubsOf(symbols: string | readonly string[], options: BookOptions): Hub[] {
    if (this.#closed) throw new UsageError('client', 'client: it is closed; make a new one');
    const depth = checkDepth(options.depth);
    checkBuffer(options.buffer);
    const topics = checkSymbols(symbols).map((symbol): BookTopic => ({ channel: 'book', symbol, depth }));
    for (const { symbol } of topics) {
      const held = this.#session.depthOf(symbol);
      if (held === undefined || held === depth) continue;
      const rule = 'the exchange serves one depth a symbol on a connection; use that one, or another client';
      throw new UsageError('depth', `depth: ${symbol} is subscribed with depth ${held}, asked was ${depth}; ${rule}`);
    }
    this.#driver.ask({ type: 'want', topics });
    return topics.map((topic) => {
      const key = topicKey(topic);
      const known = this.#hubs.get(key);
      if (known !== undefined) return known;
      const wanted = this.#session.wantedBook(topic)!;
      const hub = new Hub(wanted.topic, wanted.keeper, v2);
      this.#hubs.set(key, hub);
      this.#hubsByTopic.set(hub.topic, hub);
      // Whoever waited for its end waits no longer: it goes on.
      this.#ended(key);
      return hub;
    });
  }

  async #leave(subscription: Subscription<BookUpdate>, hubs: readonly Hub[]): Promise<void> {
    for (const hub of hubs) hub.leave(subscription);
    const orphaned = hubs.filter((hub) => hub.empty && this.#hubsByTopic.has(hub.topic)).map((hub) => hub.topic);
    if (orphaned.length === 0) return;
    const ends = orphaned.map(
      (topic) =>
        new Promise<void>((resolve) => {
          const key = topicKey(topic);
          this.#leaving.set(key, [...(this.#leaving.get(key) ?? []), resolve]);
        }),
    );
    for (const topic of orphaned) this.#forget(topic);
    this.#driver.ask({ type: 'leave', topics: orphaned });
    await Promise.all(ends);
  }

  #forget(topic: Topic): void {
    this.#hubs.delete(topicKey(topic));
    this.#hubsByTopic.delete(topic);
  }

  #ended(key: string): void {
    for (const resolve of this.#leaving.get(key) ?? []) resolve();
    this.#leaving.delete(key);
  }

  #deliver(event: SessionEvent): void {
    switch (event.type) {
      case 'book':
        this.#hubsByTopic.get(event.topic)?.updated(event);
        break;
      case 'topic':
        this.#hubsByTopic.get(event.topic)?.became(event);
        if (event.state === 'closed') this.#topicClosed(event.topic);
        break;
      case 'acknowledged':
        this.#hubsByTopic.get(event.topic)?.acknowledged();
        break;
      case 'gap': {
        this.#hubsByTopic.get(event.topic)?.gap(event);
        const symbol = event.topic.channel === 'book' ? event.topic.symbol : undefined;
        this.#emitter.emit('gap', { type: 'gap', reason: event.reason, symbol, from: event.from, to: event.to });
        break;
      }
      case 'connection':
        this.#emitter.emit('connection', event);
        break;
      case 'status':
        this.#emitter.emit('status', event.status);
        break;
      case 'error':
        this.#tell(event.error);
        break;
    }
  }

  /** A topic is refused or has ended: its subscriptions know, and whoever asks again begins anew. */
  #topicClosed(topic: Topic): void {
    const known = this.#hubsByTopic.has(topic);
    this.#forget(topic);
    this.#ended(topicKey(topic));
    if (known) this.#driver.ask({ type: 'leave', topics: [topic] });
  }

  #tell(error: KrakenStreamError): void {
    if (error instanceof ProtocolError && error.symbol !== undefined) {
      for (const hub of this.#hubs.values()) if (hub.topic.symbol === error.symbol) hub.failed(error);
    }
    this.#emitter.emit('error', error);
  }

  /** A listener threw. One for `error` that throws is past help. */
  readonly #report = (thrown: unknown): void => {
    if (this.#reporting) return;
    this.#reporting = true;
    const message = `a listener threw: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
    this.#emitter.emit('error', new KrakenStreamError('ListenerError', message, { cause: thrown }));
    this.#reporting = false;
  };
}
