/** The strip of all markets on the page, of which one is looked at. */
import type { Book } from '@kraken-stream/client';
import { find, make } from '../dom.js';
import type { State } from '../link.js';
import type { Part } from '../part.js';
import type { Source } from '../source.js';
import { TickerItem } from './item.js';

export class TickerStrip implements Part {
  readonly #list = make('div', { class: 'ticker-list', role: 'radiogroup', 'aria-label': 'Market' });
  readonly #bookOf: (symbol: string) => Book | undefined;
  readonly #choose: (market: string) => void;
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #items = new Map<string, TickerItem>();
  #source: Source | undefined;

  /** `choose` is called with the market that the person chose; `bookOf`: the page's kept book of a symbol. */
  constructor(choose: (market: string) => void, bookOf: (symbol: string) => Book | undefined) {
    this.#choose = choose;
    this.#bookOf = bookOf;
    find(document, '#tickers', HTMLElement).append(this.#list);
  }

  follow(source: Source): void {
    this.#source = source;
    for (const item of this.#items.values()) this.#begin(item);
  }

  show({ books, market }: State): void {
    const symbols = books.map(({ symbol }) => symbol);
    for (const [symbol, item] of this.#items) {
      if (symbols.includes(symbol)) continue;
      item.feed.end();
      item.element.remove();
      this.#items.delete(symbol);
    }
    for (const [i, symbol] of symbols.entries()) {
      const item = this.#items.get(symbol) ?? this.#add(symbol);
      item.chosen = symbol === market;
      // What is put where it is already would lose the focus.
      if (this.#list.children[i] !== item.element)
        this.#list.insertBefore(item.element, this.#list.children[i] ?? null);
    }
  }

  draw(now: number): void {
    for (const item of this.#items.values()) item.draw(now, this.#bookOf(item.symbol), !this.#still.matches);
  }

  #add(symbol: string): TickerItem {
    const item = new TickerItem(symbol, () => this.#choose(symbol));
    this.#items.set(symbol, item);
    this.#begin(item);
    return item;
  }

  #begin(item: TickerItem): void {
    const { client, wanted } = this.#source ?? {};
    item.begin();
    if (client === undefined) return;
    item.feed.recorded = wanted?.type === 'recording';
    item.feed.begin(() => client.subscribeTicker(item.symbol), { data: (event) => item.tell(event) });
  }
}
