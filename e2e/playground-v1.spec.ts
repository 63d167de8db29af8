/** The built playground over protocol v1: what a person sees of it, breaks and chooses. */
import { KrakenClient } from '@kraken-stream/client';
import type { Page } from '@playwright/test';
import { allLive, card, count, entry, fault, moves, quietPlayground, state } from './playground.page.js';
import { expect, standStill, test } from './test.js';

const playground = quietPlayground();

async function choose(page: Page, protocol: 'v2' | 'v1'): Promise<void> {
  await page.getByRole('group', { name: 'Protocol' }).getByRole('radio', { name: protocol }).check();
}

test('books go on over v1 when it is chosen, and over v2 again', async ({ page }) => {
  await playground.open(page, '', 3);
  for (const protocol of ['v1', 'v2'] as const) {
    const frames = page.waitForFunction(() => document.querySelector('.proof-verified')?.textContent === '0');
    await choose(page, protocol);
    await frames;
    await expect(entry(page, `the in-page exchange starts anew: ${protocol}`)).toBeVisible();
    await allLive(page);
    for (const number of [1, 2, 3]) {
      await moves(page, number);
      await expect(card(page, number)).toHaveAttribute('data-state', 'live');
      expect(await count(page, number, 'mismatched')).toBe(0);
    }
    await expect(page.locator('#code')).toContainText(
      protocol === 'v1' ? "new KrakenClient({ protocol: 'v1', connect" : 'new KrakenClient({ connect',
    );
    expect(page.url().includes('protocol=v1')).toBe(protocol === 'v1');
  }
});

test('a deep link chooses v1, and a reload stays with it', async ({ page }) => {
  await playground.open(page, '?symbols=XRP/USD,DOGE/USD&depth=10&protocol=v1', 2);
  for (const again of [false, true]) {
    if (again) await page.reload();
    await expect(page.getByRole('radio', { name: 'v1' })).toBeChecked();
    await allLive(page);
    for (const number of [1, 2]) await moves(page, number);
  }
  await expect(page.locator('.notice')).toHaveCount(0);
  await card(page, 1).getByLabel('Depth').selectOption('25');
  await expect(page).toHaveURL(/symbols=XRP\/USD,DOGE\/USD&depth=25,10&protocol=v1$/);
});

test('on v1 a wrong checksum makes one book stale, and it comes back proven', async ({ page }) => {
  await playground.open(page, '?protocol=v1', 3);
  await moves(page, 2);
  await page.getByLabel('Frames of').selectOption('ETH/USD');
  await fault(page, 'Wrong checksum').click();
  await expect(entry(page, /ETH\/USD: ChecksumError, expected \d+, actual \d+/)).toBeVisible();
  await expect(entry(page, /ETH\/USD: live again after \d+ ms/)).toBeVisible();
  await expect(state(page, 2)).toHaveText('live');
  await expect(card(page, 2).locator('.proof-mismatched')).toHaveText('1');
  await expect(card(page, 2).locator('.incident')).toHaveText(/wrong checksum, proven again after \d+ ms/);
  await moves(page, 2);
  for (const other of [1, 3]) expect(await count(page, other, 'mismatched')).toBe(0);
});

test('on v1 a dropped socket makes all books stale, and they come back by themselves', async ({ page }) => {
  await playground.open(page, '?protocol=v1', 3);
  await fault(page, 'Drop the socket').click();
  await expect(entry(page, 'BTC/USD, ETH/USD, SOL/USD: stale')).toBeVisible();
  // Each book comes back with its own first update.
  await expect(entry(page, /: live again after/)).toBeVisible();
  await allLive(page);
  for (const number of [1, 2, 3]) {
    await expect(card(page, number).locator('.incident')).toHaveText(/connection lost, proven again after \d+ ms/);
    await moves(page, number);
    expect(await count(page, number, 'mismatched')).toBe(0);
  }
});

