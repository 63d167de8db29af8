/** The built playground in a real browser: what a person sees, breaks and chooses. */
import { type RunningServer, startServer } from '@kraken-stream/simulator/node';
import type { Page } from '@playwright/test';
import { allLive, card, count, entry, fault, moves, quietPlayground, state } from './playground.page.js';
import { expect, test } from './test.js';

const SYMBOLS = ['BTC/USD', 'ETH/USD', 'SOL/USD'];

const playground = quietPlayground();

function open(page: Page, query = '', books = SYMBOLS.length): Promise<void> {
  return playground.open(page, query, books);
}

test('books of the in-page exchange go live at once and move', async ({ page }) => {
  await open(page);
  for (const [i, symbol] of SYMBOLS.entries()) {
    await expect(card(page, i + 1).getByLabel('Symbol')).toHaveValue(symbol);
    await moves(page, i + 1);
    expect(await count(page, i + 1, 'mismatched')).toBe(0);
  }
  const prices = (side: string) => card(page, 1).locator(`.${side} .price`).allInnerTexts();
  const bids = (await prices('bids')).map(Number);
  const asks = (await prices('asks')).map(Number);
  expect(bids).toHaveLength(12);
  expect(bids).toEqual([...bids].sort((a, b) => b - a));
  expect(asks).toEqual([...asks].sort((a, b) => b - a));
  await expect(page.locator('#connection b')).toHaveText('live');
  await expect.poll(async () => Number(await page.locator('#frames-rate').textContent())).toBeGreaterThan(5);
});

test('a wrong checksum makes one book stale, and it comes back proven', async ({ page }) => {
  await open(page);
  // A book that looks true between the two would go unseen by polling: what is drawn is watched in the page.
  await page.evaluate(() => {
    const seen: string[] = [];
    const spoken: (string | null)[] = [];
    Object.assign(globalThis, { seen, spoken });
    const live = document.querySelector('#log-live');
    if (live !== null) new MutationObserver(() => spoken.push(live.textContent)).observe(live, { childList: true });
    const second = document.querySelector<HTMLElement>('.card[data-number="2"]');
    if (second === null) return;
    new MutationObserver(() => {
      const doubt = second.querySelector('.doubt');
      const told = doubt !== null && getComputedStyle(doubt).display !== 'none' ? doubt.textContent : '';
      seen.push(`${second.dataset['state']} ${told} ${second.querySelectorAll('.bids .price:not(:empty)').length}`);
    }).observe(second, { attributeFilter: ['data-state'] });
  });
  await page.getByLabel('Frames of').selectOption('ETH/USD');
  await fault(page, 'Wrong checksum').click();
  await expect(entry(page, /ETH\/USD: ChecksumError, expected \d+, actual \d+/)).toBeVisible();
  await expect(entry(page, /ETH\/USD: live again after \d+ ms/)).toBeVisible();
  await expect(entry(page, /ETH\/USD: gap of \d+ ms told/)).toBeVisible();
  await expect(state(page, 2)).toHaveText('live');
  expect(await page.evaluate(() => Reflect.get(globalThis, 'seen'))).toEqual([
    'stale last known, not proven 12',
    'live  12',
  ]);
  await expect(card(page, 2).locator('.proof-mismatched')).toHaveText('1');
  await expect(card(page, 2).locator('.proof-resyncs')).toHaveText('1');
  await expect(card(page, 2).locator('.incident')).toHaveText(/wrong checksum, proven again after \d+ ms/);
  await moves(page, 2);
  for (const other of [1, 3]) expect(await count(page, other, 'mismatched')).toBe(0);
  // What is said next takes its place.
  await expect.poll(() => page.evaluate(() => String(Reflect.get(globalThis, 'spoken')))).toContain('ETH/USD');
});

test('a dropped socket makes all books stale, and they come back by themselves', async ({ page }) => {
  await open(page);
  await fault(page, 'Drop the socket').click();
  await expect(entry(page, 'BTC/USD, ETH/USD, SOL/USD: stale')).toBeVisible();
  await expect(entry(page, 'connection closed: closed with code 1006')).toBeVisible();
  await expect(entry(page, /SOL\/USD: live again after/)).toBeVisible();
  await allLive(page);
  for (const number of [1, 2, 3]) {
    await moves(page, number);
    expect(await count(page, number, 'mismatched')).toBe(0);
  }
});

