/**
 * One connection seen purely: a sans-I/O protocol object. It opens no socket and reads no clock; it takes inputs with
 * their time and says what to do. Six verbs put something in:
 *
 *     asked(wish, now)            the user wants something
 *     opened(now)                 the connection is open
 *     received(text, now)         a frame came
 *     closed(code, reason, now)   the connection is gone, or did not come about
 *     woken(now)                  the time has come that `wake` asked for
 *     authorized(answer, now)     the token that `authorize` asked for, or why there is none
 *
 * Each returns what to do, in order: connect, disconnect, send a text, get a token, wake me at, tell the user.
 */
import type { BookFrame, ClientCodec } from '../protocol/codec.js';
import type { AcknowledgedMessage, Message, PongMessage, RefusedMessage, StatusMessage } from '../protocol/message.js';
import { createBookFrame } from '../protocol/scanner.js';
import type { TradingRequest } from '../protocol/trading.js';
import { type OpenRequest, Requests } from '../request/requests.js';
import type { BookEntry, DataEntry, Entry } from '../subscription/entry.js';
import type { BookTopic, DataTopic, Topic } from '../subscription/topic.js';
import { Books } from './books.js';
import { Channels } from './channels.js';
import { Connection } from './connection.js';
import { type Latency, LatencyMeter } from './latency.js';
import { CLOSED_BY_USER } from './loss.js';
import { REQUEST_TIMEOUT_MS, type SessionOptions } from './options.js';
import { NOTHING, Outbox } from './outbox.js';
import type { ConnectionEvent, ConnectionState, Output } from './output.js';
import { Pings } from './pings.js';
import { Subscriptions } from './subscriptions.js';

/** What a user can want of a session. */
export type Wish =
  | { readonly type: 'want'; readonly topics: readonly Topic[] }
  | { readonly type: 'leave'; readonly topics: readonly Topic[] }
  /** An answer with this number. A connection is made for it where there is none. */
  | { readonly type: 'ping'; readonly id: number }
  /**
   * A request about orders, without token and number. It waits for a connection as long as `timeoutMs`, and then so long
   * for its answers. Told as `outcome`.
   */
  | { readonly type: 'call'; readonly id: number; readonly request: TradingRequest; readonly timeoutMs: number }
  /** The caller wants a call no more: what has not left does not leave. */
  | { readonly type: 'withdraw'; readonly id: number }
  /** The platform says that there is a network, or none. */
  | { readonly type: 'network'; readonly online: boolean }
  /** There is reason to doubt that the connection lives. */
  | { readonly type: 'probe'; readonly reason: string }
  | { readonly type: 'close' };

export class Session {
  readonly #codec: ClientCodec;
  readonly #out = new Outbox();
  readonly #requests = new Requests<Entry>();
  readonly #subscriptions: Subscriptions;
  readonly #books: Books;
  readonly #channels: Channels;
  readonly #pings: Pings;
  readonly #latency = new LatencyMeter();
  readonly #connection: Connection;
  readonly #frame: BookFrame = createBookFrame();
  /** What this connection was told last of the exchange's mode. */
  #status: StatusMessage | undefined;
  /** The wake that was asked for last. */
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor(codec: ClientCodec, options: SessionOptions) {
    this.#codec = codec;
    this.#subscriptions = new Subscriptions(codec, this.#requests, this.#out, options, (reason) =>
      this.#connection.renew(reason),
    );
    this.#books = new Books(this.#subscriptions, this.#out);
    this.#channels = new Channels(this.#subscriptions, this.#out);
    this.#pings = new Pings(this.#out, options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS);
    this.#connection = new Connection(this.#out, options, (now) => this.#ping(now));
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** The connection's latest states, oldest first, at most fifty. */
  get timeline(): readonly ConnectionEvent[] {
    return this.#connection.timeline;
  }

  /** From the latest answer; undefined before the first. */
  get latency(): Latency | undefined {
    return this.#latency.latest;
  }

  /** A wanted topic: the topic object that its events carry, and what keeps its data. */
  held(topic: BookTopic): Pick<BookEntry, 'topic' | 'keeper'> | undefined;
  held(topic: DataTopic): Pick<DataEntry, 'topic' | 'channel'> | undefined;
  held(topic: Topic): Pick<Entry, 'topic'> | undefined;
  held(topic: Topic): Pick<Entry, 'topic'> | undefined {
    return this.#subscriptions.get(topic);
  }

