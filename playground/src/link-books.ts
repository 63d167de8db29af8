/** The books of a link. Knows nothing of what is drawn. */
import { BOOK_DEPTHS, type BookDepth } from '@kraken-stream/client';
import { CATALOGUE } from '@kraken-stream/simulator';
import type { Wanted } from './link-source.js';

export interface WantedBook {
  readonly symbol: string;
  readonly depth: BookDepth;
  /** Levels are put together in steps of so many price increments; 1 leaves each alone. */
  readonly group: Group;
}

export const SYMBOLS: readonly string[] = CATALOGUE.map(({ pair }) => pair.symbol);
/** Steps that people can count in. */
export const GROUPS = [1, 5, 10, 50, 100, 500, 1000] as const;
export type Group = (typeof GROUPS)[number];
export const MOST_BOOKS = 20;
const DEFAULT_SYMBOLS = ['BTC/USD', 'ETH/USD', 'SOL/USD'] as const;
export const DEFAULT_DEPTH: BookDepth = 25;

/** The members of the link of some books. */
export function linkOfBooks(books: readonly WantedBook[]): Record<string, string> {
  const depth = listed(books.map((book) => book.depth));
  const group = listed(books.map((book) => book.group));
  return {
    symbols: books.map(({ symbol }) => symbol).join(','),
    depth,
    ...(group === '1' ? undefined : { group }),
  };
}

/** What books a link asks for; `problems` is told in words what of it cannot be. At least one. */
export function readBooks(
  query: URLSearchParams,
  source: Wanted,
  problems: string[],
): readonly [WantedBook, ...WantedBook[]] {
  const depths = readEach(query, 'depth', BOOK_DEPTHS, DEFAULT_DEPTH, problems);
  const groups = readEach(query, 'group', GROUPS, 1, problems);
  const bookOf = (symbol: string, i: number): WantedBook => ({ symbol, depth: depths(i), group: groups(i) });
  const [first, ...others] = readSymbols(query, source, problems);
  return [bookOf(first, 0), ...others.map((symbol, i) => bookOf(symbol, i + 1))];
}

/** Whether a symbol can be asked for: another exchange may trade what the catalogue lacks, and only it can tell. */
export function canBeAsked(symbol: string, source: Wanted): boolean {
  return source.type === 'simulator' ? SYMBOLS.includes(symbol) : /^[^\s/]+\/[^\s/]+$/.test(symbol);
}

/** What is expected of a symbol that cannot be asked for. */
export function whyNot(source: Wanted): string {
  return source.type === 'simulator' ? 'not traded on the in-page exchange' : 'expected BASE/QUOTE such as BTC/USD';
}

/** The name by which the exchanges here list a pair, given that or v1's, in any case. */
export function nameOf(text: string): string {
  const name = text
    .trim()
    .toUpperCase()
    .replace(/\bXBT\b/, 'BTC')
    .replace(/\bXDG\b/, 'DOGE');
  return SYMBOLS.find((symbol) => symbol.toUpperCase() === name) ?? name;
}

function readSymbols(query: URLSearchParams, source: Wanted, problems: string[]): readonly [string, ...string[]] {
  const text = query.get('symbols');
  if (text === null) return DEFAULT_SYMBOLS;
  const asked = [...new Set(text.split(',').map(nameOf))].filter((symbol) => symbol !== '');
  const wrong = asked.filter((symbol) => !canBeAsked(symbol, source));
  const [first, ...others] = asked.filter((symbol) => canBeAsked(symbol, source));
  const told = first === undefined ? `; showing ${DEFAULT_SYMBOLS.join(', ')}` : '';
  if (wrong.length > 0) problems.push(`symbols: ${wrong.join(', ')}: ${whyNot(source)}${told}.`);
  else if (first === undefined) problems.push(`symbols: expected a list such as BTC/USD,ETH/USD${told}.`);
  if (others.length >= MOST_BOOKS)
    problems.push(`symbols: this page shows ${MOST_BOOKS} books at most; the first ${MOST_BOOKS} are here.`);
  return first === undefined ? DEFAULT_SYMBOLS : [first, ...others.slice(0, MOST_BOOKS - 1)];
}

/** One value for all books, or one each. */
function readEach<T extends number>(
  query: URLSearchParams,
  name: string,
  allowed: readonly T[],
  usual: T,
  problems: string[],
): (i: number) => T {
  const read = query
    .get(name)
    ?.split(',')
    .map((one) => {
      const value = allowed.find((each) => String(each) === one.trim());
      if (value === undefined)
        problems.push(`${name}: expected one of ${allowed.join(', ')}, received “${one}”; using ${usual}.`);
      return value ?? usual;
    });
  return (i) => read?.[i] ?? read?.at(-1) ?? usual;
}

function listed(values: readonly number[]): string {
  return (new Set(values).size === 1 ? values.slice(0, 1) : values).join(',');
}
