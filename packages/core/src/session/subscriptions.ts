/**
 * All topics of one connection: moves each through its life, and tells its user of states, refusals and holes. What has
 * to be asked for is written by `asking.ts`.
 */
import { BookKeeper } from '../book/keeper.js';
import { createChannel } from '../channel/create.js';
import { RequestError } from '../errors.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { AcknowledgedMessage, RefusedMessage } from '../protocol/message.js';
import { SymbolTable } from '../protocol/scanner.js';
import type { OpenRequest, Requests } from '../request/requests.js';
import type { BookEntry, Entry } from '../subscription/entry.js';
import { type LifeEvent, step } from '../subscription/life.js';
import { slotKey, symbolOf, type Topic, topicKey } from '../subscription/topic.js';
import { type Answer, Asking } from './asking.js';
import { backoff, LIVENESS, REQUEST_TIMEOUT_MS, RESYNC, type ResyncOptions, type SessionOptions } from './options.js';
import type { Outbox } from './outbox.js';
import type { TopicState } from './output.js';

/** Longest wait for first data: a quiet market is asked again now and then. */
const LONGEST_MUTE_MS = 60_000;

/** What is known about an event in a topic's life. */
interface Facts {
  readonly reason?: string;
  readonly error?: RequestError;
  /** When to start over. */
  readonly retryAt?: number;
  /** The exchange's remarks on an acknowledgement. */
  readonly warnings?: readonly string[];
}

export class Subscriptions {
  /** Book topics by symbol: one connection has one depth a symbol. Found by a piece of a frame's text. */
  readonly books = new SymbolTable<BookEntry>();

  readonly #entries = new Map<string, Entry>();
  /** The same by slot; a topic that is being left gives its place up to another. */
  readonly #slots = new Map<string, Entry>();
  readonly #requests: Requests<Entry>;
  readonly #asking: Asking;
  readonly #out: Outbox;
  readonly #timeoutMs: number;
  readonly #firstDataMs: number;
  readonly #resync: ResyncOptions;
  readonly #random: () => number;
  /** Whether topics have moved since the last flush. */
  #stirred = false;
  /** When the next topic is due, until one moves. */
  #due: number | undefined;

  constructor(codec: ClientCodec, requests: Requests<Entry>, out: Outbox, options: SessionOptions) {
    this.#requests = requests;
    this.#out = out;
    this.#timeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    this.#firstDataMs = options.liveness?.firstDataMs ?? LIVENESS.firstDataMs;
    this.#resync = { ...RESYNC, ...options.resync };
    this.#random = options.random;
    this.#asking = new Asking(codec, requests, out, this.#timeoutMs, options);
  }

