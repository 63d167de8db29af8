/** The frame of a panel about the market: what it shows, of which market, how far that can be trusted, or why it is empty. */
import { make, say } from '../dom.js';
import { bookShape, drawMark, type ShownState } from '../mark.js';

export class MarketPanel {
  /** Where the panel's own content goes. */
  readonly body = make('div', { class: 'market-body' });
  readonly #section: HTMLElement;
  readonly #name = make('span', { class: 'market-name' });
  readonly #mark = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #word = make('span');
  readonly #note = make('p', { class: 'market-note' });

  /** `controls` stand between the title and the state. */
  constructor(section: HTMLElement, title: string, ...controls: readonly Node[]) {
    this.#section = section;
    this.#mark.setAttribute('class', 'mark');
    this.#mark.setAttribute('aria-hidden', 'true');
    const heading = make('h3', {}, title, ' ', this.#name);
    const state = make('p', { class: 'market-state' }, this.#mark, this.#word);
    section.classList.add('market-panel');
    section.replaceChildren(make('div', { class: 'market-head' }, heading, ...controls, state), this.body, this.#note);
    this.draw('syncing', '');
  }

  /** Another market is looked at. */
  begin(market: string): void {
    say(this.#name, market);
  }

  /** `note` stands in the place of the content, and says why there is none; empty when there is. */
  draw(state: ShownState, note: string, word: string = state): void {
    say(this.#word, word);
    say(this.#note, note);
    if (this.#note.hidden !== (note === '')) this.#note.hidden = note === '';
    if (this.#section.dataset['state'] === state) return;
    this.#section.dataset['state'] = state;
    drawMark(this.#mark, bookShape(state));
  }
}

/** What is said in the place of data that did not come yet; `problem` is why it will not. */
export function waitingNote(state: ShownState, problem: string, waiting: string): string {
  if (state === 'failed') return `Refused: ${problem}`;
  if (state === 'closed') return problem === '' ? 'Closed' : `${problem}.`;
  return waiting;
}
