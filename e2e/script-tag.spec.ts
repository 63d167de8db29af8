/** The file for a script tag, as built, in a real browser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Book } from '@kraken-stream/client';
import type { RunningServer } from '@kraken-stream/simulator/node';
import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { builtIntegrity, shownIntegrity } from '../scripts/integrity.mjs';
import { expect, standStill, test } from './test.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const script = read('packages/client/dist/kraken-stream.iife.js');
const example = read('examples/script-tag.html');

type Global = typeof import('@kraken-stream/client');
declare global {
  interface Window {
    KrakenStream: Global;
    book: Book;
  }
}

test('a page that loads it keeps a book that is the exchange’s own', async ({ page, exchange, serve, complaints }) => {
  const site = await serve({
    'index.html': '<!doctype html><script src="kraken-stream.iife.js"></script>',
    'kraken-stream.iife.js': script,
  });
  await page.goto(site.url);
  await page.evaluate(async (url) => {
    const client = new window.KrakenStream.KrakenClient({ endpoints: { public: url } });
    window.book = client.book('BTC/USD', { depth: 25 });
    await window.book.ready;
  }, exchange.url);
  await expect.poll(() => page.evaluate(() => window.book.stats.verified)).toBeGreaterThan(50);

  const truth = standStill(exchange, 25);
  expect(truth.bids).toHaveLength(25);
  await expect
    .poll(() => page.evaluate(() => ({ bids: window.book.bids.levels(), asks: window.book.asks.levels() })))
    .toEqual(truth);
  expect(await page.evaluate(() => [window.book.state, window.book.stats.mismatched])).toEqual(['live', 0]);
  expect(complaints).toEqual([]);
});

test('it speaks v1 too, and reads from REST what can be traded', async ({ page, exchange, serve, complaints }) => {
  const site = await serve({
    'index.html': '<!doctype html><script src="kraken-stream.iife.js"></script>',
    'kraken-stream.iife.js': script,
  });
  await page.goto(site.url);
  const { v1Url, restUrl, simulator } = exchange;
  const told = await page.evaluate(
    async ([publicUrl, rest]) => {
      const client = new window.KrakenStream.KrakenClient({ protocol: 'v1', endpoints: { public: publicUrl, rest } });
      const book = client.book('BTC/USD', { depth: 25 });
      await book.ready;
      for await (const event of client.subscribeInstruments()) {
        if (event.type === 'gap') continue;
        await client.close();
        return [book.symbol, event.type, event.data.pairs.map(({ symbol }) => symbol).sort()];
      }
      return [];
    },
    [v1Url, restUrl] as const,
  );
  const listed = simulator.exchange.pairs.map(({ symbol }) => symbol).filter((symbol) => !/x\//.test(symbol));
  expect(told).toEqual(['BTC/USD', 'snapshot', listed.sort()]);
  expect(complaints).toEqual([]);
});

test('a page that was given a token trades, and sees its fill', async ({ page, exchange, serve, complaints }) => {
  const site = await serve({
    'index.html': '<!doctype html><script src="kraken-stream.iife.js"></script>',
    'kraken-stream.iife.js': script,
  });
  await page.goto(site.url);
  const { url, privateUrl, simulator } = exchange;
  const token = simulator.issueToken('demo');
  const told = await page.evaluate(
    async ([publicUrl, ownUrl, given]) => {
      const endpoints = { public: publicUrl, private: ownUrl };
      const client = new window.KrakenStream.KrakenClient({ endpoints, token: () => given });
      const trades = client.subscribeOwnTrades();
      const first = new Promise<string>((resolve) => {
        trades.on('data', ({ data }) => data[0] && resolve(data[0].orderId));
      });
      await trades.ready;
      const outcome = await client.addOrder({ symbol: 'BTC/USD', side: 'buy', orderType: 'market', orderQty: 0.001 });
      const traded = await first;
      await client.close();
      return [outcome.status, outcome.status === 'accepted' && outcome.orderId === traded];
    },
    [url, privateUrl, token] as const,
  );
  expect(told).toEqual(['accepted', true]);
  expect(complaints).toEqual([]);
});

test('it gives the names that an import gives, and one global', async ({ page, serve, complaints }) => {
  const site = await serve({ 'index.html': '<!doctype html>', 'kraken-stream.iife.js': script });
  await page.goto(site.url);
  const before = await page.evaluate(() => Object.keys(window));
  await page.addScriptTag({ url: 'kraken-stream.iife.js' });
  const after = await page.evaluate(() => Object.keys(window));
  expect(after.filter((name) => !before.includes(name))).toEqual(['KrakenStream']);
  const names = await page.evaluate(() => Object.keys(window.KrakenStream).sort());
  expect(names).toEqual(Object.keys(await import('@kraken-stream/client')).sort());
  expect(names).toContain('KrakenClient');
  expect(complaints).toEqual([]);
});

test('it needs nothing of Node, no eval, and contains no arithmetic library', () => {
  expect(script.match(/\b(process|Buffer|require|eval|setImmediate)\b|\bnew Function\b/g)).toBeNull();
  const { sources } = JSON.parse(read('packages/client/dist/kraken-stream.iife.js.map')) as { sources: string[] };
  expect(sources.filter((source) => /bignumber|\/ws\/|simulator/.test(source))).toEqual([]);
  expect(sources.some((source) => source.includes('core/src/'))).toBe(true);
});

test('the README tells its integrity, by which a browser takes it and nothing else', async ({
  page,
  serve,
  complaints,
}) => {
  const built = builtIntegrity();
  expect(shownIntegrity(), 'out of date: npm run build -- --integrity').toBe(built);
  const html = (file: string) =>
    `<!doctype html><script src="${file}" integrity="${built}" crossorigin="anonymous"></script>`;
  const site = await serve({
    'index.html': html('kraken-stream.iife.js'),
    'other.html': html('other.js'),
    'kraken-stream.iife.js': script,
    'other.js': `${script}\n`,
  });
  await page.goto(site.url);
  expect(await page.evaluate(() => typeof window.KrakenStream)).toBe('object');
  expect(complaints).toEqual([]);
  await page.goto(`${site.url}other.html`);
  expect(await page.evaluate(() => typeof window.KrakenStream)).toBe('undefined');
  expect(complaints.join('\n')).toContain('integrity');
});

test('the example is at most thirty lines', () => {
  expect(example.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});

test('the example of the README shows Kraken’s book', async ({ page, exchange, serve, complaints }) => {
  expect(read('README.md').includes(example), 'the README shows it').toBe(true);
  // What the example says to Kraken, the local exchange hears.
  await page.routeWebSocket('wss://ws.kraken.com/v2', (route) => {
    const socket = new WebSocket(exchange.url);
    const opened = new Promise((resolve) => socket.once('open', resolve));
    socket.on('message', (data) => route.send(String(data)));
    route.onMessage((text) => void opened.then(() => socket.send(text)));
    route.onClose(() => socket.close());
  });
  const site = await serve({ 'index.html': example, 'kraken-stream.iife.js': script });
  await page.goto(site.url);
  await showsBook(page, exchange);
  expect(complaints).toEqual([]);
});

test('the example shows the book of a local exchange, as a file that was opened', async ({
  page,
  exchange,
  complaints,
}, info) => {
  const outputPath = (name: string) => info.outputPath(name);
  writeFileSync(outputPath('script-tag.html'), example);
  writeFileSync(outputPath('kraken-stream.iife.js'), script);
  await page.goto(`${pathToFileURL(outputPath('script-tag.html'))}?${exchange.url}`);
  await showsBook(page, exchange);
  expect(complaints).toEqual([]);
});

/** The page shows ten levels of each side, live, which in the end are the exchange's own. */
async function showsBook(page: Page, exchange: RunningServer) {
  await expect(page.locator('#book')).toHaveText(/^(\d+\.\d {2}\d+\.\d{8}\s*){20}$/);
  await expect(page.locator('#state')).toHaveText('live');
  const { bids, asks } = standStill(exchange, 10);
  const lines = [...asks.reverse(), undefined, ...bids].map((level) => (level ? `${level.price}  ${level.qty}` : ''));
  await expect.poll(() => page.locator('#book').textContent()).toBe(lines.join('\n'));
}
