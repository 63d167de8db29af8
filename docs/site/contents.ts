/** Which pages the site has, in the order of its navigation. Knows nothing of how a page looks. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Page {
  /** Where it comes from, a path from the root of the repository. */
  readonly source: string;
  /** Where it is on the site, relative to the site's root. */
  readonly path: string;
  readonly title: string;
  /** In the navigation, where the title is too long. */
  readonly short: string;
  readonly text: string;
}

export interface Section {
  readonly title: string;
  readonly pages: readonly Page[];
}

/** Pages that are in no folder of their own have no name that says what they are. */
const SHORT: Readonly<Record<string, string>> = {
  'README.md': 'Overview',
  'examples/README.md': 'Examples',
  'packages/core/README.md': 'core',
  'packages/client/README.md': 'client',
  'packages/simulator/README.md': 'simulator',
};

const ORDER: Readonly<Record<string, readonly string[]>> = {
  Start: ['README.md', 'docs/getting-started.md', 'examples/README.md', 'docs/frameworks.md'],
  Markets: ['docs/market-data.md', 'docs/books.md', 'docs/connections.md', 'docs/subscriptions.md'],
  'An account': ['docs/account.md', 'docs/trading.md', 'docs/trading-safely.md'],
  'Being sure': ['docs/testing-your-bot.md', 'docs/recording.md', 'docs/performance.md'],
  'To look up': ['docs/errors.md', 'docs/protocol.md'],
  'Coming from': ['docs/coming-from-kraken-net.md', 'docs/coming-from-ccxt.md', 'docs/coming-from-node-kraken-api.md'],
  Packages: ['packages/client/README.md', 'packages/simulator/README.md', 'packages/core/README.md'],
  'The project': ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'RELEASING.md'],
};

/** All pages that people wrote. What is in `docs` and not in the order stands at its end. */
export function readContents(root: string): Section[] {
  const named = new Set(Object.values(ORDER).flat());
  const others = readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .filter((path) => !named.has(path));
  return Object.entries({ ...ORDER, ...(others.length > 0 && { More: others }) }).map(([title, sources]) => ({
    title,
    pages: sources.filter((source) => existsSync(join(root, source))).map((source) => pageOf(root, source)),
  }));
}

function pageOf(root: string, source: string): Page {
  // Pictures of the playground are for who is not beside it; the site is.
  const text = readFileSync(join(root, source), 'utf8').replace(/^!\[[^\]]*\]\([^)]*\)\n\n/gm, '');
  const title = (/^# (.+)$/m.exec(text)?.[1] ?? source).replaceAll('`', '');
  return { source, path: pathOf(source), title, short: SHORT[source] ?? title, text };
}

/** `README.md` is the first page, `docs/books.md` is `books.html`, `packages/core/README.md` is `core.html`. */
export function pathOf(source: string): string {
  if (source === 'README.md') return 'index.html';
  const name =
    /^(?:packages\/)?([^/]+)\/README\.md$/.exec(source)?.[1] ?? source.replace(/^docs\//, '').replace(/\.md$/, '');
  return `${name.toLowerCase()}.html`;
}
