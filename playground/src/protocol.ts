/** The exchange's two protocols, and where each is spoken. Knows nothing of the page. */

export const PROTOCOLS = ['v2', 'v1'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Where a client connects by itself. */
export const KRAKEN: Readonly<Record<Protocol, string>> = { v2: 'wss://ws.kraken.com/v2', v1: 'wss://ws.kraken.com' };
/** Where a simulator listens unless told otherwise. */
export const LOCAL: Readonly<Record<Protocol, string>> = { v2: 'ws://127.0.0.1:8080/v2', v1: 'ws://127.0.0.1:8080' };

/** Where a protocol is spoken in the place whose address of the other one is `text`; undefined when that is no known one. */
export function counterpart(text: string, protocol: Protocol): string | undefined {
  const other = protocol === 'v1' ? 'v2' : 'v1';
  return [KRAKEN, LOCAL].find((place) => sameAddress(place[other], text))?.[protocol];
}

/** Whether two texts are one address: `wss://x` is `wss://x/`. */
export function sameAddress(one: string, other: string): boolean {
  return one.trim().replace(/\/$/, '') === other.trim().replace(/\/$/, '');
}
