/** What must be said above the books, until it is put away. */
import { find, make } from './dom.js';

export function tellNotice(text: string): void {
  const close = make('button', { type: 'button', class: 'notice-close', 'aria-label': 'Dismiss' }, '×');
  const notice = make('p', { class: 'notice' }, make('span', {}, text), close);
  close.addEventListener('click', () => notice.remove());
  find(document, '#notices', HTMLElement).append(notice);
}
