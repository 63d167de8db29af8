/** The state of the page as a link: read at the start, written when it changes. Knows nothing of what is drawn. */
import { BOOK_DEPTHS, type BookDepth } from '@kraken-stream/client';
import { CATALOGUE } from '@kraken-stream/simulator';
import { readAddress } from './address.js';
import { PROTOCOLS, type Protocol } from './protocol.js';

export type Wanted = { readonly protocol: Protocol } & (
  | { readonly type: 'simulator'; readonly rate: number }
  | { readonly type: 'ws'; readonly url: string }
);

export interface WantedBook {
  readonly symbol: string;
  readonly depth: BookDepth;
}

/** The panels below the market, of which one is open. */
export const PANELS = ['account', 'wires', 'recording', 'code'] as const;
export type Panel = (typeof PANELS)[number];

export interface State {
  readonly source: Wanted;
  readonly books: readonly WantedBook[];
  /** The symbol that the charts, the tape and the order ticket are about: one of the books'. */
  readonly market: string;
  readonly panel: Panel;
}

/** Market events a second in each book that the slider offers. */
export const RATES = [1, 5, 20, 50, 100, 250, 500, 1000] as const;
export const SYMBOLS: readonly string[] = CATALOGUE.map(({ pair }) => pair.symbol);
const DEFAULT_SYMBOLS = ['BTC/USD', 'ETH/USD', 'SOL/USD'] as const;
const DEFAULT_DEPTH: BookDepth = 25;
const DEFAULT_RATE = 20;
const DEFAULT_PROTOCOL: Protocol = 'v2';
const MOST_BOOKS = 6;

/** What a link asks for, and in words what of it cannot be. */
export function readLink(search: string, page: Pick<Location, 'protocol'>): { state: State; problems: string[] } {
  const query = new URLSearchParams(search);
  const problems: string[] = [];
  const source = readSource(query, page, problems);
  const symbols = readSymbols(query, source, problems);
  const depths = readDepths(query, problems);
  const books = symbols.map((symbol, i) => ({ symbol, depth: depths[i] ?? depths.at(-1) ?? DEFAULT_DEPTH }));
  const market = readMarket(query, books, problems);
  const panel = readPanel(query, problems);
  return { state: { source, books, market, panel }, problems };
}

/** The link of a state, with `/`, `,` and `:` left readable: a query may hold them. */
export function linkOf({ source, books, market, panel }: State): string {
  const depths = books.map(({ depth }) => depth);
  const values: Record<string, string> = {
    source: source.type,
    ...(source.type === 'ws' ? { url: source.url } : source.rate === DEFAULT_RATE ? {} : { rate: String(source.rate) }),
    symbols: books.map(({ symbol }) => symbol).join(','),
    depth: (new Set(depths).size === 1 ? depths.slice(0, 1) : depths).join(','),
    ...(source.protocol === DEFAULT_PROTOCOL ? {} : { protocol: source.protocol }),
    ...(market === books[0]?.symbol ? {} : { market }),
    ...(panel === PANELS[0] ? {} : { panel }),
  };
  const plain = (value: string): string =>
    encodeURIComponent(value).replace(/%2F/g, '/').replace(/%2C/g, ',').replace(/%3A/g, ':');
  return `?${Object.entries(values)
    .map(([name, value]) => `${name}=${plain(value)}`)
    .join('&')}`;
}

function readMarket(query: URLSearchParams, books: readonly WantedBook[], problems: string[]): string {
  const first = books[0]?.symbol ?? DEFAULT_SYMBOLS[0];
  const text = query.get('market');
  if (text === null) return first;
  const market = books.find(({ symbol }) => symbol === nameOf(text))?.symbol;
  if (market === undefined)
    problems.push(`market: expected one of ${books.map(({ symbol }) => symbol).join(', ')}, received “${text}”.`);
  return market ?? first;
}

function readPanel(query: URLSearchParams, problems: string[]): Panel {
  const text = query.get('panel');
  if (text === null) return PANELS[0];
  const panel = PANELS.find((each) => each === text);
  if (panel === undefined) problems.push(`panel: expected one of ${PANELS.join(', ')}, received “${text}”.`);
  return panel ?? PANELS[0];
}