test('lost frames are noticed by the next checksum', async ({ page }) => {
  await open(page, '?depth=10');
  await page.getByLabel('Frames of').selectOption('BTC/USD');
  // What was lost may be made good by what follows; then nothing was missed, and it is lost again.
  await expect(async () => {
    await fault(page, 'Lost frames').click();
    await expect.poll(() => count(page, 1, 'mismatched'), { timeout: 5000 }).toBeGreaterThan(0);
  }).toPass();
  await expect(state(page, 1)).toHaveText('live');
  await expect.poll(() => count(page, 1, 'resyncs')).toBeGreaterThan(0);
  await moves(page, 1);
  expect(await count(page, 2, 'mismatched')).toBe(0);
});

test('a silent exchange is noticed, given up and connected to again', async ({ page }) => {
  await open(page);
  await fault(page, 'Mute').click();
  await expect(page.locator('#fault-status')).toContainText('nothing is sent or heard (for ');
  await expect(entry(page, /connection stale: silent for \d+ ms, pinging/)).toBeVisible();
  await expect(entry(page, /connection closed: silent for \d+ ms/)).toBeVisible();
  await expect(state(page, 1)).toHaveText('stale');
  await allLive(page);
  await moves(page, 1);
});

test('another symbol and another depth replace the book, and the link tells both', async ({ page }) => {
  await open(page);
  await card(page, 3).getByLabel('Symbol').selectOption('SHIB/USD');
  await expect(state(page, 3)).toHaveText('live');
  await expect(card(page, 3).getByRole('table')).toHaveAccessibleName(/^SHIB\/USD/);
  await expect(card(page, 3).locator('.bids .price').first()).toHaveText(/^0\.0000\d+$/);
  await expect(card(page, 1).locator('option[value="SHIB/USD"]')).toBeDisabled();
  await card(page, 1).getByLabel('Depth').selectOption('10');
  await expect(state(page, 1)).toHaveText('live');
  await expect.poll(() => card(page, 1).locator('.bids .price:not(:empty)').count()).toBe(10);
  await moves(page, 1);
  await moves(page, 3);
  expect(page.url()).toContain('?source=simulator&symbols=BTC/USD,ETH/USD,SHIB/USD&depth=10,25,25');
  await expect(page.locator('#code')).toContainText(`client.book('SHIB/USD', { depth: 25 })`);
  await page.reload();
  await allLive(page);
  await expect(card(page, 3).getByLabel('Symbol')).toHaveValue('SHIB/USD');
  await expect(card(page, 1).getByLabel('Depth')).toHaveValue('10');
});

test('every symbol of the catalogue can be shown', async ({ page }) => {
  await open(page, '?symbols=BTC/USD', 1);
  const options = await card(page, 1).locator('.pick-symbol option').allInnerTexts();
  expect(options.length).toBeGreaterThan(15);
  for (const symbol of options) {
    await card(page, 1).getByLabel('Symbol').selectOption(symbol);
    await expect(card(page, 1).getByRole('table')).toHaveAccessibleName(new RegExp(`^${symbol}`));
    await expect(state(page, 1)).toHaveText('live');
    await expect(card(page, 1).locator('.bids .price').first()).toHaveText(/^\d+(\.\d+)?$/);
  }
});

test('the rate of the in-page exchange can be changed', async ({ page }) => {
  await open(page);
  const rate = page.getByLabel('Market events');
  await rate.focus();
  await rate.press('End');
  await expect(page.locator('#rate-value')).toHaveText('1000/s');
  await expect(page).toHaveURL(/rate=1000/);
  await allLive(page);
  await expect.poll(() => count(page, 1, 'verified')).toBeGreaterThan(500);
  expect(await count(page, 1, 'mismatched')).toBe(0);
});

test('a deep link is followed', async ({ page }) => {
  await open(page, '?source=simulator&symbols=XRP/USD,MINA/GBP&depth=100', 2);
  await expect(card(page, 1).getByLabel('Symbol')).toHaveValue('XRP/USD');
  await expect(card(page, 2).getByLabel('Symbol')).toHaveValue('MINA/GBP');
  await expect(card(page, 2).getByLabel('Depth')).toHaveValue('100');
  await expect(page.locator('.notice')).toHaveCount(0);
});

test('what is wrong in a deep link is said, and the rest is followed', async ({ page }) => {
  await open(page, '?source=ftp&symbols=BTC/USD,NO/SUCH&depth=7&rate=fast&protocol=v3', 1);
  const notices = page.locator('#notices');
  for (const text of ['source:', 'NO/SUCH', 'depth:', 'rate:', 'protocol:']) await expect(notices).toContainText(text);
  await expect(card(page, 1).getByLabel('Depth')).toHaveValue('25');
  expect(page.url()).toContain('?source=simulator&symbols=BTC/USD&depth=25');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.locator('.notice')).toHaveCount(0);
});

