/** How code begins: the imports, the exchange, the client, of what is on screen. Knows nothing of what is done with them. */
import type { State } from '../link.js';
import { KRAKEN, LOCAL, sameAddress } from '../protocol.js';

export type Shown = Pick<State, 'source' | 'books' | 'market'>;

/** The imports, the exchange and the client, with what is not the default. `account`: one that can trade. */
export function client(shown: Shown, account = false): string[] {
  const { source } = shown;
  const options = source.protocol === 'v2' ? [] : [`protocol: '${source.protocol}'`];
  const before: string[] = [];
  const imports = [`import { KrakenClient } from '@kraken-stream/client';`];
  if (source.type === 'recording') return replayed(source.player.name);
  if (source.type === 'simulator') {
    imports.push(`import { Simulator } from '@kraken-stream/simulator';`);
    const [base = '', quote = ''] = shown.market.split('/');
    if (account)
      before.push(`const demo = { name: 'demo', balances: { ${named(base)}: '1000', ${named(quote)}: '100000' } };`);
    before.push(`const simulator = new Simulator({ rate: ${source.rate}${account ? ', accounts: [demo]' : ''} });`);
    options.push('connect: simulator.connect');
    if (account) options.push('fetch: simulator.fetch', `token: () => simulator.issueToken('demo')`);
  } else {
    const url = addressOf(source);
    const elsewhere = !sameAddress(url, KRAKEN[source.protocol]);
    if (elsewhere) options.push(`endpoints: ${endpoints(url, account)}`);
    if (account) {
      imports.push(`import { krakenToken } from '@kraken-stream/client/token';`);
      before.push(
        '// In Node: a page asks its own server for tokens, and never sees the key.',
        'const { KRAKEN_KEY: key, KRAKEN_SECRET: secret } = process.env;',
      );
      options.push(`token: krakenToken({ key, secret${elsewhere ? `, url: ${quoted(restOf(url))}` : ''} })`);
    }
  }
  return [...imports, '', ...before, ...construction(options)];
}

function construction(options: readonly string[]): string[] {
  const line = `const client = new KrakenClient(${options.length === 0 ? '' : `{ ${options.join(', ')} }`});`;
  if (line.length <= WIDTH) return [line];
  return ['const client = new KrakenClient({', ...options.map((option) => `  ${option},`), '});'];
}

/** Columns that fit beside nothing else. */
const WIDTH = 100;

/** Of a file in Node: a page reads what it is given. */
function replayed(file: string): string[] {
  return [
    `import { readFileSync } from 'node:fs';`,
    `import { KrakenClient } from '@kraken-stream/client';`,
    `import { Player, readRecording } from '@kraken-stream/simulator';`,
    '',
    `const player = new Player(readRecording(readFileSync(${quoted(file)}, 'utf8')));`,
    'const client = new KrakenClient({ protocol: player.protocol, connect: player.connect });',
    'player.play();',
  ];
}

/** Whether the addresses of an account are known. */
export function hasAccount({ source }: Shown): boolean {
  if (source.type === 'simulator') return true;
  if (source.type === 'recording') return false;
  return [KRAKEN, LOCAL].some((place) => sameAddress(place[source.protocol], addressOf(source)));
}

/** Where a client connects. */
function addressOf(source: State['source']): string {
  return source.type === 'ws' ? source.url : KRAKEN[source.protocol];
}

/** Of an exchange that is served as the simulator is. */
function endpoints(url: string, account: boolean): string {
  const told = `public: ${quoted(url)}`;
  if (!account) return `{ ${told} }`;
  const secret = url.replace(/\/?(v2)?$/, (_, version: string | undefined) => `/auth${version ? `/${version}` : ''}`);
  return `{ ${told}, private: ${quoted(secret)}, rest: ${quoted(restOf(url))} }`;
}

function restOf(url: string): string {
  return url.replace(/^ws/, 'http').replace(/\/?(v2)?$/, '');
}

export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** As a member of an object. */
function named(text: string): string {
  return /^[A-Za-z_]\w*$/.test(text) ? text : quoted(text);
}
