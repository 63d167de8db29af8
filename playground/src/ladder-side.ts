/** The rows of one side: made once, then only their text and bars change, and only where something did. */
import type { BookSide } from '@kraken-stream/client';
import { make } from './dom.js';
import { fillSteps } from './grouping.js';
import type { Scale, Step } from './scale.js';

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
    const rounded = Math.round(part * 250) / 250;
    if (rounded === this.#drawnBar) return;
    this.#drawnBar = rounded;
    this.element.style.backgroundSize = `${rounded * 100}% 100%`;
  }

  flash(now: number): void {
    if (now - this.#flashedAt < FLASH_EVERY_MS) return;
    this.#flashedAt = now;
    this.#glow(FADE[0][1]);
  }

  /** Takes a flash to what it should be by now. */
  fade(now: number): void {
    if (this.#strength === '0') return;
    const passed = now - this.#flashedAt;
    this.#glow(FADE.find(([until]) => passed < until)?.[1] ?? '0');
  }

  clear(): void {
    if (Number.isNaN(this.#drawnPrice)) return;
    this.drawBar(0);
    this.#drawnPrice = this.#drawnQty = this.#drawnTotal = Number.NaN;
    this.#price.data = this.#qty.data = this.#total.data = '';
  }

  #glow(strength: string): void {
    if (strength === this.#strength) return;
    this.#strength = strength;
    this.element.dataset['flash'] = strength;
  }
}

/** Prices and quantities, best first; the arrays may hold more than there is. */
interface Columns {
  readonly prices: Float64Array;
  readonly quantities: Float64Array;
  length: number;
}

export class LadderSide {
  readonly #element: HTMLElement;
  readonly #direction: 1 | -1;
  #rows: readonly Row[] = [];
  #shown = columns(0);
  #before = columns(0);
  #totals = new Float64Array(0);

  /** `direction`: 1 for bids, whose best price is the highest, -1 for asks, whose best row is the last. */
  constructor(element: HTMLElement, direction: 1 | -1) {
    this.#element = element;
    this.#direction = direction;
  }

  /** How many levels are shown now. */
  get length(): number {
    return this.#shown.length;
  }

  /** Empties the side and shows so many levels from now on. */
  begin(rows: number): void {
    if (rows === this.#rows.length) {
      for (const row of this.#rows) row.clear();
    } else {
      this.#rows = Array.from({ length: rows }, () => new Row());
      const elements = this.#rows.map((row) => row.element);
      this.#element.replaceChildren(...(this.#direction === 1 ? elements : elements.reverse()));
      this.#totals = new Float64Array(rows);
    }
    this.#shown = columns(rows);
    this.#before = columns(rows);
  }

  /** Reads the levels to be drawn, or steps of them. Returns their total quantity. */
  read(side: BookSide, step: Step | undefined, depth: number): number {
    const { prices, quantities } = this.#shown;
    const length =
      step === undefined
        ? side.fill(prices, quantities)
        : fillSteps(side, step, this.#direction, depth, prices, quantities);
    this.#shown.length = length;
    let total = 0;
    for (let rank = 0; rank < length; rank++) this.#totals[rank] = total += quantities[rank]!;
    return total;
  }

  /** Draws what was read; `full` is the quantity of a full bar. */
  draw(scale: Scale, full: number, flashing: boolean, now: number): void {
    const { prices, quantities, length } = this.#shown;
    for (let rank = 0; rank < this.#rows.length; rank++) {
      const row = this.#rows[rank]!;
      if (rank >= length) {
        row.clear();
        continue;
      }
      row.draw(prices[rank]!, quantities[rank]!, this.#totals[rank]!, scale);
      row.drawBar(Math.min(1, this.#totals[rank]! / full));
    }
    if (flashing) this.#flashChanges(now);
    this.#before.prices.set(prices);
    this.#before.quantities.set(quantities);
    this.#before.length = length;
  }

  fade(now: number): void {
    for (const row of this.#rows) row.fade(now);
  }

  /** Flashes levels that are new or have another quantity; not those that only moved a row. */
  #flashChanges(now: number): void {
    const { prices, quantities, length } = this.#before;
    const shown = this.#shown;
    let old = 0;
    for (let rank = 0; rank < shown.length; rank++) {
      const price = shown.prices[rank]!;
      while (old < length && (prices[old]! - price) * this.#direction > 0) old++;
      // Worse than all that was shown: it came into view, which is no change of the book.
      if (old === length) return;
      if (prices[old] !== price || quantities[old] !== shown.quantities[rank]) this.#rows[rank]!.flash(now);
    }
  }
}

function columns(rows: number): Columns {
  return { prices: new Float64Array(rows), quantities: new Float64Array(rows), length: 0 };
}
