/** What a page's surroundings do to a client, in a real browser: other tabs, a network that goes and comes. */
import { readFileSync } from 'node:fs';
import { expect, test } from './test.js';

const script = readFileSync(new URL('../packages/client/dist/kraken-stream.iife.js', import.meta.url), 'utf8');
const FILES = {
  'index.html': '<!doctype html><script src="kraken-stream.iife.js"></script>',
  'kraken-stream.iife.js': script,
};

test('all tabs of an origin share one budget of attempts to connect', async ({ page, context, exchange, serve }) => {
  const site = await serve(FILES);
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(site.url);
    await tab.evaluate((url) => {
      window.book = new window.KrakenStream.KrakenClient({ endpoints: { public: url } }).book('BTC/USD');
      return window.book.ready;
    }, exchange.url);
  }
  const key = `kraken-stream:connects:127.0.0.1:${exchange.port}`;
  const made = () => page.evaluate((name) => localStorage.getItem(name)?.split(',') ?? [], key);
  expect(await made()).toHaveLength(2);

  // Other tabs have used it up: this one waits, and says so.
  const reason = await page.evaluate(
    async ([name, url]) => {
      localStorage.setItem(name!, Array.from({ length: 100 }, (_, i) => Date.now() - i).join());
      const client = new window.KrakenStream.KrakenClient({ endpoints: { public: url! } });
      const told = new Promise<string>((resolve) => client.on('connection', ({ reason: why }) => resolve(why)));
      client.book('BTC/USD');
      return told;
    },
    [key, exchange.url],
  );
  expect(reason).toContain('too many attempts to connect');
  expect(await made()).toHaveLength(100);
});

test('a page whose network goes and comes back says so, and reconnects at once', async ({
  page,
  context,
  serve,
  exchange,
}) => {
  const site = await serve(FILES);
  await page.goto(site.url);
  const reasons = () => page.evaluate(() => window.told);
  await page.evaluate(async (url) => {
    window.told = [];
    const client = new window.KrakenStream.KrakenClient({ endpoints: { public: url } });
    client.on('connection', ({ state, reason }) => window.told.push(`${state}: ${reason}`));
    window.book = client.book('BTC/USD');
    await window.book.ready;
  }, exchange.url);
  await context.setOffline(true);
  // Nothing is closed, frames just stop: it takes the time after which silence counts as death.
  await expect.poll(() => page.evaluate(() => window.book.state), { timeout: 60_000 }).toBe('stale');
  await context.setOffline(false);
  await expect.poll(() => page.evaluate(() => window.book.state)).toBe('live');
  expect(await reasons()).toContain('connecting: the network is back');
});

declare global {
  interface Window {
    told: string[];
  }
}
