/** What the account has, drawn calmly: numbers that change with each fill are not to be read. */
import type { Book } from '@kraken-stream/client';
import { make, say } from '../dom.js';
import { grouped, rounded, trimmed } from './decimals.js';
import type { AccountFeed } from './feed.js';
import { type Fund, fundsOf, heldBy, worthOf } from './funds.js';
import { StandingView } from './standing.js';

const CALM_MS = 1000;
/** In what the total is told. */
const MONEY = 'USD';

export class BalancesView {
  readonly element: HTMLElement;
  readonly #bookOf: (symbol: string) => Book | undefined;
  readonly #standing = new StandingView();
  readonly #total = make('b');
  readonly #note = make('span');
  readonly #worth = make('p', { class: 'worth' }, this.#total, ' ', this.#note);
  readonly #list = make('dl', { class: 'funds' });
  readonly #empty = make('p', { class: 'account-empty' });
  readonly #rows = new Map<string, { readonly balance: HTMLElement; readonly held: HTMLElement }>();
  readonly #prices = new Map<string, string>();
  #feed: AccountFeed | undefined;
  #drawnAt = 0;

  constructor(bookOf: (symbol: string) => Book | undefined) {
    this.#bookOf = bookOf;
    const head = make('div', { class: 'account-head' }, make('h3', {}, 'Balances'), this.#standing.element);
    const scroll = { class: 'funds-scroll', role: 'region', 'aria-label': 'Balances', tabindex: '0' };
    this.element = make(
      'section',
      { class: 'account-part account-balances' },
      head,
      this.#worth,
      make('div', scroll, this.#list, this.#empty),
    );
  }

  follow(feed: AccountFeed): void {
    this.#feed = feed;
    this.#rows.clear();
    this.#prices.clear();
    this.#list.replaceChildren();
    this.#drawnAt = 0;
    say(this.#total, '–');
    say(this.#note, '');
    say(this.#empty, feed.balancesRefusal === '' ? 'Not told yet.' : `No balances: ${feed.balancesRefusal}.`);
    this.#empty.hidden = false;
    this.#worth.hidden = feed.balances === undefined;
  }

  draw(now: number): void {
    const feed = this.#feed;
    if (feed === undefined) return;
    this.#standing.draw(feed.balancesStanding, now);
    if (feed.balances === undefined || now - this.#drawnAt < CALM_MS) return;
    const funds = fundsOf(feed.balances.balances.values(), heldBy(feed.orders.orders.values()));
    if (funds.length === 0) return;
    this.#drawnAt = now;
    this.#empty.hidden = true;
    for (const fund of funds) this.#drawFund(fund);
    const { total, missing } = worthOf(funds, MONEY, (symbol) => this.#priceOf(symbol));
    say(this.#total, `≈ ${grouped(rounded(total, 0))} ${MONEY}`);
    say(this.#note, missing.length === 0 ? '' : `without ${missing.join(', ')}, whose books are not shown`);
  }

  /** The middle of a book, or the last that was known: the total is no less true than what it stands beside. */
  #priceOf(symbol: string): string | undefined {
    const mid = this.#bookOf(symbol)?.mid ?? this.#prices.get(symbol);
    if (mid !== undefined) this.#prices.set(symbol, mid);
    return mid;
  }

  #drawFund({ asset, balance, held }: Fund): void {
    let row = this.#rows.get(asset);
    if (row === undefined) {
      row = { balance: make('b'), held: make('span') };
      this.#rows.set(asset, row);
      this.#list.append(make('div', {}, make('dt', {}, asset), make('dd', {}, row.held, row.balance)));
    }
    say(row.balance, grouped(trimmed(rounded(balance, 8))));
    say(row.held, Number(held) === 0 ? '' : `${grouped(trimmed(rounded(held, 8)))} in orders`);
  }
}
