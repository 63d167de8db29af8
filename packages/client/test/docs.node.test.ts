import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ClientOptions, KrakenClient } from '@kraken-stream/client';
import { krakenToken } from '@kraken-stream/client/token';
import { demoAccount, Simulator } from '@kraken-stream/simulator';
import { startServer } from '@kraken-stream/simulator/node';
import { describe, expect, it } from 'vitest';
import { AsyncFunction, PROTOCOLS, run, snippets } from './snippets.js';

describe('the page about trading', () => {
  const [node = '', route = '', page = '', local = '', ...rest] = snippets('docs/trading.md');

  it('has snippets that run one after another', async () => {
    const printed = await run([node, ...rest].join('\n'));
    expect(printed.join('\n')).toMatch(/^accepted O\w{5}-\w{5}-\w{6}$/m);
    expect(printed.join('\n')).toContain('buy BTC/USD new 0.01000000');
    expect(printed.join('\n')).toMatch(/^[\d.]+ of 125$/m);
  });

  it('shows how to trade with the local exchange as its command starts it', async () => {
    const symbols = ['BTC/USD'];
    const { assets } = new Simulator({ symbols }).exchange;
    const exchange = await startServer({ symbols, accounts: [demoAccount(assets)] });
    const made: KrakenClient[] = [];
    class Client extends KrakenClient {
      constructor(options: ClientOptions) {
        super(options);
        made.push(this);
      }
    }
    try {
      const code = local.replaceAll('127.0.0.1:8080', new URL(exchange.restUrl).host);
      await new AsyncFunction('KrakenClient', 'krakenToken', code)(Client, krakenToken);
      const order = {
        symbol: 'BTC/USD',
        side: 'buy',
        orderType: 'limit',
        orderQty: '0.01',
        limitPrice: '100.0',
      } as const;
      expect(await made[0]?.addOrder(order)).toMatchObject({ status: 'accepted' });
    } finally {
      await made[0]?.close();
      await exchange.close();
    }
  });

  it('has a server route that gives a page its token, and to nobody else', async () => {
    const account = { key: 'a-key', secret: Buffer.from('a secret').toString('base64') };
    const exchange = await startServer({ accounts: [{ name: 'demo', keys: [account], balances: {} }] });
    const servers: Server[] = [];
    const listening = (handler: RequestListener) => {
      const server = createServer(handler);
      servers.push(server);
      return { listen: () => server.listen(0, '127.0.0.1') };
    };
    await new AsyncFunction('createServer', 'krakenToken', 'process', 'mayTrade', route)(
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
        void new AsyncFunction('KrakenClient', 'fetch', page)(Client, () => fetch(url, signedIn));
      });
      expect(await given).toMatch(/^[\w+/]{43}$/);
    } finally {
      server.close();
      await exchange.close();
    }
  });
});

describe('the page for those who come from Kraken.Net', () => {
  const all = snippets('docs/coming-from-kraken-net.md');
  const common = all.slice(0, 7);
  const onlyV2 = all.slice(7, -1);
  const onlyV1 = all.slice(-1);
  const terms = "const terms = { symbol: 'BTC/USD', orderType: 'limit', side: 'buy', orderQty: '0.01' };";
  const told = (code: readonly string[], protocol: 'v2' | 'v1') =>
    run([...code, 'await kraken.close();'].join('\n'), protocol).then((printed) => printed.join('\n'));

  it.each(PROTOCOLS)('has snippets that run one after another on %s', async (protocol) => {
    const buy =
      "const filled = new Promise((seen) => fills.on('data', seen)); await kraken.addOrder({ symbol: 'BTC/USD', orderType: 'market', side: 'buy', orderQty: '0.01' });";
    const printed = await told([...common, buy, 'await filled;'], protocol);
    expect(printed).toMatch(/^ticker ETH\/USD [\d.]+$/m);
    expect(printed).toMatch(/^status online$/m);
    expect(printed).toMatch(/^candle BTC\/USD [\d.]+ open$/m);
    expect(printed).toMatch(/^trade BTC\/USD (buy|sell) [\d.]+ at [\d.]+$/m);
    expect(printed).toMatch(/^spread (BTC|ETH)\/USD [\d.]+ to [\d.]+$/m);
    expect(printed).toMatch(/^book BTC\/USD [\d.]+ \/ [\d.]+$/m);
    expect(printed).toMatch(/^order O\w{5}-\w{5}-\w{6} new$/m);
    expect(printed).toMatch(/^fill O\w{5}-\w{5}-\w{6} 0.01000000 at [\d.]+$/m);
    expect(printed).toContain('placed: accepted, checked: accepted');
    expect(printed).toContain('accepted accepted accepted accepted accepted accepted, then 0');
  });

  it('has snippets that only v2 can say: on v1 each is refused, and v2 named', async () => {
    expect(onlyV2).toHaveLength(4);
    expect(await told([common[0]!, terms, ...onlyV2], 'v2')).toMatch(/^\d+ balances$/m);
    for (const snippet of onlyV2) {
      const refused = told([common[0]!, terms, snippet], 'v1');
      await expect(refused).rejects.toMatchObject({ name: 'UsageError', message: expect.stringContaining('v2') });
    }
  });

  it('has a snippet that only v1 can say', async () => {
    const printed = await told([common[0]!, terms, ...onlyV1], 'v1');
    expect(printed).toMatch(/^today [\d.]+ at [\d.]+$/m);
    // The local exchange lends nothing.
    expect(printed).toContain('on margin: rejected');
  });
});
