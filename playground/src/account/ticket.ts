/**
 * The order ticket: shows the fields that the client says an order has, tells what is wrong while it is typed, and sends
 * it. It has no rules of its own.
 */
import type { Book, Pair } from '@kraken-stream/client';
import { make, say } from '../dom.js';
import type { State } from '../link.js';
import { compared, grouped, trimmed } from './decimals.js';
import { type Estimate, estimateOf, ratesOf } from './estimate.js';
import type { AccountFeed } from './feed.js';
import { FIELDS, type Path } from './fields.js';
import { fundsOf, heldBy, shareOf } from './funds.js';
import type { Outcomes } from './outcomes.js';
import { fieldOf, type Problem, problemOf, problemsOf } from './problems.js';
import { orderInWords, orderOf, type Values } from './read-order.js';
import { type Check, fieldsOf, leftOut, offersOf, optionsOf } from './taken.js';
import { TicketForm, type TicketHost } from './ticket-form.js';

/** Decimals of amounts of money, where the pair does not tell. */
const MONEY = 2;
const HOUR_MS = 3_600_000;
const NO_MARGIN =
  'Margin and leverage are left out: the local exchange lends nothing and refuses them (EOrder:Insufficient margin), so ' +
  'that there is no position to reduce or to settle either.';
/** What is to be known of fields that are of no pair: their unit, and what they are. */
const HINTS: { readonly [P in Path]?: readonly [unit: string, hint: string] } = {
  effectiveTime: ['', 'left empty, at once'],
  deadline: ['s', 'refused when it comes later: 0.5 to 60'],
  clOrdId: ['', 'left empty, the client makes one'],
  orderUserref: ['', 'an integer, instead of an id'],
  senderSubId: ['', 'the trader of an institution'],
};
/** A book is looked at so often for the estimate. */
const ESTIMATE_EVERY_MS = 250;

export interface TicketPlace {
  bookOf(symbol: string): Book | undefined;
  focus(symbol: string): void;
}

export class Ticket implements TicketHost {
  readonly #place: TicketPlace;
  readonly #outcomes: Outcomes;
  readonly #form: TicketForm;
  #feed: AccountFeed | undefined;
  #market = '';
  #shown: ReadonlySet<Path> = new Set();
  /** What the shown fields were found out for. */
  #shownFor = '';
  #attempted = false;
  #pair: Pair | undefined;
  #estimatedAt = 0;

  constructor(place: TicketPlace, outcomes: Outcomes) {
    this.#place = place;
    this.#outcomes = outcomes;
    this.#form = new TicketForm(this);
    for (const name of ['Cost', 'Fee', 'How']) {
      this.#form.estimate.append(make('div', {}, make('dt', {}, name), make('dd', {}, '–')));
    }
  }

  get element(): HTMLElement {
    return this.#form.element;
  }

