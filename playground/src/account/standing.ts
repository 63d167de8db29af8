/** How true a part of the account is: a mark, a word, and what was not seen. Knows nothing of what it stands beside. */
import type { TopicState } from '@kraken-stream/client';
import { make, say } from '../dom.js';
import { drawMark, topicShape } from '../mark.js';
import type { Standing } from './feed.js';

const TONES: Readonly<Record<TopicState, string>> = { pending: 'quiet', live: 'good', stale: 'warn', closed: 'quiet' };
/** For so long a gap is told beside what it is of. */
const GAP_SHOWN_MS = 60_000;

export class StandingView {
  readonly element: HTMLElement;
  readonly #mark = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #word = make('b');
  readonly #note = make('span', { class: 'standing-note' });

  constructor() {
    this.#mark.setAttribute('class', 'mark');
    this.#mark.setAttribute('aria-hidden', 'true');
    this.element = make(
      'p',
      { class: 'standing' },
      this.#note,
      make('span', { class: 'word' }, this.#mark, this.#word),
    );
  }

  draw({ state, refusal, gap }: Standing, now: number): void {
    const tone = refusal !== '' && state === 'closed' ? 'quiet' : TONES[state];
    if (this.element.dataset['tone'] !== tone) this.element.dataset['tone'] = tone;
    this.element.closest('.account-part')?.toggleAttribute('data-stale', state === 'stale');
    drawMark(this.#mark, topicShape(state));
    say(this.#word, state === 'closed' && refusal !== '' ? 'not told' : state);
    const recent = gap !== undefined && now - gap.at < GAP_SHOWN_MS;
    const note = refusal !== '' ? refusal : state === 'stale' ? 'as last known' : recent ? `gap: ${gap.text}` : '';
    say(this.#note, note);
    this.#note.title = note;
  }
}