test('on v1 lost frames are noticed by the next checksum', async ({ page }) => {
  await playground.open(page, '?depth=10&protocol=v1', 3);
  await page.getByLabel('Frames of').selectOption('BTC/USD');
  // What was lost may be made good by what follows; then nothing was missed, and it is lost again.
  await expect(async () => {
    await fault(page, 'Lost frames').click();
    await expect.poll(() => count(page, 1, 'mismatched'), { timeout: 5000 }).toBeGreaterThan(0);
  }).toPass();
  await moves(page, 1);
  await expect(state(page, 1)).toHaveText('live');
  expect(await count(page, 2, 'mismatched')).toBe(0);
});

test('a book of v1 is shown as not yet proven until an update proves it', async ({ page, exchange }) => {
  const [best] = standStill(exchange, 10).bids;
  const url = exchange.v1Url;
  await page.goto(`${playground.url}?source=ws&url=${url}&symbols=BTC/USD&protocol=v1`);
  const book = card(page, 1);
  await expect(book).toHaveAttribute('data-state', 'unproven');
  await expect(state(page, 1)).toHaveText('live');
  await expect(book.locator('.doubt')).toHaveText('live, not yet proven');
  await expect(book.locator('.doubt')).toBeVisible();
  await expect(book.locator('.bids .price').first()).toHaveText(/^[\d.]+$/);
  expect(await count(page, 1, 'verified')).toBe(0);
  await expect(page.locator('#code')).toContainText(`{ protocol: 'v1', endpoints: { public: '${url}/' } }`);

  const client = new KrakenClient({
    endpoints: { public: exchange.url, private: exchange.privateUrl },
    token: () => exchange.simulator.issueToken('demo'),
  });
  const order = { symbol: 'BTC/USD', side: 'buy', orderType: 'limit', orderQty: '0.01' } as const;
  expect(await client.addOrder({ ...order, limitPrice: best?.price ?? '' })).toMatchObject({ status: 'accepted' });
  await client.close();
  await expect(book).toHaveAttribute('data-state', 'live');
  await expect(book.locator('.doubt')).toBeHidden();
  // Counts are drawn ten times a second.
  await expect.poll(() => count(page, 1, 'verified')).toBe(1);
});

test('the address follows the protocol while it is a known one, and is refused where the other is spoken', async ({
  page,
}) => {
  await playground.open(page, '', 3);
  await page.getByRole('radio', { name: 'Local simulator' }).check();
  const url = page.getByRole('textbox', { name: 'WebSocket URL' });
  await expect(url).toHaveValue('ws://127.0.0.1:8080/v2');
  await choose(page, 'v1');
  await expect(url).toHaveValue('ws://127.0.0.1:8080');
  await expect(page.locator('#source-hint')).toContainText('Until then the in-page exchange goes on.');
  await choose(page, 'v2');
  await expect(url).toHaveValue('ws://127.0.0.1:8080/v2');
  await url.fill('wss://proxy.example/kraken');
  await choose(page, 'v1');
  await expect(url).toHaveValue('wss://proxy.example/kraken');
  await url.fill('wss://ws.kraken.com/v2');
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(page.locator('#url-error')).toContainText('v1 is spoken at wss://ws.kraken.com.');
  await expect(url).toBeFocused();
  await moves(page, 1);
  await page.getByRole('radio', { name: 'In-page exchange' }).check();
  await expect(entry(page, 'the in-page exchange starts anew: v1')).toBeVisible();
  await allLive(page);
});

test('the protocol is chosen with the arrow keys, as the source is', async ({ page }) => {
  await playground.open(page, '', 3);
  const group = page.getByRole('group', { name: 'Protocol' });
  await group.getByRole('radio', { name: 'v2' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(group.getByRole('radio', { name: 'v1' })).toBeFocused();
  await expect(page).toHaveURL(/protocol=v1/);
  await allLive(page);
  await page.keyboard.press('ArrowLeft');
  await expect(page).not.toHaveURL(/protocol/);
  await allLive(page);
});
