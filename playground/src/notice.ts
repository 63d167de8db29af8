/** What must be said above the books, until it is put away. */
import { find, make } from './dom.js';

/** Says a thing, and point by point what it is about. */
export function tellNotice(text: string, points: readonly string[]): void {
  const close = make('button', { type: 'button', class: 'notice-close', 'aria-label': 'Dismiss' }, '×');
  const list = make('ul', { class: 'notice-points' }, ...points.map((point) => make('li', {}, point)));
  const notice = make('div', { class: 'notice' }, make('div', {}, make('p', {}, text), list), close);
  close.addEventListener('click', () => notice.remove());
  find(document, '#notices', HTMLElement).append(notice);
}
