/** The packed client in a page that Vite serves or builds, and in a web worker of it. */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createLogger, createServer } from 'vite';
import { expect, type Installed, test } from './packed.js';
import { standStill } from './test.js';

test('a bundle of it builds without a warning, and keeps a book in a page', async ({
  page,
  exchange,
  serve,
  complaints,
  installed,
}) => {
  installed.write('page/index.html', '<!doctype html><script type="module" src="/main.js"></script>');
  installed.write(
    'page/main.js',
    `
    import { KrakenClient } from '@kraken-stream/client';
    window.start = (url) => {
      window.book = new KrakenClient({ endpoints: { public: url } }).book('BTC/USD', { depth: 10 });
      return window.book.ready;
    };
  `,
  );
  const { files, modules } = await bundled(installed, 'page');
  expect(modules.filter((id) => /bignumber|node_modules\/ws\/|simulator|__vite-browser-external/.test(id))).toEqual([]);
  const site = await serve(files);
  await page.goto(site.url);
  await page.evaluate((url) => (window as unknown as { start(url: string): Promise<void> }).start(url), exchange.url);
  await expect.poll(() => page.evaluate(() => window.book.stats.verified)).toBeGreaterThan(50);
  const truth = standStill(exchange, 10);
  await expect
    .poll(() => page.evaluate(() => ({ bids: window.book.bids.levels(), asks: window.book.asks.levels() })))
    .toEqual(truth);
  expect(complaints).toEqual([]);
});

test('a worker keeps a book, and tells its page', async ({ page, exchange, serve, complaints, installed }) => {
  installed.write(
    'worker/index.html',
    '<!doctype html><output></output><script type="module" src="/main.js"></script>',
  );
  installed.write(
    'worker/main.js',
    `
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => (document.querySelector('output').textContent = data);
    worker.postMessage(location.search.slice(1));
  `,
  );
  installed.write(
    'worker/worker.js',
    `
    import { KrakenClient } from '@kraken-stream/client';
    onmessage = ({ data: url }) => {
      const book = new KrakenClient({ endpoints: { public: url } }).book('BTC/USD', { depth: 10 });
      book.on('update', () => postMessage(JSON.stringify({ bids: book.bids.levels(), asks: book.asks.levels() })));
    };
  `,
  );
  const { files } = await bundled(installed, 'worker');
  const site = await serve(files);
  await page.goto(`${site.url}?${exchange.url}`);
  await expect(page.locator('output')).toContainText('"bids":[{"price"');
  const truth = standStill(exchange, 10);
  await expect(page.locator('output')).toHaveText(JSON.stringify(truth));
  expect(complaints).toEqual([]);
});

test('the example for a bundler shows a book, as Vite serves it while it is written', async ({
  page,
  exchange,
  complaints,
  installed,
}) => {
  const root = join(installed.folder, 'example');
  cpSync(fileURLToPath(new URL('../examples/vite', import.meta.url)), root, { recursive: true });
  const server = await createServer({ root, configFile: false, logLevel: 'error', server: { host: '127.0.0.1' } });
  try {
    await server.listen();
    await page.goto(`${server.resolvedUrls?.local[0]}?${exchange.url}`);
    await expect(page.locator('#book')).toHaveText(/^(\d+\.\d {2}\d+\.\d{8}\s*){20}$/);
    expect(complaints).toEqual([]);
  } finally {
    await server.close();
  }
});

/** Has Vite build a folder; nothing may be warned of. Returns what it made, and of what. */
async function bundled({ folder }: Installed, name: string) {
  const warnings: string[] = [];
  const logger = createLogger('warn');
  logger.warn = logger.warnOnce = logger.error = (message) => warnings.push(message);
  const root = join(folder, name);
  const options = {
    root,
    configFile: false,
    logLevel: 'warn',
    customLogger: logger,
    build: { sourcemap: true },
  } as const;
  const out = await build(options);
  expect(warnings).toEqual([]);
  if (Array.isArray(out) || !('output' in out)) throw new Error('expected one bundle');
  const modules = out.output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  const dist = join(root, 'dist');
  const names = readdirSync(dist, { encoding: 'utf8', recursive: true }).map((file) => file.replaceAll('\\', '/'));
  const texts = names.filter((file) => /\.(html|js)$/.test(file));
  return { modules, files: Object.fromEntries(texts.map((file) => [file, readFileSync(join(dist, file), 'utf8')])) };
}
