import { describe, expect, it } from 'vitest';
import { codeOf } from '../src/code.js';
import type { Wanted } from '../src/link.js';

const books = [{ symbol: 'BTC/USD', depth: 25 }] as const;

describe('the code of the page', () => {
  it.each<[Wanted, string]>([
    [{ type: 'simulator', protocol: 'v2', rate: 20 }, 'new KrakenClient({ connect: simulator.connect });'],
    [
      { type: 'simulator', protocol: 'v1', rate: 20 },
      "new KrakenClient({ protocol: 'v1', connect: simulator.connect });",
    ],
    [{ type: 'ws', protocol: 'v2', url: 'wss://ws.kraken.com/v2' }, 'new KrakenClient();'],
    [{ type: 'ws', protocol: 'v1', url: 'wss://ws.kraken.com/' }, "new KrakenClient({ protocol: 'v1' });"],
    [
      { type: 'ws', protocol: 'v1', url: 'ws://127.0.0.1:8080/' },
      "new KrakenClient({ protocol: 'v1', endpoints: { public: 'ws://127.0.0.1:8080/' } });",
    ],
  ])('of %j makes the client with what is not its default', (source, client) => {
    expect(codeOf({ source, books })).toContain(client);
  });
});
