/** The log on the page, newest first. A live region tells the gist now and then: it must not shout. */
import { find, make } from './dom.js';
import { clock, type Entry } from './journal.js';

const MOST_ENTRIES = 120;
const SPOKEN_EVERY_MS = 2500;
const SPOKEN_AT_ONCE = 4;

export class Log {
  readonly #list = find(document, '#log', HTMLOListElement);
  readonly #empty = find(document, '#log-empty', HTMLElement);
  readonly #live = find(document, '#log-live', HTMLElement);
  #unspoken: string[] = [];
  #spokenAt = 0;

  readonly show = ({ tone, text, at }: Entry): void => {
    this.#empty.hidden = true;
    const time = make('time', { datetime: new Date(at).toISOString() }, clock(at));
    this.#list.prepend(make('li', { 'data-tone': tone }, time, make('span', {}, text)));
    while (this.#list.childElementCount > MOST_ENTRIES) this.#list.lastElementChild?.remove();
    // What the person did they know, and gaps are told with the book's return.
    if (tone !== 'you' && tone !== 'quiet') this.#unspoken.push(text);
  };

  draw(now: number): void {
    if (this.#unspoken.length === 0 || now - this.#spokenAt < SPOKEN_EVERY_MS) return;
    this.#spokenAt = now;
    const more = this.#unspoken.length - SPOKEN_AT_ONCE;
    const latest = this.#unspoken.slice(-SPOKEN_AT_ONCE).join('. ');
    this.#live.textContent = more > 0 ? `${latest}. ${more} more in the log.` : latest;
    this.#unspoken = [];
  }
}
