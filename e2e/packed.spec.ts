/** The packages as they are published: packed, installed with npm into an empty folder, and used from there. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, createLogger } from 'vite';
import { pack } from '../scripts/pack.mjs';
import { bin } from '../scripts/setup.mjs';
import { expect, standStill, test } from './test.js';

const run = promisify(execFile);
const PACKAGES = ['@kraken-stream/core', '@kraken-stream/client', '@kraken-stream/simulator'];

/** Where the packages are installed. */
let folder = '';

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), 'kraken-stream-'));
  const tarballs = Object.values(pack(join(folder, 'packed')));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  await run('npm', ['install', ...quiet, ...tarballs], { cwd: folder, shell: process.platform === 'win32' });
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Runs a file of the folder with Node; it must end by itself and say nothing on stderr. */
async function runNode(name: string, text: string): Promise<string> {
  const { stdout, stderr } = await run(process.execPath, ['--no-warnings', write(name, text)], {
    cwd: folder,
    timeout: 30_000,
  });
  expect(stderr).toBe('');
  return stdout;
}

/** All paths that the values of an `exports` field, or any part of it, name. */
function targets(exports: unknown): string[] {
  if (typeof exports === 'string') return [exports];
  return Object.values(exports as object).flatMap(targets);
}

for (const name of PACKAGES) {
  test(`${name} contains what it should and nothing else`, () => {
    const path = join(folder, 'node_modules', name);
    const files = readdirSync(path, { encoding: 'utf8', recursive: true }).map((file) => file.replaceAll('\\', '/'));
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE']));
    expect(files.filter((file) => /(^|\/)(test|src)\/|\.test\.|tsbuildinfo|(?<!\.d)\.ts$/.test(file))).toEqual([]);
    const manifest = readFileSync(join(path, 'package.json'), 'utf8');
    expect(manifest).not.toMatch(/workspace:|catalog:|kraken-stream\/source/);
    const { exports, bin: commands = {} } = JSON.parse(manifest) as { exports: object; bin?: object };
    for (const target of [...targets(exports), ...targets(commands)]) {
      expect(existsSync(join(path, target)), target).toBe(true);
    }
    for (const file of files.filter((each) => /\.(js|map|ts)$/.test(each))) {
      const text = readFileSync(join(path, file), 'utf8');
      expect(text.includes(fileURLToPath(new URL('../', import.meta.url))), `${file} names a folder`).toBe(false);
    }
  });
}

test('Node imports and requires each package, with the same names', async () => {
  const entries = [...PACKAGES, '@kraken-stream/client/token', '@kraken-stream/simulator/node'];
  const imports = entries.map((name) => `Object.keys(await import('${name}'))`).join(', ');
  const imported = await runNode('import.mjs', `console.log(JSON.stringify([${imports}]))`);
  const requires = entries.map((name) => `Object.keys(require('${name}'))`).join(', ');
  const required = await runNode('require.cjs', `console.log(JSON.stringify([${requires}]))`);
  const names = JSON.parse(imported) as string[][];
  expect(names.map((each) => each.length > 0)).toEqual(entries.map(() => true));
  const plain = (JSON.parse(required) as string[][]).map((each) => each.filter((name) => name !== '__esModule').sort());
  expect(plain).toEqual(names.map((each) => each.sort()));
});

test('the client keeps a book against the simulator, and both end', async () => {
  const output = await runNode(
    'book.mjs',
    `
    import { KrakenClient } from '@kraken-stream/client';
    import { startServer } from '@kraken-stream/simulator/node';

    const server = await startServer({ symbols: ['BTC/USD'], rate: 300 });
    const kraken = new KrakenClient({ endpoints: { public: server.url } });
    const book = kraken.book('BTC/USD', { depth: 25 });
    for await (const event of book) {
      if (event.type === 'gap') throw new Error(event.reason);
      if (book.stats.verified === 50) server.simulator.exchange.rest(Date.now() + 60_000);
      const truth = server.simulator.exchange.book('BTC/USD', 25);
      const kept = { bids: book.bids.levels(), asks: book.asks.levels() };
      if (book.stats.verified >= 50 && JSON.stringify(kept) === JSON.stringify(truth)) break;
    }
    console.log(\`\${book.stats.mismatched} mismatched\`);
    await kraken.close();
    await server.close();
  `,
  );
  expect(output).toBe('0 mismatched\n');
});