  /** Whether another topic has the only place that there is for this one. */
  conflicts(topic: Topic): boolean {
    return this.#subscriptions.slots.conflicts(topic, this.#subscriptions.get(topic));
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
      case 'ping':
        this.#pings.ask(wish.id, now);
        if (this.#connection.stopped) this.#pings.lose(CLOSED_BY_USER, true);
        break;
      case 'network':
        this.#connection.network(wish.online, now);
        break;
      case 'probe':
        this.#connection.probe(wish.reason, now);
        break;
      case 'close':
        this.#subscriptions.stop();
        this.#pings.lose(CLOSED_BY_USER, true);
        this.#connection.stop(now);
        break;
    }
    this.#mindWanted(now);
    if (this.#connection.usable) this.#wake(now);
    else this.#plan(now);
    return this.#out.take();
  }

  opened(now: number): readonly Output[] {
    this.#connection.opened(now);
    return this.#settle(now);
  }

  received(text: string, now: number): readonly Output[] {
    const { state, heardAt, asleepMs } = this.#connection;
    // Frames of before a long sleep are handed over first, and would be taken for news.
    if (now - heardAt >= asleepMs) return this.woken(now);
    if (state === 'live') this.#connection.heardAt = now;
    else if (!this.#connection.heard(now)) return NOTHING;
    if (this.#codec.scanBook(text, this.#frame)) {
      const told = this.#books.scanned(this.#frame, text, now);
      // A verified frame asks for nothing: when to wake was planned, and silence is noticed then.
      return told !== undefined && state === 'live' ? told : this.#settle(now, told);
    }
    this.#decoded(this.#codec.decode(text), text, now);
    return this.#settle(now);
  }

  /** `status`: the HTTP status of a refused attempt, where it is known. */
  closed(code: number, reason: string, now: number, status?: number): readonly Output[] {
    const loss = this.#connection.loss(code, reason, status);
    if (loss === undefined) return NOTHING;
    this.#status = undefined;
    this.#subscriptions.lose(now, `connection lost: ${loss.reason}`);
    this.#pings.lose(loss, false);
    this.#mindWanted(now);
    this.#connection.closed(loss, now);
    this.#plan(now);
    return this.#out.take();
  }

  woken(now: number): readonly Output[] {
    this.#wakeAt = Number.POSITIVE_INFINITY;
    this.#pings.woken(now);
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
        this.#measure(message, this.#subscriptions.answered(message, now), now);
        break;
      case 'status':
        this.#status = message;
        this.#connection.told(message.system);
        this.#out.emit({ type: 'status', status: message, receivedAt: now });
        this.#channels.take(message, now);
        break;
      case 'ticker':
      case 'trade':
      case 'ohlc':
      case 'instrument':
        this.#channels.take(message, now);
        break;
      case 'pong': {
        const latency = this.#measure(message, this.#requests.answered(message.reqId, undefined)?.request, now);
        if (latency !== undefined) this.#pings.answered(message.reqId, latency);
        break;
      }
      case 'invalid':
        // Whatever it said, what was said before may hold no longer.
        if (message.error.channel === 'status') this.#status = undefined;
        this.#channels.unreadable(message.error.channel, message.error.symbol, now);
        this.#out.emit({ type: 'error', error: message.error });
        break;
      case 'heartbeat':
      case 'unknown':
        break;
    }
  }

  #measure(
    { timeIn, timeOut }: AcknowledgedMessage | RefusedMessage | PongMessage,
    request: OpenRequest<Entry> | undefined,
    now: number,
  ): Latency | undefined {
    return request === undefined ? undefined : this.#latency.measure(request.sentAt, now, timeIn, timeOut);
  }

  #ping(now: number): number {
    const reqId = this.#requests.open('ping', now);
    this.#out.send(this.#codec.encodeRequest({ method: 'ping', reqId }), now);
    return reqId;
  }

  #mindWanted(now: number): void {
    const { wanted, beats } = this.#subscriptions;
    this.#connection.wanted(wanted || this.#pings.wanted, beats, now);
  }

  /** Sends what has become due to be sent, and plans when to be woken. */
  #settle(now: number, told: readonly Output[] = []): readonly Output[] {
    for (const output of told) this.#out.push(output);
    if (this.#connection.usable) {
      this.#subscriptions.flush(now);
      this.#pings.flush(() => this.#ping(now));
      // Whoever asks for the status later than it was told gets what was told.
      if (this.#status !== undefined) this.#channels.awaited(this.#status, now);
    }
    this.#mindWanted(now);
    this.#plan(now);
    return this.#out.take();
  }

  #plan(now: number): void {
    const topics = this.#connection.usable ? this.#subscriptions.nextDue(now) : Number.POSITIVE_INFINITY;
    this.#wake(Math.min(topics, this.#connection.nextDue, this.#pings.nextDue));
  }

  /** Asks to be woken, unless an earlier wake is coming that will plan anew. */
  #wake(at: number): void {
    if (at >= this.#wakeAt) return;
    this.#wakeAt = at;
    this.#out.push({ type: 'wake', at });
  }
}
