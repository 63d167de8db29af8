/**
 * Shares one book topic among all who subscribed to it, and counts them: the topic is left with the last.
 */
import {
  type BookEvent,
  type BookKeeper,
  BookOrigin,
  type BookTopic,
  BookUpdate,
  type ClientCodec,
  type GapEvent,
  type KrakenStreamError,
  OrderBook,
  type TopicEvent,
} from '@kraken-stream/core';
import type { Subscription } from './subscription.js';

type Member = Subscription<BookUpdate>;

export class Hub {
  readonly topic: BookTopic;
  readonly keeper: BookKeeper;

  /** Replaced, never changed, so that a listener may leave while events are handed out. */
  #members: readonly Member[] = [];
  #last: TopicEvent | undefined;
  #acknowledged = false;
  readonly #snapshots: BookOrigin;
  readonly #updates: BookOrigin;

  constructor(topic: BookTopic, keeper: BookKeeper, codec: ClientCodec) {
    this.topic = topic;
    this.keeper = keeper;
    this.#snapshots = new BookOrigin(topic.symbol, 'snapshot', codec);
    this.#updates = new BookOrigin(topic.symbol, 'update', codec);
  }

  get empty(): boolean {
    return this.#members.length === 0;
  }

  /** Adds a subscription. One that comes late is told what the others know, once its maker has had time to listen. */
  join(member: Member): void {
    const late = this.#acknowledged || this.#last !== undefined;
    this.#members = [...this.#members, member];
    if (late) queueMicrotask(() => this.#catchUp(member));
  }

  leave(member: Member): void {
    this.#members = this.#members.filter((each) => each !== member);
  }

  acknowledged(): void {
    this.#acknowledged = true;
    for (const member of this.#members) member.acknowledge(this.topic);
  }

  /** A frame was applied and verified. Nothing is made of it unless somebody listens. */
  updated(event: BookEvent): void {
    let update: BookUpdate | undefined;
    for (const member of this.#members) {
      if (!member.wantsData) continue;
      update ??= new BookUpdate(event.snapshot ? this.#snapshots : this.#updates, event.text, event);
      member.deliver(update);
    }
  }

  became(event: TopicEvent): void {
    this.#last = event;
    for (const member of this.#members) member.become(this.topic, event.state, event.error);
  }

  gap({ reason, from, to }: GapEvent): void {
    const gap = { type: 'gap', reason, symbol: this.topic.symbol, from, to } as const;
    for (const member of this.#members) member.deliverGap(gap);
  }

  failed(error: KrakenStreamError): void {
    for (const member of this.#members) member.deliverError(error);
  }

  #catchUp(member: Member): void {
    if (!this.#members.includes(member)) return;
    if (this.#acknowledged) member.acknowledge(this.topic);
    if (this.#last !== undefined) member.become(this.topic, this.#last.state, this.#last.error);
    if (this.keeper.state !== 'live' || !member.wantsData) return;
    const { bids, asks } = new OrderBook(this.keeper);
    const data = {
      bids: bids.levels(),
      asks: asks.levels(),
      checksum: this.keeper.checksum,
      timestamp: undefined,
    };
    member.deliver(new BookUpdate(this.#snapshots, data, { receivedAt: this.keeper.verifiedAt }));
  }
}
