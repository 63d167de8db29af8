/** The form that chooses the source and its protocol. It checks what is entered and hands on what can be. */
import { readAddress } from './address.js';
import { Choice } from './choice.js';
import { find, say } from './dom.js';
import { RATES, SOURCES, type Wanted } from './link-source.js';
import { counterpart, LOCAL, PROTOCOLS, type Protocol } from './protocol.js';

const NAMES: Readonly<Record<Wanted['type'], string>> = {
  simulator: 'the in-page exchange',
  ws: 'what you are connected to',
  kraken: 'Kraken',
  recording: 'the recording',
};
const HINTS: Readonly<Record<Wanted['type'], Readonly<Record<Protocol, string>>>> = {
  simulator: {
    v2: 'No account, no network: the exchange runs in this page.',
    v1: 'No network. In v1 the first update proves a book.',
  },
  ws: {
    v2: 'npm run simulator -- --port 8080 starts one.',
    v1: 'npm run simulator -- --port 8080 starts one: it speaks v1 as well.',
  },
  kraken: {
    v2: 'Public data, no account. Connects when you say so.',
    v1: 'Public data of v1. Connects when you say so.',
  },
  recording: { v2: '', v1: '' },
};

interface Chosen {
  /** The person chose another source. */
  source(wanted: Wanted): void;
  /** The person wants to bring a recording. */
  recording(): void;
}

export class SourceBar {
  readonly #form = find(document, '#source', HTMLFormElement);
  readonly #sources = new Choice(this.#form, 'source', SOURCES);
  readonly #protocols = new Choice(this.#form, 'protocol', PROTOCOLS);
  readonly #protocolField = find(document, '#protocol-field', HTMLFieldSetElement);
  readonly #rateField = find(document, '#rate-field', HTMLElement);
  readonly #rate = find(document, '#rate', HTMLInputElement);
  readonly #rateValue = find(document, '#rate-value', HTMLOutputElement);
  readonly #connectField = find(document, '#connect-field', HTMLElement);
  readonly #url = find(document, '#url', HTMLInputElement);
  readonly #error = find(document, '#url-error', HTMLElement);
  readonly #recordingField = find(document, '#recording-field', HTMLElement);
  readonly #hint = find(document, '#source-hint', HTMLElement);
  readonly #chosen: Chosen;
  #connected: Wanted;

  constructor(wanted: Wanted, chosen: Chosen) {
    this.#connected = wanted;
    this.#chosen = chosen;
    this.#url.value = wanted.type === 'ws' ? wanted.url : LOCAL[wanted.protocol];
    if (wanted.type === 'simulator') this.#rate.value = String((RATES as readonly number[]).indexOf(wanted.rate));
    this.#sources.begin(wanted.type, () => this.#choose());
    this.#protocols.begin(wanted.protocol, () => {
      this.#url.value = counterpart(this.#url.value, this.#protocols.value) ?? this.#url.value;
      this.#complain('');
      this.#choose();
    });
    this.#rate.addEventListener('input', () => this.#draw());
    this.#rate.addEventListener('change', () => chosen.source(this.#simulator()));
    this.#url.addEventListener('input', () => this.#complain(''));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#connect();
    });
    this.#draw();
  }

  /** What the page is connected to now. */
  connected(wanted: Wanted): void {
    this.#connected = wanted;
    this.#sources.value = wanted.type;
    this.#protocols.value = wanted.protocol;
    this.#draw();
  }

  #choose(): void {
    this.#draw();
    const { type, protocol } = this.#connected;
    const wanted = this.#sources.value;
    if (wanted === 'recording' && type !== wanted) this.#chosen.recording();
    if (wanted === 'simulator' && (type !== wanted || protocol !== this.#protocols.value))
      this.#chosen.source(this.#simulator());
  }

  #connect(): void {
    const type = this.#sources.value;
    const protocol = this.#protocols.value;
    if (type === 'kraken') this.#chosen.source({ type, protocol });
    if (type !== 'ws') return;
    const address = readAddress(this.#url.value, location, protocol);
    this.#complain('problem' in address ? address.problem : '');
    if ('url' in address) this.#chosen.source({ type, protocol, url: address.url });
    else this.#url.focus();
  }

  #simulator(): Wanted {
    return { type: 'simulator', protocol: this.#protocols.value, rate: RATES[Number(this.#rate.value)] ?? RATES[0] };
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
    this.#connectField.hidden = type !== 'ws' && type !== 'kraken';
    this.#url.hidden = type !== 'ws';
    this.#recordingField.hidden = type !== 'recording';
    // Which one was spoken is in the recording.
    this.#protocolField.disabled = type === 'recording';
    say(this.#recordingField, this.#recordingText());
    say(this.#rateValue, `${RATES[Number(this.#rate.value)]}/s`);
    this.#rate.setAttribute('aria-valuetext', `${RATES[Number(this.#rate.value)]} a second`);
    say(this.#hint, `${HINTS[type][protocol]}${this.#goesOn(type, protocol)}`);
  }

  #recordingText(): string {
    return this.#connected.type === 'recording'
      ? `Playing ${this.#connected.player.name}.`
      : 'Drop a recording anywhere on this page, or open one below.';
  }

  /** What is shown until something else is connected to. */
  #goesOn(type: Wanted['type'], protocol: Protocol): string {
    const { type: shown, protocol: spoken } = this.#connected;
    if (type === 'simulator' || (type === shown && protocol === spoken)) return '';
    return ` Until then ${shown === type ? spoken : NAMES[shown]} goes on.`;
  }
}
