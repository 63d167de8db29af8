/** One book on the page: what is shown, the choice of symbol, depth and price step, the ladder and its proof. */
import { BOOK_DEPTHS, type Book, type BookState } from '@kraken-stream/client';
import { find, make, say } from './dom.js';
import type { Drawable } from './frames.js';
import { Ladder } from './ladder.js';
import { GROUPS, SYMBOLS, type WantedBook } from './link-books.js';
import type { ShownState } from './mark.js';
import { Proof } from './proof.js';
import { tickOf, timesTick } from './ticks.js';

const WAITING: Readonly<Record<BookState, string>> = {
  syncing: 'Waiting for the snapshot',
  live: 'No levels on either side',
  stale: 'Waiting for a snapshot that can be proven',
  failed: 'This book could not be proven',
  closed: 'Closed',
};

/** What the person did to a card. */
export interface CardHost {
  changed(card: BookCard, wanted: WantedBook): void;
  /** The market is to be this book's. */
  chosen(card: BookCard): void;
  removed(card: BookCard): void;
}

export class BookCard implements Drawable {
  readonly element: HTMLElement;
  wanted: WantedBook;
  /** Undefined when the book could not be asked for. */
  book: Book | undefined;
  /** Whether there is anything to see of it: what is out of sight is not drawn. */
  visible = true;
  readonly #ladder: Ladder;
  readonly #proof: Proof;
  readonly #title: HTMLElement;
  readonly #market: HTMLInputElement;
  readonly #marketLabel: HTMLElement;
  readonly #symbols: HTMLSelectElement;
  readonly #depths: HTMLSelectElement;
  readonly #groups: HTMLSelectElement;
  readonly #remove: HTMLButtonElement;
  readonly #note: HTMLElement;
  readonly #incident: HTMLElement;
  /** Why the exchange does not tell this book; empty when nothing is known against it. */
  #refusal = '';
  #rows: number;
  #stepsOf = '';
  #drawnVersion = -1;
  #drawnState: ShownState | undefined;

