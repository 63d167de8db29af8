/** The market's trades as they come, newest first. A reader can hold them: what moves under the eyes cannot be read. */
import type { TradesEvent } from '@kraken-stream/client';
import { wordOf } from '../charts/candles.js';
import { MarketPanel, waitingNote } from '../charts/market-panel.js';
import { Precision } from '../charts/precision.js';
import { Sight } from '../charts/sight.js';
import { find, make, say } from '../dom.js';
import { Feed } from '../feed.js';
import type { State } from '../link.js';
import type { Part } from '../part.js';
import type { Source } from '../source.js';
import { type Entry, WaitingLine } from './line.js';
import { COLUMNS, gapRow, TradeRow } from './row.js';

const MOST_ROWS = 60;

export class TradesTape implements Part {
  readonly #panel: MarketPanel;
  readonly #sight: Sight;
  readonly #feed = new Feed<TradesEvent>();
  readonly #waiting = new WaitingLine(MOST_ROWS);
  readonly #prices = new Precision();
  readonly #quantities = new Precision();
  readonly #hold = make('button', { type: 'button', class: 'button tape-hold', 'aria-pressed': 'false' }, 'Hold');
  readonly #held = make('p', { class: 'tape-held', hidden: '' });
  readonly #scroller = make('div', { class: 'tape-scroll', role: 'region', tabindex: '0' });
  readonly #caption = make('caption', { class: 'sr' });
  readonly #body = make('tbody');
  /** Those on the tape, newest first; gaps have none of their own. */
  readonly #rows = new Map<HTMLElement, TradeRow>();
  #source: Source | undefined;
  #market = '';
  /** Whether the reader has scrolled away from the newest. It is told, because asking would cost a layout each time. */
  #away = false;

  constructor() {
    const section = find(document, '#trades', HTMLElement);
    this.#panel = new MarketPanel(section, 'Trades', this.#hold);
    this.#sight = new Sight(section);
    const heads = COLUMNS.map((name) => make('th', { scope: 'col' }, name));
    const table = make('table', { class: 'tape' }, this.#caption, make('thead', {}, make('tr', {}, ...heads)));
    table.append(this.#body);
    this.#scroller.append(table);
    this.#panel.body.append(this.#scroller, this.#held);
    this.#scroller.addEventListener('scroll', () => {
      this.#away = this.#scroller.scrollTop > 0;
    });
    this.#hold.addEventListener('click', () => {
      const held = this.#hold.getAttribute('aria-pressed') === 'true';
      this.#hold.setAttribute('aria-pressed', String(!held));
      if (held) this.#scroller.scrollTop = 0;
    });
  }

  follow(source: Source): void {
    this.#source = source;
    this.#market = '';
    this.#feed.end();
    this.#feed.recorded = source.wanted.type === 'recording';
  }

  show({ market }: State): void {
    const { client } = this.#source ?? {};
    if (market === this.#market || client === undefined) return;
    this.#market = market;
    this.#waiting.reset();
    this.#prices.reset();
    this.#quantities.reset();
    this.#rows.clear();
    this.#body.replaceChildren();
    this.#panel.begin(market);
    this.#scroller.scrollTop = 0;
    this.#scroller.setAttribute('aria-label', `Trades of ${market}`);
    say(this.#caption, `The latest trades of ${market}, newest first`);
    this.#feed.begin(() => client.subscribeTrades(market), {
      data: ({ data }) => this.#waiting.push(data),
      gap: (gap) => this.#waiting.pushGap(gap),
    });
  }

  draw(now: number): void {
    const { state, problem } = this.#feed;
    const holding = this.#hold.getAttribute('aria-pressed') === 'true' || this.#away;
    if (!holding && this.#sight.due(now)) this.#put(this.#waiting.take());
    const { trades } = this.#waiting;
    if (holding) say(this.#held, `${trades} newer trade${trades === 1 ? '' : 's'}`);
    this.#held.toggleAttribute('hidden', !holding || trades === 0);
    const waiting = state === 'live' ? 'Waiting for the next trade' : 'Waiting for the first trades';
    const empty = this.#body.childElementCount === 0 && trades === 0;
    this.#panel.draw(state, empty ? waitingNote(state, problem, waiting) : '', wordOf(state));
  }

  /** Oldest first. */
  #put(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const worst = this.#body.childElementCount >= MOST_ROWS ? this.#body.lastElementChild : null;
      const spare = worst instanceof HTMLElement ? this.#rows.get(worst) : undefined;
      worst?.remove();
      this.#body.prepend(entry.type === 'gap' ? gapRow(entry.gap) : this.#rowOf(entry, spare));
      if (worst instanceof HTMLElement && !worst.isConnected) this.#rows.delete(worst);
    }
  }

  #rowOf({ trade, large }: Extract<Entry, { type: 'trade' }>, spare: TradeRow | undefined): HTMLElement {
    const row = spare ?? new TradeRow();
    this.#rows.set(row.element, row);
    this.#prices.see(trade.price);
    this.#quantities.see(trade.qty);
    row.write(trade, this.#prices.write(trade.price), this.#quantities.write(trade.qty), large);
    return row.element;
  }
}
