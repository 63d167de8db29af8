/** Panels of which one is shown, chosen by tabs as the ARIA practices describe them. Knows nothing of what is in them. */

export class Tabs<T extends string> {
  readonly #tabs: readonly HTMLElement[];
  readonly #chosen: (name: T) => void;

  /** Tabs are the elements with `role=tab` in `list`; each controls the panel that `aria-controls` names. */
  constructor(list: HTMLElement, chosen: (name: T) => void) {
    this.#tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
    this.#chosen = chosen;
    for (const [i, tab] of this.#tabs.entries()) {
      tab.addEventListener('click', () => this.#choose(tab));
      tab.addEventListener('keydown', (event) => {
        const next = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: -1 }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        const other = this.#tabs.at(next % this.#tabs.length);
        other?.focus();
        if (other !== undefined) this.#choose(other);
      });
    }
  }

  show(name: T): void {
    for (const tab of this.#tabs) {
      const selected = tab.dataset['panel'] === name;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
      if (panel !== null) panel.hidden = !selected;
    }
  }

  #choose(tab: HTMLElement): void {
    const name = tab.dataset['panel'] as T;
    this.show(name);
    this.#chosen(name);
  }
}