function readSource(query: URLSearchParams, page: Pick<Location, 'protocol'>, problems: string[]): Wanted {
  const protocol = readProtocol(query, problems);
  const simulator: Wanted = { type: 'simulator', protocol, rate: readRate(query, problems) };
  const source = query.get('source') ?? 'simulator';
  if (source === 'simulator') return simulator;
  if (source !== 'ws') {
    problems.push(`source: expected simulator or ws, received “${source}”; showing the in-page exchange.`);
    return simulator;
  }
  const address = readAddress(query.get('url') ?? '', page, protocol);
  if ('url' in address) return { type: 'ws', protocol, url: address.url };
  problems.push(`url: ${address.problem} Showing the in-page exchange.`);
  return simulator;
}

function readProtocol(query: URLSearchParams, problems: string[]): Protocol {
  const text = query.get('protocol');
  if (text === null) return DEFAULT_PROTOCOL;
  const protocol = PROTOCOLS.find((each) => each === text);
  if (protocol === undefined)
    problems.push(`protocol: expected ${PROTOCOLS.join(' or ')}, received “${text}”; using ${DEFAULT_PROTOCOL}.`);
  return protocol ?? DEFAULT_PROTOCOL;
}

function readRate(query: URLSearchParams, problems: string[]): number {
  const text = query.get('rate');
  if (text === null) return DEFAULT_RATE;
  const rate = RATES.find((each) => String(each) === text);
  if (rate === undefined)
    problems.push(`rate: expected one of ${RATES.join(', ')}, received “${text}”; using ${DEFAULT_RATE}.`);
  return rate ?? DEFAULT_RATE;
}

function readSymbols(query: URLSearchParams, source: Wanted, problems: string[]): string[] {
  const text = query.get('symbols');
  if (text === null) return [...DEFAULT_SYMBOLS];
  const asked = [...new Set(text.split(',').map(nameOf))].filter((symbol) => symbol !== '');
  // Another exchange may trade what the catalogue lacks; only that exchange can tell.
  const known = (symbol: string): boolean =>
    source.type === 'ws' ? /^[^\s/]+\/[^\s/]+$/.test(symbol) : SYMBOLS.includes(symbol);
  const wrong = asked.filter((symbol) => !known(symbol));
  const right = asked.filter(known);
  const told = right.length === 0 ? `; showing ${DEFAULT_SYMBOLS.join(', ')}` : '';
  if (wrong.length > 0) {
    const reason = source.type === 'ws' ? 'expected BASE/QUOTE such as BTC/USD' : 'not traded on the in-page exchange';
    problems.push(`symbols: ${wrong.join(', ')}: ${reason}${told}.`);
  } else if (right.length === 0) problems.push(`symbols: expected a list such as BTC/USD,ETH/USD${told}.`);
  if (right.length > MOST_BOOKS)
    problems.push(`symbols: this page shows ${MOST_BOOKS} books at most; the first ${MOST_BOOKS} are here.`);
  return right.length === 0 ? [...DEFAULT_SYMBOLS] : right.slice(0, MOST_BOOKS);
}

/** The name by which the exchanges here list a pair, given that or v1's, in any case. */
function nameOf(text: string): string {
  const name = text
    .trim()
    .toUpperCase()
    .replace(/\bXBT\b/, 'BTC')
    .replace(/\bXDG\b/, 'DOGE');
  return SYMBOLS.find((symbol) => symbol.toUpperCase() === name) ?? name;
}

/** One depth for all books, or one each. */
function readDepths(query: URLSearchParams, problems: string[]): BookDepth[] {
  const text = query.get('depth');
  if (text === null) return [DEFAULT_DEPTH];
  return text.split(',').map((one) => {
    const depth = BOOK_DEPTHS.find((each) => String(each) === one.trim());
    if (depth === undefined)
      problems.push(`depth: expected one of ${BOOK_DEPTHS.join(', ')}, received “${one}”; using ${DEFAULT_DEPTH}.`);
    return depth ?? DEFAULT_DEPTH;
  });
}
