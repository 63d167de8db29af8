/** The panel with the code of what is on screen. */
import { copy } from '../copy.js';
import { find, make } from '../dom.js';
import type { Panel, State } from '../link.js';
import type { Part } from '../part.js';
import { codeOf, SNIPPETS, type SnippetName, snippetsFor } from './snippets.js';

const TOKEN = /(\/\/.*$)|('(?:[^'\\]|\\.)*')|\b(import|from|const|new|await|for|of)\b|\b(\d[\d_]*)\b/gm;
const KINDS = ['comment', 'string', 'keyword', 'number'];
/** What is shown first to who comes from another panel. */
const OF_PANEL: { readonly [P in Panel]?: SnippetName } = { account: 'order', wires: 'wires', recording: 'recording' };

export class CodePanel implements Part {
  readonly #code = find(document, '#code', HTMLElement);
  readonly #copied = find(document, '#code-copied', HTMLElement);

  readonly #choice = find(document, '#code-choice', HTMLSelectElement);
  #state: State | undefined;
  #offered = '';

  constructor() {
    this.#choice.addEventListener('change', () => this.#draw());
    const button = find(document, '#code-copy', HTMLButtonElement);
    button.addEventListener('click', () => void copy(button, this.#code.textContent, this.#copied, this.#code));
  }

  show(state: State): void {
    const before = this.#state?.panel;
    this.#state = state;
    const names = snippetsFor(state);
    const chosen = this.#choice.value;
    if (names.join() !== this.#offered) {
      this.#offered = names.join();
      this.#choice.replaceChildren(...names.map((name) => make('option', { value: name }, SNIPPETS[name].title)));
      this.#choice.value = names.some((name) => name === chosen) ? chosen : names[0]!;
    }
    const fitting = before === undefined || state.panel !== 'code' ? undefined : OF_PANEL[before];
    if (fitting !== undefined && names.includes(fitting)) this.#choice.value = fitting;
    this.#draw();
  }

  #draw(): void {
    if (this.#state === undefined) return;
    const name = snippetsFor(this.#state).find((each) => each === this.#choice.value) ?? 'books';
    const code = codeOf(name, this.#state);
    if (this.#code.textContent === code) return;
    const parts: (Node | string)[] = [];
    let end = 0;
    for (const match of code.matchAll(TOKEN)) {
      const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)] ?? 'plain';
      parts.push(code.slice(end, match.index), make('span', { class: `code-${kind}` }, match[0]));
      end = match.index + match[0].length;
    }
    this.#code.replaceChildren(...parts, code.slice(end));
  }
}
