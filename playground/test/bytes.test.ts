import { expect, it } from 'vitest';
import { bytesInWords } from '../src/bytes.js';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [146_200, '146 kB'],
  [3_240_000, '3.2 MB'],
])('%d bytes are %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});
