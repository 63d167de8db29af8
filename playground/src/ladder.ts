/** The ladder of one book: asks above, bids below, middle and spread between them. */
import type { Book } from '@kraken-stream/client';
import { find, say } from './dom.js';
import { LadderSide } from './ladder-side.js';
import { Scale } from './scale.js';

const ROWS = 12;

export class Ladder {
  readonly #bids: LadderSide;
  readonly #asks: LadderSide;
  readonly #table: HTMLElement;
  readonly #mid: HTMLElement;
  readonly #spread: HTMLElement;
  readonly #unitsOfPrice: HTMLElement;
  readonly #unitsOfQty: readonly HTMLElement[];
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #scale: Scale | undefined;
  /** The quantity of a full bar; follows the book loosely, or all bars would move with every change. */
  #full = 0;

  constructor(root: ParentNode) {
    this.#table = find(root, '.ladder', HTMLElement);
    this.#bids = new LadderSide(find(root, '.bids', HTMLElement), ROWS, 1);
    this.#asks = new LadderSide(find(root, '.asks', HTMLElement), ROWS, -1);
    this.#mid = find(root, '.mid-value', HTMLElement);
    this.#spread = find(root, '.spread-value', HTMLElement);
    this.#unitsOfPrice = find(root, '.unit-price', HTMLElement);
    this.#unitsOfQty = [...root.querySelectorAll<HTMLElement>('.unit-qty')];
  }

  /** Empties the ladder for another book. */
  begin(symbol: string): void {
    this.#scale = undefined;
    this.#bids.clear();
    this.#asks.clear();
    this.#full = 0;
    say(this.#mid, '–');
    say(this.#spread, '–');
    this.#table.setAttribute('aria-label', `${symbol}: the best ${ROWS} asks and bids`);
    this.#tellUnits(symbol);
  }

  /** Draws the proven levels, or what was proven last. Returns how many levels there are to see. */
  draw(book: Book, now: number): number {
    const live = book.state === 'live';
    const { bids, asks } = live ? book : book.lastKnown;
    if (this.#scale === undefined && bids.length + asks.length > 0) {
      this.#scale = new Scale(bids, asks, ROWS);
      this.#tellUnits(book.symbol);
    }
    const total = Math.max(this.#bids.read(bids), this.#asks.read(asks));
    if (total > this.#full || total < 0.6 * this.#full) this.#full = total * 1.15;
    if (this.#scale !== undefined) {
      const flashing = live && !this.#calm.matches;
      this.#bids.draw(this.#scale, this.#full, flashing, now);
      this.#asks.draw(this.#scale, this.#full, flashing, now);
      this.#drawMiddle(book, this.#scale);
    }
    return this.#bids.length + this.#asks.length;
  }

  /** Lets flashes fade, also while nothing changes. */
  fade(now: number): void {
    this.#bids.fade(now);
    this.#asks.fade(now);
  }

  #drawMiddle(book: Book, scale: Scale): void {
    if (this.#bids.length === 0 || this.#asks.length === 0) return;
    const bid = this.#bids.prices[0]!;
    const ask = this.#asks.prices[0]!;
    const mid = (bid + ask) / 2;
    const points = (((ask - bid) / mid) * 10_000).toFixed(2);
    // The book's own are exact; they are there while it is live.
    say(this.#mid, book.mid ?? mid.toFixed(scale.priceDecimals + 1));
    say(this.#spread, `${book.spread ?? scale.price(ask - bid)} · ${points} bp`);
  }

  #tellUnits(symbol: string): void {
    const [base = '', quote = ''] = symbol.split('/');
    say(this.#unitsOfPrice, quote);
    for (const element of this.#unitsOfQty) say(element, this.#scale?.unit === 1e6 ? `M ${base}` : base);
  }
}