test('the client trades against the simulator with a token that it signs for', async () => {
  const output = await runNode(
    'trade.mjs',
    `
    import { KrakenClient } from '@kraken-stream/client';
    import { krakenToken } from '@kraken-stream/client/token';
    import { startServer } from '@kraken-stream/simulator/node';

    const key = { key: 'a-key', secret: 'YSBzZWNyZXQ=' };
    const server = await startServer({
      symbols: ['BTC/USD'],
      accounts: [{ name: 'demo', keys: [key], balances: { USD: '100000' } }],
    });
    const kraken = new KrakenClient({
      endpoints: { public: server.url, private: server.privateUrl },
      token: krakenToken({ ...key, url: server.restUrl }),
    });
    const trades = kraken.subscribeOwnTrades();
    const filled = new Promise((resolve) => trades.on('data', ({ data }) => data.length > 0 && resolve(data[0])));
    await trades.ready;
    const order = { symbol: 'BTC/USD', side: 'buy', orderType: 'market', orderQty: '0.001' };
    const { status, orderId } = await kraken.addOrder(order);
    const trade = await filled;
    console.log([status, trade.orderId === orderId, trade.side, trade.qty].join(" "));
    await kraken.close();
    await server.close();
  `,
  );
  expect(output).toMatch(/^accepted true buy 0\.00\d+\n$/);
});

for (const [name, load] of [
  ['v1.mjs', (from: string) => `await import('${from}')`],
  ['v1.cjs', (from: string) => `require('${from}')`],
] as const) {
  test(`the client keeps a book and holds orders against what is listed on v1, in ${name}`, async () => {
    const output = await runNode(
      name,
      `
      (async () => {
        const { KrakenClient } = ${load('@kraken-stream/client')};
        const { Simulator } = ${load('@kraken-stream/simulator')};
        const { startServer } = ${load('@kraken-stream/simulator/node')};

        const accounts = [{ name: 'demo', balances: { USD: '100000' } }];
        const server = await startServer({ symbols: ['BTC/USD'], accounts });
        const memory = new Simulator({ symbols: ['BTC/USD'], accounts });
        const endpoints = { public: server.v1Url, private: server.v1PrivateUrl, rest: server.restUrl };
        for (const [simulator, options] of [
          [server.simulator, { endpoints }],
          [memory, { connect: memory.connect, fetch: memory.fetch }],
        ]) {
          const kraken = new KrakenClient({ protocol: 'v1', token: () => simulator.issueToken('demo'), ...options });
          const book = kraken.book('XBT/USD', { depth: 25 });
          await book.ready;
          const order = { symbol: book.symbol, side: 'buy', orderType: 'market' };
          const refused = await kraken.addOrder({ ...order, orderQty: '0.00000001' }).catch(({ field }) => field);
          const { status } = await kraken.addOrder({ ...order, orderQty: '0.001' });
          console.log(book.symbol, book.state, refused, status);
          await kraken.close();
          await simulator.close();
        }
        await server.close();
      })();
    `,
    );
    expect(output).toBe('BTC/USD live orderQty accepted\n'.repeat(2));
  });
}

test('the first example of the README runs', async ({ exchange }) => {
  const example = readFileSync(new URL('../examples/first.mjs', import.meta.url), 'utf8');
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme.includes(example), 'the README shows it').toBe(true);
  const local = example.replace('new KrakenClient()', `new KrakenClient({ endpoints: { public: '${exchange.url}' } })`);
  const output = await runNode('first.mjs', local);
  expect(output).toMatch(/^([\d.]+ \/ [\d.]+ {2}spread [\d.]+\n){20}$/);
});

