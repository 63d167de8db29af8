/** The exchange's two protocols, and where each is spoken. Knows nothing of the page. */

export const PROTOCOLS = ['v2', 'v1'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export interface KnownAddress {
  readonly url: string;
  readonly label: string;
}

/** The same places in the same order; the first is where a client connects by itself. */
export const ADDRESSES: Readonly<Record<Protocol, readonly [KnownAddress, ...KnownAddress[]]>> = {
  v2: [
    { url: 'wss://ws.kraken.com/v2', label: 'Kraken, public market data' },
    { url: 'ws://127.0.0.1:8080/v2', label: 'A simulator on this machine' },
  ],
  v1: [
    { url: 'wss://ws.kraken.com', label: 'Kraken, public market data' },
    { url: 'ws://127.0.0.1:8080', label: 'A simulator on this machine' },
  ],
};

/** Where a protocol is spoken in the place whose address of the other one is `text`; undefined when that is no known one. */
export function counterpart(text: string, protocol: Protocol): string | undefined {
  const other = protocol === 'v1' ? 'v2' : 'v1';
  const place = ADDRESSES[other].findIndex(({ url }) => sameAddress(url, text));
  return ADDRESSES[protocol][place]?.url;
}

/** Whether two texts are one address: `wss://x` is `wss://x/`. */
export function sameAddress(one: string, other: string): boolean {
  return one.trim().replace(/\/$/, '') === other.trim().replace(/\/$/, '');
}