test('a link with a wrong address and no known symbol falls back to the in-page exchange', async ({ page }) => {
  await open(page, '?source=ws&url=http%3A%2F%2Fexample.com&symbols=%3Cimg%20src%3Dx%3E');
  await expect(page.locator('#notices')).toContainText('Expected ws:// or wss://');
  await expect(page.locator('#notices')).toContainText('<IMG SRC=X>');
  await expect(page.locator('#notices img')).toHaveCount(0);
});

test('a wrong address is refused with a reason, and the books go on', async ({ page }) => {
  await open(page);
  await page.getByRole('radio', { name: 'Local simulator' }).check();
  const url = page.getByRole('textbox', { name: 'WebSocket URL' });
  for (const [text, reason] of [
    ['', 'Enter an address'],
    ['ws.kraken.com/v2', 'Expected an address such as'],
    ['https://ws.kraken.com/v2', 'Expected ws:// or wss://'],
  ] as const) {
    await url.fill(text);
    await page.getByRole('button', { name: 'Connect' }).click();
    await expect(page.locator('#url-error')).toContainText(reason);
    await expect(url).toHaveAttribute('aria-invalid', 'true');
    await expect(url).toBeFocused();
  }
  await moves(page, 1);
});

test.describe('with an exchange elsewhere', () => {
  let elsewhere: RunningServer;
  test.beforeAll(async () => {
    elsewhere = await startServer({ rate: 50 });
  });
  test.afterAll(() => elsewhere.close());

  test('books come over a WebSocket, refusals are told, and nothing can be broken from here', async ({ page }) => {
    await open(page);
    await page.getByRole('radio', { name: 'Local simulator' }).check();
    await page.getByRole('textbox', { name: 'WebSocket URL' }).fill(elsewhere.url);
    await page.getByRole('button', { name: 'Connect' }).click();
    await allLive(page);
    await moves(page, 1);
    await expect(fault(page, 'Drop the socket')).toBeDisabled();
    await expect(page.locator('#fault-status')).toContainText('Only the in-page exchange');
    await expect(page.locator('#code')).toContainText(elsewhere.url);
    await page.goto(`${playground.url}?source=ws&url=${elsewhere.url}&symbols=BTC/USD,NO/SUCH`);
    await expect(state(page, 1)).toHaveText('live');
    await expect(state(page, 2)).toHaveText('closed');
    await expect(card(page, 2).locator('.incident')).toContainText('Refused:');
    await expect(card(page, 2).locator('.ladder-note')).toContainText('Refused:');
    await page.getByRole('radio', { name: 'In-page exchange' }).check();
    await moves(page, 1);
    await expect(fault(page, 'Drop the socket')).toBeEnabled();
  });
});

test('the code can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '?panel=code');
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.locator('#code-copied')).toHaveText('Copied.');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`import { KrakenClient } from '@kraken-stream/client';`);
  expect(copied).toBe(await page.locator('#code').textContent());
});

for (const width of [360, 390, 768, 1280, 1600]) {
  test(`nothing reaches beyond a screen of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    const beyond = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await beyond()).toBe(0);
    await page.getByRole('radio', { name: 'Local simulator' }).check();
    expect(await beyond()).toBe(0);
  });
}

test('every control is reached by the keyboard, and works from it', async ({ page }) => {
  await open(page, '?panel=code');
  const wanted = new Set([
    'source',
    'protocol',
    'rate',
    'rows',
    'add-symbol',
    'book',
    'symbol',
    'depth',
    'group',
    'Remove BTC/USD',
    'fault-target',
    'Wrong checksum',
    'Lost frames',
    'Drop the socket',
    'Mute',
    'fault-type',
    'fault-do',
    'tab-code',
    'code-copy',
  ]);
  for (let presses = 0; presses < 60 && wanted.size > 0; presses++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return '';
      return (
        focused.querySelector('b')?.textContent || focused.id || focused.getAttribute('name') || focused.ariaLabel || ''
      );
    });
    wanted.delete(name);
    if (name === 'Wrong checksum') await page.keyboard.press('Enter');
  }
  expect([...wanted]).toEqual([]);
  await expect(entry(page, 'ChecksumError')).toBeVisible();
});
