/**
 * All topics of one connection: moves each through its life, and tells its user of states, refusals and holes. What has
 * to be asked for is written by `asking.ts`.
 */
import { RequestError } from '../errors.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { AcknowledgedMessage, RefusedMessage } from '../protocol/message.js';
import { isHeldAlready } from '../protocol/refusals.js';
import type { Requests } from '../request/requests.js';
import { beginAnew, type CreateChannel, createEntry, createMarketChannel, type Entry } from '../subscription/entry.js';
import { isGivenUp, type LifeEvent, step, takesData } from '../subscription/life.js';
import { hasSnapshot, symbolOf, type Topic, topicKey } from '../subscription/topic.js';
import { Asking, type Told } from './asking.js';
import type { Concern } from './concern.js';
import type { Loss } from './loss.js';
import { backoff, type CompleteOptions } from './options.js';
import type { Outbox } from './outbox.js';
import type { TopicState } from './output.js';
import type { Parted } from './parted.js';
import { Slots } from './slots.js';
import type { Facts, SubscriptionsHost } from './surroundings.js';
import { topicState } from './topic-state.js';
import { MOST_RENEWALS, mutedFor, resyncsInARow } from './tries.js';
import { shownUnproven } from './unproven.js';

export class Subscriptions implements Concern {
  /** Which topic's frames come. */
  readonly slots: Slots;
  /** Of a session with an account. */
  readonly parts: Parted | undefined;
  readonly #entries = new Map<string, Entry>();
  readonly #codec: ClientCodec;
  readonly #requests: Requests<Entry>;
  readonly #asking: Asking;
  readonly #out: Outbox;
  readonly #options: CompleteOptions;
  readonly #create: CreateChannel;
  readonly #host: SubscriptionsHost;
  /** When the next topic is due; undefined once one has moved. */
  #due: number | undefined;

  constructor(
    codec: ClientCodec,
    requests: Requests<Entry>,
    out: Outbox,
    options: CompleteOptions,
    host: SubscriptionsHost,
  ) {
    this.#host = host;
    this.#codec = codec;
    this.slots = new Slots(codec.nameOf);
    this.#requests = requests;
    this.#out = out;
    this.#options = options;
    this.#create = options.account?.createChannel ?? createMarketChannel;
    this.parts = options.account?.parted(codec, requests);
    this.#asking = new Asking(codec, requests, out, options, host.token, this.parts);
  }

  /** A refused topic needs no connection. */
  get wanted(): boolean {
    return this.#some((entry) => entry.life !== 'refused');
  }

  /** Whether heartbeats are to be expected: the exchange sends them to whoever is subscribed to anything. */
  get beats(): boolean {
    return this.#some((entry) => entry.life !== 'refused' && entry.topic.channel !== 'status');
  }

