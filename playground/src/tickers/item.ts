/** One market in the strip: the last price, how it moved in a day, the best prices and the volume. */
import type { Book, Ticker, TickerEvent } from '@kraken-stream/client';
import { compact, signedPercent } from '../charts/amount.js';
import { Precision } from '../charts/precision.js';
import { make, say } from '../dom.js';
import { Feed } from '../feed.js';

/** A price that changes with every frame would flicker: it flashes this often, this long. */
const FLASH_EVERY_MS = 700;
const FLASH_MS = 350;
const NONE = '–';

export class TickerItem {
  readonly symbol: string;
  readonly element: HTMLElement;
  readonly feed = new Feed<TickerEvent>();
  readonly #radio: HTMLInputElement;
  readonly #last = make('b', { class: 'ticker-last' }, NONE);
  readonly #change = make('span', { class: 'ticker-change' }, NONE);
  readonly #bid = make('span', { class: 'ticker-bid' }, NONE);
  readonly #ask = make('span', { class: 'ticker-ask' }, NONE);
  readonly #volume = make('span', { class: 'ticker-volume' }, NONE);
  readonly #precision = new Precision();
  #ticker: Ticker | undefined;
  #drawn: Ticker | undefined;
  #flashedAt = 0;

  /** `chosen` is called when the person has chosen this market. */
  constructor(symbol: string, chosen: () => void) {
    this.symbol = symbol;
    this.#radio = make('input', { type: 'radio', name: 'ticker', value: symbol, 'aria-label': symbol });
    this.#radio.addEventListener('change', chosen);
    const row = (...cells: HTMLElement[]) => make('span', { class: 'ticker-row' }, ...cells);
    const best = make('span', { class: 'ticker-best' }, this.#bid, make('span', { class: 'sr' }, ' to '), this.#ask);
    this.element = make(
      'label',
      { class: 'ticker' },
      this.#radio,
      row(make('span', { class: 'ticker-symbol' }, symbol), this.#last, this.#change),
      row(best, this.#volume),
    );
  }

  set chosen(chosen: boolean) {
    this.#radio.checked = chosen;
  }

  tell({ data }: TickerEvent): void {
    this.#ticker = data;
  }

  /** Another source: what was of the one before is not shown any more. */
  begin(): void {
    this.#ticker = this.#drawn = undefined;
    this.#precision.reset();
    for (const element of [this.#last, this.#change, this.#bid, this.#ask, this.#volume]) say(element, NONE);
    delete this.#change.dataset['went'];
    delete this.#last.dataset['flash'];
  }

  /** `book`: the page's kept book of this market, whose best prices are newer than those of the last trade. */
  draw(now: number, book: Book | undefined, flashing: boolean): void {
    const { state, problem } = this.feed;
    if (this.element.dataset['state'] !== state) this.element.dataset['state'] = state;
    if (problem !== '') {
      say(this.#bid, state === 'failed' ? `refused: ${problem}` : problem);
      say(this.#ask, '');
      return;
    }
    const ticker = this.#ticker;
    if (ticker === undefined) return;
    this.#drawBest(book?.bids.best?.price ?? ticker.bid, book?.asks.best?.price ?? ticker.ask);
    if (ticker !== this.#drawn) this.#drawTicker(ticker, now, flashing);
    if (now - this.#flashedAt >= FLASH_MS) delete this.#last.dataset['flash'];
  }

  #drawBest(bid: string, ask: string): void {
    this.#precision.see(bid, ask);
    say(this.#bid, this.#precision.write(bid));
    say(this.#ask, this.#precision.write(ask));
  }

  #drawTicker(ticker: Ticker, now: number, flashing: boolean): void {
    const before = this.#drawn?.last;
    this.#drawn = ticker;
    const { last, changePct, volume } = ticker;
    const percent = Number(changePct);
    const went = percent > 0 ? 'up' : percent < 0 ? 'down' : 'nowhere';
    this.#precision.see(last);
    say(this.#last, this.#precision.write(last));
    say(this.#change, `${{ up: '▲ ', down: '▼ ', nowhere: '' }[went]}${signedPercent(percent)}`);
    this.#change.dataset['went'] = went;
    say(this.#volume, `Vol ${compact(Number(volume))} ${this.symbol.split('/')[0]}`);
    if (!flashing || before === undefined || before === last || now - this.#flashedAt < FLASH_EVERY_MS) return;
    this.#flashedAt = now;
    this.#last.dataset['flash'] = Number(last) > Number(before) ? 'up' : 'down';
  }
}
