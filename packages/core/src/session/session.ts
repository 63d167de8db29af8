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
import type { Message, PongMessage, StatusMessage } from '../protocol/message.js';
import { createBookFrame } from '../protocol/scanner.js';
import { Requests } from '../request/requests.js';
import type { BookEntry, DataEntry, Entry } from '../subscription/entry.js';
import type { BookTopic, DataTopic, Topic } from '../subscription/topic.js';
import type { AccountSide, Answer } from './account-side.js';
import type { TokenAnswer } from './authorization.js';
import { Books } from './books.js';
import { Channels } from './channels.js';
import type { Concern } from './concern.js';
import { Connection } from './connection.js';
import { type Latency, LatencyMeter } from './latency.js';
import { complete, type SessionOptions } from './options.js';
import { NOTHING, Outbox } from './outbox.js';
import type { ConnectionEvent, ConnectionState, Output } from './output.js';
import { Pings } from './pings.js';
import { Subscriptions } from './subscriptions.js';
import type { Wish } from './wish.js';

/** One connection seen purely: what goes in is told by its verbs, what is to be done comes out as values. */
export class Session {
  readonly #codec: ClientCodec;
  readonly #out = new Outbox();
  readonly #requests = new Requests<Entry>();
  readonly #subscriptions: Subscriptions;
  readonly #books: Books;
  readonly #channels: Channels;
  readonly #pings: Pings;
  /** In the order in which they send: topics first. */
  readonly #concerns: readonly Concern[];
  readonly #latency = new LatencyMeter();
  /** Of a private connection. */
  readonly #account: AccountSide | undefined;
  readonly #connection: Connection;
  readonly #frame: BookFrame = createBookFrame();
  /** What this connection was told last of the exchange's mode. */
  #status: StatusMessage | undefined;
  /** The wake that was asked for last. */
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor(codec: ClientCodec, given: SessionOptions) {
    const options = complete(given);
    this.#codec = codec;
    this.#subscriptions = new Subscriptions(codec, this.#requests, this.#out, options, {
      renew: (reason) => this.#connection.renew(reason),
      token: () => this.#account?.authorization.token,
      acknowledged: (entry, now) => this.#channels.acknowledged(entry, now),
    });
    this.#account = options.account?.open({
      codec,
      out: this.#out,
      random: options.random,
      requests: this.#requests,
      subscriptions: this.#subscriptions,
      system: () => this.#status?.system,
    });
    this.#books = new Books(codec, this.#subscriptions, this.#out, options);
    this.#channels = new Channels(codec, this.#subscriptions, this.#out, (entry, event, now) =>
      this.#account?.told(entry, event, now),
    );
    this.#pings = new Pings(codec, this.#requests, this.#out, options.requestTimeoutMs);
    const account = this.#account === undefined ? [] : [this.#account];
    this.#concerns = [this.#subscriptions, ...account, this.#pings];
    this.#connection = new Connection(this.#out, options, (now) => this.#pings.send(now));
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
        if (this.#connection.stopped) break;
        this.#account?.authorization.wanted(now);
        for (const topic of wish.topics) this.#subscriptions.want(topic, now);
        break;
      case 'leave':
        for (const topic of wish.topics) this.#subscriptions.leave(topic, now);
        break;
      case 'ping':
        this.#pings.ask(wish.id, now);
        break;
      case 'call':
      case 'withdraw':
        this.#account?.asked(wish, now);
        break;
      case 'network':
        this.#connection.network(wish.online, now);
        break;
      case 'probe':
        this.#connection.probe(wish.reason, now);
        break;
      case 'close':
        this.#connection.stop(now);
        break;
    }
    if (this.#connection.stopped) for (const concern of this.#concerns) concern.stop();
    this.#mindWanted(now);
    if (this.#connection.usable) this.#wake(now);
    else this.#plan(now);
    return this.#out.take();
  }

  opened(now: number): readonly Output[] {
    this.#connection.opened(now);
    if (this.#connection.usable) this.#account?.authorization.opened(now);
    return this.#settle(now);
  }

  /** What came of the token that `authorize` asked for. */
  authorized(answer: TokenAnswer, now: number): readonly Output[] {
    this.#account?.authorized(answer, now);
    return this.#settle(now);
  }

  received(text: string, now: number): readonly Output[] {
    const { state, heardAt, asleepMs } = this.#connection;
    // Frames of before a long sleep are handed over first, and would be taken for news.
    if (now - heardAt >= asleepMs) return this.woken(now);
    if (!this.#connection.heard(now)) return NOTHING;
    if (!this.#codec.scanBook(text, this.#frame)) {
      this.#decoded(this.#codec.decode(text), text, now);
      return this.#settle(now);
    }
    const told = this.#books.scanned(this.#frame, text, now);
    // A verified frame asks for nothing: when to wake was planned, and silence is noticed then.
    if (told !== undefined && state === 'live') return told;
    this.#out.push(...(told ?? NOTHING));
    return this.#settle(now);
  }

  /** `status`: the HTTP status of a refused attempt, where it is known. */
  closed(code: number, reason: string, now: number, status?: number): readonly Output[] {
    const loss = this.#connection.loss(code, reason, status);
    if (loss === undefined) return NOTHING;
    this.#status = undefined;
    for (const concern of this.#concerns) concern.lose(loss, now);
    this.#mindWanted(now);
    this.#connection.closed(loss, now);
    this.#plan(now);
    return this.#out.take();
  }

  woken(now: number): readonly Output[] {
    this.#wakeAt = Number.POSITIVE_INFINITY;
    this.#connection.woken(now);
    // Topics last: what an account wants of them anew is due at once.
    for (const concern of [...this.#active].reverse()) concern.woken(now);
    return this.#settle(now);
  }

  #decoded(message: Message, text: string, now: number): void {
    switch (message.type) {
      case 'book':
        this.#out.push(...(this.#books.decoded(message, text, now) ?? NOTHING));
        break;
      case 'answered':
      case 'refused':
      case 'subscribed':
      case 'unsubscribed':
        this.#measure(message, now);
        // An answer to nothing that was asked, from a session without an account, is none.
        if (this.#account?.answered(message, now) || message.type === 'answered') break;
        this.#subscriptions.answered(message, now);
        break;
      case 'pong': {
        const latency = this.#measure(message, now);
        this.#requests.answered(message.reqId, undefined);
        if (latency !== undefined) this.#pings.answered(message.reqId, latency);
        break;
      }
      case 'status':
        this.#status = message;
        this.#connection.told(message.system);
        this.#out.emit({ type: 'status', status: message, receivedAt: now });
        this.#channels.take(message, now);
        break;
      case 'invalid':
        // Whatever it said, what was said before may hold no longer.
        if (message.error.channel === 'status') this.#status = undefined;
        this.#channels.unreadable(message.error.channel, message.error.symbol, now);
        this.#out.emit({ type: 'error', error: message.error });
        break;
      case 'heartbeat':
      case 'unknown':
        break;
      default:
        this.#channels.take(message, now);
    }
  }

  /** Takes the times of an answer, if it is one to something that was asked. */
  #measure({ reqId, timeIn, timeOut }: Answer | PongMessage, now: number): Latency | undefined {
    const sentAt = this.#requests.sentAt(reqId) ?? this.#account?.desk.sentAt(reqId);
    return sentAt === undefined ? undefined : this.#latency.measure(sentAt, now, timeIn, timeOut);
  }

  /** The concerns that may act: topics are asked for on a connection, and on a private one only with a token. */
  get #active(): readonly Concern[] {
    const maySubscribe =
      this.#connection.usable && (this.#account === undefined || this.#account.authorization.token !== undefined);
    return maySubscribe ? this.#concerns : this.#concerns.slice(1);
  }

  #mindWanted(now: number): void {
    const wanted = this.#concerns.some((concern) => concern.wanted);
    this.#connection.wanted(wanted, this.#subscriptions.beats, now);
  }

  /** Sends what has become due to be sent, and plans when to be woken. */
  #settle(now: number): readonly Output[] {
    if (this.#connection.usable) {
      for (const concern of this.#active) concern.flush(now);
      // Whoever asks for the status later than it was told gets what was told.
      if (this.#status !== undefined) this.#channels.awaited(this.#status, now);
    }
    this.#mindWanted(now);
    this.#plan(now);
    return this.#out.take();
  }

  #plan(now: number): void {
    this.#wake(Math.min(this.#connection.nextDue, ...this.#active.map((concern) => concern.nextDue(now))));
  }

  /** Asks to be woken, unless an earlier wake is coming that will plan anew. */
  #wake(at: number): void {
    if (at >= this.#wakeAt) return;
    this.#wakeAt = at;
    this.#out.push({ type: 'wake', at });
  }
}
