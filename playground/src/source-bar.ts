/** The form that chooses the source. It checks what is entered and hands on what can be. */
import { readAddress } from './address.js';
import { find, say } from './dom.js';
import { RATES, type Wanted } from './link.js';

const HINTS: Readonly<Record<Wanted['type'], string>> = {
  simulator: 'No account, no network: the exchange runs in this page.',
  ws: 'Public data, no account. Connects when you say so.',
};

export class SourceBar {
  readonly #form = find(document, '#source', HTMLFormElement);
  readonly #radios = [...this.#form.querySelectorAll<HTMLInputElement>('input[name=source]')];
  readonly #rateField = find(document, '#rate-field', HTMLElement);
  readonly #rate = find(document, '#rate', HTMLInputElement);
  readonly #rateValue = find(document, '#rate-value', HTMLOutputElement);
  readonly #urlField = find(document, '#url-field', HTMLElement);
  readonly #url = find(document, '#url', HTMLInputElement);
  readonly #error = find(document, '#url-error', HTMLElement);
  readonly #hint = find(document, '#source-hint', HTMLElement);
  #connected: Wanted;

  /** `chosen` is called with each source that the person chose. */
  constructor(wanted: Wanted, chosen: (wanted: Wanted) => void) {
    this.#connected = wanted;
    this.#url.value = wanted.type === 'ws' ? wanted.url : 'wss://ws.kraken.com/v2';
    if (wanted.type === 'simulator') this.#rate.value = String((RATES as readonly number[]).indexOf(wanted.rate));
    for (const radio of this.#radios) {
      radio.checked = radio.value === wanted.type;
      radio.addEventListener('change', () => {
        this.#draw();
        if (this.#type() === 'simulator' && this.#connected.type !== 'simulator') chosen(this.#simulator());
      });
    }
    this.#rate.addEventListener('input', () => this.#draw());
    this.#rate.addEventListener('change', () => chosen(this.#simulator()));
    this.#url.addEventListener('input', () => this.#complain(''));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#type() !== 'ws') return;
      const address = readAddress(this.#url.value, location);
      this.#complain('problem' in address ? address.problem : '');
      if ('url' in address) chosen({ type: 'ws', url: address.url });
      else this.#url.focus();
    });
    this.#draw();
  }

  /** What the page is connected to now. */
  connected(wanted: Wanted): void {
    this.#connected = wanted;
    this.#draw();
  }

  #type(): Wanted['type'] {
    return this.#radios.find((radio) => radio.checked)?.value === 'ws' ? 'ws' : 'simulator';
  }

  #simulator(): Wanted {
    return { type: 'simulator', rate: RATES[Number(this.#rate.value)] ?? RATES[0] };
  }

  #complain(problem: string): void {
    say(this.#error, problem);
    this.#url.toggleAttribute('aria-invalid', problem !== '');
    if (problem === '') this.#url.removeAttribute('aria-describedby');
    else {
      this.#url.setAttribute('aria-invalid', 'true');
      this.#url.setAttribute('aria-describedby', 'url-error');
    }
  }

  #draw(): void {
    const type = this.#type();
    this.#rateField.hidden = type !== 'simulator';
    this.#urlField.hidden = type !== 'ws';
    const rate = `${RATES[Number(this.#rate.value)]}/s`;
    say(this.#rateValue, rate);
    this.#rate.setAttribute('aria-valuetext', `${RATES[Number(this.#rate.value)]} a second`);
    const still =
      type === 'ws' && this.#connected.type === 'simulator' ? ' Until then the in-page exchange goes on.' : '';
    say(this.#hint, `${HINTS[type]}${still}`);
  }
}
