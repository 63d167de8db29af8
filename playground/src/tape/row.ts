/** The rows of the tape. Those of trades are made once and used again. */
import type { Gap, Trade } from '@kraken-stream/client';
import { duration } from '../charts/amount.js';
import { shortened } from '../charts/precision.js';
import { make } from '../dom.js';

export const COLUMNS = ['Time, UTC', 'Price', 'Quantity', 'Side'] as const;

/** Characters of a quantity for which there is room. */
const ROOM = 10;

const SIDES = { buy: '▲ buy', sell: '▼ sell' } as const;

export class TradeRow {
  readonly element: HTMLTableRowElement;
  readonly #time = new Text();
  readonly #price = new Text();
  readonly #qty = new Text();
  readonly #side = new Text();

  constructor() {
    const cells = [this.#time, this.#price, this.#qty, this.#side].map((text) => make('td', {}, text));
    this.element = make('tr', {}, ...cells);
  }

  /** `price` and `qty` as they are to be written. */
  write({ timestamp, side }: Trade, price: string, qty: string, large: boolean): void {
    this.#time.data = timestamp.slice(11, 19);
    this.#price.data = price;
    this.#qty.data = shortened(qty, ROOM);
    this.#side.data = large ? `${SIDES[side]}, large` : SIDES[side];
    this.element.dataset['side'] = side;
    this.element.toggleAttribute('data-large', large);
  }
}

/** A hole in the tape, in its place. */
export function gapRow({ reason, from, to, missed }: Gap): HTMLTableRowElement {
  const lost = missed === undefined ? '' : `, ${missed} trade${missed === 1 ? '' : 's'} missed`;
  const text = `Gap of ${duration(to - from)}${lost}`;
  const cell = make('td', { colspan: String(COLUMNS.length), title: reason }, text);
  return make('tr', { class: 'tape-gap' }, cell);
}
