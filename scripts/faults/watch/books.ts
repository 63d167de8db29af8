/**
 * Watches a book: while it is live it equals the exchange's at the frame applied last, and is proven, or marked as not
 * proven. Knows no connection.
 */
import type { OrderBook } from '@kraken-stream/client';
import { type BookTruth, microsOf, PROVEN_LEVELS, written } from '../truth.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

/** What is used of a book. */
export type ReadableBook = Pick<OrderBook, 'state' | 'version' | 'depth' | 'unproven'> &
  Sides & { readonly lastKnown: Sides };

interface Sides {
  readonly bids: Pick<OrderBook['bids'], 'length' | 'levels'>;
  readonly asks: Pick<OrderBook['asks'], 'length' | 'levels'>;
}

/** What is used of an update. */
export interface BookTold {
  readonly receivedAt: number;
  readonly type: 'snapshot' | 'update';
  readonly timestamp: string | undefined;
}

export class BookWatcher extends Watcher<BookTold> {
  readonly #book: ReadableBook;
  readonly #truth: Pick<BookTruth, 'moments' | 'at' | 'last'>;
  /** Its version when it was last held against the truth. */
  #version = -1;
  #lastShown: string | undefined;
  /** The place of the moment that it showed last. */
  #place = 0;

  constructor(
    book: ReadableBook,
    truth: Pick<BookTruth, 'moments' | 'at' | 'last'>,
    demands: Demands,
    complain: Complain,
  ) {
    super(demands, complain);
    this.#book = book;
    this.#truth = truth;
  }

  protected override judge(update: BookTold, before: Before): void {
    const { state, version, unproven } = this.#book;
    if (state !== 'live') this.complain(`an update was told while the book was ${state}`);
    this.#version = version;
    const { moments } = this.#truth;
    const shown = this.#shown();
    this.#lastShown = shown.text;
    if (unproven && update.type === 'update') this.complain('an update was told, and the book is not proven by it');
    // What is marked as not proven is claimed to be true only as far as frames are.
    if (unproven && !this.demands.exact) return;
    let times = this.#truth.at(microsOf(update.timestamp));
    // Its latest level is of this time: what was removed since leaves none in a snapshot.
    if (unproven) times = moments.flatMap((_, each) => (each >= (times[0] ?? 0) ? [each] : []));
    const places = times.filter((each) => moments[each]![shown.of] === shown.text);
    // Several things can happen at one time, and one undo another.
    let place = places.find((each) => each >= this.#place) ?? places[0];
    // A time with a wrong digit is no proof against the book, which may be true of some moment since the last.
    if (place === undefined && !this.demands.exact) {
      const since = moments.slice(this.#place).findIndex((moment) => moment[shown.of] === shown.text);
      if (since >= 0) place = this.#place + since;
    }
    // A snapshot that came late is the exchange's last word, behind a hole of its own.
    const back = place !== undefined && place < this.#place;
    this.mustTellHole({ ...before, hole: before.hole || (back && before.gap !== undefined) });
    if (place === undefined) {
      this.complain(`the live book is not the exchange's at ${update.timestamp}`);
    } else if (place < this.#place && before.gap === undefined) {
      // Where only the top is proven, what came in the wrong order below it changes nothing that is shown.
      if (moments[this.#place]![shown.of] === shown.text) return;
      if (this.demands.overtaken && update.type === 'update') return;
      this.complain(`the live book went back in time, to ${update.timestamp}`);
    } else {
      this.#place = place;
    }
  }

  override get isProven(): boolean {
    return !this.#book.unproven;
  }

  override afterFrame(): void {
    const { state, version, bids, asks, lastKnown } = this.#book;
    if (state !== 'live') {
      if (bids.length + asks.length > 0) this.complain(`a book that is ${state} shows levels`);
      // A snapshot that could not be proven leaves nothing.
      const known = lastKnown.bids.length + lastKnown.asks.length > 0 && this.#lastShown !== undefined;
      if (known && this.#shown(lastKnown).text !== this.#lastShown) {
        this.complain('what is last known of the book is not what it showed last');
      }
    } else if (version !== this.#version) {
      this.complain('the live book changed without an update');
      this.#version = version;
    }
  }

  override end(): void {
    const { state } = this.#book;
    if (state === 'closed') return;
    const shown = this.#shown();
    if (state !== 'live') this.complain(`at the end the book is ${state}`);
    else if (this.#truth.last[shown.of] !== shown.text) this.complain("at the end the book is not the exchange's");
  }

  /** All levels where they can all be vouched for; else those that the checksum covers. */
  #shown({ bids, asks }: Sides = this.#book): { readonly of: 'all' | 'top'; readonly text: string } {
    const { depth } = this.#book;
    const of = this.demands.whole || depth === PROVEN_LEVELS ? 'all' : 'top';
    const count = of === 'all' ? depth : PROVEN_LEVELS;
    return { of, text: `${written(bids.levels(count))}/${written(asks.levels(count))}` };
  }
}
