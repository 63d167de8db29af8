/** Which files each half of a codec is made of. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { specifiers } from '../architecture.js';

/** These files of a version and all that they import, from the same folder. */
function madeOf(version: string, ...names: string[]): Set<string> {
  const folder = new URL(`../../src/protocol/${version}/`, import.meta.url);
  const found = new Set(names);
  for (const name of found) {
    const text = readFileSync(new URL(`${name}.ts`, folder), 'utf8');
    for (const specifier of specifiers(text)) {
      const other = /^\.\/(.+)\.js$/.exec(specifier)?.[1];
      if (other !== undefined) found.add(other);
    }
  }
  return found;
}

const EXCHANGES = ['encode', 'encode-account', 'read-request', 'read-private-request'];

describe.each([
  ['v1', [...EXCHANGES, 'encode-market-data', 'frame-names']],
  ['v2', EXCHANGES],
])('the halves of the codec of %s', (version, exchanges) => {
  it('are apart: no client carries how the exchange reads and writes', () => {
    const client = madeOf(version, 'decode', 'scan', 'request', 'objection', 'account-part');
    const server = madeOf(version, 'encode', 'read-request');
    expect([...server]).toEqual(expect.arrayContaining(exchanges));
    expect(exchanges.filter((name) => client.has(name))).toEqual([]);
  });

  it('have their markets apart: who looks at those alone carries nothing of accounts', () => {
    const account = /account|private|members|order|prices|trading/;
    const markets = [...madeOf(version, 'decode', 'scan', 'request', 'objection')];
    expect(madeOf(version, 'account-part').size).toBeGreaterThan(markets.length);
    expect(markets.filter((name) => account.test(name))).toEqual([]);
  });
});

describe('the halves of the codec of v2', () => {
  it('share what is said, not how it is read or written', () => {
    const client = madeOf('v2', 'decode', 'scan', 'request', 'account-part');
    const server = madeOf('v2', 'encode', 'read-request');
    const shared = ['account-members', 'answer-members', 'members'];
    expect([...client].filter((name) => server.has(name)).sort()).toEqual(shared);
  });
});
