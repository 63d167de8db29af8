import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { krakenToken } from '@kraken-stream/client/token';
import { startServer } from '@kraken-stream/simulator/node';
import { describe, expect, it } from 'vitest';
import { type Block, blocksOf, pages } from './blocks.js';
import { withoutImports } from './programs.js';
import { AsyncFunction } from './run.js';

/** The blocks whose fences say `apart` and a name, by that name: each needs a stage of its own. */
const apart = new Map(
  pages()
    .flatMap((page) => blocksOf(page))
    .filter(({ words }) => words[0] === 'apart')
    .map((block) => [block.words[1] ?? '', block] as const),
);

const codeOf = (name: string) => withoutImports((apart.get(name) as Block).code).code;

describe('the programs that need a stage of their own', () => {
  it('are those below', () => {
    expect([...apart.keys()].sort()).toEqual(['ccxt', 'token-page', 'token-route']);
  });

  it('have a server route that gives a page its token, and to nobody else', async () => {
    const account = { key: 'a-key', secret: Buffer.from('a secret').toString('base64') };
    const exchange = await startServer({ accounts: [{ name: 'demo', keys: [account], balances: {} }] });
    const servers: Server[] = [];
    const listening = (handler: RequestListener) => {
      const server = createServer(handler);
      servers.push(server);
      return { listen: () => server.listen(0, '127.0.0.1') };
    };
    await new AsyncFunction('createServer', 'krakenToken', 'process', 'mayTrade', codeOf('token-route'))(
      listening,
      (options: { key: string; secret: string }) => krakenToken({ ...options, url: exchange.restUrl }),
      { env: { KRAKEN_KEY: account.key, KRAKEN_SECRET: account.secret } },
      ({ headers }: { headers: Record<string, string> }) => headers['cookie'] === 'session=1',
    );
    const server = servers[0]!;
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/kraken-token`;
    const signedIn = { headers: { cookie: 'session=1' } };
    try {
      expect((await fetch(url)).status).toBe(404);
      const given = new Promise<string>((resolve, reject) => {
        class Client {
          constructor({ token }: { token: () => Promise<string> }) {
            token().then(resolve, reject);
          }
        }
        void new AsyncFunction('KrakenClient', 'fetch', codeOf('token-page'))(Client, () => fetch(url, signedIn));
      });
      expect(await given).toMatch(/^[\w+/]{43}$/);
    } finally {
      server.close();
      await exchange.close();
    }
  });

  it('have the addresses that ccxt is given', async () => {
    const asked: unknown[] = [];
    const made: { urls: { api: Record<string, unknown> } }[] = [];
    class Kraken {
      urls = { api: { public: 'https://x', private: 'https://x', zendesk: 'https://z', ws: { public: 'wss://x' } } };
      constructor() {
        made.push(this);
      }
      loadHttpProxyAgent = async () => {};
      createOrderWs = async (...order: unknown[]) => asked.push(order);
    }
    const server = { restUrl: 'http://r', url: 'ws://u', privateUrl: 'ws://p' };
    await new AsyncFunction('ccxt', 'server', codeOf('ccxt'))({ pro: { kraken: Kraken } }, server);
    expect(made[0]?.urls.api).toEqual({
      public: 'http://r',
      private: 'http://r',
      zendesk: 'https://z',
      ws: { public: 'wss://x', publicV2: 'ws://u', private: 'ws://p', privateV2: 'ws://p' },
    });
    expect(asked).toHaveLength(1);
  });
});
