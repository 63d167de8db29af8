/** The trading rate counter of the market: how full it is, and when it is empty again. */
import { make, say } from '../dom.js';
import type { AccountFeed } from './feed.js';

export class RateView {
  readonly element: HTMLElement;
  readonly #meter = make('meter', {
    min: '0',
    max: '60',
    'aria-labelledby': 'rate-title',
    'aria-describedby': 'rate-text',
  });
  readonly #text = make('p', { id: 'rate-text' });
  #drawn = '';

  constructor() {
    const title = make('h3', { id: 'rate-title' }, 'Trading rate counter');
    this.element = make('section', { class: 'account-part account-rate' }, title, this.#meter, this.#text);
  }

  draw({ client }: AccountFeed, symbol: string, now: number): void {
    const { value, max, decayPerSecond, emptyAt } = client.rate(symbol);
    const left = Math.max(0, Math.ceil((emptyAt - now) / 1000));
    const until = value < 0.05 ? 'orders leave at once' : `empty in ${left} s`;
    const text = `${symbol}: ${value.toFixed(1)} of ${max}, falling by ${decayPerSecond} a second; ${until}`;
    if (text === this.#drawn) return;
    this.#drawn = text;
    this.#meter.max = max;
    this.#meter.high = max * 0.8;
    this.#meter.value = value;
    say(this.#text, text);
  }
}
