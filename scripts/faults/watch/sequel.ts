/** Where in what happened a subscription has come to: each thing is told once, in order. Knows no channel. */
import type { Happened } from '../account-truth.js';
import type { Complain } from './watcher.js';

export class Sequel<T extends object> {
  readonly #happened: Pick<Happened<T>, 'placeOf' | 'length'>;
  readonly #what: string;
  readonly #complain: Complain;
  /** How many things are told, or left behind in a gap. Several where a snapshot may be of any of several moments. */
  #next: readonly number[] = [];

  /** `what` they are called, many of them. */
  constructor(happened: Pick<Happened<T>, 'placeOf' | 'length'>, what: string, complain: Complain) {
    this.#happened = happened;
    this.#what = what;
    this.#complain = complain;
  }

  /** Nothing lies before this. */
  get least(): number {
    return this.#next[0] ?? 0;
  }

  /** A whole was told, which is that of one of these places. */
  goOnAt(places: readonly number[]): void {
    this.#next = [...new Set(places)].sort((a, b) => a - b);
  }

  /** Things are told, in this order. `gap`: what is missing before them was told to be. */
  told(things: readonly T[], gap: boolean): void {
    things.forEach((thing, i) => {
      const place = this.#happened.placeOf(thing);
      if (place === undefined) {
        this.#complain(`of ${this.#what} this never was: ${JSON.stringify(thing)}`);
        return;
      }
      const free = this.#next.length === 0 || (gap && i === 0);
      if (place < this.least) this.#complain(`number ${place + 1} of ${this.#what} is told behind ${this.least}`);
      else if (!free && !this.#next.includes(place)) {
        this.#complain(`${place - this.least} of ${this.#what} are missing before number ${place + 1}, without a gap`);
      }
      this.#next = [place + 1];
    });
  }

  /** All has arrived. */
  end(): void {
    if (this.#next.includes(this.#happened.length)) return;
    this.#complain(`at the end there were ${this.#happened.length} of ${this.#what}, told are ${this.least}`);
  }
}
