/** Which files each half of the codec is made of. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { specifiers } from '../../architecture.js';

const folder = new URL('../../../src/protocol/v2/', import.meta.url);

/** These files and all that they import, from the same folder. */
function madeOf(...names: string[]): Set<string> {
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

const client = madeOf('decode', 'scan', 'request');
const server = madeOf('encode', 'read-request');

describe('the halves of the codec', () => {
  it('are apart: no client carries how the exchange reads and writes', () => {
    const exchanges = ['encode', 'encode-account', 'read-request', 'read-private-request'];
    expect([...server]).toEqual(expect.arrayContaining(exchanges));
    expect(exchanges.filter((name) => client.has(name))).toEqual([]);
  });

  it('share what is said, not how it is read or written', () => {
    expect([...client].filter((name) => server.has(name)).sort()).toEqual([
      'account-members',
      'answer-members',
      'members',
      'trading-members',
    ]);
  });
});
