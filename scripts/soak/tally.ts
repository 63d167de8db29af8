/** What a soak counts while it runs. */
import type { Gap, KrakenClient, OrderBook } from '@kraken-stream/client';

/** A book that is counted once, however many hold it. */
interface Counted {
  readonly book: OrderBook;
  holders: number;
}

export interface BookCounts {
  readonly verified: number;
  readonly mismatched: number;
  readonly resyncs: number;
}

export class Tally {
  frames = 0;
  events = 0;
  gaps = 0;
  /** Connections lost and made anew. */
  reconnects = 0;
  /** Attempts to connect, and symbols, that the exchange refused. */
  refused = 0;
  /** Events dropped by consumers that were too slow. */
  dropped = 0;
  /** Subscriptions and pings that came and went. */
  visits = 0;
  /** Those who wanted to leave and cannot. */
  staying = 0;
  /** Trades that came twice, or after others that were neither seen nor told to be missing. */
  disorder = 0;
  /** What those who stay were refused, in words. */
  readonly lost: string[] = [];
  readonly errors = new Map<string, number>();
  readonly #books = new Map<string, Counted>();
  #past: BookCounts = { verified: 0, mismatched: 0, resyncs: 0 };

  watch(client: KrakenClient): void {
    client.on('frame', () => this.frames++);
    client.on('gap', () => this.gaps++);
    client.on('error', ({ name }) => this.errors.set(name, (this.errors.get(name) ?? 0) + 1));
    client.on('connection', ({ state, reason, status }) => {
      if (state === 'connecting' && reason === 'trying again') this.reconnects++;
      if (status !== undefined) this.refused++;
    });
  }

  /** Takes an event, which may be a gap. */
  readonly event = (event: { readonly type: string } | Gap): void => {
    if (event.type !== 'gap') this.events++;
  };

  /** A book is held from now on, by one more. */
  hold(book: OrderBook): void {
    const key = `${book.symbol} ${book.depth}`;
    const counted = this.#books.get(key);
    if (counted === undefined) this.#books.set(key, { book, holders: 1 });
    else counted.holders++;
  }

  /** It is held by one less. */
  leave(book: OrderBook): void {
    const key = `${book.symbol} ${book.depth}`;
    const counted = this.#books.get(key);
    if (counted === undefined || --counted.holders > 0) return;
    this.#past = sum(this.#past, counted.book.stats);
    this.#books.delete(key);
  }

  get books(): BookCounts {
    return [...this.#books.values()].reduce((counts, { book }) => sum(counts, book.stats), this.#past);
  }

  /** Counts what has been counted so far and forgets the books. */
  end(): void {
    this.#past = this.books;
    this.#books.clear();
  }
}

function sum(a: BookCounts, b: BookCounts): BookCounts {
  return {
    verified: a.verified + b.verified,
    mismatched: a.mismatched + b.mismatched,
    resyncs: a.resyncs + b.resyncs,
  };
}
