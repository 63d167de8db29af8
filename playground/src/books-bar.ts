/** Above the books: what is proven of all of them together, one more, and how many levels are shown. */
import type { Books } from './books.js';
import { find, make, say } from './dom.js';
import { ROWS, type Rows, type State } from './link.js';
import { canBeAsked, DEFAULT_DEPTH, MOST_BOOKS, nameOf, SYMBOLS, type WantedBook, whyNot } from './link-books.js';
import type { Part } from './part.js';

const count = new Intl.NumberFormat('en');

interface Chosen {
  added(book: WantedBook): void;
  rows(rows: Rows): void;
}

export class BooksBar implements Part {
  readonly #books: Books;
  readonly #chosen: Chosen;
  readonly #live = find(document, '#books-live', HTMLElement);
  readonly #verified = find(document, '#books-verified', HTMLElement);
  readonly #mismatched = find(document, '#books-mismatched', HTMLElement);
  readonly #symbol = find(document, '#add-symbol', HTMLInputElement);
  readonly #symbols = find(document, '#add-symbols', HTMLDataListElement);
  readonly #button = find(document, '#add-book button', HTMLButtonElement);
  readonly #error = find(document, '#add-error', HTMLElement);
  readonly #rows = find(document, '#rows', HTMLSelectElement);
  #state: State | undefined;

  constructor(books: Books, chosen: Chosen) {
    this.#books = books;
    this.#chosen = chosen;
    const named = (rows: Rows): string => (rows === 'auto' ? 'as fit' : `${rows}`);
    this.#rows.append(...ROWS.map((rows) => make('option', { value: String(rows) }, named(rows))));
    this.#rows.addEventListener('change', () => {
      chosen.rows(ROWS.find((rows) => String(rows) === this.#rows.value) ?? ROWS[0]);
    });
    this.#symbol.addEventListener('input', () => this.#complain(''));
    find(document, '#add-book', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#add();
    });
  }

  show(state: State): void {
    this.#state = state;
    const shown = new Set(state.books.map(({ symbol }) => symbol));
    const full = shown.size >= MOST_BOOKS;
    this.#symbol.disabled = this.#button.disabled = full;
    this.#symbol.placeholder = full ? `${MOST_BOOKS} at most` : 'Add a book';
    const others = SYMBOLS.filter((symbol) => !shown.has(symbol));
    this.#symbols.replaceChildren(...others.map((symbol) => make('option', { value: symbol })));
    this.#rows.value = String(state.rows);
  }

  draw(): void {
    const { live, books, verified, mismatched } = this.#books.proof;
    say(this.#live, `${live} of ${books}`);
    say(this.#verified, count.format(verified));
    say(this.#mismatched, count.format(mismatched));
    this.#mismatched.toggleAttribute('data-some', mismatched > 0);
  }

  #add(): void {
    const state = this.#state;
    if (state === undefined) return;
    const symbol = nameOf(this.#symbol.value);
    const problem = this.#problem(symbol, state);
    this.#complain(problem);
    this.#symbol.focus();
    if (problem !== '') return;
    this.#symbol.value = '';
    this.#chosen.added({ symbol, depth: state.books.at(-1)?.depth ?? DEFAULT_DEPTH, group: 1 });
  }

  #problem(symbol: string, { books, source }: State): string {
    if (symbol === '') return 'Enter a pair such as ADA/USD.';
    if (books.some((book) => book.symbol === symbol)) return `${symbol} is shown already.`;
    return canBeAsked(symbol, source) ? '' : `${symbol}: ${whyNot(source)}.`;
  }

  #complain(problem: string): void {
    say(this.#error, problem);
    if (problem === '') this.#symbol.removeAttribute('aria-invalid');
    else this.#symbol.setAttribute('aria-invalid', 'true');
  }
}
