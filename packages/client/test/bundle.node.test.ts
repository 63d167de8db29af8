/** Which modules a bundler takes of the packages, by what is imported. */
import { build, type Rollup } from 'vite';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../../', import.meta.url).pathname;
const ENTRY = '\0entry';

/** The modules of which anything is left in a bundle of this program. */
async function bundled(program: string): Promise<string[]> {
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@kraken-stream/source', 'module', 'browser'] },
    build: { write: false, minify: false, target: 'es2022', rollupOptions: { input: ENTRY } },
    plugins: [
      {
        name: 'program',
        resolveId: (id, importer) =>
          id === ENTRY
            ? id
            : importer === ENTRY
              ? new URL('packages/client/src/index.ts', `file://${ROOT}`).pathname
              : null,
        load: (id) => (id === ENTRY ? program : undefined),
      },
    ],
  });
  const { output } = result as Rollup.RollupOutput;
  return output.flatMap((file) =>
    file.type === 'chunk'
      ? Object.entries(file.modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []))
      : [],
  );
}

const using = (name: string, options = '') =>
  `import { ${name}${options && `, ${options}`} } from '@kraken-stream/client';
   globalThis.client = new ${name}({ ${options && `protocol: ${options}`} });`;

/** Modules by what they are about. */
const V1 = /\/protocol\/v1\//;
const REST = /\/(?:rest|listing|listings)\.ts$/;
const ACCOUNT =
  /\/(?:account|trading|account-\w+|create-account|executions|balances|desk|frames-account|read-account|\w+-members|frames-private|private-\w+|read-order|rulebook|calls|token\w*|dead-mans-switch|parted|authorization|check-\w+)(?:\.ts|\/)/;
const RECORDING = /\/(?:record\w*|record-parts|mask|made|encode-book)\.ts$/;
const EXCHANGE = /\/(?:encode|encode-(?!book)[\w-]+|read-request|read-private-request)\.ts$|\/simulator\//;

describe('a bundle', () => {
  it('of a client of markets has nothing of v1, of REST, of accounts, of recording, nor what only an exchange needs', async () => {
    const modules = await bundled(using('MarketClient'));
    expect(modules).toContain(`${ROOT}packages/core/src/protocol/v2/scan.ts`);
    for (const about of [V1, REST, ACCOUNT, RECORDING, EXCHANGE])
      expect(modules.filter((id) => about.test(id))).toEqual([]);
  });

  it('of one that speaks v1 has that as well, and how REST lists; of accounts nothing', async () => {
    const modules = await bundled(using('MarketClient', 'v1'));
    expect(modules).toContain(`${ROOT}packages/core/src/protocol/v1/scan.ts`);
    expect(modules).toContain(`${ROOT}packages/client/src/listing.ts`);
    for (const about of [ACCOUNT, RECORDING, EXCHANGE]) expect(modules.filter((id) => about.test(id))).toEqual([]);
  });

  it('of a client with an account has all but what only an exchange needs', async () => {
    const modules = await bundled(using('KrakenClient'));
    for (const about of [V1, REST, ACCOUNT, RECORDING]) expect(modules.some((id) => about.test(id))).toBe(true);
    expect(modules.filter((id) => EXCHANGE.test(id))).toEqual([]);
  });

  it('has no dependencies but those of the two packages', async () => {
    const modules = await bundled(using('KrakenClient'));
    const names = modules.flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []);
    expect([...new Set(names)].sort()).toEqual(['eventemitter3', 'isomorphic-ws']);
  });
});
