/** The proof of one book: its state as word, colour and shape, and the counts behind it. */
import type { Book } from '@kraken-stream/client';
import { find, say } from './dom.js';
import { bookShape, drawMark, type ShownState } from './mark.js';

/** Heartbeats come once a second, but a book may be quiet: only this long is worth a look. */
const OLD_MS = 5000;
const LAST_KNOWN = 'last known, not proven';
/** What is said beside the middle where a book is less than proven. */
const DOUBT: Readonly<Record<ShownState, string>> = {
  syncing: '',
  live: '',
  unproven: 'live, not yet proven',
  stale: LAST_KNOWN,
  failed: LAST_KNOWN,
  closed: LAST_KNOWN,
};
const count = new Intl.NumberFormat('en');

export class Proof {
  readonly #mark: SVGElement;
  readonly #word: HTMLElement;
  readonly #doubt: HTMLElement;
  readonly #verified: HTMLElement;
  readonly #mismatched: HTMLElement;
  readonly #resyncs: HTMLElement;
  readonly #age: HTMLElement;

  constructor(root: ParentNode) {
    this.#mark = find(root, '.state .mark', SVGElement);
    this.#word = find(root, '.state-word', HTMLElement);
    this.#doubt = find(root, '.doubt', HTMLElement);
    this.#verified = find(root, '.proof-verified', HTMLElement);
    this.#mismatched = find(root, '.proof-mismatched', HTMLElement);
    this.#resyncs = find(root, '.proof-resyncs', HTMLElement);
    this.#age = find(root, '.proof-age', HTMLElement);
  }

  drawState(state: ShownState): void {
    say(this.#word, state === 'unproven' ? 'live' : state);
    say(this.#doubt, DOUBT[state]);
    drawMark(this.#mark, bookShape(state));
  }

  drawCounts(book: Book, now: number): void {
    const { verified, mismatched, resyncs } = book.stats;
    const age = book.age(now);
    say(this.#verified, count.format(verified));
    say(this.#mismatched, count.format(mismatched));
    say(this.#resyncs, count.format(resyncs));
    say(this.#age, age === undefined ? '–' : ageText(age));
    this.#mismatched.toggleAttribute('data-some', mismatched > 0);
    this.#age.toggleAttribute('data-old', age !== undefined && age > OLD_MS);
  }
}

function ageText(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}
