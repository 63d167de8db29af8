/** The panel of the market's candles. The chart is the library's; what a candle says is said in words as well. */
import { OHLC_INTERVALS, type OhlcEvent } from '@kraken-stream/client';
import { Choice } from '../choice.js';
import { find, make } from '../dom.js';
import { Feed } from '../feed.js';
import type { State } from '../link.js';
import type { Part } from '../part.js';
import type { Source } from '../source.js';
import type { CandleChart } from './candle-chart.js';
import { CandleSeries } from './candle-series.js';
import { CandleWords } from './candle-words.js';
import { MarketPanel, waitingNote } from './market-panel.js';
import { Sight } from './sight.js';
import type { Theme } from './theme.js';

const NAMES = { '1': '1m', '5': '5m', '15': '15m', '60': '1h', '240': '4h', '1440': '1d' } as const;
type Interval = keyof typeof NAMES;
const INTERVALS = ['1', '5', '15', '60', '240', '1440'] as const satisfies readonly Interval[];
const SPOKEN: Readonly<Record<Interval, string>> = {
  '1': '1 minute',
  '5': '5 minutes',
  '15': '15 minutes',
  '60': '1 hour',
  '240': '4 hours',
  '1440': '1 day',
};

/** In v1 the first candle that is told is the running one: so many need no word of why there are no more. */
const ENOUGH = 4;

export class CandlePanel implements Part {
  readonly #theme: Theme;
  readonly #panel: MarketPanel;
  readonly #intervals: Choice<Interval>;
  readonly #frame = make('div', { class: 'chart-frame', role: 'slider', tabindex: '0' });
  readonly #few = make('p', { class: 'chart-few' }, 'v1 begins with the running candle: those before it are not told.');
  readonly #words: CandleWords;
  readonly #sight = new Sight(this.#frame);
  readonly #feed = new Feed<OhlcEvent>();
  readonly #series = new CandleSeries();
  #chart: CandleChart | 'loading' | 'failed' | undefined;
  #source: Source | undefined;
  #market = '';
  #drawnTheme = -1;
  /** Whether the latest candles have to be brought into view. */
  #fresh = true;

  constructor(theme: Theme) {
    this.#theme = theme;
    const choices = make('fieldset', { class: 'segmented intervals' }, make('legend', { class: 'sr' }, 'Interval'));
    const form = make('form', {}, choices);
    for (const interval of INTERVALS) {
      const radio = make('input', { type: 'radio', name: 'interval', value: interval, 'aria-label': SPOKEN[interval] });
      choices.append(make('label', {}, radio, make('span', {}, NAMES[interval])));
    }
    this.#panel = new MarketPanel(find(document, '#candles', HTMLElement), 'Candles', form);
    this.#intervals = new Choice(form, 'interval', INTERVALS);
    this.#intervals.begin('1', () => this.#begin());
    this.#words = new CandleWords(this.#series, this.#frame, (slot, index) => {
      if (typeof this.#chart !== 'object') return;
      if (slot === undefined) this.#chart.unpoint();
      else this.#chart.point(slot, index);
    });
    this.#panel.body.append(
      this.#words.element,
      make('div', { class: 'chart-place' }, this.#frame, this.#few),
      credit(),
    );
  }

  follow(source: Source): void {
    this.#source = source;
    this.#market = '';
    this.#feed.end();
    this.#feed.recorded = source.wanted.type === 'recording';
  }

  show({ market }: State): void {
    if (market === this.#market) return;
    this.#market = market;
    this.#begin();
  }

  draw(now: number): void {
    const { state, problem } = this.#feed;
    const { slots } = this.#series;
    const failed = this.#chart === 'failed' ? 'The chart could not be loaded: reload the page.' : '';
    const waiting = state === 'live' ? 'Nothing was traded yet' : 'Waiting for the first candles';
    this.#panel.draw(state, failed || (slots.length > 0 ? '' : waitingNote(state, problem, waiting)), wordOf(state));
    const isFew = this.#source?.wanted.protocol === 'v1' && slots.length > 0 && slots.length < ENOUGH;
    if (this.#few.hidden === isFew) this.#few.hidden = !isFew;
    if (!this.#sight.due(now)) return;
    this.#words.draw(now);
    if (this.#chart === undefined) void this.#load();
    if (typeof this.#chart === 'object') this.#drawChart(this.#chart);
  }

  #begin(): void {
    const { client } = this.#source ?? {};
    if (client === undefined) return;
    const market = this.#market;
    const interval = this.#intervals.value;
    this.#series.reset();
    this.#fresh = true;
    this.#panel.begin(market);
    this.#words.begin(market, SPOKEN[interval]);
    const minutes = OHLC_INTERVALS.find((each) => String(each) === interval);
    this.#feed.begin(() => client.subscribeOhlc(market, { interval: minutes }), {
      data: ({ type, data }) => this.#series.take(data, type === 'snapshot'),
    });
  }

  #drawChart(chart: CandleChart): void {
    const { palette, version } = this.#theme;
    if (version !== this.#drawnTheme) {
      this.#drawnTheme = version;
      chart.paint(palette);
      this.#series.touch();
    }
    const changes = this.#series.changes();
    if (changes === undefined) return;
    chart.draw(changes, palette, this.#series.precision.decimals);
    const { length } = this.#series.slots;
    if (length === 0) return;
    if (this.#fresh) chart.showLatest(length);
    else chart.grow(length);
    this.#fresh = false;
  }

  /** The library is as large as the rest of the page: it comes when it is needed. */
  async #load(): Promise<void> {
    this.#chart = 'loading';
    try {
      const { CandleChart } = await import('./candle-chart.js');
      this.#chart = new CandleChart(this.#frame, this.#theme.font, (time) => this.#words.point(time));
    } catch {
      this.#chart = 'failed';
    }
  }
}

export function wordOf(state: Feed<never>['state']): string {
  return state === 'failed' ? 'refused' : state;
}

/** As the library's licence asks: its notice, and a link to its maker. */
function credit(): HTMLElement {
  const link = make(
    'a',
    { href: 'https://www.tradingview.com/', target: '_blank', rel: 'noopener noreferrer' },
    'TradingView',
  );
  return make('p', { class: 'credit' }, link, ' Lightweight Charts™ © 2023 TradingView, Inc.');
}
