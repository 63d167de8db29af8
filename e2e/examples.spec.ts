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

test('market.mjs tells every trade over lost connections', async () => {
  const { stdout, stderr } = await run(process.execPath, ['examples/market.mjs', '2'], { cwd: root });
  expect(stderr).toBe('');
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines.slice(0, 2)) {
    expect(line).toMatch(/^bid [\d.]+ {2}ask [\d.]+ {2}last [\d.]+ {2}minute [\d.]+ to [\d.]+$/);
  }
  expect(lines[2]).toMatch(/^[1-9]\d+ trades, \d+ missed, over 2 lost connections: none untold$/);
});

test('the market maker knows its orders, fills and balances after an hour of faults', async () => {
  const args = ['examples/market-maker/rehearsal.mjs', '60', '3'];
  const { stdout, stderr } = await run(process.execPath, args, { cwd: root });
  expect(stderr).toBe('');
  const last = stdout.trim().split('\n').at(-1);
  expect(last).toMatch(
    /^60 min, [1-9]\d* orders, [1-9]\d* fills, [1-9]\d* lost connections: all that is believed is true$/,
  );
  expect(stdout).toMatch(/ unknown, then /);
});
