/** The books on the page: their cards, which of them is the market, what is added and removed. */
import { type Book, KrakenStreamError } from '@kraken-stream/client';
import { BookCard, type CardHost } from './book-card.js';
import { find } from './dom.js';
import type { Drawable } from './frames.js';
import type { Journal } from './journal.js';
import type { State } from './link.js';
import type { WantedBook } from './link-books.js';
import type { Part } from './part.js';
import { autoRows, COMPACT_FROM } from './rows.js';
import { Share } from './share.js';
import type { Source } from './source.js';

/** Cards are drawn before they come into view, so that none comes empty. */
const AHEAD = '160px';

/** What of the state is changed here. */
export type BooksChange = Partial<Pick<State, 'books' | 'market'>>;

export class Books implements Part, Drawable {
  readonly #list = find(document, '#books', HTMLElement);
  readonly #narrow = matchMedia('(max-width: 699px)');
  readonly #journal: Journal;
  readonly #changed: (change: BooksChange) => void;
  readonly #sight: IntersectionObserver;
  readonly #host: CardHost;
  readonly #share = new Share();
  #cards: BookCard[] = [];
  /** Whose turn it is of those out of sight. */
  #nextHidden = 0;
  #source: Source | undefined;
  #state: State;
  #rows = 0;
  /** Whose turn it is to be drawn. */
  #next = 0;

  /** `changed` is told what the person changed; what is shown follows when `show` is called. */
  constructor(state: State, journal: Journal, changed: (change: BooksChange) => void) {
    this.#state = state;
    this.#journal = journal;
    this.#changed = changed;
    this.#sight = new IntersectionObserver((entries) => this.#see(entries), { rootMargin: AHEAD });
    this.#narrow.addEventListener('change', () => this.#lay());
    this.#host = {
      changed: (card, wanted) => this.#change(card, wanted),
      chosen: ({ wanted }) => changed({ market: wanted.symbol }),
      removed: (card) => this.#remove(card),
    };
    this.#reconcile(state.books);
  }

  /** Other books, of a source that is about to be followed. */
  begin(books: readonly WantedBook[]): void {
    this.#source = undefined;
    this.#reconcile(books);
  }

  /** The books of another source. */
  follow(source: Source): void {
    this.#source = source;
    for (const card of this.#cards) this.#subscribe(card, card.wanted);
  }

  show(state: State): void {
    this.#state = state;
    this.#reconcile(state.books);
    const symbols = new Set(state.books.map(({ symbol }) => symbol));
    for (const card of this.#cards) card.mark(symbols, state.market);
    this.#lay();
  }

  draw(now: number): void {
    for (const card of this.#cards) card.draw(now);
    const visible = this.#cards.filter((card) => card.visible);
    const most = Math.ceil(visible.length * this.#share.next(performance.now()));
    // By turns, from where the frame before left off.
    for (let i = 0; i < most; i++) visible[(this.#next + i) % visible.length]?.drawLevels(now);
    this.#next = visible.length === 0 ? 0 : (this.#next + most) % visible.length;
  }

  /** Counts change too fast to be read in each frame of the screen. */
  readonly counts: Drawable = {
    draw: (now) => {
      for (const card of this.#cards) if (card.visible) card.drawCounts(now);
      // Out of sight one at a time: who takes a picture of the whole page, or has it read out, finds no blanks.
      const hidden = this.#cards.filter((card) => !card.visible);
      const card = hidden[this.#nextHidden++ % hidden.length];
      card?.drawLevels(now);
      card?.drawCounts(now);
    },
  };

  /** The book of a symbol, if it is shown. */
  bookOf(symbol: string): Book | undefined {
    return this.#cards.find(({ wanted }) => wanted.symbol === symbol)?.book;
  }

  /** Of all books together. */
  get proof(): { live: number; books: number; verified: number; mismatched: number } {
    const books = this.#cards.flatMap(({ book }) => (book === undefined ? [] : [book]));
    return {
      books: this.#cards.length,
      live: books.filter(({ state }) => state === 'live').length,
      verified: books.reduce((sum, { stats }) => sum + stats.verified, 0),
      mismatched: books.reduce((sum, { stats }) => sum + stats.mismatched, 0),
    };
  }

  /** Makes the cards those of the books that are wanted; those that are there already go on. */
  #reconcile(wanted: readonly WantedBook[]): void {
    const kept = new Map(this.#cards.map((card) => [card.wanted.symbol, card]));
    const cards = wanted.map((book) => {
      const card = kept.get(book.symbol);
      kept.delete(book.symbol);
      if (card === undefined) return this.#make(book);
      if (card.wanted.depth !== book.depth) this.#replace(card, book);
      else if (card.wanted.group !== book.group) card.look(book, this.#rows);
      return card;
    });
    for (const card of kept.values()) {
      void card.book?.unsubscribe();
      this.#sight.unobserve(card.element);
      card.element.remove();
    }
    this.#cards = cards;
    for (const [i, card] of cards.entries()) {
      card.place(i + 1, cards.length === 1);
      if (this.#list.children[i] !== card.element)
        this.#list.insertBefore(card.element, this.#list.children[i] ?? null);
    }
  }

  #make(wanted: WantedBook): BookCard {
    const card = new BookCard(wanted, this.#rows || 1, this.#host);
    this.#sight.observe(card.element);
    this.#subscribe(card, wanted);
    return card;
  }

  #subscribe(card: BookCard, wanted: WantedBook): void {
    const source = this.#source;
    if (source === undefined) return;
    try {
      const book = source.client.book(wanted.symbol, { depth: wanted.depth });
      card.show(wanted, book);
      this.#journal.followBook(book, () => card.book === book, card.tellIncident);
    } catch (error) {
      if (!(error instanceof KrakenStreamError)) throw error;
      card.show(wanted, undefined, error.message);
    }
  }

  /** A card shows another book: it stays where it is. */
  #replace(card: BookCard, wanted: WantedBook): void {
    void card.book?.unsubscribe();
    this.#subscribe(card, wanted);
  }

  #change(card: BookCard, wanted: WantedBook): void {
    const was = card.wanted.symbol;
    const books = this.#state.books.map((book) => (book.symbol === was ? wanted : book));
    if (wanted.symbol !== was) this.#replace(card, wanted);
    this.#changed({ books, ...(this.#state.market === was ? { market: wanted.symbol } : undefined) });
  }

  #remove(card: BookCard): void {
    const at = this.#cards.indexOf(card);
    this.#changed({ books: this.#state.books.filter(({ symbol }) => symbol !== card.wanted.symbol) });
    this.#cards.at(Math.min(at, this.#cards.length - 1))?.focus();
  }

  /** As many rows as are wanted, or as there is room for. */
  #lay(): void {
    const { rows: wanted, books } = this.#state;
    const rows = wanted === 'auto' ? autoRows(books.length, this.#narrow.matches) : wanted;
    this.#list.toggleAttribute('data-compact', books.length >= COMPACT_FROM);
    if (rows === this.#rows) return;
    this.#rows = rows;
    this.#list.style.setProperty('--rows', String(rows));
    for (const card of this.#cards) card.look(card.wanted, rows);
  }

  #see(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const card = this.#cards.find(({ element }) => element === target);
      if (card !== undefined) card.visible = isIntersecting;
    }
  }
}
