import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Source, specifiers, violations } from './architecture.js';

const root = new URL('../../../', import.meta.url);

describe('the packages', () => {
  const sources: Source[] = readdirSync(new URL('packages/', root)).flatMap((name) =>
    readdirSync(new URL(`packages/${name}/src/`, root), { encoding: 'utf8', recursive: true })
      .map((inside) => `packages/${name}/src/${inside.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.ts'))
      .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') })),
  );

  it('keep to who may import whom, and to the rules of the house', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(violations(sources)).toEqual([]);
  });

  it('explain each of their errors in docs/errors.md', () => {
    const named = sources.flatMap(({ text }) => [...text.matchAll(/'(\w+Error)'/g)].map((match) => match[1]));
    const sections = readFileSync(new URL('docs/errors.md', root), 'utf8').matchAll(/^## (\w+)$/gm);
    expect([...new Set(named)].sort()).toEqual([...sections].map((match) => match[1]).sort());
  });
});

describe('the rules', () => {
  it.each([
    ['core/src/book/side.ts', "import { WebSocket } from 'ws';", 'core imports ws'],
    ['core/src/index.ts', "export * from '@kraken-stream/client';", 'core imports @kraken-stream/client'],
    ['core/src/errors.ts', "import 'node:fs';", 'core imports node:fs'],
    ['core/src/session/link.ts', "import { a } from '../../../client/src/clock.js';", 'leaves the package'],
    [
      'core/src/book/keeper.ts',
      "import type { Codec } from '../protocol/codec.js';",
      'core/book imports core/protocol',
    ],
    ['core/src/protocol/codec.ts', "import { Keeper } from '../book/keeper.js';", 'core/protocol imports core/book'],
    ['core/src/protocol/v1/codec.ts', "import { a } from '../v2/frames.js';", 'protocol/v1 imports protocol/v2'],
    ['core/src/protocol/v2/codec.ts', "import { a } from '../v1/frames.js';", 'protocol/v2 imports protocol/v1'],
    ['core/src/protocol/shape.ts', "import { v2 } from './v2/codec.js';", 'protocol imports protocol/v2'],
    ['core/src/levels/levels.ts', "import { a } from '../book/side.js';", 'core/levels imports core/book'],
    ['core/src/decimal/json.ts', "import { a } from '../protocol/shape.js';", 'core/decimal imports core/protocol'],
    ['core/src/decimal/json.ts', "import { a } from '../levels/levels.js';", 'core/decimal imports core/levels'],
    ['core/src/request/requests.ts', "import { a } from '../session/session.js';", 'core/request imports core/session'],
    ['core/src/subscription/life.ts', "import { a } from '../session/session.js';", 'imports core/session'],
    ['core/src/errors.ts', "import { a } from './book/side.js';", 'core/errors.ts imports core/book'],
    ['core/src/novelty/a.ts', "import { a } from '../errors.js';", 'core/novelty is not in the list'],
    ['client/src/client.ts', "const a = await import('ws');", 'client imports ws'],
    [
      'client/src/client.ts',
      "import { v2 } from '@kraken-stream/core/dist/v2.js';",
      'client imports @kraken-stream/core/',
    ],
    [
      'client/src/client.ts',
      "import { Simulator } from '@kraken-stream/simulator';",
      'imports @kraken-stream/simulator',
    ],
    [
      'simulator/src/exchange.ts',
      "import { KrakenClient } from '@kraken-stream/client';",
      'imports @kraken-stream/client',
    ],
    ['simulator/src/exchange.ts', "import { WebSocketServer } from 'ws';", 'simulator imports ws'],
    ['simulator/src/exchange.ts', "import { once } from 'node:events';", 'simulator imports node:events'],
    ['client/src/token-source.ts', "import { createHmac } from 'node:crypto';", 'client imports node:crypto'],
    ['client/src/token.ts', "import { readFileSync } from 'node:fs';", 'client imports node:fs'],
    ['client/src/index.ts', "export { krakenToken } from './token.js';", 'only its own entry may have token.ts'],
    ['client/src/connection.ts', 'const timer = setTimeout(run, 5);', 'setTimeout'],
    ['client/src/connection.ts', 'const now = Date.now();', 'Date.now'],
    ['core/src/session/session.ts', 'const now = new Date();', 'new Date()'],
    ['simulator/src/exchange.ts', 'setInterval(run, 5);', 'setInterval'],
    ['client/src/client.ts', 'const socket = new WebSocket(url);', 'new WebSocket'],
    ['client/src/client.ts', "console.log('hello');", 'console'],
    ['core/src/book/keeper.ts', 'function f(a: any) {}', 'any'],
    ['core/src/book/keeper.ts', 'const a = b as any;', 'any'],
    ['core/src/book/keeper.ts', 'const a = new Map<string, any>();', 'any'],
    ['core/src/book/keeper.ts', 'const a = Math.random();', 'Math.random'],
    ['simulator/src/random.ts', 'const a = Math.random();', 'Math.random'],
  ])('find what is wrong in %s: %s', (path, text, what) => {
    const found = violations([{ path: `packages/${path}`, text }]);
    expect(found).toHaveLength(1);
    expect(found[0]?.what).toContain(what);
  });

  it.each([
    ['core/src/book/keeper.ts', "import type { LevelText } from '../levels/levels.js';"],
    [
      'core/src/session/session.ts',
      "import { a } from '../book/keeper.js';\nimport { b } from '../protocol/codec.js';",
    ],
    ['core/src/index.ts', "export { v1 } from './protocol/v1/codec.js';\nexport { v2 } from './protocol/v2/codec.js';"],
    ['core/src/protocol/v2/codec.ts', "import { a } from './frames.js';\nimport { b } from '../shape.js';"],
    ['client/src/clock.ts', 'setTimeout(run, Date.now());'],
    ['client/src/socket.ts', "import WebSocket from 'isomorphic-ws';\nnew WebSocket(url);"],
    ['client/src/client.ts', 'const random = Math.random;'],
    ['client/src/token.ts', "import { createHmac } from 'node:crypto';"],
    ['simulator/src/clock.ts', 'setTimeout(run, Date.now());'],
    ['simulator/src/node/server.ts', "import { WebSocketServer } from 'ws';\nimport { once } from 'node:events';"],
    [
      'core/src/errors.ts',
      "// Date.now() is not read, console neither\n/* new WebSocket */\nconst a = 'any: any, console, setTimeout';",
    ],
    ['core/src/errors.ts', '// biome-ignore lint/suspicious/noExplicitAny: a reason\nlet a: any;'],
    ['core/src/errors.ts', 'const text = `https://example.com/any`;\nconst company = { any: 1 };'],
  ])('find nothing wrong in %s: %s', (path, text) => {
    expect(violations([{ path: `packages/${path}`, text }])).toEqual([]);
  });

  it('find a file that has grown too long', () => {
    const path = 'packages/client/src/client.ts';
    expect(violations([{ path, text: 'a;\n'.repeat(300) }])).toEqual([]);
    expect(violations([{ path, text: 'a;\n'.repeat(301) }])).toEqual([{ path, what: '301 lines, more than 300' }]);
  });

  it('see every way to import', () => {
    const text = `
      import 'a';
      import b from 'b';
      import type { c } from "c";
      import {
        d,
        type D,
      } from 'd';
      import * as e from 'e';
      import f, { g } from 'f';
      export * from 'g';
      export { h } from 'h';
      export type * from 'i';
      const j = await import('j');
      type K = import('k').K;
      // import l from 'l';
      /** import m from 'm'; */
      export const n = 'not imported';
      const important = 'from here';
    `;
    expect(specifiers(text)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k']);
  });
});
