/** The examples, run as their first lines say, on the local exchange. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const root = fileURLToPath(new URL('../', import.meta.url));
const run = promisify(execFile);

/** Runs an example; what it says and how it ends. */
async function example(...args: string[]): Promise<{ stdout: string; stderr: string; status: number }> {
  const env = { ...process.env, KRAKEN_KEY: '', KRAKEN_SECRET: '' };
  return run(process.execPath, args, { cwd: root, env, timeout: 100_000 })
    .then((told) => ({ ...told, status: 0 }))
    .catch(({ stdout, stderr, code }) => ({ stdout, stderr, status: code }));
}

const scripts = readdirSync(`${root}/examples`, { encoding: 'utf8', recursive: true })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.mjs'));

test('the index names each, and nothing that there is not', () => {
  const index = readFileSync(`${root}/examples/README.md`, 'utf8');
  const named = [...index.matchAll(/\]\(([\w./-]+)\)/g)].map(([, path = '']) => path);
  const there = readdirSync(`${root}/examples`).filter((name) => name !== 'README.md' && name !== 'market-maker');
  const own = scripts.filter((path) => path.startsWith('market-maker/') && !path.endsWith('/maker.mjs'));
  expect(named.sort()).toEqual([...there, ...own].sort());
});

for (const script of scripts.filter((path) => !/^first|\/maker/.test(path))) {
  test(`${script} explains itself`, async () => {
    const { stdout, stderr, status } = await example(`examples/${script}`, '--help');
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(new RegExp(`^node examples/${script} `));
  });
}

for (const [args, complaint] of [
  ['watch.mjs --levels 11', '--levels: expected a whole number from 1 to 10, received 11'],
  ['watch.mjs --seconds soon', '--seconds: expected a number above 0, received soon'],
  ['watch.mjs BTC', 'expected a symbol such as BTC/USD, received BTC'],
  ['alert.mjs --bp wide', '--bp: expected a number from 0, received wide'],
  ['recorder.mjs --protocol v3', '--protocol: expected v1 or v2, received v3'],
  ['alert.mjs --often', "Unknown option '--often'"],
  ['serve.mjs --port 70000', '--port: expected a number from 0 to 65535, received 70000'],
  ['market-maker/trade.mjs --qty=-1', '--qty: expected a number above 0, received -1'],
  ['market-maker/trade.mjs --kraken', '--kraken: expected a key in KRAKEN_KEY and its secret in KRAKEN_SECRET'],
] as const) {
  test(`${args} is refused, with a reason`, async () => {
    const [script = '', ...rest] = args.split(' ');
    const { stdout, stderr, status } = await example(`examples/${script}`, ...rest);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).toContain(complaint);
    expect(stderr).toContain(`try node examples/${script} --help`);
  });
}

test('books.mjs keeps three books and proves them', async () => {
  const { stdout, stderr } = await example('examples/books.mjs', '1');
  expect(stderr).toBe('');
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(6);
  for (const line of lines.slice(0, 3)) expect(line).toMatch(/^\w+\/USD +bid [\d.]+ {2}ask [\d.]+ {2}spread [\d.]+$/);
  for (const line of lines.slice(3)) {
    expect(line).toMatch(/^\w+\/USD +[1-9]\d* frames verified, 0 mismatched, equal to the exchange's own book$/);
  }
});

test('market.mjs tells every trade over lost connections', async () => {
  const { stdout, stderr } = await example('examples/market.mjs', '2');
  expect(stderr).toBe('');
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines.slice(0, 2)) {
    expect(line).toMatch(/^bid [\d.]+ {2}ask [\d.]+ {2}last [\d.]+ {2}minute [\d.]+ to [\d.]+$/);
  }
  expect(lines[2]).toMatch(/^[1-9]\d+ trades, \d+ missed, over 2 lost connections: none untold$/);
});

test('alert.mjs says when a spread is wide and when it is narrow again, and never what it does not know', async () => {
  const { stdout, stderr, status } = await example(
    'examples/alert.mjs',
    'ETH/USD',
    'DOGE/USD',
    '--bp=0.6',
    '--seconds=3',
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const last = new Map<string, string>();
  for (const line of stdout.trim().split('\n')) {
    const told = /^\S+Z (\w+\/USD) is (wide|narrow): spread [\d.]+, (\d+\.\d\d) bp$/.exec(line);
    const [, symbol = '', verdict = '', bp = ''] = told ?? [];
    expect(told, line).not.toBeNull();
    expect(verdict, line).not.toBe(last.get(symbol));
    // Two digits may say the limit of what is a little beyond it.
    expect(verdict === 'wide' ? Number(bp) >= 0.6 : Number(bp) <= 0.6, line).toBe(true);
    last.set(symbol, verdict);
  }
  expect(last.size).toBe(2);
});

test('recorder.mjs writes a file in which every book is proven', async () => {
  const file = test.info().outputPath('recorded.ndjson');
  const { stdout, stderr, status } = await example(
    'examples/recorder.mjs',
    'BTC/USD',
    'ETH/USD',
    '--seconds=2',
    '--protocol=v1',
    `--file=${file}`,
  );
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  expect(stderr).toMatch(/^[1-9]\d+ lines of BTC\/USD, ETH\/USD in .*; [1-9]\d* book frames proven on the way\n$/);
  const { stdout: replayed } = await run(process.execPath, ['scripts/replay.mjs', file], { cwd: root });
  const proven = Number(/; (\d+) book/.exec(stderr)?.[1]);
  // The last frames may have come behind the last line.
  expect(Number.parseInt(replayed.trim().split('\n').at(-1) ?? '', 10)).toBeGreaterThan(proven / 2);
  expect(replayed).toMatch(/\d verified, 0 mismatched\n$/);
});

test('alert.mjs and watch.mjs end when a symbol is refused', async () => {
  for (const script of ['alert.mjs', 'watch.mjs']) {
    const { stderr, status } = await example(`examples/${script}`, 'NOPE/USD');
    expect(stderr).toContain('NOPE/USD');
    expect(status).toBe(1);
  }
});

test('the market maker quotes, is filled, and takes its orders back', async () => {
  const { stdout, stderr, status } = await example('examples/market-maker/trade.mjs', '--seconds=6');
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const lines = stdout.trim().split('\n');
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^(buy|sell) 0\.\d{8} BTC\/USD at [\d.]+$/);
  expect(lines.at(-1)).toMatch(/^[1-9]\d* orders placed, \d+ fills, 0 orders left$/);
});

test('the market maker knows its orders, fills and balances after an hour of faults', async () => {
  const { stdout, stderr } = await example('examples/market-maker/rehearsal.mjs', '60', '3');
  expect(stderr).toBe('');
  const last = stdout.trim().split('\n').at(-1);
  expect(last).toMatch(
    /^60 min, [1-9]\d* orders, [1-9]\d* fills, [1-9]\d* lost connections: all that is believed is true$/,
  );
  expect(stdout).toMatch(/ unknown, then /);
});
