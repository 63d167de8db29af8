/** What is searched: a line for each heading. Knows nothing of how it is searched. */
import type { Passage } from './markdown.js';

/** Page, heading, address, text: short names, as there are many. */
export type Entry = readonly [page: string, heading: string, href: string, body: string];

export function entriesOf(title: string, path: string, passages: readonly Passage[]): Entry[] {
  return passages.map(({ level, id, text, body }) => [
    title,
    level === 1 ? '' : text,
    level === 1 ? path : `${path}#${id}`,
    body.replace(/\s+/g, ' ').trim().slice(0, 1000),
  ]);
}
