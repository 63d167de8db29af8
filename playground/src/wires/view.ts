/** One frame, opened: what it is, and its text made readable. */
import { copy } from '../copy.js';
import { find, make, say } from '../dom.js';
import type { WireFrame } from './frame.js';
import { momentOf } from './list.js';
import { pretty } from './pretty.js';

const CLASSES = {
  name: 'code-name',
  string: 'code-string',
  number: 'code-number',
  word: 'code-keyword',
  mark: '',
  space: '',
  wrong: '',
} as const;
/** A frame of more tokens than this is shown without colours. */
const MOST_TOKENS = 20_000;

export class FrameView {
  readonly #title = find(document, '#wires-title', HTMLElement);
  readonly #text = find(document, '#wires-text', HTMLElement);
  readonly #copy = find(document, '#wires-copy', HTMLButtonElement);
  readonly #told = find(document, '#wires-told', HTMLElement);
  #frame: WireFrame | undefined;

  constructor() {
    this.#copy.addEventListener('click', () => {
      if (this.#frame !== undefined) void copy(this.#copy, this.#frame.text, this.#told, this.#text);
    });
    this.show(undefined);
  }

  show(frame: WireFrame | undefined): void {
    this.#frame = frame;
    this.#copy.disabled = frame === undefined;
    if (frame === undefined) {
      say(this.#title, 'No frame chosen');
      this.#text.replaceChildren('Choose a frame: click it, or press Enter in the list.');
      return;
    }
    const { type, at, connection, about, text } = frame;
    say(
      this.#title,
      `${type === 'sent' ? 'Sent' : 'Received'} on #${connection} at ${momentOf(at)}: ${about.channel} ${about.detail}`,
    );
    const tokens = pretty(text);
    if (tokens.length > MOST_TOKENS) this.#text.replaceChildren(tokens.map((token) => token.text).join(''));
    else
      this.#text.replaceChildren(
        ...tokens.map((token) =>
          CLASSES[token.kind] === '' ? token.text : make('span', { class: CLASSES[token.kind] }, token.text),
        ),
      );
  }
}
