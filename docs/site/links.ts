/** Where a page's links lead on the site. Knows paths alone. */
import { posix } from 'node:path';

/** From the root of the repository, for a link in a page; undefined for one that leads to another site. */
export function targetOf(source: string, href: string): { path: string; hash: string } | undefined {
  if (/^([a-z][a-z\d+.-]*:|\/\/)/i.test(href)) return undefined;
  const [path = '', hash] = href.split('#');
  return {
    path: path === '' ? source : posix.normalize(posix.join(posix.dirname(source), decodeURI(path))).replace(/\/$/, ''),
    hash: hash === undefined ? '' : `#${hash}`,
  };
}

/** The way from one page of the site to another. */
export function relative(from: string, to: string): string {
  const way = posix.relative(posix.dirname(from), to);
  return way === '' ? posix.basename(to) : way;
}

/** What GitHub makes of a heading, so that the same links lead to it there and here. */
export function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}
