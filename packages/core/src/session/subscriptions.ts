/**
 * All topics of one connection: moves each through its life, writes the requests that go with it, takes the answers.
 */
import { BookKeeper } from '../book/keeper.js';
import { RequestError } from '../errors.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { AcknowledgedMessage, InstrumentMessage, RefusedMessage } from '../protocol/message.js';
import type { SubscriptionRequest } from '../protocol/request.js';
import { SymbolTable } from '../protocol/scanner.js';
import type { Requests } from '../request/requests.js';
import { type LifeEvent, step, takesData } from '../subscription/life.js';
import { type Entry, type Topic, topicKey } from '../subscription/topic.js';
import type { Outbox } from './outbox.js';
import type { TopicState } from './output.js';

/** Symbols in one request. */
const BATCH = 100;

/** What is known about an event in a topic's life. */
interface Facts {
  readonly reason?: string;
  readonly error?: RequestError;
  /** When to start over. */
  readonly retryAt?: number;
}

export class Subscriptions {
  /** Book topics by symbol: one connection has one depth a symbol. */
  readonly books = new SymbolTable<Entry>();

  readonly #entries = new Map<string, Entry>();
  readonly #codec: ClientCodec;
  readonly #requests: Requests<Entry>;
  readonly #out: Outbox;
  readonly #timeoutMs: number;
  readonly #unsent = { unsubscribe: new Set<Entry>(), subscribe: new Set<Entry>() };

  constructor(codec: ClientCodec, requests: Requests<Entry>, out: Outbox, timeoutMs: number) {
    this.#codec = codec;
    this.#requests = requests;
    this.#out = out;
    this.#timeoutMs = timeoutMs;
  }

