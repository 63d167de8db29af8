import { readFileSync } from 'node:fs';
import { type ClientOptions, KrakenClient } from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { createRig } from './rig.js';

const root = new URL('../../../', import.meta.url);
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;

/** The snippets of a page, in order. */
function snippets(page: string): string[] {
  const text = readFileSync(new URL(page, root), 'utf8');
  return [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code.replace(/^import .*\n/gm, ''));
}

/** Runs code that makes its own client, whose exchange is the local one. */
async function run(code: string): Promise<string[]> {
  await using rig = createRig({}, { rate: 200 });
  const options: ClientOptions = {
    endpoints: { public: 'memory://x/v2' },
    clock: rig.clock,
    connect: rig.simulator.connect,
  };
  class Client extends KrakenClient {
    constructor() {
      super(options);
    }
  }
  const printed: string[] = [];
  const console = { log: (...words: unknown[]) => printed.push(words.map(String).join(' ')) };
  let ended = false;
  const running: Promise<void> = new AsyncFunction('KrakenClient', 'console', code)(Client, console).finally(() => {
    ended = true;
  });
  for (let n = 0; n < 200 && !ended; n++) await rig.clock.run(500);
  await running;
  return printed;
}

describe('the snippets', () => {
  it('of the client’s page run one after another', async () => {
    const all = snippets('packages/client/README.md');
    expect(all.length).toBeGreaterThanOrEqual(4);
    const printed = await run(all.join('\n'));
    expect(printed.join('\n')).toMatch(/^(BTC|ETH)\/USD (buy|sell) [\d.]+ [\d.]+$/m);
    expect(printed.join('\n')).toContain('the exchange refused subscribe NOPE/USD');
  });

  it('of the first page run', async () => {
    const [first = '', candles = '', events = ''] = snippets('README.md');
    expect((await run(first)).length).toBeGreaterThan(10);
    expect((await run(candles)).join('\n')).toMatch(/^BTC\/USD [\d.]+$/m);
    await run(
      `const kraken = new KrakenClient(); const book = kraken.book('BTC/USD');\n${events}\nawait kraken.close();`,
    );
  });
});
