/** The form that chooses the source and its protocol. It checks what is entered and hands on what can be. */
import { readAddress } from './address.js';
import { Choice } from './choice.js';
import { find, make, say } from './dom.js';
import { RATES, type Wanted } from './link.js';
import { ADDRESSES, counterpart, PROTOCOLS, type Protocol } from './protocol.js';

const HINTS: Readonly<Record<Wanted['type'], Readonly<Record<Protocol, string>>>> = {
  simulator: {
    v2: 'No account, no network: the exchange runs in this page.',
    v1: 'No network. In v1 the first update proves a book.',
  },
  ws: {
    v2: 'Public data, no account. Connects when you say so.',
    v1: 'Public data of v1. Connects when you say so.',
  },
};

export class SourceBar {
  readonly #form = find(document, '#source', HTMLFormElement);
  readonly #sources = new Choice(this.#form, 'source', ['simulator', 'ws'] as const);
  readonly #protocols = new Choice(this.#form, 'protocol', PROTOCOLS);
  readonly #rateField = find(document, '#rate-field', HTMLElement);
  readonly #rate = find(document, '#rate', HTMLInputElement);
  readonly #rateValue = find(document, '#rate-value', HTMLOutputElement);
  readonly #urlField = find(document, '#url-field', HTMLElement);
  readonly #url = find(document, '#url', HTMLInputElement);
  readonly #addresses = find(document, '#addresses', HTMLDataListElement);
  readonly #error = find(document, '#url-error', HTMLElement);
  readonly #hint = find(document, '#source-hint', HTMLElement);
  #connected: Wanted;

  /** `chosen` is called with each source that the person chose. */
  constructor(wanted: Wanted, chosen: (wanted: Wanted) => void) {
    this.#connected = wanted;
    this.#url.value = wanted.type === 'ws' ? wanted.url : ADDRESSES[wanted.protocol][0].url;
    if (wanted.type === 'simulator') this.#rate.value = String((RATES as readonly number[]).indexOf(wanted.rate));
    const choose = (): void => {
      this.#draw();
      const { type, protocol } = this.#connected;
      const other = type !== 'simulator' || protocol !== this.#protocols.value;
      if (this.#sources.value === 'simulator' && other) chosen(this.#simulator());
    };
    this.#sources.begin(wanted.type, choose);
    this.#protocols.begin(wanted.protocol, () => {
      this.#url.value = counterpart(this.#url.value, this.#protocols.value) ?? this.#url.value;
      this.#complain('');
      this.#offer();
      choose();
    });
    this.#rate.addEventListener('input', () => this.#draw());
    this.#rate.addEventListener('change', () => chosen(this.#simulator()));
    this.#url.addEventListener('input', () => this.#complain(''));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#sources.value !== 'ws') return;
      const protocol = this.#protocols.value;
      const address = readAddress(this.#url.value, location, protocol);
      this.#complain('problem' in address ? address.problem : '');
      if ('url' in address) chosen({ type: 'ws', protocol, url: address.url });
      else this.#url.focus();
    });
    this.#offer();
    this.#draw();
  }

  /** What the page is connected to now. */
  connected(wanted: Wanted): void {
    this.#connected = wanted;
    this.#draw();
  }

  #simulator(): Wanted {
    return { type: 'simulator', protocol: this.#protocols.value, rate: RATES[Number(this.#rate.value)] ?? RATES[0] };
  }

  #offer(): void {
    const known = ADDRESSES[this.#protocols.value];
    this.#addresses.replaceChildren(...known.map(({ url, label }) => make('option', { value: url }, label)));
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
    const type = this.#sources.value;
    const protocol = this.#protocols.value;
    this.#rateField.hidden = type !== 'simulator';
    this.#urlField.hidden = type !== 'ws';
    const rate = `${RATES[Number(this.#rate.value)]}/s`;
    say(this.#rateValue, rate);
    this.#rate.setAttribute('aria-valuetext', `${RATES[Number(this.#rate.value)]} a second`);
    say(this.#hint, `${HINTS[type][protocol]}${type === 'ws' ? this.#goesOn(protocol) : ''}`);
  }

  /** What is shown until something else is connected to. */
  #goesOn(protocol: Protocol): string {
    if (this.#connected.type === 'simulator') return ' Until then the in-page exchange goes on.';
    return this.#connected.protocol === protocol ? '' : ` Until then ${this.#connected.protocol} goes on.`;
  }
}
