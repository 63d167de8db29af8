/** The ladder of one book: asks above, bids below, middle and spread between them. */
import type { Book, BookSide } from '@kraken-stream/client';
import { find, say } from './dom.js';
import { LadderSide } from './ladder-side.js';
import type { WantedBook } from './link-books.js';
import { Scale } from './scale.js';

export class Ladder {
  readonly #bids: LadderSide;
  readonly #asks: LadderSide;
  readonly #table: HTMLElement;
  readonly #mid: HTMLElement;
  readonly #spread: HTMLElement;
  readonly #unitsOfPrice: HTMLElement;
  readonly #unitsOfQty: readonly HTMLElement[];
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #wanted: WantedBook | undefined;
  #rows = 0;
  #scale: Scale | undefined;
  /** The quantity of a full bar; follows the book loosely, or all bars would move with every change. */
  #full = 0;

  constructor(root: ParentNode) {
    this.#table = find(root, '.ladder', HTMLElement);
    this.#bids = new LadderSide(find(root, '.bids', HTMLElement), 1);
    this.#asks = new LadderSide(find(root, '.asks', HTMLElement), -1);
    this.#mid = find(root, '.mid-value', HTMLElement);
    this.#spread = find(root, '.spread-value', HTMLElement);
    this.#unitsOfPrice = find(root, '.unit-price', HTMLElement);
    this.#unitsOfQty = [...root.querySelectorAll<HTMLElement>('.unit-qty')];
  }

  /** The least distance of two prices, once it is known. */
  get tick(): string | undefined {
    return this.#scale?.tick;
  }

  /** Empties the ladder for another book, or another look at the same. */
  begin(wanted: WantedBook, rows: number): void {
    this.#wanted = wanted;
    this.#rows = rows;
    this.#scale = undefined;
    this.#bids.begin(rows);
    this.#asks.begin(rows);
    this.#full = 0;
    say(this.#mid, '–');
    say(this.#spread, '–');
    this.#table.style.setProperty('--rows', String(rows));
    this.#table.setAttribute('aria-label', `${wanted.symbol}: the best ${rows} asks and bids`);
    this.#tellUnits(wanted.symbol);
  }

  /** Draws the proven levels, or what was proven last. Returns how many levels there are to see. */
  draw(book: Book, now: number): number {
    const live = book.state === 'live';
    const { bids, asks } = live ? book : book.lastKnown;
    const scale = this.#scaleOf(bids, asks);
    if (scale === undefined || this.#wanted === undefined) return 0;
    const { depth } = this.#wanted;
    const total = Math.max(this.#bids.read(bids, scale.step, depth), this.#asks.read(asks, scale.step, depth));
    if (total > this.#full || total < 0.6 * this.#full) this.#full = total * 1.15;
    const flashing = live && !this.#calm.matches;
    this.#bids.draw(scale, this.#full, flashing, now);
    this.#asks.draw(scale, this.#full, flashing, now);
    this.#drawMiddle(book, bids, asks, scale);
    return this.#bids.length + this.#asks.length;
  }

  /** Lets flashes fade, also while nothing changes. */
  fade(now: number): void {
    this.#bids.fade(now);
    this.#asks.fade(now);
  }

  #scaleOf(bids: BookSide, asks: BookSide): Scale | undefined {
    if (this.#scale !== undefined || this.#wanted === undefined || bids.length + asks.length === 0) return this.#scale;
    const { symbol, group } = this.#wanted;
    this.#scale = new Scale(symbol, bids, asks, group === 1 ? this.#rows : Number.POSITIVE_INFINITY, group);
    this.#tellUnits(symbol);
    return this.#scale;
  }

  #drawMiddle(book: Book, bids: BookSide, asks: BookSide, scale: Scale): void {
    const bid = Number(bids.best?.price);
    const ask = Number(asks.best?.price);
    if (Number.isNaN(bid + ask)) return;
    const mid = (bid + ask) / 2;
    const points = (((ask - bid) / mid) * 10_000).toFixed(2);
    // The book's own are exact; they are there while it is live.
    say(this.#mid, book.mid ?? mid.toFixed(scale.priceDecimals + 1));
    say(this.#spread, `${book.spread ?? (ask - bid).toFixed(scale.priceDecimals)} · ${points} bp`);
  }

  #tellUnits(symbol: string): void {
    const [base = '', quote = ''] = symbol.split('/');
    say(this.#unitsOfPrice, quote);
    for (const element of this.#unitsOfQty) say(element, this.#scale?.unit === 1e6 ? `M ${base}` : base);
  }
}
