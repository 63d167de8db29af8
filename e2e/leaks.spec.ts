/** What a client leaves behind: nothing once it is closed, and while it lives nothing of what came and went. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type RunningServer, startServer } from '@kraken-stream/simulator/node';
import type { Page } from '@playwright/test';
import { test as base, expect } from './test.js';

const run = promisify(execFile);
const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const FILES = {
  'index.html':
    '<!doctype html><script src="kraken-stream.iife.js"></script><script type="module" src="lives.js"></script>',
  'kraken-stream.iife.js': read('packages/client/dist/kraken-stream.iife.js'),
  'lives.js': `${read('e2e/lives.mjs')}\nwindow.lives = { live, comeAndGo };\n`,
};

interface Lives {
  live(library: object, settings: object, outliving: object): Promise<[string, WeakRef<object>][]>;
  comeAndGo(kraken: object, count: number, outliving: AbortController): Promise<void>;
}
declare global {
  interface Window {
    lives: Lives;
    refs: [string, WeakRef<object>][];
    kraken: object;
    /** Goes on when clients are gone. */
    outliving: { controller: AbortController };
  }
}

const PROTOCOLS = ['v2', 'v1'] as const;
const CLIENTS = ['MarketClient', 'KrakenClient'] as const;

const test = base.extend<{ market: RunningServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is needed from here.
  market: async ({}, use) => {
    const accounts = [{ name: 'demo', balances: { USD: '100000' } }];
    const market = await startServer({
      symbols: ['BTC/USD', 'ETH/USD'],
      rate: 500,
      tickMs: 1,
      snapshotDelayMs: 0,
      accounts,
    });
    await use(market);
    await market.close();
  },
});

/** Where clients find the exchange: one of an account is given more. */
function endpointsOf(server: RunningServer, protocol: 'v1' | 'v2', client: (typeof CLIENTS)[number]) {
  const { url, privateUrl, v1Url, v1PrivateUrl, restUrl } = server;
  const [open, own] = protocol === 'v2' ? [url, privateUrl] : [v1Url, v1PrivateUrl];
  return { public: open, rest: restUrl, ...(client === 'KrakenClient' && { private: own }) };
}

/** Collects garbage in a page, and waits for what is done about it. */
async function collect(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  // What is found to be garbage may hold more of it.
  for (let n = 0; n < 5; n++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

for (const protocol of PROTOCOLS) {
  for (const client of CLIENTS) {
    const settings = (server: RunningServer) => ({
      ...{ client, protocol, endpoints: endpointsOf(server, protocol, client) },
      ...(client === 'KrakenClient' && { token: server.simulator.issueToken('demo') }),
    });

    test(`a ${client} of ${protocol} that was closed is collected in Node, and all that it gave`, async ({
      market,
    }) => {
      const code = `
        const outliving = { heard() {}, controller: new AbortController() };
        const { live } = await import('./lives.mjs');
        const library = await import('@kraken-stream/client');
        const refs = await live(library, JSON.parse(process.argv[1]), outliving);
        const left = () => refs.filter(([, ref]) => ref.deref() !== undefined).map(([name]) => name);
        for (let n = 0; n < 100 && left().length > 0; n++) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          gc();
        }
        console.log([refs.length, ...left()].join(' '), typeof outliving.heard);
      `;
      const args = ['--expose-gc', '--input-type=module', '--eval', code, JSON.stringify(settings(market))];
      const cwd = fileURLToPath(new URL('.', import.meta.url));
      const { stdout, stderr } = await run(process.execPath, args, { cwd, timeout: 60_000 });
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^\d+ function\n$/);
    });

    test(`a ${client} of ${protocol} that was closed is collected in a page, and all that it gave`, async ({
      page,
      market,
      serve,
      complaints,
    }) => {
      const site = await serve(FILES);
      await page.goto(site.url);
      const count = await page.evaluate(async (given) => {
        const outliving = { heard() {}, controller: new AbortController() };
        window.outliving = outliving;
        window.refs = await window.lives.live(window.KrakenStream, given, outliving);
        return window.refs.length;
      }, settings(market));
      expect(count).toBeGreaterThan(10);
      await expect
        .poll(async () => {
          await collect(page);
          return page.evaluate(() => window.refs.filter(([, ref]) => ref.deref() !== undefined).map(([name]) => name));
        })
        .toEqual([]);
      expect(complaints).toEqual([]);
    });
  }

  test(`a page that subscribes and leaves a thousand times keeps its heap, on ${protocol}`, async ({
    page,
    market,
    serve,
    complaints,
  }) => {
    test.setTimeout(180_000);
    const site = await serve(FILES);
    await page.goto(site.url);
    await page.evaluate(
      ([made]) => {
        // Nobody has to wait here for the exchange's sake.
        const pace = { perSecond: 10_000, burst: 10_000 };
        const kraken = new window.KrakenStream.KrakenClient({ ...made, pace });
        // Keeps the connection.
        kraken.subscribeStatus();
        window.kraken = kraken;
        window.outliving = { controller: new AbortController() };
      },
      [{ protocol, endpoints: endpointsOf(market, protocol, 'MarketClient') }] as const,
    );
    const after = async (count: number) => {
      await page.evaluate((n) => window.lives.comeAndGo(window.kraken, n, window.outliving.controller), count);
      return collect(page);
    };
    // Until then the engine still learns about the code, and keeps what it has learned.
    await after(1000);
    const at200 = await after(200);
    const at1000 = await after(800);
    const grown = at1000 - at200;
    const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
    console.log(
      `heap, ${protocol}: ${kilobytes(at200)} after 200, ${kilobytes(at1000)} after 1,000: ${kilobytes(grown)} more`,
    );
    // A hundred bytes left behind each time would be more: a listener, say.
    expect(grown).toBeLessThan(80_000);
    expect(complaints).toEqual([]);
  });
}
