/** The packed packages in Node: imported and required, each used against the local exchange. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, PACKAGES, run, test } from './packed.js';

/** How a module is had, as an ES module and as CommonJS. */
const KINDS = [
  ['mjs', (from: string) => `await import('${from}')`],
  ['cjs', (from: string) => `require('${from}')`],
] as const;

test('Node imports and requires each package, with the same names', async ({ installed }) => {
  const entries = [...PACKAGES, '@kraken-stream/client/token', '@kraken-stream/simulator/node'];
  const imports = entries.map((name) => `Object.keys(await import('${name}'))`).join(', ');
  const imported = await installed.runNode('import.mjs', `console.log(JSON.stringify([${imports}]))`);
  const requires = entries.map((name) => `Object.keys(require('${name}'))`).join(', ');
  const required = await installed.runNode('require.cjs', `console.log(JSON.stringify([${requires}]))`);
  const names = JSON.parse(imported) as string[][];
  expect(names.map((each) => each.length > 0)).toEqual(entries.map(() => true));
  const plain = (JSON.parse(required) as string[][]).map((each) => each.filter((name) => name !== '__esModule').sort());
  expect(plain).toEqual(names.map((each) => each.sort()));
});

for (const [kind, load] of KINDS) {
  test(`the client keeps a book against the simulator, and both end, in ${kind}`, async ({ installed }) => {
    const output = await installed.runNode(
      `book.${kind}`,
      `
      (async () => {
        const { KrakenClient } = ${load('@kraken-stream/client')};
        const { startServer } = ${load('@kraken-stream/simulator/node')};

        const server = await startServer({ symbols: ['BTC/USD'], rate: 300 });
        const kraken = new KrakenClient({ endpoints: { public: server.url } });
        const book = kraken.book('BTC/USD', { depth: 25 });
        for await (const event of book) {
          if (event.type === 'gap') throw new Error(event.reason);
          if (book.stats.verified >= 50) server.simulator.exchange.rest(Date.now() + 60_000);
          const truth = server.simulator.exchange.book('BTC/USD', 25);
          const kept = { bids: book.bids.levels(), asks: book.asks.levels() };
          if (book.stats.verified >= 50 && JSON.stringify(kept) === JSON.stringify(truth)) break;
        }
        console.log(\`\${book.stats.mismatched} mismatched\`);
        await kraken.close();
        await server.close();
      })();
    `,
    );
    expect(output).toBe('0 mismatched\n');
  });

  test(`the client trades against the simulator with a token that it signs for, in ${kind}`, async ({ installed }) => {
    const output = await installed.runNode(
      `trade.${kind}`,
      `
      (async () => {
        const { KrakenClient } = ${load('@kraken-stream/client')};
        const { krakenToken } = ${load('@kraken-stream/client/token')};
        const { startServer } = ${load('@kraken-stream/simulator/node')};

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
        console.log([status, trade.orderId === orderId, trade.side, trade.qty].join(' '));
        await kraken.close();
        await server.close();
      })();
    `,
    );
    expect(output).toMatch(/^accepted true buy 0\.00\d+\n$/);
  });

  test(`the client keeps a book and holds orders against what is listed on v1, in ${kind}`, async ({ installed }) => {
    const output = await installed.runNode(
      `v1.${kind}`,
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

test('the first example of the README runs', async ({ installed, exchange }) => {
  const example = readFileSync(new URL('../examples/first.mjs', import.meta.url), 'utf8');
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme.includes(example), 'the README shows it').toBe(true);
  const local = example.replace('new KrakenClient()', `new KrakenClient({ endpoints: { public: '${exchange.url}' } })`);
  const output = await installed.runNode('first.mjs', local);
  expect(output).toMatch(/^([\d.]+ \/ [\d.]+ {2}spread [\d.]+\n){20}$/);
});

test('the command of the simulator is an exchange, and ends when it is told to', async ({ installed }) => {
  const command = join(installed.folder, 'node_modules', '.bin', 'kraken-stream-simulator');
  const { stdout } = await run(command, ['--help'], { shell: process.platform === 'win32' });
  expect(stdout).toContain('--port');
  const output = await installed.runNode(
    'command.mjs',
    `
    import { spawn } from 'node:child_process';
    import { once } from 'node:events';
    import { createRequire } from 'node:module';
    import { createInterface } from 'node:readline';
    import { KrakenClient } from '@kraken-stream/client';

    const { bin } = createRequire(import.meta.url)('@kraken-stream/simulator/package.json');
    const cli = 'node_modules/@kraken-stream/simulator/' + bin['kraken-stream-simulator'];
    const simulator = spawn(process.execPath, [cli, '--port', '0']);
    let url;
    for await (const line of createInterface({ input: simulator.stdout })) {
      url = line.match(/ws:\\S+\\/v2/)?.[0];
      if (url !== undefined) break;
    }
    const kraken = new KrakenClient({ endpoints: { public: url } });
    const book = kraken.book('BTC/USD');
    await book.ready;
    await kraken.close();
    simulator.kill('SIGINT');
    const [status] = await once(simulator, 'exit');
    console.log([book.stats.verified > 0, status].join(' '));
  `,
  );
  expect(output).toBe('true 0\n');
});
