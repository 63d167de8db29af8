/** The packed packages and a compiler: what consumers write compiles, what they must not write does not, and it runs. */
import { join } from 'node:path';
import { bin } from '../scripts/setup.mjs';
import { expect, run, runNode, test } from './packed.js';

const CONSUMER = `
  import { type Book, KrakenClient, type KrakenStreamError, type OrderOutcome, UsageError } from '@kraken-stream/client';
  import { krakenToken } from '@kraken-stream/client/token';
  import { Session, v2 } from '@kraken-stream/core';
  import { Simulator, VirtualClock } from '@kraken-stream/simulator';
  import { type RunningServer, startServer } from '@kraken-stream/simulator/node';

  const clock = new VirtualClock();
  const simulator = new Simulator({ clock, symbols: ['BTC/USD'] });
  const kraken = new KrakenClient({ clock, connect: simulator.connect, reconnect: { baseMs: 100 } });
  const book: Book = kraken.book('BTC/USD', { depth: 25 });
  let seen: string | undefined;
  book.on('update', (update) => {
    const state: 'live' | string = book.state;
    seen = update.bids.length + update.asks.length > 0 ? state : seen;
  });
  kraken.on('error', (error: KrakenStreamError) => error.docs);
  export const token: () => Promise<string> = krakenToken({ key: 'a-key', secret: 'YSBzZWNyZXQ=' });
  export const order = (): Promise<OrderOutcome> =>
    kraken.addOrder({
      symbol: 'BTC/USD',
      side: 'buy',
      orderType: 'limit',
      orderQty: '0.001',
      limitPrice: 50000.5,
    });
  export const wrong = () => {
    // @ts-expect-error: a market order has no limit
    void kraken.addOrder({ symbol: 'BTC/USD', side: 'buy', orderType: 'market', orderQty: '1', limitPrice: '2' });
    // @ts-expect-error: there is no such depth
    kraken.book('BTC/USD', { depth: 11 });
    // @ts-expect-error: there is no such event
    kraken.on('nothing', () => {});
  };
  export const session = new Session(v2, { random: () => 0.5 });
  export const isMine = (error: unknown) => error instanceof UsageError && error.field === 'depth';

  async function main(): Promise<void> {
    await clock.run(2000);
    const server: RunningServer = await startServer({ symbols: ['BTC/USD'] });
    const real = new KrakenClient({ endpoints: { public: server.url } });
    await real.book('BTC/USD').ready;
    console.log(seen, real.connection);
    await real.close();
    await server.close();
    await kraken.close();
    await simulator.close();
  }
  void main();
`;

for (const [module, moduleResolution, name] of [
  ['ESNext', 'Bundler', 'consumer.mts'],
  ['Node16', 'Node16', 'consumer.mts'],
  ['NodeNext', 'NodeNext', 'consumer.mts'],
  ['NodeNext', 'NodeNext', 'consumer.cts'],
] as const) {
  test(`${name} compiles with module ${module} and moduleResolution ${moduleResolution}, and runs`, async ({
    installed,
  }) => {
    const folder = `types-${module}-${name.slice(-3)}`;
    installed.write(join(folder, name), CONSUMER);
    const compilerOptions = {
      module,
      moduleResolution,
      ...{ target: 'ES2022', lib: ['ES2022', 'DOM'], types: [], outDir: 'out', rootDir: '.' },
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
    };
    const config = installed.write(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [name] }));
    const { stdout } = await run(bin('tsc'), ['-p', config]).catch((error) => ({
      stdout: error.stdout || String(error),
    }));
    expect(stdout).toBe('');
    const output = await runNode(join(installed.folder, folder, 'out', name.replace('ts', 'js')));
    expect(output).toBe('live live\n');
  });
}
