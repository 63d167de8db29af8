/** One field of the ticket: its label, what is entered, and below it a hint, or what is wrong with it. */
import { make, say } from '../dom.js';
import { isDecimal, stepped } from './decimals.js';
import { type FieldFacts, type Path, SPOKEN } from './fields.js';
import type { Problem } from './problems.js';

export class Field {
  readonly path: Path;
  readonly kind: FieldFacts['kind'];
  readonly element: HTMLElement;
  readonly control: HTMLInputElement | HTMLSelectElement;
  /** Buttons that fill it in. */
  readonly quick = make('span', { class: 'quick' });
  /** By what the arrow keys change it; undefined while it is not known. */
  step: string | undefined;
  readonly #label: string;
  readonly #usual: string;
  readonly #none: string | undefined;
  readonly #spoken: Readonly<Record<string, string>>;
  readonly #unit = make('i', { class: 'unit' });
  readonly #slot: HTMLElement;
  readonly #changed: () => void;
  #hint = '';
  #told = '';

  /** `changed` is called with each change that someone makes. */
  constructor({ path, kind, label, options, usual = '', none, spoken = SPOKEN }: FieldFacts, changed: () => void) {
    const id = `ticket-${path.replace('.', '-')}`;
    this.path = path;
    this.kind = kind;
    this.#label = label;
    this.#usual = usual;
    this.#none = none;
    this.#spoken = spoken;
    this.#changed = changed;
    this.control = options === undefined ? input(id, kind) : make('select', { id });
    this.control.name = path;
    this.#slot = make('p', { class: 'slot', id: `${id}-slot`, 'data-kind': kind });
    const text = make('label', { for: id }, label, ' ', this.#unit);
    if (kind === 'flag') {
      this.element = make('div', { class: 'flag' }, this.control, text);
    } else {
      this.control.setAttribute('aria-describedby', this.#slot.id);
      const head = make('div', { class: 'field-head' }, text, this.quick);
      this.element = make('div', { class: 'field' }, head, this.control, this.#slot);
    }
    this.control.addEventListener(options === undefined && kind !== 'flag' ? 'input' : 'change', () => this.#changed());
    if (kind === 'price' || kind === 'quantity' || kind === 'cash') this.#stepsByArrows();
  }

  get value(): string {
    const { control } = this;
    if (control instanceof HTMLInputElement && this.kind === 'flag') return control.checked ? 'true' : '';
    return control.value;
  }

  /** Fills it in, as if it had been entered. */
  fill(value: string): void {
    this.control.value = value;
    this.#changed();
  }

  /** Has this to begin with, if nothing was entered. */
  begin(value: string): void {
    if (this.control.value === '') this.control.value = value;
  }

  /** Begins anew. */
  clear(): void {
    this.control.value = '';
  }

  /** Offers these words, and nothing where that can be chosen; what was chosen stays, if it is among them. */
  offer(words: readonly string[]): void {
    const { control } = this;
    if (!(control instanceof HTMLSelectElement)) return;
    const chosen = control.value;
    const options = this.#none === undefined ? words : ['', ...words];
    if (options.join() === [...control.options].map(({ value }) => value).join()) return;
    const spoken = (value: string): string => (value === '' ? this.#none : this.#spoken[value]) ?? value;
    control.replaceChildren(...options.map((value) => make('option', { value }, spoken(value))));
    control.value = [chosen, this.#usual].find((value) => options.includes(value)) ?? options[0] ?? '';
  }

  show(shown: boolean): void {
    if (this.element.hidden === shown) this.element.hidden = !shown;
  }

  /** In which unit it is entered, and what is to be known of it. */
  tell(unit: string, hint: string): void {
    say(this.#unit, unit);
    this.#hint = hint;
  }

  complain(problem: Problem | undefined): void {
    const told = problem === undefined ? `hint ${this.#hint}` : `${problem.text} ${problem.nearest.join()}`;
    if (told === this.#told) return;
    this.#told = told;
    if (problem === undefined) {
      this.control.removeAttribute('aria-invalid');
      this.#slot.replaceChildren(this.#hint);
      return;
    }
    this.control.setAttribute('aria-invalid', 'true');
    this.#slot.replaceChildren(problem.text, ...problem.nearest.flatMap((value) => [' ', this.#take(value)]));
  }

  #take(value: string): HTMLElement {
    const attributes = { type: 'button', class: 'near', 'aria-label': `Take ${value} as ${this.#label.toLowerCase()}` };
    const button = make('button', attributes, value);
    button.addEventListener('click', () => {
      this.fill(value);
      // The button is gone with the problem.
      this.control.focus();
    });
    return button;
  }

  #stepsByArrows(): void {
    this.control.addEventListener('keydown', (event) => {
      if (!(event instanceof KeyboardEvent) || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      event.preventDefault();
      const text = this.control.value.trim() || '0';
      if (this.step === undefined || !isDecimal(text)) return;
      this.fill(stepped(text, this.step, event.key === 'ArrowUp' ? 1 : -1, this.path.includes('rice')));
    });
  }
}

/** Which keys are wanted: those of a minus are on no keyboard of digits. */
const MODES: { readonly [K in FieldFacts['kind']]?: string } = {
  price: 'decimal',
  quantity: 'decimal',
  cash: 'decimal',
  seconds: 'decimal',
};

function input(id: string, kind: FieldFacts['kind']): HTMLInputElement {
  if (kind === 'flag') return make('input', { id, type: 'checkbox' });
  if (kind === 'time') return make('input', { id, type: 'datetime-local', step: '1' });
  const mode = MODES[kind];
  return make('input', {
    id,
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    ...(mode === undefined ? undefined : { inputmode: mode }),
  });
}