  /** Whether a connection is needed: a refused topic needs none. */
  get wanted(): boolean {
    for (const entry of this.#entries.values()) if (entry.life !== 'refused') return true;
    return false;
  }

  get(topic: Topic): Entry | undefined {
    return this.#entries.get(topicKey(topic));
  }

  want(topic: Topic, now: number): Entry {
    const known = this.get(topic);
    if (known !== undefined) {
      if (known.life === 'leaving') {
        // Whoever wants it now was not there before: there is no hole to tell of.
        known.dataAt = undefined;
        known.holeReason = undefined;
        // Another depth of the symbol may have taken its place meanwhile.
        if (topic.channel === 'book') this.books.set(topic.symbol, known);
      }
      this.move(known, 'want', now);
      return known;
    }
    const entry: Entry = {
      topic,
      keeper: topic.channel === 'book' ? new BookKeeper(topic.symbol, topic.depth) : undefined,
      life: 'wanted',
      reqId: undefined,
      dueAt: undefined,
      liveSince: undefined,
      dataAt: undefined,
      holeReason: undefined,
      resyncs: 0,
    };
    this.#entries.set(topicKey(topic), entry);
    if (topic.channel === 'book') this.books.set(topic.symbol, entry);
    return entry;
  }

  leave(topic: Topic, now: number): void {
    const entry = this.get(topic);
    if (entry !== undefined) this.move(entry, 'leave', now);
  }

  /** The connection is gone. */
  lose(now: number, reason: string): void {
    this.#requests.clear();
    this.#unsent.subscribe.clear();
    this.#unsent.unsubscribe.clear();
    for (const entry of [...this.#entries.values()]) this.move(entry, 'lose', now, { reason });
  }

  /** The user ends everything. */
  stop(): void {
    for (const entry of [...this.#entries.values()]) this.#end(entry);
  }

  /** Assets and pairs came, for whoever asked for them. */
  instruments(message: InstrumentMessage, now: number): void {
    for (const entry of this.#entries.values()) {
      const { topic } = entry;
      if (topic.channel !== 'instrument' || !takesData(entry.life)) continue;
      if (entry.life !== 'live') this.move(entry, 'data', now);
      entry.dataAt = now;
      this.#out.emit({ type: 'instrument', topic, message, receivedAt: now });
    }
  }

  answered(message: AcknowledgedMessage | RefusedMessage, now: number): void {
    const symbol = message.type === 'refused' ? message.symbol : message.result.symbol;
    const answer = this.#requests.answered(message.reqId, symbol);
    if (answer === undefined || answer.request.method === 'ping') {
      // An answer to nothing that was asked on this connection, such as "Malformed request".
      if (message.type === 'refused' && answer === undefined) {
        const { method, error: reason } = message;
        this.#out.emit({ type: 'error', error: new RequestError({ method, reason, symbol }) });
      }
      return;
    }
    for (const entry of answer.about) {
      // The user may have left and come back meanwhile: only the latest request counts.
      if (entry.reqId !== answer.request.reqId) continue;
      if (answer.request.method === 'unsubscribe') this.move(entry, 'release', now);
      else if (message.type !== 'refused') this.move(entry, 'acknowledge', now);
      else this.#refused(entry, message, now);
    }
  }

  /** Takes a topic through one event. */
  move(entry: Entry, event: LifeEvent, now: number, facts: Facts = {}): void {
    const next = step(entry.life, event);
    if (next === undefined) return;
    const before = topicState(entry);
    const wasLive = entry.life === 'live';
    entry.life = next.to;
    entry.dueAt = AWAITING.has(next.to) ? now + this.#timeoutMs : facts.retryAt;
    if (next.send === 'unsubscribe') this.#unsent.subscribe.delete(entry);
    if (next.send !== undefined) this.#unsent[next.send].add(entry);

    if (wasLive && next.to !== 'live') {
      entry.liveSince = undefined;
      entry.holeReason = facts.reason ?? event;
      entry.dataAt = entry.keeper?.verifiedAt ?? entry.dataAt;
      entry.keeper?.markStale();
    }
    if (next.to === 'live') {
      entry.liveSince = now;
      this.#tellGap(entry, now);
      entry.dataAt ??= now;
    }
    if (next.to === 'acknowledged') this.#out.emit({ type: 'acknowledged', topic: entry.topic });
    if (next.to === 'gone') this.#end(entry);
    else this.#tellState(entry, before, facts.error);
  }

  /** What is due: answers and first data that did not come, and the moments to start over. */
  woken(now: number): void {
    for (const entry of [...this.#entries.values()]) {
      if (entry.dueAt === undefined || entry.dueAt > now) continue;
      if (entry.life === 'stale' && entry.keeper !== undefined) entry.keeper.resyncs++;
      this.move(entry, entry.life === 'stale' ? 'retry' : 'overdue', now);
    }
    this.#requests.expire(now - this.#timeoutMs);
  }

  /** Sends all that is to be sent, in as few frames as the protocol allows. */
  flush(now: number): void {
    for (const entry of this.#entries.values()) if (entry.life === 'wanted') this.move(entry, 'open', now);
    for (const method of ['unsubscribe', 'subscribe'] as const) {
      const groups = new Map<string, Entry[]>();
      for (const entry of this.#unsent[method]) {
        const { topic } = entry;
        const key = topic.channel === 'book' ? `book ${topic.depth}` : topicKey(topic);
        groups.set(key, [...(groups.get(key) ?? []), entry]);
      }
      this.#unsent[method].clear();
      for (const entries of groups.values()) {
        for (let i = 0; i < entries.length; i += BATCH) this.#request(method, entries.slice(i, i + BATCH), now);
      }
    }
  }

  get nextDue(): number {
    let due = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries.values()) due = Math.min(due, entry.dueAt ?? due);
    return due;
  }

  #request(method: 'subscribe' | 'unsubscribe', entries: readonly Entry[], now: number): void {
    const about = new Map(entries.map((entry) => [symbolOf(entry.topic), entry]));
    const reqId = this.#requests.open(method, now, about);
    for (const entry of entries) entry.reqId = reqId;
    const { topic } = entries[0]!;
    const request: SubscriptionRequest =
      topic.channel === 'book'
        ? { method, channel: 'book', symbols: [...about.keys()], depth: topic.depth, reqId }
        : { method, channel: 'instrument', includeTokenizedAssets: topic.includeTokenizedAssets, reqId };
    this.#out.send(this.#codec.encodeRequest(request), now);
  }

  #refused(entry: Entry, message: RefusedMessage, now: number): void {
    const reason = message.error;
    // Too many requests: it is asked for again when this one is overdue.
    if (reason.startsWith('Exceeded msg rate')) return;
    if (reason.startsWith('Already subscribed')) {
      this.move(entry, 'hold', now);
      return;
    }
    const symbol = symbolOf(entry.topic) || undefined;
    this.move(entry, 'refuse', now, { error: new RequestError({ method: 'subscribe', reason, symbol }) });
  }

  #end(entry: Entry): void {
    entry.life = 'gone';
    entry.keeper?.close();
    this.#entries.delete(topicKey(entry.topic));
    // Another depth of the symbol may have taken its place.
    if (this.books.get(symbolOf(entry.topic)) === entry) this.books.delete(symbolOf(entry.topic));
    this.#out.emit({ type: 'topic', topic: entry.topic, state: 'closed' });
  }

  #tellState(entry: Entry, before: TopicState, error?: RequestError): void {
    const state = topicState(entry);
    if (state !== before) this.#out.emit({ type: 'topic', topic: entry.topic, state, error });
  }

  #tellGap(entry: Entry, now: number): void {
    if (entry.holeReason === undefined) return;
    const reason = entry.holeReason;
    entry.holeReason = undefined;
    this.#out.emit({ type: 'gap', topic: entry.topic, reason, from: entry.dataAt ?? now, to: now });
  }
}

/** States in which something is awaited from the exchange. */
const AWAITING: ReadonlySet<string> = new Set(['sent', 'acknowledged', 'resyncing', 'leaving']);

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

function symbolOf(topic: Topic): string {
  return topic.channel === 'book' ? topic.symbol : '';
}
