/**
 * Shares one topic among all who subscribed to it, and counts them: the topic is left with the last.
 */
import type { GapEvent, KrakenStreamError, RequestError, Topic, TopicEvent, TopicState } from '@kraken-stream/core';
import type { Gap } from './subscription.js';

/** Who is told of a topic. */
export interface Member<E> {
  /** Whether anybody would look at data: if not, none is made. */
  readonly wantsData: boolean;
  deliver(event: E): void;
  deliverGap(gap: Gap): void;
  deliverError(error: KrakenStreamError): void;
  acknowledge(topic: Topic): void;
  become(topic: Topic, state: TopicState, error?: RequestError): void;
}

export abstract class Hub<T extends Topic, E> {
  readonly topic: T;
  /** Replaced, never changed, so that a listener may leave while events are handed out. */
  protected members: readonly Member<E>[] = [];
  #last: TopicEvent | undefined;
  #acknowledged = false;

  constructor(topic: T) {
    this.topic = topic;
  }

  get empty(): boolean {
    return this.members.length === 0;
  }

  /** Adds a subscription. One that comes late is told what the others know, once its maker has had time to listen. */
  join(member: Member<E>): void {
    const late = this.#acknowledged || this.#last !== undefined;
    this.members = [...this.members, member];
    if (late) queueMicrotask(() => this.#catchUp(member));
  }

  leave(member: Member<E>): void {
    this.members = this.members.filter((each) => each !== member);
  }

  acknowledged(): void {
    this.#acknowledged = true;
    for (const member of this.members) member.acknowledge(this.topic);
  }

  became(event: TopicEvent): void {
    this.#last = event;
    for (const member of this.members) member.become(this.topic, event.state, event.error);
  }

  gap(event: GapEvent): void {
    const gap = gapOf(event);
    for (const member of this.members) member.deliverGap(gap);
  }

  failed(error: KrakenStreamError): void {
    for (const member of this.members) member.deliverError(error);
  }

  /** All that is known now, for whoever comes late; undefined when that is nothing. */
  protected abstract latest(): E | undefined;

  #catchUp(member: Member<E>): void {
    if (!this.members.includes(member)) return;
    if (this.#acknowledged) member.acknowledge(this.topic);
    if (this.#last !== undefined) member.become(this.topic, this.#last.state, this.#last.error);
    if (this.#last?.state !== 'live' || !member.wantsData) return;
    const latest = this.latest();
    if (latest !== undefined) member.deliver(latest);
  }
}

/** A hole as users are told of it. */
export function gapOf({ topic, reason, from, to, missed }: GapEvent): Gap {
  return {
    type: 'gap',
    reason,
    channel: topic.channel,
    symbol: 'symbol' in topic ? topic.symbol : undefined,
    from,
    to,
    missed,
  };
}

/** What every event that a hub tells has. */
export interface Told {
  readonly type: 'snapshot' | 'update';
  readonly symbol?: string | undefined;
}

/** A member that is told of data only what `read` makes of it; undefined is left out. */
export function through<A, B>(member: Member<B>, read: (event: A) => B | undefined): Member<A> {
  return {
    get wantsData() {
      return member.wantsData;
    },
    deliver(event) {
      const told = read(event);
      if (told !== undefined) member.deliver(told);
    },
    deliverGap: (gap) => member.deliverGap(gap),
    deliverError: (error) => member.deliverError(error),
    acknowledge: (topic) => member.acknowledge(topic),
    become: (topic, state, error) => member.become(topic, state, error),
  };
}

/** A member that is not told what was known at the beginning. */
export function withoutFirstSnapshots<E extends Told>(member: Member<E>): Member<E> {
  const seen = new Set<string | undefined>();
  return through(member, (event) => {
    if (event.type === 'update' || seen.has(event.symbol)) return event;
    seen.add(event.symbol);
    return undefined;
  });
}
