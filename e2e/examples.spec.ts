/** The examples, run as their first lines say. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const root = fileURLToPath(new URL('../', import.meta.url));
const run = promisify(execFile);

test('books.mjs keeps three books and proves them', async () => {
  const { stdout, stderr } = await run(process.execPath, ['examples/books.mjs', '1'], { cwd: root });
  expect(stderr).toBe('');
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(6);
  for (const line of lines.slice(0, 3)) expect(line).toMatch(/^\w+\/USD +bid [\d.]+ {2}ask [\d.]+ {2}spread [\d.]+$/);
  for (const line of lines.slice(3)) {
    expect(line).toMatch(/^\w+\/USD +[1-9]\d* frames verified, 0 mismatched, equal to the exchange's own book$/);
  }
});
