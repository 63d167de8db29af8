/** A choice among radio buttons of one name. Knows nothing of what is chosen. */

export class Choice<T extends string> {
  readonly #radios: readonly HTMLInputElement[];
  readonly #values: readonly [T, ...T[]];

  constructor(form: HTMLFormElement, name: string, values: readonly [T, ...T[]]) {
    this.#radios = [...form.querySelectorAll<HTMLInputElement>(`input[name=${name}]`)];
    this.#values = values;
  }

  get value(): T {
    const checked = this.#radios.find((radio) => radio.checked)?.value;
    return this.#values.find((value) => value === checked) ?? this.#values[0];
  }

  set value(value: T) {
    for (const radio of this.#radios) radio.checked = radio.value === value;
  }

  /** `chosen` is called when the person has chosen. */
  begin(value: T, chosen: () => void): void {
    this.value = value;
    for (const radio of this.#radios) radio.addEventListener('change', chosen);
  }
}
