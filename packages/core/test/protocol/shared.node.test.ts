import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../../../shared/protocol/examples/', import.meta.url);
const present = existsSync(folder);
if (!present) console.info('shared/protocol is not here: the samples of the wire are not checked');

describe.skipIf(!present)('the samples of the wire', () => {
  const names = present ? readdirSync(folder).filter((name) => /^v2-.*-wire\.json$/.test(name)) : [];
  const frames = names.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8').trim() }));
  const known = frames.filter(({ text }) => v2.decode(text).type !== 'unknown');

  it('are all decoded without an error', () => {
    const invalid = frames.map(({ text }) => v2.decode(text)).filter((message) => message.type === 'invalid');
    expect(invalid).toEqual([]);
    expect(known.length).toBeGreaterThan(20);
  });

  it.each(known)('$name is encoded to the same bytes', ({ text }) => {
    const message = v2.decode(text);
    if (message.type === 'unknown' || message.type === 'invalid') throw new Error(message.type);
    expect(v2.encode(message)).toBe(text);
  });
});
