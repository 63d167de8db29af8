/** The code in the project's pages, and a way to run it: against an exchange in memory, in virtual time. */
import { readFileSync } from 'node:fs';
import { type ClientOptions, KrakenClient } from '@kraken-stream/client';
import { createRig } from './rig.js';

const root = new URL('../../../', import.meta.url);

export const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;

/** The snippets of a page, in order, without their imports. */
export function snippets(page: string): string[] {
  const text = readFileSync(new URL(page, root), 'utf8');
  return [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code.replace(/^import .*\n/gm, ''));
}

export const PROTOCOLS = ['v2', 'v1'] as const;

const ENDPOINTS = {
  v2: { public: 'memory://x/v2', private: 'memory://x/auth/v2' },
  v1: { public: 'memory://x/', private: 'memory://x/auth' },
} as const;

/** Runs code that makes its own client, whose exchange is the local one. Returns what it printed. */
export async function run(code: string, protocol: 'v2' | 'v1' = 'v2'): Promise<string[]> {
  await using rig = createRig({}, { rate: 200, accounts: [{ name: 'demo', balances: { USD: '100000' } }] });
  const token = () => rig.simulator.issueToken('demo');
  const options: ClientOptions = {
    protocol,
    endpoints: ENDPOINTS[protocol],
    clock: rig.clock,
    connect: rig.simulator.connect,
    fetch: rig.simulator.fetch,
    token,
  };
  class Client extends KrakenClient {
    constructor() {
      super(options);
    }
  }
  class VirtualDate extends Date {
    static override now = () => rig.clock.now();
  }
  const printed: string[] = [];
  const globals = {
    Date: VirtualDate,
    KrakenClient: Client,
    krakenToken: () => token,
    token,
    process: { env: {} },
    console: { log: (...words: unknown[]) => printed.push(words.map(String).join(' ')) },
  };
  let ended = false;
  const running: Promise<void> = new AsyncFunction(...Object.keys(globals), code)(...Object.values(globals)).finally(
    () => {
      ended = true;
    },
  );
  for (let n = 0; n < 200 && !ended; n++) await rig.clock.run(500);
  await running;
  return printed;
}
