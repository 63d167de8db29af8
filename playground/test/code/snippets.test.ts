import { type ClientOptions, KrakenClient } from '@kraken-stream/client';
import {
  Player,
  type Recording,
  readRecording,
  Simulator,
  type SimulatorOptions,
  VirtualClock,
} from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { AsyncFunction } from '../../../docs/test/run.js';
import { codeOf, type Shown, SNIPPETS, type SnippetName, snippetsFor } from '../../src/code/snippets.js';
import { KRAKEN, LOCAL, PROTOCOLS } from '../../src/protocol.js';

const books = [
  { symbol: 'ETH/USD', depth: 25, group: 1 },
  { symbol: 'MINA/GBP', depth: 10, group: 1 },
] as const;
const NAMES = Object.keys(SNIPPETS) as SnippetName[];

function shown(protocol: 'v2' | 'v1', address?: string, market = 'ETH/USD'): Shown {
  const source =
    address === undefined
      ? ({ type: 'simulator', protocol, rate: 20 } as const)
      : ({ type: 'ws', protocol, url: address } as const);
  return { source, books, market };
}

/** Runs code as it is shown, its imports aside, in virtual time; returns what it printed. */
async function run(code: string, file = ''): Promise<string[]> {
  const clock = new VirtualClock();
  const elsewhere = new Simulator({ clock, rate: 20, accounts: [{ name: 'demo', balances: { USD: '100000' } }] });
  const clients: KrakenClient[] = [];
  const simulators = [elsewhere];
  const told: string[] = [];
  class Client extends KrakenClient {
    constructor(options: ClientOptions = {}) {
      super({ connect: elsewhere.connect, fetch: elsewhere.fetch, ...options, clock });
      clients.push(this);
      this.on('error', (error) => told.push(error.name));
    }
  }
  class Exchange extends Simulator {
    constructor(options: SimulatorOptions) {
      super({ ...options, clock });
      simulators.push(this);
    }
  }
  class Replayer extends Player {
    constructor(recording: Recording) {
      super(recording, { clock });
    }
  }
  const printed: string[] = [];
  const imported = {
    KrakenClient: Client,
    Simulator: Exchange,
    Player: Replayer,
    readRecording,
    readFileSync: () => file,
    krakenToken: () => async () => elsewhere.issueToken('demo'),
  };
  const globals = {
    ...imported,
    process: { env: {} },
    console: { log: (...words: unknown[]) => printed.push(words.map(String).join(' ')) },
  };
  for (const [, names = ''] of code.matchAll(/^import \{ ([\w, ]+) \} from '(?:@kraken-stream\/[\w/]+|node:fs)';$/gm))
    expect(Object.keys(imported)).toEqual(expect.arrayContaining(names.split(', ')));
  const body = code.replace(/^import .*\n/gm, '');
  let ended = false;
  const running: Promise<void> = new AsyncFunction(...Object.keys(globals), body)(...Object.values(globals)).finally(
    () => {
      ended = true;
    },
  );
  // What waits for nothing else goes on for a while, as a program would.
  for (let n = 0; n < 40 && !(ended && n > 10); n++) await clock.run(1000);
  await running;
  for (const client of clients) await client.close();
  for (const simulator of simulators) await simulator.close();
  return printed;
}

describe.each(PROTOCOLS)('the code of the page, of %s', (protocol) => {
  const prints: Record<SnippetName, RegExp> = {
    books: /^MINA\/GBP /m,
    tickers: /^ETH\/USD \d/m,
    trades: /^20\d\d-\S+ (buy|sell) [\d.]+ [\d.]+$/m,
    candles: /^20\d\d-\S+( [\d.]+){4} (true|false)$/m,
    spread: /^[\d.]+ [\d.]+$/m,
    account: /./,
    order: /^accepted O\S+\naccepted$/,
    'dead-mans-switch': /^all orders are canceled at 20\S+\naccepted$/,
    wires: /^1 live frames arrive/m,
    recording: /^[\d_]+ \{"type":"recording"[\s\S]*"type":"sent"/,
    faults: /^stale [\s\S]*^live /m,
  };

  it.each(NAMES)('runs as shown: %s', async (name) => {
    const printed = await run(codeOf(name, shown(protocol)));
    // An account without orders has nothing to tell of them.
    if (name !== 'account' || protocol === 'v2') expect(printed.join('\n')).toMatch(prints[name]);
    else expect(printed).toEqual([]);
  });

  it.each([KRAKEN[protocol], LOCAL[protocol]])('runs as shown with the exchange at %s', async (url) => {
    const there = shown(protocol, url);
    expect(snippetsFor(there)).toEqual(NAMES.filter((name) => name !== 'faults'));
    for (const name of snippetsFor(there)) {
      const printed = await run(codeOf(name, there));
      if (name !== 'account' || protocol === 'v2') expect(printed.join('\n')).toMatch(prints[name]);
    }
  });

  it('orders what the market takes, whichever it is', async () => {
    for (const market of ['BTC/USD', 'DOGE/USD', 'MINA/GBP'])
      expect(await run(codeOf('order', shown(protocol, undefined, market)))).toEqual([
        expect.stringMatching(/^accepted O/),
        'accepted',
      ]);
  });

  it('plays what was recorded, as shown', async () => {
    const [printed = ''] = await run(codeOf('recording', shown(protocol)));
    const recording = printed.replace(/^\d+ /, '');
    const player = new Player(readRecording(recording));
    const played: Shown = {
      ...shown(protocol),
      books: books.slice(0, 1),
      source: { type: 'recording', protocol, player: { name: 'yesterday.ndjson', connect: player.connect } },
    };
    expect(snippetsFor(played)).not.toContain('order');
    expect(codeOf('books', played)).toContain(`readFileSync('yesterday.ndjson', 'utf8')`);
    expect((await run(codeOf('books', played), recording)).join('\n')).toMatch(/^ETH\/USD .* [\d.]+ [\d.]+$/m);
    player.close();
  });

  it('has no account where none is known', () => {
    const names = snippetsFor(shown(protocol, 'wss://proxy.example/kraken'));
    expect(names).toContain('books');
    for (const name of ['account', 'order', 'dead-mans-switch', 'faults'] as const) expect(names).not.toContain(name);
  });
});

describe('the client in the code of the page', () => {
  it.each<[Shown['source'], string]>([
    [{ type: 'simulator', protocol: 'v2', rate: 20 }, 'new KrakenClient({ connect: simulator.connect });'],
    [
      { type: 'simulator', protocol: 'v1', rate: 20 },
      "new KrakenClient({ protocol: 'v1', connect: simulator.connect });",
    ],
    [{ type: 'ws', protocol: 'v2', url: 'wss://ws.kraken.com/v2' }, 'new KrakenClient();'],
    [{ type: 'ws', protocol: 'v1', url: 'wss://ws.kraken.com/' }, "new KrakenClient({ protocol: 'v1' });"],
    [
      { type: 'ws', protocol: 'v1', url: 'ws://127.0.0.1:8080/' },
      "new KrakenClient({ protocol: 'v1', endpoints: { public: 'ws://127.0.0.1:8080/' } });",
    ],
  ])('of %j has what is not its default', (source, client) => {
    expect(codeOf('books', { source, books, market: 'ETH/USD' })).toContain(client);
  });
});
