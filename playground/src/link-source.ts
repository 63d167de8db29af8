/** The source of a link. Knows nothing of books. */
import { readAddress } from './address.js';
import type { Player } from './player.js';
import { LOCAL, PROTOCOLS, type Protocol } from './protocol.js';

export type Wanted = { readonly protocol: Protocol } & (
  | { readonly type: 'simulator'; readonly rate: number }
  /** At an address: a simulator on this machine, or whatever else is there. */
  | { readonly type: 'ws'; readonly url: string }
  | { readonly type: 'kraken' }
  | { readonly type: 'recording'; readonly player: Player }
);

export const SOURCES = ['simulator', 'ws', 'kraken', 'recording'] as const satisfies readonly Wanted['type'][];

/** Market events a second in each book that the slider offers. */
export const RATES = [1, 5, 20, 50, 100, 250, 500, 1000] as const;
const DEFAULT_RATE = 20;
export const DEFAULT_PROTOCOL: Protocol = 'v2';

/** The members of the link of a source, but for the protocol. */
export function linkOfSource(source: Wanted): Record<string, string> {
  const { type } = source;
  return {
    source: type,
    ...(type === 'ws' ? { url: source.url } : undefined),
    ...(type === 'simulator' && source.rate !== DEFAULT_RATE ? { rate: String(source.rate) } : undefined),
  };
}

/** What of the source a link asks for; `problems` is told in words what of it cannot be. */
export function readSource(query: URLSearchParams, page: Pick<Location, 'protocol'>, problems: string[]): Wanted {
  const protocol = readProtocol(query, problems);
  const simulator: Wanted = { type: 'simulator', protocol, rate: readRate(query, problems) };
  const text = query.get('source') ?? 'simulator';
  const type = SOURCES.find((each) => each === text);
  switch (type) {
    case 'simulator':
      return simulator;
    case 'kraken':
      return { type, protocol };
    case 'recording':
      problems.push('source: a link holds no recording; drop the file on this page. Showing the in-page exchange.');
      return simulator;
    case 'ws': {
      const address = readAddress(query.get('url') ?? LOCAL[protocol], page, protocol);
      if ('url' in address) return { type, protocol, url: address.url };
      problems.push(`url: ${address.problem} Showing the in-page exchange.`);
      return simulator;
    }
    default:
      problems.push(`source: expected one of ${SOURCES.join(', ')}, received “${text}”; showing the in-page exchange.`);
      return simulator;
  }
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
