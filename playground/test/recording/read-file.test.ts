import { gzipSync } from 'node:zlib';
import { readRecording } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../src/recording/read-file.js';

const frame = (n: number) =>
  `{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":1.0,"qty":1.00000000}],"asks":[],"checksum":${n}}]}`;

describe('reading a file', () => {
  it.each([
    ['plain', (text: string) => text],
    ['compressed', (text: string) => Uint8Array.from(gzipSync(text))],
  ])('takes what is %s, across its pieces, and tells how far it is', async (_, pack) => {
    const lines = Array.from({ length: 20_000 }, (__, n) => frame(n));
    const parts: number[] = [];
    const read = await readFile(new File([pack(lines.join('\n'))], 'a.jsonl'), (part) => parts.push(part));
    expect(read).toEqual(readRecording(lines));
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
    for (const part of parts) expect(part).toBeLessThanOrEqual(1);
  });

  it.each([
    ['is empty', '', 'a.txt is no recording: it is empty.'],
    ['is something else', 'hello\n', 'a.txt is no recording: line 1: expected a frame of v1 or v2'],
    ['is compressed in part', Uint8Array.from([0x1f, 0x8b, 8, 0]), 'a.txt could not be read'],
  ])('says so when it %s', async (_, content, complaint) => {
    await expect(readFile(new File([content], 'a.txt'), () => {})).rejects.toThrow(complaint);
  });
});
