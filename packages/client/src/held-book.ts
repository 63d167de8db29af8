/** A book as long as somebody holds it: others may hold the same, and it is theirs when this one was given up. */
import { type BookKeeper, type BookState, OrderBook, type TopicState } from '@kraken-stream/core';

export class HeldBook extends OrderBook {
  readonly #holder: { readonly state: TopicState };

  constructor(keeper: BookKeeper, holder: { readonly state: TopicState }) {
    super(keeper);
    this.#holder = holder;
  }

  override get state(): BookState {
    return this.#holder.state === 'closed' ? 'closed' : super.state;
  }
}
