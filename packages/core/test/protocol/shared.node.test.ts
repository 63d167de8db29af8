import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { bookChecksum, type LevelText, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../../../shared/protocol/examples/', import.meta.url);
const present = existsSync(folder);
if (!present) console.info('shared/protocol is not here: the samples of the wire are not checked');

/** Samples whose bytes the simulator would not send, and why. */
const UNLIKE: Readonly<Record<string, string>> = {
  'v2-instrument-snapshot-wire.json': 'has a blank behind "pairs":, left by its publisher',
  'v2-status-maintenance-wire.json': 'has the key order of 2024; the simulator sends that of 2026',
  'v2-error-invalid-session-wire.json': 'has the member "status" of 2023',
};

describe.skipIf(!present)('the samples of the wire', () => {
  const spoken = /^v2-(book|instrument|status|heartbeat|pong|error)-?.*-wire\.json$/;
  const names = present ? readdirSync(folder).filter((name) => spoken.test(name)) : [];
  const frames = names.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8').trim() }));

  it('are there', () => {
    expect(frames.length).toBeGreaterThan(25);
  });

  it.each(frames)('$name is decoded', ({ text }) => {
    expect(['invalid', 'unknown']).not.toContain(v2.decode(text).type);
  });

  it.each(frames.filter(({ name }) => !(name in UNLIKE)))('$name is encoded to the same bytes', ({ text }) => {
    const message = v2.decode(text);
    if (message.type === 'unknown' || message.type === 'invalid') throw new Error(message.type);
    expect(v2.encode(message)).toBe(text);
  });
});

describe.skipIf(!present)("the documentation's checksum", () => {
  it('of its example book is 3310070434', () => {
    const { data } = JSON.parse(readFileSync(new URL('checksum-v2-book-doc.json', folder), 'utf8')) as {
      data: [{ asks: LevelText[]; bids: LevelText[] }];
    };
    expect(bookChecksum(data[0].asks, data[0].bids)).toBe(3310070434);
  });
});
