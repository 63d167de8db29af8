/** The panel that breaks the in-page exchange. Knows nothing of how the client takes it. */
import { find, make, say } from './dom.js';
import type { LocalExchange } from './exchange.js';
import type { State } from './link.js';
import type { Part } from './part.js';
import type { Source } from './source.js';

const MUTE_MS = 8000;
/** One lost update may concern levels that no checksum covers, or be made good by the next. */
const LOST = 3;
const ALL = 'all books';
const ELSEWHERE =
  'Only the in-page exchange can be broken from here. The simulator as a server takes the same faults: --fault drop@10.';

/** The faults that have a button. */
type FaultName = 'drop' | 'mute' | 'wrong-checksum' | 'lose';

export class FaultPanel implements Part {
  readonly #target = find(document, '#fault-target', HTMLSelectElement);
  readonly #status = find(document, '#fault-status', HTMLElement);
  readonly #buttons = [...document.querySelectorAll<HTMLButtonElement>('[data-fault]')];
  readonly #did: (text: string) => void;
  #exchange: LocalExchange | undefined;
  #symbols: readonly string[] = [];

  /** `did` is told in words what was broken. */
  constructor(did: (text: string) => void) {
    this.#did = did;
    for (const button of this.#buttons) {
      button.addEventListener('click', () => this.#break(button.dataset['fault'] as FaultName));
    }
  }

  /** What can be broken from now on. */
  follow({ exchange }: Source): void {
    this.#exchange = exchange;
    this.#target.disabled = exchange === undefined;
    for (const button of this.#buttons) button.disabled = exchange === undefined;
    this.draw();
  }

  show({ books }: State): void {
    this.#symbols = books.map(({ symbol }) => symbol);
    const chosen = this.#target.value;
    this.#target.replaceChildren(...[ALL, ...this.#symbols].map((name) => make('option', { value: name }, name)));
    this.#target.value = this.#symbols.includes(chosen) ? chosen : ALL;
  }

  draw(): void {
    if (this.#exchange === undefined) {
      say(this.#status, ELSEWHERE);
      return;
    }
    const pending = this.#exchange.pending.map(({ fault }) =>
      fault.type === 'mute' ? `silent for ${Math.ceil(fault.ms / 1000)} s` : 'a fault waits for its frame',
    );
    say(this.#status, [...new Set(pending)].join(', ') || 'All is well on the exchange’s side.');
  }

  #break(type: FaultName): void {
    if (this.#exchange === undefined) return;
    const faults = this.#exchange;
    const targets = this.#target.value === ALL ? this.#symbols : [this.#target.value];
    const whose = targets.join(', ');
    switch (type) {
      case 'drop':
        faults.inject({ type });
        this.#did('you dropped the socket');
        break;
      case 'mute':
        faults.inject({ type, ms: MUTE_MS });
        this.#did(`you muted the exchange for ${MUTE_MS / 1000} s`);
        break;
      case 'wrong-checksum':
        for (const symbol of targets) faults.inject({ type, symbol });
        this.#did(`you made the next checksum wrong: ${whose}`);
        break;
      case 'lose':
        for (const symbol of targets) faults.inject({ type, channel: 'book', symbol, count: LOST });
        this.#did(`you lost ${LOST} updates: ${whose}`);
        break;
    }
    this.draw();
  }
}
