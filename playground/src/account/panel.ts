/** The account on the page: what it has, what it asked for, what became of it. On a source without one it says why. */
import type { Book } from '@kraken-stream/client';
import { find, make } from '../dom.js';
import type { State } from '../link.js';
import type { Part } from '../part.js';
import type { Source } from '../source.js';
import { BalancesView } from './balances.js';
import { AccountFeed } from './feed.js';
import { FillsView } from './fills.js';
import { OrdersView } from './orders.js';
import { Outcomes } from './outcomes.js';
import { RateView } from './rate.js';
import { type Leaving, SwitchView } from './switch.js';
import { Ticket } from './ticket.js';

/** What the rest of the page does for the account. */
export interface AccountHost {
  /** The book of a symbol that is shown. */
  bookOf(symbol: string): Book | undefined;
  /** Another market is wanted. */
  focus(symbol: string): void;
  /** Something of the account has to be known, wherever on the page someone is. */
  warn(text: string): void;
  /** The in-page exchange is wanted as the source. */
  useExchange(): void;
}

export class AccountPanel implements Part {
  readonly #element = find(document, '#account', HTMLElement);
  readonly #outcomes = new Outcomes();
  readonly #ticket: Ticket;
  readonly #orders = new OrdersView(this.#outcomes);
  readonly #fills = new FillsView();
  readonly #balances: BalancesView;
  readonly #switch = new SwitchView();
  readonly #rate = new RateView();
  readonly #grid: HTMLElement;
  readonly #host: AccountHost;
  #feed: AccountFeed | undefined;
  #market = '';
  #open = false;
  /** Whether the exchange is this page's, and ends with its source. */
  #inPage = false;
  #drawnVersion = -1;

  constructor(host: AccountHost) {
    this.#ticket = new Ticket(host, this.#outcomes);
    this.#balances = new BalancesView(host.bookOf);
    const middle = make(
      'div',
      { class: 'account-middle' },
      this.#orders.element,
      this.#fills.element,
      make('div', { class: 'account-guards' }, this.#switch.element, this.#rate.element),
    );
    const side = make('div', { class: 'account-side' }, this.#balances.element, this.#outcomes.element);
    this.#grid = make('div', { class: 'account-grid' }, this.#ticket.element, middle, side);
    this.#host = host;
    document.addEventListener('price', (event) => {
      if (event instanceof CustomEvent && this.#feed !== undefined) {
        const { symbol, price } = event.detail as { symbol: string; price: string };
        this.#ticket.take(symbol, price);
      }
    });
  }

  follow({ account, client, wanted, exchange }: Source): void {
    this.#warn(this.#inPage ? 'own exchange' : 'exchange');
    this.#inPage = exchange !== undefined;
    this.#feed = account ? new AccountFeed(client) : undefined;
    this.#drawnVersion = -1;
    this.#outcomes.clear();
    this.#element.replaceChildren(account ? this.#grid : withoutAccount(WITHOUT[wanted.type], this.#host));
    this.#switch.follow(this.#feed);
    if (this.#feed === undefined) return;
    for (const view of [this.#ticket, this.#orders, this.#fills, this.#balances]) view.follow(this.#feed);
  }

  show(state: State): void {
    const open = state.panel === 'account';
    if (this.#open && !open) this.#warn('view');
    this.#open = open;
    this.#market = state.market;
    this.#ticket.show(state);
  }

  #warn(leaving: Leaving): void {
    const text = this.#switch.onLeaving(leaving);
    if (text !== '') this.#host.warn(text);
  }

  draw(now: number): void {
    const feed = this.#feed;
    if (feed === undefined || !this.#open) return;
    for (const view of [this.#ticket, this.#orders, this.#fills, this.#balances, this.#switch]) view.draw(now);
    this.#rate.draw(feed, this.#market, now);
    this.#outcomes.draw((orderId) => feed.orders.find({ orderId }));
    if (feed.version === this.#drawnVersion) return;
    this.#drawnVersion = feed.version;
    this.#orders.drawChanges(feed);
    this.#fills.drawChanges(feed);
  }
}

/** Why a source has no account. */
const WITHOUT: Readonly<Record<Source['wanted']['type'], string>> = {
  simulator: 'This exchange has no account for this page.',
  ws: 'What is at this address is connected to without a key: it shows its markets, and no account.',
  kraken: 'This page connects to Kraken without a key: it shows the markets, and no account.',
  recording: 'A recording tells what was: nothing can be ordered in it.',
};

const NEVER =
  'Never enter a key or a token in a page like this one. In your own program, a server of yours holds the key and hands ' +
  'out tokens that open the account for a while: the option “token” of the client.';

function withoutAccount(why: string, host: AccountHost): HTMLElement {
  const use = make('button', { type: 'button', class: 'button primary' }, 'Trade on the in-page exchange');
  use.addEventListener('click', () => host.useExchange());
  const play = 'The exchange in this page has an account to try everything with; its money is play money.';
  const texts = [why, NEVER, play].map((text) => make('p', {}, text));
  return make('div', { class: 'account-without' }, make('h3', {}, 'No account here'), ...texts, use);
}
