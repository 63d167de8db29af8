/** The rows of one side: made once, then only their text and bars change, and only where something did. */
import type { BookSide } from '@kraken-stream/client';
import { make } from './dom.js';
import type { Scale } from './scale.js';

/**
 * A flash fades in steps: until so many milliseconds have passed it is so strong. Bars and flashes are backgrounds of
 * their row, because elements of their own, or animations, would make layers that cost more than all else that is drawn.
 */
const FADE = [
  [130, '3'],
  [260, '2'],
  [400, '1'],
] as const;
/** A row that changes with every frame would flicker: it flashes this often at most. */
const FLASH_EVERY_MS = 600;

class Row {
  readonly element: HTMLElement;
  readonly #price = new Text();
  readonly #qty = new Text();
  readonly #total = new Text();
  #drawnPrice = Number.NaN;
  #drawnQty = Number.NaN;
  #drawnTotal = Number.NaN;
  #drawnBar = 0;
  #flashedAt = 0;
  #strength = '0';

  constructor() {
    const cell = (name: string, text: Text): HTMLElement => make('span', { class: name, role: 'cell' }, text);
    const cells = [cell('price', this.#price), cell('qty', this.#qty), cell('total', this.#total)];
    this.element = make('div', { class: 'row', role: 'row' }, ...cells);
  }

  draw(price: number, qty: number, total: number, scale: Scale): void {
    if (price !== this.#drawnPrice) this.#price.data = scale.price(price);
    if (qty !== this.#drawnQty) this.#qty.data = scale.qty(qty);
    if (total !== this.#drawnTotal) this.#total.data = scale.qty(total);
    this.#drawnPrice = price;
    this.#drawnQty = qty;
    this.#drawnTotal = total;
  }

  /** `part`: how much of the width, from 0 to 1. */
  drawBar(part: number): void {
    const rounded = Math.round(part * 500) / 500;
    if (rounded === this.#drawnBar) return;
    this.#drawnBar = rounded;
    this.element.style.backgroundSize = `${rounded * 100}% 100%`;
  }

  flash(now: number): void {
    if (now - this.#flashedAt < FLASH_EVERY_MS) return;
    this.#flashedAt = now;
    this.fade(now);
  }

  /** Takes a flash to what it should be by now. */
  fade(now: number): void {
    const passed = now - this.#flashedAt;
    const strength = FADE.find(([until]) => passed < until)?.[1] ?? '0';
    if (strength === this.#strength) return;
    this.#strength = strength;
    this.element.dataset['flash'] = strength;
  }

  clear(): void {
    this.drawBar(0);
    this.#drawnPrice = this.#drawnQty = this.#drawnTotal = Number.NaN;
    this.#price.data = this.#qty.data = this.#total.data = '';
  }
}

export class LadderSide {
  /** How many levels are shown now. */
  length = 0;
  readonly prices: Float64Array;
  readonly #quantities: Float64Array;
  readonly #totals: Float64Array;
  readonly #before: { readonly prices: Float64Array; readonly quantities: Float64Array; length: number };
  readonly #rows: readonly Row[];
  readonly #direction: 1 | -1;

  /** `direction`: 1 for bids, whose best price is the highest, -1 for asks, whose best row is the last. */
  constructor(element: HTMLElement, rows: number, direction: 1 | -1) {
    this.#direction = direction;
    this.prices = new Float64Array(rows);
    this.#quantities = new Float64Array(rows);
    this.#totals = new Float64Array(rows);
    this.#before = { prices: new Float64Array(rows), quantities: new Float64Array(rows), length: 0 };
    this.#rows = Array.from({ length: rows }, () => new Row());
    const elements = this.#rows.map((row) => row.element);
    element.replaceChildren(...(direction === 1 ? elements : elements.reverse()));
  }

  /** Reads the levels to be drawn. Returns their total quantity. */
  read(side: BookSide): number {
    this.length = side.fill(this.prices, this.#quantities);
    let total = 0;
    for (let rank = 0; rank < this.length; rank++) this.#totals[rank] = total += this.#quantities[rank]!;
    return total;
  }

  /** Draws what was read; `full` is the quantity of a full bar. */
  draw(scale: Scale, full: number, flashing: boolean, now: number): void {
    const { prices, length } = this;
    for (let rank = 0; rank < this.#rows.length; rank++) {
      const row = this.#rows[rank]!;
      if (rank >= length) {
        row.clear();
        continue;
      }
      row.draw(prices[rank]!, this.#quantities[rank]!, this.#totals[rank]!, scale);
      row.drawBar(Math.min(1, this.#totals[rank]! / full));
    }
    if (flashing) this.#flashChanges(now);
    this.#before.prices.set(prices);
    this.#before.quantities.set(this.#quantities);
    this.#before.length = length;
  }

  fade(now: number): void {
    for (const row of this.#rows) row.fade(now);
  }

  /** Empties the rows, also of numbers written to another scale. */
  clear(): void {
    for (const row of this.#rows) row.clear();
    this.length = this.#before.length = 0;
  }

  /** Flashes levels that are new or have another quantity; not those that only moved a row. */
  #flashChanges(now: number): void {
    const { prices, quantities, length } = this.#before;
    let old = 0;
    for (let rank = 0; rank < this.length; rank++) {
      const price = this.prices[rank]!;
      while (old < length && (prices[old]! - price) * this.#direction > 0) old++;
      // Worse than all that was shown: it came into view, which is no change of the book.
      if (old === length) return;
      if (prices[old] !== price || quantities[old] !== this.#quantities[rank]) this.#rows[rank]!.flash(now);
    }
  }
}