  get all(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  get(topic: Topic): Entry | undefined {
    return this.#entries.get(topicKey(topic));
  }

  want(topic: Topic, now: number): void {
    const known = this.get(topic);
    if (known !== undefined) {
      const anew = known.life === 'leaving' || known.life === 'refused';
      // Whoever wants it now was not there before.
      if (anew) beginAnew(known, this.#create);
      this.move(known, 'want', now);
      if (anew) this.slots.put(known);
      return;
    }
    const entry = createEntry(topic, this.#create);
    this.#entries.set(topicKey(topic), entry);
    this.slots.put(entry);
    this.#due = undefined;
  }

  leave(topic: Topic, now: number): void {
    const entry = this.get(topic);
    if (entry !== undefined) this.move(entry, 'leave', now);
  }

  lose(loss: Loss, now: number): void {
    this.#requests.clear();
    this.#asking.clear();
    for (const entry of this.all) this.move(entry, 'lose', now, { reason: `connection lost: ${loss.reason}` });
  }

  /** Nothing can be asked for: what was never served is refused. What is given up still has to be. */
  refuseUnserved(error: RequestError, now: number): void {
    for (const entry of this.#entries.values()) {
      if (entry.dataAt !== undefined || step(entry.life, 'refuse') === undefined) continue;
      this.#asking.forget(entry);
      this.move(entry, 'refuse', now, { error });
    }
  }

  stop(): void {
    for (const entry of this.all) this.#end(entry);
  }

  /** Takes an answer to a request about topics. */
  answered(message: AcknowledgedMessage | RefusedMessage, now: number): void {
    this.#due = undefined;
    for (const told of this.#asking.answered(message, now)) this.#told(told, now);
  }

  /** Takes a topic through one event. */
  move(entry: Entry, event: LifeEvent, now: number, facts: Facts = {}): void {
    const next = step(entry.life, event);
    if (next === undefined) return;
    this.#due = undefined;
    if (event === 'release' || event === 'lose') entry.subscribedAt = undefined;
    const before = topicState(entry);
    const wasLive = entry.life === 'live';
    entry.life = next.to;
    const heldUntil = entry.keeper?.held === undefined ? undefined : entry.dueAt;
    entry.dueAt = facts.retryAt;
    // The status comes by itself, and needs no acknowledgement.
    const isAwaited = next.to === 'acknowledged' || (next.to === 'sent' && entry.topic.channel === 'status');
    if (isAwaited) entry.dueAt = heldUntil ?? now + mutedFor(entry, this.#options.liveness.firstDataMs);
    if (!takesData(next.to)) entry.keeper?.drop();
    const nothingToGiveUp =
      next.send !== undefined && !this.#asking.ask(next.send, entry) && next.send === 'unsubscribe';
    // The unsubscribe is on its way already, if to another end.
    if (isGivenUp(next.to) && next.send === undefined) entry.dueAt = now + this.#options.requestTimeoutMs;
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
    entry.keeper?.drop();
    entry.resyncs = resyncsInARow(entry, this.#options.resync, now) + 1;
    const failed = entry.resyncs > this.#options.resync.budget;
    const wait = failed
      ? this.#options.resync.failedMs * (0.5 + this.#options.random() / 2)
      : backoff(this.#options.resync, entry.resyncs, this.#options.random);
    this.move(entry, 'break', now, { reason, retryAt: now + wait });
    if (failed) entry.keeper?.markFailed();
  }

  /** Whether starting over has been tried as often in a row as may be. */
  isSpent(entry: Entry, now: number): boolean {
    return resyncsInARow(entry, this.#options.resync, now) >= this.#options.resync.budget;
  }

  /** Until when to wait for what a topic misses. */
  wait(entry: Entry, dueAt: number): void {
    entry.dueAt = dueAt;
    this.#due = undefined;
  }

  /** Tells of the hole before a topic's next data, if there is one. */
  tellGap(entry: Entry, now: number, missed?: number): void {
    const { holeReason: reason } = entry;
    if (reason === undefined) return;
    entry.holeReason = undefined;
    this.#out.emit({ type: 'gap', topic: entry.topic, reason, from: entry.dataAt ?? now, to: now, missed });
  }

  /** What is due: answers and first data that did not come, and the moments to start over. */
  woken(now: number): void {
    for (const entry of this.all) {
      if (entry.dueAt === undefined || entry.dueAt > now) continue;
      // Whatever becomes of it, and be it nothing, is not due at this moment again: that would never end.
      entry.dueAt = undefined;
      this.#due = undefined;
      const shown = entry.life === 'stale' ? undefined : shownUnproven(entry);
      if (shown !== undefined) {
        this.move(entry, 'data', now);
        this.#out.emit(shown);
        continue;
      }
      if (entry.life === 'stale' && entry.keeper !== undefined) entry.keeper.resyncs++;
      if (entry.life === 'acknowledged') entry.mutes++;
      if (entry.life === 'sent' && entry.topic.channel === 'status') {
        // A server that never tells it must not cost the others their connection again and again.
        if (++entry.mutes <= MOST_RENEWALS) this.#host.renew('the status did not come');
      }
      this.move(entry, this.#dueEvent(entry), now);
    }
    this.#requests.expire(now - this.#options.requestTimeoutMs);
  }

  flush(now: number): void {
    if (this.#due === undefined) {
      for (const entry of this.#entries.values()) if (entry.life === 'wanted') this.move(entry, 'open', now);
    }
    if (this.#asking.flush(now)) this.#due = undefined;
  }

  /** The exchange has said that there were too many requests. */
  slow(now: number): void {
    this.#asking.slow(now);
  }

  nextDue(now: number): number {
    if (this.#due === undefined) {
      let due = Number.POSITIVE_INFINITY;
      for (const entry of this.#entries.values()) due = Math.min(due, entry.dueAt ?? due);
      this.#due = due;
    }
    return Math.min(this.#due, this.#asking.nextDue(now));
  }

  #told({ entry, method, refusal, warnings }: Told, now: number): void {
    if (method === 'unsubscribe') this.move(entry, 'release', now);
    else if (refusal === undefined) {
      this.move(entry, 'acknowledge', now, { warnings });
      if (!hasSnapshot(entry.topic, this.#codec)) this.move(entry, 'data', now);
      this.#host.acknowledged(entry, now);
    } else if (isHeldAlready(refusal)) {
      // Held may be what was left there, if that was not heard.
      for (const left of this.slots.leaving(entry.topic)) this.move(left, this.#dueEvent(left), now);
      this.move(entry, 'hold', now);
    } else {
      const error = new RequestError({ method: 'subscribe', reason: refusal, symbol: symbolOf(entry.topic) });
      // What was served before may be refused for a while, around a restart of the exchange: it is asked for again.
      if (entry.dataAt === undefined || ++entry.refusals > this.#options.resync.budget)
        this.move(entry, 'refuse', now, { error });
      else {
        this.startOver(entry, refusal, now);
        this.#out.emit({ type: 'error', error });
      }
    }
  }

  #dueEvent(entry: Entry): LifeEvent {
    if (entry.life === 'stale') return 'retry';
    // Where another waits for its place, it must not be given up twice if it might be the other that goes.
    return entry.life === 'leaving' && this.slots.mistakes(entry) ? 'release' : 'overdue';
  }

  #some(isMeant: (entry: Entry) => boolean): boolean {
    for (const entry of this.#entries.values()) if (isMeant(entry)) return true;
    return false;
  }

  #end(entry: Entry): void {
    const { topic } = entry;
    entry.life = 'gone';
    this.#asking.forget(entry);
    entry.keeper?.close();
    this.#entries.delete(topicKey(topic));
    this.slots.remove(entry);
    this.#out.emit({ type: 'topic', topic, state: 'closed' });
  }

  #tellState(entry: Entry, before: TopicState, error?: RequestError): void {
    const state = topicState(entry);
    if (state !== before) this.#out.emit({ type: 'topic', topic: entry.topic, state, error });
  }
}
