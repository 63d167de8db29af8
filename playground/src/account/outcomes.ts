/** What became of what was asked: one line for each request, the latest first, and told to who listens. */
import { KrakenStreamError, type OrderOutcome, type OwnOrder, UsageError } from '@kraken-stream/client';
import { make, say } from '../dom.js';
import { type Fate, fateOf, SENDING, settledFate, statusOf, thrownFate } from './fate.js';

const MOST = 40;

interface Line {
  readonly element: HTMLElement;
  readonly word: HTMLElement;
  readonly text: HTMLElement;
  readonly later: HTMLElement;
  readonly asked: string;
  orderId: string | undefined;
}

export class Outcomes {
  readonly element: HTMLElement;
  readonly #list = make('ol', { class: 'outcomes', reversed: '' });
  readonly #empty = make('p', { class: 'account-empty' }, 'Nothing was asked yet.');
  readonly #live = make('p', { class: 'sr', 'aria-live': 'polite' });
  #lines: Line[] = [];

  constructor() {
    const title = make('h3', { id: 'outcomes-title' }, 'What became of it');
    const scroll = make(
      'div',
      { class: 'outcomes-scroll', role: 'region', 'aria-labelledby': 'outcomes-title', tabindex: '0' },
      this.#list,
      this.#empty,
    );
    this.element = make('section', { class: 'account-part', id: 'outcomes' }, title, scroll, this.#live);
  }

  /** Another account: what was asked of the one before is over. */
  clear(): void {
    this.#lines = [];
    this.#list.replaceChildren();
    this.#empty.hidden = false;
    say(this.#live, '');
  }

  /**
   * Tells of a request from now on. Resolves with the mistake that kept it from being sent, which who asked may show at
   * its place.
   */
  async follow(
    asked: string,
    request: Promise<OrderOutcome>,
    options: { readonly validated?: boolean; readonly made?: boolean } = {},
  ): Promise<UsageError | undefined> {
    const line = this.#add(asked);
    this.#tell(line, SENDING);
    try {
      const outcome = await request;
      this.#tell(line, fateOf(outcome, options.validated));
      if (outcome.status === 'accepted' && options.made === true) line.orderId = outcome.orderId;
      if (outcome.status === 'unknown') {
        const settlement = await outcome.settled;
        this.#tell(line, settledFate(settlement));
        if (settlement.status === 'accepted' && options.made === true) line.orderId = settlement.orderId;
      }
      return undefined;
    } catch (error) {
      if (!(error instanceof KrakenStreamError)) throw error;
      this.#tell(line, thrownFate(error));
      return error instanceof UsageError ? error : undefined;
    }
  }

  /** Adds where the orders that were placed stand now. */
  draw(find: (orderId: string) => OwnOrder | undefined): void {
    for (const { orderId, later } of this.#lines) {
      const order = orderId === undefined ? undefined : find(orderId);
      if (order !== undefined) say(later, `now ${statusOf(order)}`);
    }
  }

  #add(asked: string): Line {
    const now = new Date();
    const [word, text, later] = [make('b'), make('span'), make('span', { class: 'later' })];
    const time = make('time', { datetime: now.toISOString() }, now.toLocaleTimeString('en-GB'));
    const what = make('p', { class: 'asked' }, time, ' ', asked);
    const element = make('li', {}, what, make('p', { class: 'fate' }, word, ' ', text, ' ', later));
    const line = { element, word, text, later, asked, orderId: undefined };
    this.#list.prepend(element);
    this.#lines.unshift(line);
    for (const old of this.#lines.splice(MOST)) old.element.remove();
    this.#empty.hidden = true;
    return line;
  }

  #tell(line: Line, fate: Fate): void {
    const { element, word, text, asked } = line;
    element.dataset['tone'] = fate.tone;
    say(word, fate.word);
    say(text, fate.text);
    if (fate !== SENDING && this.#lines.includes(line)) say(this.#live, `${asked}: ${fate.word}. ${fate.text}`);
  }
}