  follow(feed: AccountFeed): void {
    this.#feed = feed;
    this.#pair = undefined;
    this.#shownFor = '';
    this.#attempted = false;
    if (this.#market !== '') this.changed();
  }

  show({ books, market }: State): void {
    this.#form.offer(
      books.map(({ symbol }) => symbol),
      market,
    );
    if (market === this.#market) return;
    this.#market = market;
    this.#pair = undefined;
    this.#attempted = false;
    // Prices and quantities of another market mean nothing here.
    for (const field of this.#form.fields.values()) {
      if (field.kind === 'price' || field.kind === 'quantity' || field.kind === 'cash') field.clear();
    }
    if (this.#feed !== undefined) this.changed();
  }

  /** A price of a market was chosen elsewhere on the page. */
  take(symbol: string, price: string): void {
    if (symbol !== this.#market) this.#place.focus(symbol);
    const path: Path = this.#shown.has('limitPrice') ? 'limitPrice' : 'triggers.price';
    if (this.#shown.has(path)) this.#form.field(path).fill(price);
  }

  /** A field has changed: which there are, and what is wrong. */
  readonly changed = (): void => {
    const feed = this.#feed;
    if (feed === undefined) return;
    this.#findShown(feed);
    this.#tellUnits();
    this.#complain(this.#problems(feed));
    this.#estimatedAt = 0;
  };

  readonly focus = (symbol: string): void => this.#place.focus(symbol);

  readonly best = (side: 'bids' | 'asks'): void => {
    const best = this.#place.bookOf(this.#market)?.[side].best;
    if (best !== undefined) this.#form.field('limitPrice').fill(best.price);
  };

  readonly share = (percent: number): void => {
    const [base = '', quote = ''] = this.#market.split('/');
    const { side } = this.#form;
    const free = this.#freeOf(side === 'sell' ? base : quote);
    if (free === undefined || this.#pair === undefined) return;
    const { taker } = ratesOf(this.#feed?.fills ?? []);
    const qty = shareOf(percent, side, free, this.#priceMeant(), taker, this.#pair);
    if (qty !== undefined) this.#form.field('orderQty').fill(qty);
  };

  readonly submitted = (): void => {
    const feed = this.#feed;
    if (feed === undefined) return;
    this.#attempted = true;
    const problems = this.#problems(feed);
    this.#complain(problems);
    const [first] = problems;
    if (first !== undefined) {
      if (first.path !== undefined) this.#form.goTo(first.path);
      return;
    }
    const order = orderOf(this.#market, this.#form.values, this.#shown, Date.now());
    const validated = order.validate === true;
    const asked = `${validated ? 'check: ' : ''}${orderInWords(order)}`;
    this.#attempted = false;
    // An id is of one order.
    this.#form.field('clOrdId').clear();
    void this.#outcomes.follow(asked, feed.client.addOrder(order), { validated, made: true }).then((mistake) => {
      if (mistake === undefined || feed !== this.#feed) return;
      this.#complain([problemOf(mistake, fieldOf(mistake, this.#shown))]);
    });
  };

  draw(now: number): void {
    const feed = this.#feed;
    if (feed === undefined) return;
    const pair = feed.pair(this.#market);
    if (pair !== this.#pair) {
      this.#pair = pair;
      this.changed();
    }
    if (now - this.#estimatedAt < ESTIMATE_EVERY_MS) return;
    this.#estimatedAt = now;
    this.#drawEstimate(feed);
    const book = this.#place.bookOf(this.#market);
    for (const [i, side] of (['bids', 'asks'] as const).entries())
      this.#form.bests[i]!.disabled = book?.[side].best === undefined;
    for (const button of this.#form.shares) {
      button.disabled = feed.balances === undefined || pair === undefined;
      button.title = feed.balancesRefusal;
    }
  }

  /** Which fields there are depends on few: it is found out when one of those has changed. */
  #findShown(feed: AccountFeed): void {
    const { orderType, side, timeInForce } = this.#form.values;
    const key = [this.#market, orderType, side, timeInForce, this.#form.values['conditional.orderType']].join();
    const known = `${key} ${this.#pair === undefined}`;
    if (known === this.#shownFor) return;
    const check = this.#check(feed);
    const types = optionsOf(check, this.#market, this.#form.values, 'orderType', Date.now());
    this.#form.field('orderType').offer(types);
    const offers = offersOf(check, this.#market, this.#form.values, Date.now());
    for (const [path, offered] of offers) this.#form.field(path).offer(offered);
    say(this.#form.leftOut, [NO_MARGIN, ...leftOut(check, this.#market, Date.now()).map(sentence)].join(' '));
    this.#shown = fieldsOf(check, this.#market, this.#form.values, Date.now(), offers);
    for (const [path, field] of this.#form.fields) field.show(this.#shown.has(path));
    if (this.#shown.has('expireTime')) this.#form.field('expireTime').begin(localTime(Date.now() + HOUR_MS));
    // A choice may have been made of the ones that are left.
    const now = this.#form.values;
    const after = [this.#market, now.orderType, now.side, now.timeInForce, now['conditional.orderType']].join();
    this.#shownFor = `${after} ${this.#pair === undefined}`;
  }

  #check({ client }: AccountFeed): Check {
    return (order) => client.checkOrder(order);
  }

  #problems(feed: AccountFeed): readonly Problem[] {
    return problemsOf(this.#check(feed), this.#market, this.#form.values, this.#shown, this.#attempted, Date.now());
  }

  #complain(problems: readonly Problem[]): void {
    for (const [path, field] of this.#form.fields) field.complain(problems.find((problem) => problem.path === path));
    const [first] = problems;
    const { said, submit, side, values } = this.#form;
    const [base = ''] = this.#market.split('/');
    say(
      submit,
      this.#shown.has('validate') && values.validate === 'true'
        ? `Check the ${side} order`
        : side === 'buy'
          ? `Buy ${base}`
          : `Sell ${base}`,
    );
    submit.dataset['side'] = side;
    said.toggleAttribute('data-wrong', first !== undefined);
    const nowhere = problems.find(({ path }) => path === undefined || this.#form.field(path).kind === 'flag');
    const count =
      problems.length === 1 ? 'One field has to be changed.' : `${problems.length} fields have to be changed.`;
    say(said, nowhere?.text ?? (first === undefined ? 'Checked by the client as you type, before it is sent.' : count));
  }

  #tellUnits(): void {
    const [base = '', quote = ''] = this.#market.split('/');
    const { values } = this.#form;
    const pair = this.#pair;
    for (const [path, field] of this.#form.fields) {
      if (field.kind === 'price') {
        const type = this.#typeOf(values, path);
        field.step = type === 'pct' ? '0.1' : pair?.priceIncrement;
        field.tell(type === 'pct' ? '%' : quote, pair === undefined ? '' : `in steps of ${trimmed(field.step ?? '')}`);
      } else if (field.kind === 'quantity') {
        field.step = path === 'orderQty' || path === 'displayQty' ? pair?.qtyMin : undefined;
        field.tell(
          base,
          pair === undefined ? '' : `at least ${trimmed(pair.qtyMin)}, in steps of ${trimmed(pair.qtyIncrement)}`,
        );
      } else if (field.kind === 'cash') {
        field.step = pair?.costMin;
        field.tell(quote, pair === undefined ? '' : `instead of a quantity, at least ${trimmed(pair.costMin)}`);
      } else {
        const [unit = '', hint = ''] = HINTS[path] ?? [];
        field.tell(unit, hint);
      }
    }
  }

  /** The price at which a quantity is bought, as far as it is known. */
  #priceMeant(): string | undefined {
    const { values } = this.#form;
    const limit = values.limitPrice ?? '';
    if (this.#shown.has('limitPrice') && this.#typeOf(values, 'limitPrice') === 'static' && /^[\d.]+$/.test(limit)) {
      if (compared(limit, '0') > 0) return limit;
    }
    return this.#place.bookOf(this.#market)?.asks.best?.price;
  }

  /** What kind of price a field has now: as its own choice says, where there is one. */
  #typeOf(values: Values, path: Path): string {
    const choice = FIELDS.find((field) => field.path === `${path}Type`)?.path;
    return (choice !== undefined && this.#shown.has(choice) && values[choice]) || 'static';
  }

  #freeOf(asset: string): string | undefined {
    const feed = this.#feed;
    if (feed?.balances === undefined) return undefined;
    const held = heldBy(feed.orders.orders.values());
    return fundsOf(feed.balances.balances.values(), held).find((fund) => fund.asset === asset)?.free ?? '0';
  }

  #drawEstimate({ fills }: AccountFeed): void {
    const decimals = Math.max(MONEY, Math.min(this.#pair?.costPrecision ?? MONEY, this.#pair?.pricePrecision ?? MONEY));
    const rates = ratesOf(fills);
    const shown: Partial<Record<Path, string>> = {};
    for (const path of this.#shown) shown[path] = this.#form.field(path).value;
    const values: Values = { ...shown, side: this.#form.side };
    const estimate = estimateOf(values, this.#place.bookOf(this.#market), rates, decimals);
    const cells = [...this.#form.estimate.querySelectorAll('dd')];
    const [base = '', quote = ''] = this.#market.split('/');
    const taken = values.feePreference === 'base' ? ` taken in ${base}` : '';
    for (const [i, text] of inWords(estimate, quote, taken, rates.told).entries()) {
      const cell = cells[i];
      if (cell !== undefined) say(cell, text);
    }
  }
}

function inWords({ cost, fee, how }: Estimate, quote: string, taken: string, told: boolean): [string, string, string] {
  if (cost === undefined || fee === undefined) return ['–', '–', how];
  const rate = told ? 'at the rate of your last fills' : 'at the local exchange’s usual rate';
  return [`≈ ${grouped(cost)} ${quote}`, `≈ ${grouped(fee)} ${quote}${taken}, ${rate}`, how];
}

function sentence(text: string): string {
  return `${text}.`;
}

/** As a `datetime-local` field has it: a time of the place where one is. */
function localTime(at: number): string {
  const there = at - new Date(at).getTimezoneOffset() * 60_000;
  return new Date(there).toISOString().slice(0, 16);
}
