/** The examples that one looks at: the watcher in a terminal, the pages in a browser. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, standStill, test } from './test.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const run = promisify(execFile);
const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

test('watch.mjs writes a line a book every second where it is no terminal', async () => {
  const args = ['examples/watch.mjs', 'BTC/USD', 'DOGE/USD', '--seconds', '2.5'];
  const { stdout, stderr } = await run(process.execPath, args, { cwd: root });
  expect(stderr).toBe('');
  const lines = stdout.trim().split('\n');
  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const line of lines) expect(line).toMatch(/^\w+\/USD +live {2}bid [\d.]+ {2}ask [\d.]+ {2}spread [\d.]+$/);
});

test('watch.mjs draws tables in place in a terminal, and leaves it as it was', async () => {
  test.skip(process.platform !== 'linux', 'the terminal comes from script(1) of util-linux');
  const watched = spawn('script', ['-qefc', `exec "${process.execPath}" examples/watch.mjs --levels 3`, '/dev/null'], {
    cwd: root,
    env: { ...process.env, TERM: 'xterm', NO_COLOR: '1' },
  });
  let output = '';
  watched.stdout.on('data', (data) => {
    output += data;
  });
  const screens = () => output.split('\x1b[H').slice(1);
  await expect.poll(() => screens().length).toBeGreaterThan(8);
  // What Ctrl-C sends.
  watched.stdin.write('\x03');
  const [status] = await once(watched, 'exit');
  expect(status).toBe(0);
  const screen = screens().at(-1)?.replaceAll('\x1b[K', '').replaceAll('\r', '').split('\n') ?? [];
  expect(screen[0]).toMatch(/^a local exchange: live/);
  expect(screen[2]).toMatch(/^BTC\/USD {2}live {2}spread [\d.]+, \d+ frames proven$/);
  for (const line of screen.slice(3, 6)) expect(line).toMatch(/^ +\d+\.\d{8} +[\d.]+ {2}[\d.]+ +\d+\.\d{8}$/);
  expect(screen[7]).toMatch(/^ETH\/USD {2}live/);
  expect(output.startsWith('\x1b[?1049h\x1b[?25l')).toBe(true);
  expect(output.replace(/\^C/g, '').endsWith('\x1b[?25h\x1b[?1049l')).toBe(true);
});

test('the dashboard shows books, tickers and the connection, and says when it is lost', async ({
  page,
  exchange,
  serve,
  complaints,
}) => {
  const site = await serve({
    'index.html': read('examples/dashboard/index.html'),
    'dashboard.js': read('examples/dashboard/dashboard.js'),
    'dashboard.css': read('examples/dashboard/dashboard.css'),
    'kraken-stream.iife.js': read('packages/client/dist/kraken-stream.iife.js'),
  });
  await page.goto(`${site.url}?exchange=${exchange.url}&symbols=BTC/USD,NOPE/USD`);
  const [card, refused] = [page.locator('article').first(), page.locator('article').nth(1)];
  await expect(page.locator('#connection')).toHaveText(/^live/);
  await expect(card.locator('.state')).toHaveText('live');
  await expect(card.locator('.price')).toHaveText(/^[\d.]+$/);
  await expect(card.locator('.change')).toHaveText(/^[+-][\d.]+ %$/);
  await expect(card.locator('polyline')).toHaveAttribute('points', /^0,[\d.]+ .* 120,[\d.]+$/);
  await expect(card.locator('footer')).toHaveText(/^[1-9][\d,]* frames proven, 0 mismatched$/);
  await expect(refused.locator('.state')).toHaveText('refused');
  await expect(refused.locator('footer')).toContainText('NOPE/USD');

  const truth = standStill(exchange, 8);
  const rows = (side: string) => card.locator(`${side} tr`).allInnerTexts();
  const told = (levels: readonly { price: string; qty: string }[]) =>
    levels.map(({ price, qty }) => `${price}\t${qty}`);
  await expect.poll(() => rows('.bids')).toEqual(told(truth.bids));
  await expect.poll(() => rows('.asks')).toEqual(told(truth.asks).reverse());
  expect(complaints).toEqual([]);

  exchange.simulator.faults.inject({ type: 'refuse-upgrade', status: 503, count: Infinity });
  exchange.simulator.faults.inject({ type: 'drop' });
  await expect(page.locator('#connection')).toHaveText(/^(closed|connecting)/);
  await expect(card.locator('.state')).toHaveText('stale');
  exchange.simulator.faults.clear();
  await expect(page.locator('#connection')).toHaveText(/^live/, { timeout: 30_000 });
  await expect(card.locator('.state')).toHaveText('live');
});

test('no page is wider than the screen of a phone', async ({ page, exchange, serve }) => {
  const site = await serve({
    'index.html': read('examples/dashboard/index.html'),
    'dashboard.js': read('examples/dashboard/dashboard.js'),
    'dashboard.css': read('examples/dashboard/dashboard.css'),
    'kraken-stream.iife.js': read('packages/client/dist/kraken-stream.iife.js'),
  });
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`${site.url}?exchange=${exchange.url}&symbols=BTC/USD`);
  await expect(page.locator('.state')).toHaveText('live');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('serve.mjs prints addresses at which the pages are live', async ({ page, complaints }) => {
  const server = spawn(process.execPath, ['examples/serve.mjs'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [book = '', dashboard = ''] = await addresses(server);
    await page.goto(book);
    await expect(page.locator('#state')).toHaveText('live');
    await expect(page.locator('#book')).toHaveText(/^(\d+\.\d {2}\d+\.\d{8}\s*){20}$/);
    await page.goto(dashboard);
    await expect(page.locator('.state')).toHaveText(['live', 'live', 'live', 'live']);
    expect(complaints).toEqual([]);
  } finally {
    server.kill('SIGINT');
    const [status] = await once(server, 'exit');
    expect(status).toBe(0);
  }
});

async function addresses(server: ChildProcess): Promise<string[]> {
  const found: string[] = [];
  for await (const line of createInterface({ input: server.stdout! })) {
    found.push(/ (http:\S+)/.exec(line)?.[1] ?? '');
    if (found.length === 2) break;
  }
  return found;
}