  /** Whether a connection is needed: a refused topic needs none. */
  get wanted(): boolean {
    for (const entry of this.#entries.values()) if (entry.life !== 'refused') return true;
    return false;
  }

  get all(): Iterable<Entry> {
    return this.#entries.values();
  }

  get(topic: Topic): Entry | undefined {
    return this.#entries.get(topicKey(topic));
  }

  /** The topic that holds a slot of this connection. */
  inSlot(slot: string): Entry | undefined {
    return this.#slots.get(slot);
  }

  want(topic: Topic, now: number): Entry {
    const known = this.get(topic);
    if (known !== undefined) {
      if (known.life === 'leaving') {
        // Whoever wants it now was not there before: there is no hole to tell of.
        known.dataAt = undefined;
        known.holeReason = undefined;
        // Another topic of the slot may have taken its place meanwhile.
        this.#place(known);
      }
      this.move(known, 'want', now);
      return known;
    }
    const entry: Entry = {
      topic,
      keeper: topic.channel === 'book' ? new BookKeeper(topic.symbol, topic.depth) : undefined,
      channel: topic.channel === 'book' ? undefined : createChannel(topic.channel),
      life: 'wanted',
      reqId: undefined,
      dueAt: undefined,
      liveSince: undefined,
      dataAt: undefined,
      holeReason: undefined,
      resyncs: 0,
      refusals: 0,
      mutes: 0,
      company: Number.POSITIVE_INFINITY,
    };
    this.#entries.set(topicKey(topic), entry);
    this.#place(entry);
    this.#stirred = true;
    return entry;
  }

  leave(topic: Topic, now: number): void {
    const entry = this.get(topic);
    if (entry !== undefined) this.move(entry, 'leave', now);
  }

  /** The connection is gone. */
  lose(now: number, reason: string): void {
    this.#requests.clear();
    this.#asking.clear();
    for (const entry of [...this.#entries.values()]) this.move(entry, 'lose', now, { reason });
  }

  /** The user ends everything. */
  stop(): void {
    for (const entry of [...this.#entries.values()]) this.#end(entry);
  }

  /** Takes an answer to a request about topics; the request, when there is one. */
  answered(message: AcknowledgedMessage | RefusedMessage, now: number): OpenRequest<Entry> | undefined {
    this.#stirred = true;
    return this.#asking.answered(message, now, (entry, answer) => this.#told(entry, answer, now));
  }

  /** Takes a topic through one event. */
  move(entry: Entry, event: LifeEvent, now: number, facts: Facts = {}): void {
    const next = step(entry.life, event);
    if (next === undefined) return;
    this.#stirred = true;
    const before = topicState(entry);
    const wasLive = entry.life === 'live';
    entry.life = next.to;
    entry.dueAt = facts.retryAt;
    if (next.to === 'acknowledged') entry.dueAt = now + this.#mutedFor(entry);
    const nothingToGiveUp = next.send !== undefined && !this.#asking.ask(next.send, entry) && next.to === 'leaving';
    // An unsubscribe that starts it over is still on its way.
    if (next.to === 'leaving' && next.send === undefined) entry.dueAt = now + this.#timeoutMs;

    if (wasLive && next.to !== 'live') {
      entry.liveSince = undefined;
      entry.holeReason = facts.reason ?? event;
      entry.dataAt = entry.keeper?.verifiedAt ?? entry.dataAt;
      entry.keeper?.markStale();
    }
    if (next.to === 'live') {
      entry.liveSince = now;
      entry.mutes = entry.refusals = 0;
      this.tellGap(entry, now);
      entry.dataAt ??= now;
    }
    if (next.to === 'acknowledged') {
      this.#out.emit({ type: 'acknowledged', topic: entry.topic, warnings: facts.warnings ?? [] });
    }
    if (next.to === 'gone') this.#end(entry);
    else if (nothingToGiveUp) this.move(entry, 'release', now);
    else this.#tellState(entry, before, facts.error);
  }

  /**
   * A topic's data can no longer be vouched for: after a wait it is unsubscribed and subscribed again, if still wanted
   * then.
   */
  startOver(entry: Entry, reason: string, now: number): void {
    if (entry.liveSince !== undefined && now - entry.liveSince >= this.#resync.stableMs) entry.resyncs = 0;
    entry.resyncs++;
    const failed = entry.resyncs > this.#resync.budget;
    const wait = failed
      ? this.#resync.failedMs * (0.5 + this.#random() / 2)
      : backoff(this.#resync, entry.resyncs, this.#random);
    this.move(entry, 'break', now, { reason, retryAt: now + wait });
    if (failed) entry.keeper?.markFailed();
  }

  /** Whether starting over has been tried as often in a row as may be. */
  isSpent(entry: Entry): boolean {
    return entry.resyncs >= this.#resync.budget;
  }

  /** Tells of the hole before a topic's next data, if there is one. */
  tellGap(entry: Entry, now: number, missed?: number): void {
    if (entry.holeReason === undefined) return;
    const reason = entry.holeReason;
    entry.holeReason = undefined;
    this.#out.emit({ type: 'gap', topic: entry.topic, reason, from: entry.dataAt ?? now, to: now, missed });
  }

  /** What is due: answers and first data that did not come, and the moments to start over. */
  woken(now: number): void {
    for (const entry of [...this.#entries.values()]) {
      if (entry.dueAt === undefined || entry.dueAt > now) continue;
      // Whatever becomes of it, and be it nothing, is not due at this moment again: that would never end.
      entry.dueAt = undefined;
      this.#due = undefined;
      if (entry.life === 'stale' && entry.keeper !== undefined) entry.keeper.resyncs++;
      if (entry.life === 'acknowledged') entry.mutes++;
      this.move(entry, this.#dueEvent(entry), now);
    }
    this.#requests.expire(now - this.#timeoutMs);
  }

  /** Sends all that may be sent. */
  flush(now: number): void {
    if (this.#stirred) {
      for (const entry of this.#entries.values()) if (entry.life === 'wanted') this.move(entry, 'open', now);
      this.#stirred = false;
      this.#due = undefined;
    }
    if (this.#asking.flush(now)) this.#due = undefined;
  }

  nextDue(now: number): number {
    if (this.#stirred || this.#due === undefined) {
      let due = Number.POSITIVE_INFINITY;
      for (const entry of this.#entries.values()) due = Math.min(due, entry.dueAt ?? due);
      this.#due = due;
    }
    return Math.min(this.#due, this.#asking.nextDue(now));
  }

  #told(entry: Entry, answer: Answer, now: number): void {
    if (answer.method === 'unsubscribe') this.move(entry, 'release', now);
    else if (answer.type === 'acknowledged') this.move(entry, 'acknowledge', now, { warnings: answer.warnings });
    else if (answer.reason.startsWith('Already subscribed')) this.move(entry, 'hold', now);
    else {
      const error = new RequestError({ method: 'subscribe', reason: answer.reason, symbol: symbolOf(entry.topic) });
      // What was served before may be refused for a while, around a restart of the exchange: it is asked for again.
      if (entry.dataAt === undefined || ++entry.refusals > this.#resync.budget)
        this.move(entry, 'refuse', now, { error });
      else {
        this.startOver(entry, answer.reason, now);
        this.#out.emit({ type: 'error', error });
      }
    }
  }

  #dueEvent({ life, topic }: Entry): LifeEvent {
    if (life === 'stale') return 'retry';
    // Instruments are given up without saying which: those of another topic would go.
    const other =
      life === 'leaving' && topic.channel === 'instrument' && this.#slots.get(slotKey(topic))?.topic !== topic;
    return other ? 'release' : 'overdue';
  }

  #mutedFor(entry: Entry): number {
    return Math.min(Math.max(LONGEST_MUTE_MS, this.#firstDataMs), this.#firstDataMs * 2 ** entry.mutes);
  }

  #place(entry: Entry): void {
    this.#slots.set(slotKey(entry.topic), entry);
    if (isBook(entry)) this.books.set(entry.topic.symbol, entry);
  }

  #end(entry: Entry): void {
    const { topic } = entry;
    entry.life = 'gone';
    entry.keeper?.close();
    this.#entries.delete(topicKey(topic));
    // Another topic of the slot may have taken its place.
    if (this.inSlot(slotKey(topic)) === entry) {
      this.#slots.delete(slotKey(topic));
      if (isBook(entry)) this.books.delete(entry.topic.symbol);
    }
    this.#out.emit({ type: 'topic', topic, state: 'closed' });
  }

  #tellState(entry: Entry, before: TopicState, error?: RequestError): void {
    const state = topicState(entry);
    if (state !== before) this.#out.emit({ type: 'topic', topic: entry.topic, state, error });
  }
}

/** A topic's state as its user sees it. */
function topicState(entry: Entry): TopicState {
  switch (entry.life) {
    case 'live':
      return 'live';
    case 'refused':
    case 'gone':
      return 'closed';
    default:
      return entry.dataAt === undefined ? 'pending' : 'stale';
  }
}

function isBook(entry: Entry): entry is BookEntry {
  return entry.keeper !== undefined;
}
