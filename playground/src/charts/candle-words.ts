/**
 * What the candles say, as text: the last one, or the one that the pointer or the keyboard has chosen. For those who hear
 * it the chart is a slider: each step is a candle. Knows no chart.
 */
import { make, say } from '../dom.js';
import type { CandleSeries, Slot } from './candle-series.js';
import { candleSentence, candleText } from './candle-text.js';
import { slide } from './slider.js';

/** Words that changed with every trade could not be read. */
const EVERY_MS = 250;

export class CandleWords {
  readonly element = make('dl', { class: 'candle-words' });
  readonly #series: CandleSeries;
  readonly #frame: HTMLElement;
  readonly #chosen: (slot: Slot | undefined, index: number) => void;
  readonly #open = make('dd');
  readonly #high = make('dd');
  readonly #low = make('dd');
  readonly #close = make('dd');
  readonly #rest = make('dd');
  #name = '';
  #base = '';
  /** When the chosen candle begins, in seconds since 1970; undefined: the last one is told. */
  #time: number | undefined;
  #drawnAt = 0;
  /** When the candle began that the slider tells. */
  #told: number | undefined;

  /** `chosen` is called with what the keyboard has chosen in `frame`, or that it is nothing any more. */
  constructor(series: CandleSeries, frame: HTMLElement, chosen: (slot: Slot | undefined, index: number) => void) {
    this.#series = series;
    this.#frame = frame;
    this.#chosen = chosen;
    const entry = (name: string, value: HTMLElement) => {
      const letter = make('span', { 'aria-hidden': 'true' }, name.slice(0, 1));
      return make('div', {}, make('dt', {}, letter, make('span', { class: 'sr' }, name)), value);
    };
    this.element.append(
      entry('Open', this.#open),
      entry('High', this.#high),
      entry('Low', this.#low),
      entry('Close', this.#close),
      make('div', { class: 'candle-rest' }, make('dt', { class: 'sr' }, 'Candle'), this.#rest),
    );
    for (const value of ['aria-valuemin', 'aria-valuenow', 'aria-valuemax']) frame.setAttribute(value, '0');
    frame.addEventListener('keydown', (event) => this.#key(event));
    frame.addEventListener('blur', () => this.#leave());
  }

  /** `length` of a candle in words. */
  begin(market: string, length: string): void {
    this.#name = `Candles of ${length}, ${market}`;
    this.#base = market.split('/')[0] ?? '';
    this.#time = this.#told = undefined;
    this.#drawnAt = 0;
    this.#frame.setAttribute('aria-label', this.#name);
  }

  /** The pointer is at a time, in seconds since 1970, or at none. */
  point(time: number | undefined): void {
    if (time === this.#time) return;
    this.#time = time;
    this.#drawnAt = 0;
  }

  draw(now: number): void {
    if (now - this.#drawnAt < EVERY_MS) return;
    this.#drawnAt = now;
    const { slots, precision } = this.#series;
    const slot = slots[this.#index()];
    this.element.toggleAttribute('data-empty', slot?.candle === undefined);
    if (slot === undefined) {
      this.#tell(slot, now);
      return;
    }
    const { candle } = slot;
    const blank = `${new Date(slot.time * 1000).toISOString().slice(11, 16)} UTC, nothing was traded`;
    const text =
      candle === undefined
        ? { open: '–', high: '–', low: '–', close: '–', rest: blank }
        : candleText(candle, precision, this.#base, now);
    say(this.#open, text.open);
    say(this.#high, text.high);
    say(this.#low, text.low);
    say(this.#close, text.close);
    say(this.#rest, text.rest);
    // Whoever hears it is told when there is another candle, not with each of its trades.
    if (slot.time !== this.#told) this.#tell(slot, now);
  }

  #tell(slot: Slot | undefined, now: number): void {
    this.#told = slot?.time;
    const { slots, precision } = this.#series;
    const text =
      slot?.candle === undefined
        ? `nothing was traded${slot === undefined ? ' yet' : ''}`
        : candleSentence(slot.candle, precision, this.#base, now);
    this.#frame.setAttribute('aria-valuemax', String(Math.max(0, slots.length - 1)));
    this.#frame.setAttribute('aria-valuenow', String(Math.max(0, this.#index())));
    this.#frame.setAttribute('aria-valuetext', text);
  }

  /** Of the candle that is told. */
  #index(): number {
    const { slots } = this.#series;
    const at = this.#time === undefined ? -1 : slots.findLastIndex(({ time }) => time === this.#time);
    return at === -1 ? slots.length - 1 : at;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#leave();
    const { slots } = this.#series;
    const index = slide(event.key, this.#index(), 0, slots.length - 1);
    const slot = index === undefined ? undefined : slots[index];
    if (index === undefined || slot === undefined) return;
    event.preventDefault();
    this.point(slot.time);
    this.#chosen(slot, index);
  }

  #leave(): void {
    this.point(undefined);
    this.#chosen(undefined, -1);
  }
}
