/** One book on the page: what is shown, the choice of symbol and depth, the ladder and its proof. */
import { BOOK_DEPTHS, type Book, type BookDepth, type BookState } from '@kraken-stream/client';
import { find, make, say } from './dom.js';
import type { Drawable } from './frames.js';
import { Ladder } from './ladder.js';
import { SYMBOLS, type WantedBook } from './link.js';
import type { ShownState } from './mark.js';
import { Proof } from './proof.js';

const WAITING: Readonly<Record<BookState, string>> = {
  syncing: 'Waiting for the snapshot',
  live: 'No levels on either side',
  stale: 'Waiting for a snapshot that can be proven',
  failed: 'This book could not be proven',
  closed: 'Closed',
};

export class BookCard implements Drawable {
  readonly element: HTMLElement;
  wanted: WantedBook;
  /** Undefined when the book could not be asked for. */
  book: Book | undefined;
  readonly #ladder: Ladder;
  readonly #proof: Proof;
  readonly #title: HTMLElement;
  readonly #symbols: HTMLSelectElement;
  readonly #depths: HTMLSelectElement;
  readonly #note: HTMLElement;
  readonly #incident: HTMLElement;
  #drawnVersion = -1;
  #drawnState: ShownState | undefined;

  /** `changed` is called with what the person chose. */
  constructor(wanted: WantedBook, number: number, changed: (card: BookCard, wanted: WantedBook) => void) {
    const template = find(document, '#card', HTMLTemplateElement);
    const fragment = document.importNode(template.content, true);
    this.element = find(fragment, '.card', HTMLElement);
    this.#ladder = new Ladder(this.element);
    this.#proof = new Proof(this.element);
    this.#title = find(this.element, 'h2', HTMLElement);
    this.#symbols = find(this.element, '.pick-symbol select', HTMLSelectElement);
    this.#depths = find(this.element, '.pick-depth select', HTMLSelectElement);
    this.#note = find(this.element, '.ladder-note', HTMLElement);
    this.#incident = find(this.element, '.incident', HTMLElement);
    this.element.dataset['number'] = String(number);
    const symbols = SYMBOLS.includes(wanted.symbol) ? SYMBOLS : [wanted.symbol, ...SYMBOLS];
    this.#symbols.append(...symbols.map((symbol) => make('option', { value: symbol }, symbol)));
    this.#depths.append(...BOOK_DEPTHS.map((depth) => make('option', { value: String(depth) }, `${depth} levels`)));
    this.#symbols.addEventListener('change', () => changed(this, { ...this.wanted, symbol: this.#symbols.value }));
    this.#depths.addEventListener('change', () => changed(this, { ...this.wanted, depth: this.#chosenDepth() }));
    this.element.addEventListener('click', ({ target }) => this.#choosePrice(target));
    this.wanted = wanted;
    this.#begin(wanted);
  }

  /** Shows another book from now on; `problem` says why there is none. */
  show(wanted: WantedBook, book: Book | undefined, problem = ''): void {
    this.book = book;
    this.#begin(wanted);
    if (book === undefined) {
      this.#drawState('closed');
      say(this.#note, problem);
      this.#note.hidden = false;
    }
  }

  /** One line about what happened to this book last. */
  readonly tellIncident = (text: string): void => say(this.#incident, text);

  /** One connection has one depth a symbol, so a symbol is shown once. */
  disable(taken: ReadonlySet<string>): void {
    for (const option of this.#symbols.options) {
      option.disabled = option.value !== this.wanted.symbol && taken.has(option.value);
    }
  }

  draw(now: number): void {
    const { book } = this;
    this.#ladder.fade(now);
    if (book === undefined) return;
    const shown = book.state === 'live' && book.unproven ? 'unproven' : book.state;
    if (book.version === this.#drawnVersion && shown === this.#drawnState) return;
    this.#drawnVersion = book.version;
    this.#drawState(shown);
    const levels = this.#ladder.draw(book, now);
    this.#note.hidden = levels > 0;
    if (levels === 0) say(this.#note, WAITING[book.state]);
  }

  drawCounts(now: number): void {
    if (this.book !== undefined) this.#proof.drawCounts(this.book, now);
  }

  #begin(wanted: WantedBook): void {
    this.wanted = wanted;
    this.#drawnVersion = -1;
    this.#symbols.value = wanted.symbol;
    this.#depths.value = String(wanted.depth);
    say(this.#title, `Order book of ${wanted.symbol}`);
    this.#ladder.begin(wanted.symbol);
    this.#drawState('syncing');
    say(this.#note, WAITING.syncing);
    this.#note.hidden = false;
    this.tellIncident('No incident so far.');
  }

  /** A level that is clicked tells the page its price: the order ticket takes it. */
  #choosePrice(target: EventTarget | null): void {
    const row = target instanceof Element ? target.closest('.side .row') : null;
    const price = row?.querySelector('.price')?.textContent ?? '';
    if (price === '') return;
    const detail = { symbol: this.wanted.symbol, price };
    this.element.dispatchEvent(new CustomEvent('price', { bubbles: true, detail }));
  }

  #drawState(state: ShownState): void {
    if (state === this.#drawnState) return;
    this.#drawnState = state;
    this.element.dataset['state'] = state;
    this.#proof.drawState(state);
  }

  #chosenDepth(): BookDepth {
    return BOOK_DEPTHS.find((depth) => String(depth) === this.#depths.value) ?? this.wanted.depth;
  }
}
