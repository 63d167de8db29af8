/** Shares one book among all who subscribed to it. */
import {
  type BookEvent,
  type BookKeeper,
  BookOrigin,
  type BookTopic,
  BookUpdate,
  type ClientCodec,
  OrderBook,
} from '@kraken-stream/core';
import { Hub } from './hub.js';

export class BookHub extends Hub<BookTopic, BookUpdate> {
  readonly keeper: BookKeeper;
  readonly #snapshots: BookOrigin;
  readonly #updates: BookOrigin;

  constructor(topic: BookTopic, keeper: BookKeeper, codec: ClientCodec) {
    super(topic);
    this.keeper = keeper;
    this.#snapshots = new BookOrigin(topic.symbol, 'snapshot', codec);
    this.#updates = new BookOrigin(topic.symbol, 'update', codec);
  }

  /** A frame was applied and verified. Nothing is made of it unless somebody listens. */
  updated(event: BookEvent): void {
    let update: BookUpdate | undefined;
    for (const member of this.members) {
      if (!member.wantsData) continue;
      update ??= new BookUpdate(event.snapshot ? this.#snapshots : this.#updates, event.text, event);
      member.deliver(update);
    }
  }

  protected override latest(): BookUpdate | undefined {
    const { keeper } = this;
    if (keeper.state !== 'live') return undefined;
    const { bids, asks } = new OrderBook(keeper);
    const data = { bids: bids.levels(), asks: asks.levels(), checksum: keeper.checksum, timestamp: undefined };
    return new BookUpdate(this.#snapshots, data, { receivedAt: keeper.verifiedAt });
  }
}
