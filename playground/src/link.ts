/** The state of the page as a link: read at the start, written when it changes. Knows nothing of what is drawn. */
import { linkOfBooks, nameOf, readBooks, type WantedBook } from './link-books.js';
import { DEFAULT_PROTOCOL, linkOfSource, readSource, type Wanted } from './link-source.js';

export type { WantedBook } from './link-books.js';
export type { Wanted } from './link-source.js';

/** The panels below the market, of which one is open. */
export const PANELS = ['account', 'wires', 'recording', 'code'] as const;
export type Panel = (typeof PANELS)[number];

/** How many levels of each side are shown; `auto`: as many as there is room for. */
export const ROWS = ['auto', 5, 8, 12, 16, 20, 25] as const;
export type Rows = (typeof ROWS)[number];

export interface State {
  readonly source: Wanted;
  readonly books: readonly WantedBook[];
  readonly rows: Rows;
  /** The symbol that the charts, the tape and the order ticket are about: one of the books'. */
  readonly market: string;
  readonly panel: Panel;
}

/** What a link asks for, and in words what of it cannot be. */
export function readLink(search: string, page: Pick<Location, 'protocol'>): { state: State; problems: string[] } {
  const query = new URLSearchParams(search);
  const problems: string[] = [];
  const source = readSource(query, page, problems);
  const books = readBooks(query, source, problems);
  const market = readMarket(query, books, problems);
  // Who brings a recording is shown where it is opened.
  const panel = readOne(
    query,
    'panel',
    PANELS,
    query.get('source') === 'recording' ? 'recording' : PANELS[0],
    problems,
  );
  const rows = readOne(query, 'rows', ROWS, ROWS[0], problems);
  return { state: { source, books, rows, market, panel }, problems };
}

/** The link of a state, with `/`, `,` and `:` left readable: a query may hold them. */
export function linkOf({ source, books, rows, market, panel }: State): string {
  const values: Record<string, string> = {
    ...linkOfSource(source),
    ...linkOfBooks(books),
    ...(source.protocol === DEFAULT_PROTOCOL ? undefined : { protocol: source.protocol }),
    ...(rows === ROWS[0] ? undefined : { rows: String(rows) }),
    ...(market === books[0]?.symbol ? undefined : { market }),
    ...(panel === PANELS[0] ? undefined : { panel }),
  };
  const plain = (value: string): string =>
    encodeURIComponent(value).replace(/%2F/g, '/').replace(/%2C/g, ',').replace(/%3A/g, ':');
  return `?${Object.entries(values)
    .map(([name, value]) => `${name}=${plain(value)}`)
    .join('&')}`;
}

function readMarket(query: URLSearchParams, books: readonly [WantedBook, ...WantedBook[]], problems: string[]): string {
  const text = query.get('market');
  if (text === null) return books[0].symbol;
  const market = books.find(({ symbol }) => symbol === nameOf(text))?.symbol;
  if (market === undefined)
    problems.push(
      `market: expected one of ${books.map(({ symbol }) => symbol).join(', ')}, received “${text}”; using ${books[0].symbol}.`,
    );
  return market ?? books[0].symbol;
}

function readOne<T extends string | number>(
  query: URLSearchParams,
  name: string,
  allowed: readonly T[],
  usual: T,
  problems: string[],
): T {
  const text = query.get(name);
  if (text === null) return usual;
  const value = allowed.find((each) => String(each) === text);
  if (value === undefined)
    problems.push(`${name}: expected one of ${allowed.join(', ')}, received “${text}”; using ${usual}.`);
  return value ?? usual;
}
