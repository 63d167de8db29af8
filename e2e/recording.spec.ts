/** The built playground records itself, and plays what is dropped on it. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Page, TestInfo } from '@playwright/test';
import { allLive, card, count, entry, moves, quietPlayground, state } from './playground.page.js';
import { expect, test } from './test.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const run = promisify(execFile);

const playground = quietPlayground();

/** Downloads what the page has recorded so far. */
async function download(page: Page, info: TestInfo): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download NDJSON' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^kraken-stream-[\dT-]+\.ndjson$/);
  const path = info.outputPath('recorded.ndjson');
  await file.saveAs(path);
  return path;
}

/** Drops a file somewhere on the page, as a person does. */
async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const data = await page.evaluateHandle(
    ([title, bytes]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], title));
      return transfer;
    },
    [name, content.toString('base64')] as const,
  );
  const books = page.locator('#books');
  await books.dispatchEvent('dragenter', { dataTransfer: data });
  await expect(page.getByText('Drop the recording to play it')).toBeVisible();
  await books.dispatchEvent('drop', { dataTransfer: data });
  await expect(page.getByText('Drop the recording to play it')).toBeHidden();
}

const position = (page: Page) => page.getByRole('slider', { name: 'Position in the recording' });

for (const protocol of ['v2', 'v1'] as const) {
  test(`what the page has recorded of ${protocol} plays on it, every book proven`, async ({ page }, info) => {
    await playground.open(page, `?panel=recording&symbols=BTC/USD,ETH/USD&depth=25&protocol=${protocol}&rate=50`, 2);
    await moves(page, 1);
    // Begun behind the snapshots: what was verified is in it.
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Start anew' }).click();
    await moves(page, 1);
    await moves(page, 2);
    const path = await download(page, info);
    const { stdout } = await run(process.execPath, ['scripts/replay.mjs', path], { cwd: root });
    expect(stdout).toMatch(/\n\d{2,} verified, 0 mismatched\n$/);

    await drop(page, 'recorded.ndjson.gz', gzipSync(await readFile(path)));
    await expect(entry(page, `you play recorded.ndjson.gz (${protocol})`)).toBeVisible();
    await expect(page.getByRole('radio', { name: 'Recording' })).toBeChecked();
    await expect(page.locator('.card')).toHaveCount(2);
    await allLive(page);
    await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible({ timeout: 60_000 });
    await allLive(page);
    for (const number of [1, 2]) {
      expect(await count(page, number, 'verified')).toBeGreaterThan(3);
      expect(await count(page, number, 'mismatched')).toBe(0);
    }

    // Frame by frame from the middle, and from there to the end.
    await position(page).fill('500');
    await allLive(page);
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    const verified = async () => (await count(page, 1, 'verified')) + (await count(page, 2, 'verified'));
    const before = await verified();
    // How many frames are behind the middle is up to the machine that recorded them; some are of books.
    await expect(async () => {
      await page.getByRole('button', { name: 'Step' }).click({ timeout: 1000 });
      expect(await verified()).toBeGreaterThan(before);
    }).toPass();
    await position(page).fill('500');
    await page.getByLabel('Speed').selectOption('10');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible({ timeout: 60_000 });
    await allLive(page);

    // Back to the exchange of the page.
    await page.getByRole('radio', { name: 'In-page exchange' }).check();
    await allLive(page);
    await moves(page, 1);
  });
}

test('a file that is no recording is refused in words, and what is shown goes on', async ({ page }, info) => {
  await playground.open(page, '?panel=recording', 3);
  const path = info.outputPath('notes.txt');
  await writeFile(path, 'Dear diary\n');
  await page.getByLabel('Open a file').setInputFiles(path);
  await expect(page.getByRole('alert').filter({ hasText: 'notes.txt is no recording' })).toBeVisible();
  await drop(page, 'broken.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3]));
  await expect(page.getByRole('alert').filter({ hasText: 'broken.gz could not be read' })).toBeVisible();
  await moves(page, 1);
  await expect(page.getByRole('radio', { name: 'In-page exchange' })).toBeChecked();
});

test('frames as they came play as well, and what a recording has not is refused', async ({ page }, info) => {
  await playground.open(page, '?panel=recording&symbols=ETH/USD&depth=10', 1);
  await moves(page, 1);
  const path = await download(page, info);
  const frames = (await readFile(path, 'utf8'))
    .split('\n')
    .flatMap((line) => (line.includes('"received"') ? [JSON.parse(line).text] : []));
  await drop(page, 'frames.jsonl', Buffer.from(frames.join('\n')));
  await expect(state(page, 1)).toHaveText('live');
  await card(page, 1).getByLabel('Depth').selectOption('100');
  await expect(card(page, 1)).toContainText('Subscription depth not supported: the recording has 10');
});
