/** The fills of the account, the latest first. */
import type { OwnTrade } from '@kraken-stream/client';
import { make } from '../dom.js';
import { grouped, trimmed } from './decimals.js';
import type { AccountFeed } from './feed.js';
import { StandingView } from './standing.js';
import { tableOf } from './table.js';

const COLUMNS = ['Time', 'Fill', 'Quantity', 'Price', 'Cost', 'Fee', 'As'];
const ROLES: Readonly<Record<string, string>> = { m: 'maker', t: 'taker' };

export class FillsView {
  readonly element: HTMLElement;
  readonly #standing = new StandingView();
  readonly #table = tableOf('Own fills', COLUMNS, 'No fills yet.');
  #drawn: readonly OwnTrade[] = [];
  #feed: AccountFeed | undefined;

  constructor() {
    const head = make('div', { class: 'account-head' }, make('h3', {}, 'Own fills'), this.#standing.element);
    this.element = make('section', { class: 'account-part account-fills' }, head, this.#table.element);
  }

  follow(feed: AccountFeed): void {
    this.#feed = feed;
    this.#drawn = [];
    this.#table.body.replaceChildren();
  }

  draw(now: number): void {
    if (this.#feed !== undefined) this.#standing.draw(this.#feed.fillsStanding, now);
  }

  drawChanges({ fills }: AccountFeed): void {
    this.#table.empty.hidden = fills.length > 0;
    if (fills === this.#drawn) return;
    const known = new Set(this.#drawn.map(({ execId }) => execId));
    this.#drawn = fills;
    for (const fill of fills) if (!known.has(fill.execId)) this.#table.body.prepend(rowOf(fill));
    while (this.#table.body.childElementCount > fills.length) this.#table.body.lastElementChild?.remove();
  }
}

function rowOf({ symbol, side, qty, price, cost, fees, liquidityInd = '', timestamp, orderId }: OwnTrade): HTMLElement {
  const [, quote = ''] = symbol.split('/');
  const fee = fees.map((each) => `${trimmed(each.qty)} ${each.asset}`).join(', ');
  const time = new Date(timestamp);
  const texts: readonly (string | Node)[] = [
    make('time', { datetime: timestamp }, time.toLocaleTimeString('en-GB')),
    make('b', { 'data-side': side }, `${side} ${symbol}`),
    trimmed(qty),
    grouped(trimmed(price)),
    `${grouped(trimmed(cost))} ${quote}`,
    fee,
    ROLES[liquidityInd] ?? liquidityInd,
  ];
  const cells = texts.map((text, i) => make('td', { role: 'cell', 'data-label': COLUMNS[i] ?? '' }, text));
  return make('tr', { role: 'row', title: orderId }, ...cells);
}
