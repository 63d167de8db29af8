/** Shares one book among all who subscribed to it. */
import {
  type BookEvent,
  type BookKeeper,
  BookOrigin,
  type BookTopic,
  BookUpdate,
  type ClientCodec,
  contentOf,
  OrderBook,
} from '@kraken-stream/core';
import { Hub } from './hub.js';

export class BookHub extends Hub<BookUpdate> {
  readonly keeper: BookKeeper;
  readonly #snapshots: BookOrigin;
  readonly #updates: BookOrigin;

  constructor(topic: BookTopic, keeper: BookKeeper, codec: ClientCodec) {
    super(topic);
    this.keeper = keeper;
    this.#snapshots = new BookOrigin(topic.symbol, 'snapshot', codec);
    this.#updates = new BookOrigin(topic.symbol, 'update', codec);
  }

  protected override make(event: BookEvent): BookUpdate {
    return new BookUpdate(event.snapshot ? this.#snapshots : this.#updates, contentOf(event), event);
  }

  protected override latest(): BookUpdate | undefined {
    const { keeper } = this;
    if (keeper.state !== 'live') return undefined;
    const { bids, asks, unproven } = new OrderBook(keeper);
    const checksum = unproven ? undefined : keeper.checksum;
    const data = { bids: bids.levels(), asks: asks.levels(), checksum, timestamp: undefined };
    return new BookUpdate(this.#snapshots, data, { receivedAt: keeper.verifiedAt });
  }
}
