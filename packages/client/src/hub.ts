/**
 * Shares one topic among all who subscribed to it, and counts them: the topic is left with the last.
 */
import {
  type AcknowledgedEvent,
  type BookEvent,
  type DataEvent,
  type ErrorEvent,
  type GapEvent,
  symbolOf,
  type Topic,
  type TopicEvent,
} from '@kraken-stream/core';
import type { Gap } from './subscription.js';

/** What happens to a topic beside data. */
export type Happening = TopicEvent | AcknowledgedEvent | GapEvent | ErrorEvent;

/** Who is told of a topic. */
export interface Member<E> {
  /** Whether to be told what is known at the beginning. */
  readonly wantsSnapshot: boolean;
  /** Whether anybody looks at data now: if not, none is made. */
  wantsData(): boolean;
  deliver(event: E): void;
  hear(event: Happening): void;
}

/** Data as a session tells it. */
export type Source = BookEvent | DataEvent;

/** `E` is the event that is made of what a session tells. */
export abstract class Hub<E> {
  readonly topic: Topic;
  /** Replaced, never changed, so that a listener may leave while events are handed out. */
  #members: readonly Member<E>[] = [];
  /** Those who were told no data yet: what they are told first is a snapshot. */
  readonly #fresh = new Set<Member<E>>();
  #last: TopicEvent | undefined;
  #acknowledged: AcknowledgedEvent | undefined;

  constructor(topic: Topic) {
    this.topic = topic;
  }

  get empty(): boolean {
    return this.#members.length === 0;
  }

  /** Adds a subscription. One that comes late is told how it stands, once its maker has had time to listen. */
  join(member: Member<E>): void {
    this.#members = [...this.#members, member];
    if (member.wantsSnapshot || this.#last?.state !== 'live') this.#fresh.add(member);
    if (this.#acknowledged !== undefined || this.#last !== undefined) queueMicrotask(() => this.#catchUp(member));
  }

  leave(member: Member<E>): void {
    this.#members = this.#members.filter((each) => each !== member);
    this.#fresh.delete(member);
  }

  /** Tells a subscription what is known, when it has begun to look at data and was told none yet. */
  offer(member: Member<E>): void {
    if (!this.#fresh.has(member) || !member.wantsSnapshot || !member.wantsData() || this.#last?.state !== 'live')
      return;
    const latest = this.latest();
    if (latest === undefined) return;
    this.#fresh.delete(member);
    member.deliver(latest);
  }

  /** Hands data out. Nothing is made of it unless somebody looks. */
  told(source: Source): void {
    let event: E | undefined;
    for (const member of this.#members) {
      if (this.#fresh.size > 0 && this.#begins(member, source)) continue;
      if (!member.wantsData()) continue;
      event ??= this.make(source);
      member.deliver(event);
    }
  }

  /** Hands on what happens to the topic. */
  hear(event: Happening): void {
    if (event.type === 'acknowledged') this.#acknowledged = event;
    else if (event.type === 'topic') this.#last = event;
    for (const member of this.#members) member.hear(event);
  }

  protected abstract make(source: Source): E;

  /** All that is known now, as a snapshot; undefined when that is nothing. */
  protected abstract latest(): E | undefined;

  #catchUp(member: Member<E>): void {
    if (!this.#members.includes(member)) return;
    if (this.#acknowledged !== undefined) member.hear(this.#acknowledged);
    if (this.#last !== undefined) member.hear(this.#last);
  }

  /** Takes care of a member's first data. False when it is to be told as to anybody. */
  #begins(member: Member<E>, { snapshot }: Source): boolean {
    if (!this.#fresh.has(member)) return false;
    if (!member.wantsSnapshot) {
      this.#fresh.delete(member);
      return snapshot;
    }
    if (!member.wantsData()) return true;
    // It came while others were served already.
    if (!snapshot) this.offer(member);
    return !this.#fresh.delete(member);
  }
}

/** A hole as users are told of it. */
export function gapOf({ topic, reason, from, to, missed }: GapEvent): Gap {
  return { type: 'gap', reason, channel: topic.channel, symbol: symbolOf(topic), from, to, missed };
}

/** A member that is told of data what `read` makes of it: nothing, where that is undefined. */
export function reading<A, B>(member: Member<B>, read: (event: A) => B | undefined): Member<A> {
  return {
    ...member,
    deliver: (event) => {
      const told = read(event);
      if (told !== undefined) member.deliver(told);
    },
  };
}
