/**
 * One connection seen purely: a sans-I/O protocol object. It opens no socket and reads no clock; it takes inputs with
 * their time and says what to do. Five verbs put something in:
 *
 *     asked(wish, now)            the user wants something
 *     opened(now)                 the connection is open
 *     received(text, now)         a frame came
 *     closed(code, reason, now)   the connection is gone
 *     woken(now)                  the time has come that `wake` asked for
 *
 * Each returns what to do, in order: connect, disconnect, send a text, wake me at, tell the user.
 */
import type { BookKeeper } from '../book/keeper.js';
import type { BookFrame, ClientCodec } from '../protocol/codec.js';
import type { Message } from '../protocol/message.js';
import { createBookFrame } from '../protocol/scanner.js';
import { Requests } from '../request/requests.js';
import type { BookTopic, Entry, Topic } from '../subscription/topic.js';
import { Books } from './books.js';
import { Connection } from './connection.js';
import { REQUEST_TIMEOUT_MS, type SessionOptions } from './options.js';
import { Outbox } from './outbox.js';
import type { ConnectionState, Output } from './output.js';
import { Subscriptions } from './subscriptions.js';

/** What a user can want of a session. */
export type Wish =
  | { readonly type: 'want'; readonly topics: readonly Topic[] }
  | { readonly type: 'leave'; readonly topics: readonly Topic[] }
  | { readonly type: 'close' };

export class Session {
  readonly #codec: ClientCodec;
  readonly #out = new Outbox();
  readonly #requests = new Requests<Entry>();
  readonly #subscriptions: Subscriptions;
  readonly #books: Books;
  readonly #connection: Connection;
  readonly #frame: BookFrame = createBookFrame();
  /** The wake that was asked for last. */
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor(codec: ClientCodec, options: SessionOptions) {
    this.#codec = codec;
    const timeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    this.#subscriptions = new Subscriptions(codec, this.#requests, this.#out, timeoutMs);
    this.#books = new Books(this.#subscriptions, this.#out, options);
    this.#connection = new Connection(codec, this.#requests, this.#out, options);
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** A wanted book, with the topic object that its events carry. */
  wantedBook(topic: BookTopic): { topic: BookTopic; keeper: BookKeeper } | undefined {
    const entry = this.#subscriptions.get(topic);
    if (entry?.keeper === undefined || entry.topic.channel !== 'book') return undefined;
    return { topic: entry.topic, keeper: entry.keeper };
  }

  /** The depth in which a symbol's book is wanted: a connection has one. */
  depthOf(symbol: string): number | undefined {
    const entry = this.#subscriptions.books.get(symbol);
    return entry === undefined || entry.life === 'leaving' ? undefined : entry.keeper?.depth;
  }

  /** The user wants something. Requests go out when `woken` is called, so that those of one turn travel together. */
  asked(wish: Wish, now: number): readonly Output[] {
    switch (wish.type) {
      case 'want':
        if (!this.#connection.stopped) for (const topic of wish.topics) this.#subscriptions.want(topic, now);
        break;
      case 'leave':
        for (const topic of wish.topics) this.#subscriptions.leave(topic, now);
        break;
      case 'close':
        this.#subscriptions.stop();
        this.#connection.stop(now);
        break;
    }
    this.#connection.wanted(this.#subscriptions.wanted, now);
    if (this.#connection.usable) this.#wake(now);
    else this.#plan();
    return this.#out.take();
  }

  opened(now: number): readonly Output[] {
    this.#connection.opened(now);
    return this.#settle(now);
  }

  received(text: string, now: number): readonly Output[] {
    const { state } = this.#connection;
    if (state === 'live') this.#connection.heardAt = now;
    else this.#connection.heard(now);
    if (this.#codec.scanBook(text, this.#frame)) {
      const told = this.#books.scanned(this.#frame, text, now);
      // A verified frame asks for nothing: when to wake was planned, and silence is noticed then.
      return told !== undefined && state === 'live' ? told : this.#settle(now, told);
    }
    this.#decoded(this.#codec.decode(text), text, now);
    return this.#settle(now);
  }

  closed(code: number, reason: string, now: number): readonly Output[] {
    this.#subscriptions.lose(now, reason === '' ? `connection closed with code ${code}` : reason);
    this.#connection.wanted(this.#subscriptions.wanted, now);
    this.#connection.closed(code, reason, now);
    this.#plan();
    return this.#out.take();
  }

  woken(now: number): readonly Output[] {
    this.#wakeAt = Number.POSITIVE_INFINITY;
    this.#connection.woken(now);
    if (this.#connection.usable) this.#subscriptions.woken(now);
    return this.#settle(now);
  }

  #decoded(message: Message, text: string, now: number): void {
    switch (message.type) {
      case 'book':
        this.#books.decoded(message, text, now);
        break;
      case 'subscribed':
      case 'unsubscribed':
      case 'refused':
        this.#subscriptions.answered(message, now);
        break;
      case 'status':
        this.#out.emit({ type: 'status', status: message, receivedAt: now });
        break;
      case 'instrument':
        this.#subscriptions.instruments(message, now);
        break;
      case 'pong': {
        const answer = this.#requests.answered(message.reqId, undefined);
        if (answer !== undefined) this.#out.emit({ type: 'pong', roundTripMs: now - answer.request.sentAt });
        break;
      }
      case 'invalid':
        if (message.error.channel === 'book' && message.error.symbol !== undefined) {
          this.#books.unreadable(message.error.symbol, now);
        }
        this.#out.emit({ type: 'error', error: message.error });
        break;
      case 'heartbeat':
      case 'unknown':
        break;
    }
  }

  /** Sends what has become due to be sent, and plans when to be woken. */
  #settle(now: number, told: readonly Output[] = []): readonly Output[] {
    for (const output of told) this.#out.push(output);
    if (this.#connection.usable) this.#subscriptions.flush(now);
    this.#connection.wanted(this.#subscriptions.wanted, now);
    this.#plan();
    return this.#out.take();
  }

  #plan(): void {
    const topics = this.#connection.usable ? this.#subscriptions.nextDue : Number.POSITIVE_INFINITY;
    this.#wake(Math.min(topics, this.#connection.nextDue));
  }

  /** Asks to be woken, unless an earlier wake is coming that will plan anew. */
  #wake(at: number): void {
    if (at >= this.#wakeAt) return;
    this.#wakeAt = at;
    this.#out.push({ type: 'wake', at });
  }
}
