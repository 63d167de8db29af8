/** The ticket on the page: its fields in their places. Knows what they are called, not what they mean together. */
import { SIDES } from '@kraken-stream/client';
import { Choice } from '../choice.js';
import { make } from '../dom.js';
import { Field } from './field.js';
import { FIELDS, type Path, RARE } from './fields.js';
import type { Values } from './read-order.js';

const MAIN: readonly Path[] = [
  'orderQty',
  'cashOrderQty',
  'limitPrice',
  'limitPriceType',
  'triggers.price',
  'triggers.priceType',
  'triggers.reference',
  'displayQty',
  'timeInForce',
  'expireTime',
];
const FLAGS: readonly Path[] = ['postOnly', 'reduceOnly', 'validate'];
const MORE: readonly Path[] = [
  ...RARE,
  'conditional.orderType',
  'conditional.triggerPrice',
  'conditional.triggerPriceType',
  'conditional.limitPrice',
  'conditional.limitPriceType',
];
const SHARES = [25, 50, 100] as const;

/** What someone does at the ticket beside entering. */
export interface TicketHost {
  changed(): void;
  submitted(): void;
  /** Another market is wanted. */
  focus(symbol: string): void;
  /** A part of what is free is wanted, in percent. */
  share(percent: number): void;
  /** The best price of a side is wanted. */
  best(side: 'bids' | 'asks'): void;
}

export class TicketForm {
  readonly element: HTMLElement;
  readonly fields: ReadonlyMap<Path, Field>;
  readonly submit = make('button', { type: 'submit', class: 'button primary ticket-send' });
  readonly said = make('p', { class: 'ticket-said', id: 'ticket-said' });
  readonly estimate = make('dl', { class: 'estimate' });
  /** What there is no field for, and why. */
  readonly leftOut = make('p', { class: 'left-out' });
  readonly shares: readonly HTMLButtonElement[];
  readonly bests: readonly HTMLButtonElement[];
  readonly #form: HTMLFormElement;
  readonly #market = make('select', { id: 'ticket-market' });
  readonly #side: Choice<'buy' | 'sell'>;
  readonly #more: HTMLDetailsElement;

  constructor(host: TicketHost) {
    this.fields = new Map(FIELDS.map((facts) => [facts.path, new Field(facts, () => host.changed())]));
    this.shares = SHARES.map((percent) => {
      const text = percent === 100 ? 'max' : `${percent}%`;
      return quick(text, `${text} of what is free`, () => host.share(percent));
    });
    this.field('orderQty').quick.append(...this.shares);
    this.bests = [quick('bid', 'Best bid', () => host.best('bids')), quick('ask', 'Best ask', () => host.best('asks'))];
    this.field('limitPrice').quick.append(...this.bests);
    this.#more = make(
      'details',
      { class: 'more' },
      make('summary', {}, 'Start, fee, ids, self-trades, conditional close'),
    );
    this.#more.append(make('div', { class: 'field-grid' }, ...this.#elements(MORE)), this.leftOut);
    const sides = make('fieldset', { class: 'segmented sides' }, make('legend', { class: 'sr' }, 'Side'));
    for (const side of SIDES) {
      const radio = make('input', { type: 'radio', name: 'side', value: side });
      sides.append(make('label', { class: side }, radio, make('span', {}, side === 'buy' ? 'Buy' : 'Sell')));
    }
    const market = make('label', { for: 'ticket-market' }, 'Market');
    this.#form = make(
      'form',
      { class: 'ticket', novalidate: '', 'aria-labelledby': 'ticket-title' },
      make('div', { class: 'ticket-head' }, make('h3', { id: 'ticket-title' }, 'Order ticket'), sides),
      make(
        'div',
        { class: 'field-grid' },
        make('div', { class: 'field' }, make('div', { class: 'field-head' }, market), this.#market),
        this.field('orderType').element,
      ),
      make('div', { class: 'field-grid' }, ...this.#elements(MAIN)),
      make('div', { class: 'flags' }, ...this.#elements(FLAGS)),
      this.#more,
      this.estimate,
      make('div', { class: 'ticket-end' }, this.submit, this.said),
    );
    this.submit.setAttribute('aria-describedby', this.said.id);
    this.element = make('section', { class: 'account-part account-ticket' }, this.#form);
    this.#side = new Choice(this.#form, 'side', SIDES);
    this.#side.begin('buy', () => host.changed());
    this.#market.addEventListener('change', () => host.focus(this.#market.value));
    // Whoever clicks twice, or leaves a key down, means one order.
    this.submit.addEventListener('click', (event) => {
      if (event.detail > 1) event.preventDefault();
    });
    this.#form.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.repeat) event.preventDefault();
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      host.submitted();
    });
  }

  field(path: Path): Field {
    const field = this.fields.get(path);
    if (field === undefined) throw new Error(`the ticket has no ${path}`);
    return field;
  }

  get side(): 'buy' | 'sell' {
    return this.#side.value;
  }

  get values(): Values {
    const values: Partial<Record<Path, string>> = {};
    for (const [path, field] of this.fields) values[path] = field.value;
    return { ...values, side: this.#side.value };
  }

  /** Which market it is about, among those that are shown. */
  offer(symbols: readonly string[], market: string): void {
    if ([...this.#market.options].map(({ value }) => value).join() !== symbols.join())
      this.#market.replaceChildren(...symbols.map((symbol) => make('option', { value: symbol }, symbol)));
    this.#market.value = market;
  }

  /** Takes who looks for what is wrong there. */
  goTo(path: Path): void {
    const { control } = this.field(path);
    if (this.#more.contains(control)) this.#more.open = true;
    control.focus();
  }

  #elements(paths: readonly Path[]): HTMLElement[] {
    return paths.map((path) => this.field(path).element);
  }
}

function quick(text: string, label: string, chosen: () => void): HTMLButtonElement {
  const button = make('button', { type: 'button', 'aria-label': label, title: label }, text);
  button.addEventListener('click', chosen);
  return button;
}