for (const [module, moduleResolution] of [
  ['ESNext', 'Bundler'],
  ['NodeNext', 'NodeNext'],
]) {
  test(`TypeScript consumers compile with moduleResolution ${moduleResolution}`, async () => {
    write(
      'consumer.ts',
      `
      import { type Book, KrakenClient, type KrakenStreamError, UsageError } from '@kraken-stream/client';
      import { krakenToken } from '@kraken-stream/client/token';
      import { Session, v2 } from '@kraken-stream/core';
      import { Simulator, VirtualClock } from '@kraken-stream/simulator';
      import { type RunningServer, startServer } from '@kraken-stream/simulator/node';

      const clock = new VirtualClock();
      const simulator = new Simulator({ clock, symbols: ['BTC/USD'] });
      const kraken = new KrakenClient({ clock, connect: simulator.connect, reconnect: { baseMs: 100 } });
      const book: Book = kraken.book('BTC/USD', { depth: 25 });
      book.on('update', (update) => {
        const price: string | undefined = update.bids[0]?.price;
        const state: 'live' | string = book.state;
        return [price, state];
      });
      kraken.on('error', (error: KrakenStreamError) => error.docs);
      export const token: () => Promise<string> = krakenToken({ key: 'a-key', secret: 'YSBzZWNyZXQ=' });
      export const outcome = kraken.addOrder({
        symbol: 'BTC/USD',
        side: 'buy',
        orderType: 'limit',
        orderQty: '0.001',
        limitPrice: 50000.5,
      });
      // @ts-expect-error: a market order has no limit
      void kraken.addOrder({ symbol: 'BTC/USD', side: 'buy', orderType: 'market', orderQty: '1', limitPrice: '2' });
      // @ts-expect-error: there is no such depth
      kraken.book('BTC/USD', { depth: 11 });
      // @ts-expect-error: there is no such event
      kraken.on('nothing', () => {});
      export const server: Promise<RunningServer> = startServer({ port: 0 });
      export const session = new Session(v2, { random: () => 0.5 });
      export const isMine = (error: unknown) => error instanceof UsageError && error.field === 'depth';
    `,
    );
    const compilerOptions = {
      module,
      moduleResolution,
      ...{ target: 'ES2022', lib: ['ES2022', 'DOM'], types: [] },
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
      ...{ skipLibCheck: false, noEmit: true },
    };
    const config = write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
    const { stdout } = await run(bin('tsc'), ['-p', config], { cwd: folder }).catch((error) => ({
      stdout: error.stdout || String(error),
    }));
    expect(stdout).toBe('');
  });
}

test('a browser bundle of it builds without a warning and runs', async ({ page, exchange, serve, complaints }) => {
  write('index.html', '<!doctype html><script type="module" src="/main.js"></script>');
  write(
    'main.js',
    `
    import { KrakenClient } from '@kraken-stream/client';
    window.start = (url) => {
      window.book = new KrakenClient({ endpoints: { public: url } }).book('BTC/USD', { depth: 10 });
      return window.book.ready;
    };
  `,
  );
  const warnings: string[] = [];
  const logger = createLogger('warn');
  logger.warn = logger.warnOnce = logger.error = (message) => warnings.push(message);
  const out = await build({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    customLogger: logger,
    build: { sourcemap: true },
  });
  expect(warnings).toEqual([]);
  if (Array.isArray(out) || !('output' in out)) throw new Error('expected one bundle');
  const modules = out.output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  expect(modules.filter((id) => /bignumber|node_modules\/ws\/|simulator|__vite-browser-external/.test(id))).toEqual([]);

  const dist = join(folder, 'dist');
  const files = readdirSync(dist, { encoding: 'utf8', recursive: true }).filter((file) => /\.(html|js)$/.test(file));
  const site = await serve(Object.fromEntries(files.map((file) => [file, readFileSync(join(dist, file), 'utf8')])));
  await page.goto(site.url);
  await page.evaluate((url) => (window as unknown as { start(url: string): Promise<void> }).start(url), exchange.url);
  await expect.poll(() => page.evaluate(() => window.book.stats.verified)).toBeGreaterThan(50);
  const truth = standStill(exchange, 10);
  await expect
    .poll(() => page.evaluate(() => ({ bids: window.book.bids.levels(), asks: window.book.asks.levels() })))
    .toEqual(truth);
  expect(complaints).toEqual([]);
});

test('the command of the simulator runs', async () => {
  const command = join(folder, 'node_modules', '.bin', 'kraken-stream-simulator');
  const { stdout } = await run(command, ['--help'], { shell: process.platform === 'win32' });
  expect(stdout).toContain('--port');
});