  constructor(wanted: WantedBook, rows: number, host: CardHost) {
    const fragment = document.importNode(find(document, '#card', HTMLTemplateElement).content, true);
    this.element = find(fragment, '.card', HTMLElement);
    this.#ladder = new Ladder(this.element);
    this.#proof = new Proof(this.element);
    this.#title = find(this.element, 'h2', HTMLElement);
    this.#market = find(this.element, '.pick-market input', HTMLInputElement);
    this.#marketLabel = find(this.element, '.pick-market .sr', HTMLElement);
    this.#symbols = find(this.element, '.pick-symbol select', HTMLSelectElement);
    this.#depths = find(this.element, '.pick-depth select', HTMLSelectElement);
    this.#groups = find(this.element, '.pick-group select', HTMLSelectElement);
    this.#remove = find(this.element, '.card-remove', HTMLButtonElement);
    this.#note = find(this.element, '.ladder-note', HTMLElement);
    this.#incident = find(this.element, '.incident', HTMLElement);
    const symbols = SYMBOLS.includes(wanted.symbol) ? SYMBOLS : [wanted.symbol, ...SYMBOLS];
    this.#symbols.append(...symbols.map((symbol) => make('option', { value: symbol }, symbol)));
    this.#depths.append(...BOOK_DEPTHS.map((depth) => make('option', { value: String(depth) }, `${depth} levels`)));
    this.#groups.append(...GROUPS.map((group) => make('option', { value: String(group) })));
    for (const select of [this.#symbols, this.#depths, this.#groups])
      select.addEventListener('change', () => host.changed(this, this.#chosen()));
    this.#market.addEventListener('change', () => host.chosen(this));
    find(this.element, '.ladder-frame', HTMLElement).addEventListener('click', () => host.chosen(this));
    this.element.addEventListener('click', ({ target }) => this.#choosePrice(target));
    this.#remove.addEventListener('click', () => host.removed(this));
    this.wanted = wanted;
    this.#rows = rows;
    this.#begin(wanted);
  }

  /** Shows another book from now on; `problem` says why there is none. */
  show(wanted: WantedBook, book: Book | undefined, problem = ''): void {
    this.book = book;
    this.#refusal = '';
    this.#begin(wanted);
    book?.on('refused', ({ error }) => {
      if (this.book === book) this.#refusal = `Refused: ${error.reason}`;
    });
    if (book === undefined) {
      this.#drawState('closed');
      say(this.#note, problem);
      this.#note.hidden = false;
    }
  }

  /** Shows the same book in another way: other steps, or so many levels a side. */
  look(wanted: WantedBook, rows: number): void {
    this.wanted = wanted;
    this.#rows = rows;
    this.#groups.value = String(wanted.group);
    this.#ladder.begin(wanted, rows);
    this.#drawnVersion = -1;
  }

  /** One line about what happened to this book last. */
  readonly tellIncident = (text: string): void => say(this.#incident, text);

  /** Its place among the others, from 1. */
  place(number: number, alone: boolean): void {
    this.element.dataset['number'] = String(number);
    this.#remove.disabled = alone;
  }

  /** `taken`: one connection has one depth a symbol, so a symbol is shown once. `market`: whose the charts are. */
  mark(taken: ReadonlySet<string>, market: string): void {
    for (const option of this.#symbols.options)
      option.disabled = option.value !== this.wanted.symbol && taken.has(option.value);
    this.#market.checked = this.wanted.symbol === market;
  }

  /** Takes the focus of a card that is gone. */
  focus(): void {
    this.#symbols.focus();
  }

  /** Draws its state, and with another state its levels: neither is ever shown with what it is not of. */
  draw(now: number): void {
    const { book } = this;
    if (this.visible) this.#ladder.fade(now);
    if (book === undefined) return;
    const shown = book.state === 'live' && book.unproven ? 'unproven' : book.state;
    if (shown === this.#drawnState) return;
    this.#drawState(shown);
    this.drawLevels(now);
  }

  /** Draws the levels, if they are others than before. */
  drawLevels(now: number): void {
    const { book } = this;
    if (book === undefined || book.version === this.#drawnVersion) return;
    this.#drawnVersion = book.version;
    const levels = this.#ladder.draw(book, now);
    if (this.#ladder.tick !== undefined) this.#nameSteps(this.#ladder.tick);
    this.#note.hidden = levels > 0;
    if (levels === 0) say(this.#note, this.#refusal || WAITING[book.state]);
  }

  drawCounts(now: number): void {
    if (this.book !== undefined) this.#proof.drawCounts(this.book, now);
  }

  #begin(wanted: WantedBook): void {
    this.#symbols.value = wanted.symbol;
    this.#depths.value = String(wanted.depth);
    this.#remove.setAttribute('aria-label', `Remove ${wanted.symbol}`);
    say(this.#title, `Order book of ${wanted.symbol}`);
    say(this.#marketLabel, `Charts, trades and orders of ${wanted.symbol}`);
    this.look(wanted, this.#rows);
    this.#nameSteps(tickOf(wanted.symbol));
    this.#drawState('syncing');
    say(this.#note, WAITING.syncing);
    this.#note.hidden = false;
    this.tellIncident('No incident so far.');
  }

  #nameSteps(tick: string | undefined): void {
    const named = tick ?? 'ticks';
    if (named === this.#stepsOf) return;
    this.#stepsOf = named;
    for (const option of this.#groups.options)
      say(option, tick === undefined ? `${option.value} ticks` : timesTick(tick, Number(option.value)));
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
    this.#drawnVersion = -1;
    this.element.dataset['state'] = state;
    this.#proof.drawState(state);
  }

  #chosen(): WantedBook {
    const { wanted } = this;
    return {
      symbol: this.#symbols.value,
      depth: BOOK_DEPTHS.find((depth) => String(depth) === this.#depths.value) ?? wanted.depth,
      group: GROUPS.find((group) => String(group) === this.#groups.value) ?? wanted.group,
    };
  }
}
