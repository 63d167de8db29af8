/** One open order on the page: how it stands, and the fields in which it is amended. Knows no client. */
import type { Amendment, OwnOrder, UsageError } from '@kraken-stream/client';
import { make, say } from '../dom.js';
import { grouped, trimmed } from './decimals.js';
import { statusOf } from './fate.js';
import { problemOf } from './problems.js';

/** What can be changed in place. */
const CHANGES = ['limitPrice', 'triggerPrice', 'orderQty'] as const;
type Change = (typeof CHANGES)[number];

const NAMES: Readonly<Record<Change, string>> = {
  limitPrice: 'Limit price',
  triggerPrice: 'Trigger price',
  orderQty: 'Quantity',
};

export interface RowHost {
  cancel(order: OwnOrder): void;
  /** Resolves with the mistake that kept it from being sent. */
  amend(order: OwnOrder, amendment: Amendment): Promise<UsageError | undefined>;
}

export class OrderRow {
  readonly element: HTMLTableRowElement;
  readonly #host: RowHost;
  readonly #what = cell('Order');
  readonly #cells: Readonly<Record<Change, HTMLElement>> = {
    limitPrice: cell('Limit'),
    triggerPrice: cell('Trigger'),
    orderQty: cell('Quantity'),
  };
  readonly #state = cell('State');
  readonly #buttons = make('td', { role: 'cell', class: 'row-buttons' });
  readonly #amend = button('Amend', () => this.#begin());
  readonly #cancel = button('Cancel', () => this.#host.cancel(this.#order));
  readonly #save = button('Save', () => this.#send());
  readonly #keep = button('Back', () => this.#end());
  #order: OwnOrder;
  #inputs: Partial<Record<Change, HTMLInputElement>> | undefined;

  constructor(order: OwnOrder, host: RowHost) {
    this.#order = order;
    this.#host = host;
    const { limitPrice, triggerPrice, orderQty } = this.#cells;
    this.#state.id = `order-${order.orderId}-state`;
    const cells = [this.#what, limitPrice, triggerPrice, orderQty, this.#state, this.#buttons];
    this.element = make('tr', { role: 'row' }, ...cells);
    this.#buttons.append(this.#amend, this.#cancel);
    this.element.addEventListener('keydown', (event) => {
      if (this.#inputs === undefined) return;
      if (event.key === 'Escape') this.#end();
      if (event.key === 'Enter' && event.target instanceof HTMLInputElement) this.#send();
    });
    this.show(order);
  }

  /** As it stands now; what is being entered stays. */
  show(order: OwnOrder): void {
    this.#order = order;
    const { symbol = '', side = '', orderType = '', orderId, timeInForce, contingent } = order;
    const more = [timeInForce?.toLowerCase(), order.postOnly === true ? 'post only' : undefined];
    if (this.#what.childElementCount === 0) this.#what.append(make('b'), make('span'));
    const [name, kind] = this.#what.children as Iterable<HTMLElement>;
    if (name !== undefined) {
      name.dataset['side'] = side;
      say(name, `${side} ${symbol}`);
    }
    if (kind !== undefined) say(kind, [orderType, ...more].filter(Boolean).join(', '));
    this.#what.title = orderId;
    for (const change of CHANGES) {
      if (this.#inputs?.[change] === undefined) say(this.#cells[change], shown(order, change));
    }
    const { cumQty = '0', orderQty } = order;
    const filled = Number(cumQty) === 0 ? '' : `, ${trimmed(cumQty)} filled`;
    if (this.#inputs === undefined) say(this.#state, `${statusOf(order)}${filled}`);
    const label = `${side} ${symbol} ${orderQty ?? ''} at ${order.limitPrice ?? order.triggers?.price ?? 'market'}`;
    this.#cancel.setAttribute('aria-label', `Cancel ${label}`);
    this.#amend.setAttribute('aria-label', `Amend ${label}`);
    // The exchange takes no amends of such.
    this.#amend.disabled = contingent !== undefined;
  }

  #begin(): void {
    const inputs: Partial<Record<Change, HTMLInputElement>> = {};
    for (const change of CHANGES) {
      const value = told(this.#order, change);
      if (value === undefined) continue;
      const input = make('input', {
        type: 'text',
        inputmode: 'decimal',
        autocomplete: 'off',
        'aria-label': `New ${NAMES[change].toLowerCase()}`,
        'aria-describedby': this.#state.id,
      });
      input.value = trimmed(value);
      inputs[change] = input;
      this.#cells[change].replaceChildren(input);
    }
    this.#inputs = inputs;
    this.#buttons.replaceChildren(this.#save, this.#keep);
    say(this.#state, 'Enter saves, Escape goes back');
    (inputs.limitPrice ?? inputs.triggerPrice ?? inputs.orderQty)?.focus();
  }

  #end(): void {
    this.#inputs = undefined;
    this.#buttons.replaceChildren(this.#amend, this.#cancel);
    this.show(this.#order);
    this.#amend.focus();
  }

  #send(): void {
    const inputs = this.#inputs;
    if (inputs === undefined) return;
    const changes: Partial<Record<Change, string>> = {};
    for (const change of CHANGES) {
      const text = inputs[change]?.value.trim() ?? '';
      if (text !== '' && text !== trimmed(told(this.#order, change) ?? '')) changes[change] = text;
    }
    if (Object.keys(changes).length === 0) {
      this.#end();
      return;
    }
    const { orderId, symbol } = this.#order;
    // What it lacks for the compiler, one of the changes, was just seen to.
    const amendment = { orderId, symbol, ...changes } as Amendment;
    void this.#host.amend(this.#order, amendment).then((mistake) => {
      if (this.#inputs !== inputs) return;
      if (mistake === undefined) this.#end();
      else this.#complain(mistake, inputs);
    });
  }

  #complain(mistake: UsageError, inputs: Partial<Record<Change, HTMLInputElement>>): void {
    const { text, nearest } = problemOf(mistake, undefined);
    const wrong = inputs[mistake.field as Change];
    for (const input of Object.values(inputs)) input.toggleAttribute('aria-invalid', false);
    wrong?.setAttribute('aria-invalid', 'true');
    const values = nearest.flatMap((value) => {
      const take = make('button', { type: 'button', class: 'near', 'aria-label': `Take ${value}` }, value);
      take.addEventListener('click', () => {
        if (wrong === undefined) return;
        wrong.value = value;
        wrong.removeAttribute('aria-invalid');
        wrong.focus();
      });
      return [' ', take];
    });
    // In full it is in the list of what became of it; there is little room here.
    const words = make('span', nearest.length === 0 ? { class: 'wrong' } : { class: 'sr' }, text);
    this.#state.replaceChildren(words, ...values);
    wrong?.focus();
  }
}

function told({ limitPrice, triggers, orderQty }: OwnOrder, change: Change): string | undefined {
  if (change === 'orderQty') return orderQty;
  return change === 'limitPrice' ? limitPrice : triggers?.price;
}

/** With what it counts from, where it is no price. */
function shown(order: OwnOrder, change: Change): string {
  const value = told(order, change);
  if (value === undefined) return '–';
  const type = change === 'limitPrice' ? order.limitPriceType : change === 'triggerPrice' && order.triggers?.priceType;
  return `${grouped(trimmed(value))}${type === 'pct' ? ' %' : type === 'quote' ? ' off' : ''}`;
}

function cell(label: string): HTMLElement {
  return make('td', { role: 'cell', 'data-label': label });
}

function button(text: string, chosen: () => void): HTMLButtonElement {
  const made = make('button', { type: 'button', class: 'button small' }, text);
  made.addEventListener('click', chosen);
  return made;
}
