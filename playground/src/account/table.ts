/** A table that scrolls inside, and is one card a row where there is no room. Its roles are said, as styles take them away. */
import { make } from '../dom.js';

export interface Table {
  readonly element: HTMLElement;
  readonly body: HTMLTableSectionElement;
  /** Said while there are no rows. */
  readonly empty: HTMLElement;
}

export function tableOf(name: string, columns: readonly string[], nothing: string): Table {
  const heads = columns.map((column) => make('th', { role: 'columnheader', scope: 'col' }, column));
  const body = make('tbody', { role: 'rowgroup' });
  const head = make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...heads));
  const table = make('table', { role: 'table', 'aria-label': name }, head, body);
  const empty = make('p', { class: 'account-empty' }, nothing);
  const element = make(
    'div',
    { class: 'account-table', role: 'region', 'aria-label': name, tabindex: '0' },
    table,
    empty,
  );
  return { element, body, empty };
}
