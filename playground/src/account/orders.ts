/** The open orders of the account: a table in which they are amended and canceled. */
import type { Amendment, OwnOrder } from '@kraken-stream/client';
import { make, say } from '../dom.js';
import type { AccountFeed } from './feed.js';
import { OrderRow } from './order-row.js';
import type { Outcomes } from './outcomes.js';
import { StandingView } from './standing.js';
import { tableOf } from './table.js';

const COLUMNS = ['Order', 'Limit', 'Trigger', 'Quantity', 'State', 'Change'];

export class OrdersView {
  readonly element: HTMLElement;
  readonly #outcomes: Outcomes;
  readonly #standing = new StandingView();
  readonly #count = make('span', { class: 'count' });
  readonly #cancelAll = make('button', { type: 'button', class: 'button small' }, 'Cancel all');
  readonly #table = tableOf('Open orders', COLUMNS, 'No open orders.');
  readonly #rows = new Map<string, OrderRow>();
  #feed: AccountFeed | undefined;

  constructor(outcomes: Outcomes) {
    this.#outcomes = outcomes;
    const title = make('h3', {}, 'Open orders ', this.#count);
    const head = make('div', { class: 'account-head' }, title, this.#standing.element, this.#cancelAll);
    this.element = make('section', { class: 'account-part account-orders' }, head, this.#table.element);
    this.#cancelAll.addEventListener('click', () => {
      if (this.#feed !== undefined) void this.#outcomes.follow('cancel all orders', this.#feed.client.cancelAll());
    });
  }

  follow(feed: AccountFeed): void {
    this.#feed = feed;
    this.#rows.clear();
    this.#table.body.replaceChildren();
  }

  draw(now: number): void {
    if (this.#feed !== undefined) this.#standing.draw(this.#feed.ordersStanding, now);
  }

  /** Something was told. */
  drawChanges({ orders }: AccountFeed): void {
    const open = orders.orders;
    for (const [orderId, row] of this.#rows) {
      if (open.has(orderId)) continue;
      this.#leave(row);
      this.#rows.delete(orderId);
    }
    for (const [orderId, order] of open) {
      const row = this.#rows.get(orderId);
      if (row !== undefined) row.show(order);
      else this.#add(order);
    }
    say(this.#count, open.size === 0 ? '' : String(open.size));
    this.#table.empty.hidden = open.size > 0;
    this.#cancelAll.disabled = open.size === 0;
  }

  #add(order: OwnOrder): void {
    const row = new OrderRow(order, {
      cancel: ({ orderId }) => {
        const feed = this.#feed;
        if (feed !== undefined) void this.#outcomes.follow(`cancel ${orderId}`, feed.client.cancelOrder(orderId));
      },
      amend: ({ orderId }, amendment) => this.#amend(orderId, amendment),
    });
    this.#rows.set(order.orderId, row);
    this.#table.body.prepend(row.element);
  }

  async #amend(orderId: string, amendment: Amendment) {
    if (this.#feed === undefined) return undefined;
    const { limitPrice, triggerPrice, orderQty } = amendment;
    const changes = [
      limitPrice && `limit ${limitPrice}`,
      triggerPrice && `trigger ${triggerPrice}`,
      orderQty && `quantity ${orderQty}`,
    ];
    const asked = `amend ${orderId}: ${changes.filter(Boolean).join(', ')}`;
    return this.#outcomes.follow(asked, this.#feed.client.amendOrder(amendment));
  }

  /** Takes away a row; who was at one of its buttons is not left nowhere. */
  #leave({ element }: OrderRow): void {
    const wasThere = element.contains(document.activeElement);
    const next = element.nextElementSibling ?? element.previousElementSibling;
    element.remove();
    if (!wasThere) return;
    const other = next?.querySelector<HTMLElement>('button:enabled') ?? this.#table.element;
    other.focus();
  }
}
