/** The wires of the built page: what is sent and received, as it is, and found again. */
import type { Page } from '@playwright/test';
import { fault, quietPlayground } from './playground.page.js';
import { expect, test } from './test.js';

const playground = quietPlayground();

const rows = (page: Page) => page.locator('.wires-row:visible');
const kept = async (page: Page): Promise<number> =>
  Number(/([\d,]+) so far/.exec((await page.locator('#wires-kept').textContent()) ?? '')?.[1]?.replace(/,/g, ''));

for (const protocol of ['v2', 'v1']) {
  test(`frames of ${protocol} come in, each with what it is about and its size`, async ({ page }) => {
    await playground.open(page, `?panel=wires&symbols=BTC/USD,ETH/USD&protocol=${protocol}`, 2);
    await expect(page.locator('#wires-in')).toHaveText(/^\d+ frames\/s, [\d.]+ k?B\/s$/);
    await expect(page.locator('#wires-trip')).toHaveText(/^[\d.]+ ms$/);
    await page.locator('#wires-channel').selectOption('book');
    await expect(rows(page).first()).toContainText(protocol === 'v2' ? 'book' : 'XBT/USD');
    await page.getByLabel('Filter by text').fill(protocol === 'v2' ? '"BTC/USD"' : '"XBT/USD"');
    await page.getByRole('button', { name: 'Pause' }).click();
    for (const text of await rows(page).allInnerTexts()) {
      expect(text).toMatch(/^\d\d:\d\d:\d\d\.\d\d\d\s/);
      expect(text).toContain(protocol === 'v2' ? 'BTC/USD' : 'XBT/USD');
      expect(text).not.toContain('ETH/USD');
      expect(text).toMatch(/[\d,]+ B/);
    }
  });
}

test('paused, the list stands still and says how many came meanwhile', async ({ page }) => {
  await playground.open(page, '?panel=wires&rate=100', 3);
  await page.getByRole('button', { name: 'Pause' }).click();
  const before = await rows(page).allInnerTexts();
  const resume = page.getByRole('button', { name: /^Resume \(\d[\d,]* new\)$/ });
  await expect(resume).toHaveText(/\((\d{2,}|[\d,]{4,}) new\)/);
  expect(await rows(page).allInnerTexts()).toEqual(before);
  await resume.click();
  await expect.poll(() => rows(page).allInnerTexts()).not.toEqual(before);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => kept(page)).toBeGreaterThan(100);
});

test('a frame is opened by keyboard and pointer, with its own text', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open(page, '?panel=wires', 3);
  await page.getByLabel('Filter by text').fill('"bids"');
  const list = page.getByRole('listbox', { name: 'Frames' });
  await expect(rows(page).first()).toBeVisible();
  await list.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Resume/ })).toBeVisible();
  const chosen = list.getByRole('option', { selected: true });
  await expect(chosen).toHaveCount(1);
  await expect(list).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id')) ?? '');
  await expect(page.locator('#wires-title')).toContainText(/^Received on #1 at .*: book (update|snapshot) /);
  const shown = (await page.locator('#wires-text').textContent()) ?? '';
  expect(shown).toContain('\n  "channel": "book",\n');
  await page.locator('#wires-copy').click();
  await expect(page.locator('#wires-told')).toHaveText('Copied.');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  // No frame of the exchange has spaces of its own.
  expect(shown.replace(/\s/g, '')).toBe(copied);
  await page.keyboard.press('ArrowDown');
  // Rows themselves move about while the list is brought into view.
  await list.click({ position: { x: 60, y: 60 } });
  await expect(list.getByRole('option', { selected: true })).toHaveCount(1);
  await page.getByRole('button', { name: 'Copy all' }).click();
  const all = await page.evaluate(() => navigator.clipboard.readText());
  expect(all.split('\n').length).toBeGreaterThan(2);
  for (const line of all.split('\n')) expect(JSON.parse(line)).toMatchObject({ channel: 'book' });
});

for (const protocol of ['v2', 'v1']) {
  test(`what is sent over ${protocol} is shown, without its secrets`, async ({ page }) => {
    await playground.open(page, `?panel=wires&protocol=${protocol}`, 3);
    await page.getByLabel('Direction').selectOption('Out');
    await page.getByLabel('Filter by text').fill('token');
    await expect(rows(page).first()).toContainText('out');
    await rows(page).first().click();
    await expect(page.locator('#wires-title')).toContainText(/^Sent on #\d at .*: request subscribe/);
    await expect(page.locator('#wires-text')).toContainText('"token": "***"');
    await expect(page.locator('#wires-out')).toHaveText(/^[\d,]+ frames\/s, [\d.]+ k?B\/s$/);
  });
}

test('the timeline tells each state of a connection, and why', async ({ page }) => {
  await playground.open(page, '?panel=wires', 3);
  await fault(page, 'Drop the socket').click();
  await page.getByText('All states, with their reasons').click();
  const states = page.locator('#wires-states');
  await expect(states).toContainText(/#1 closed: closed with code 1006/);
  await expect(states.locator('li').filter({ hasText: '#1 live: frames arrive' })).toHaveCount(2);
  await expect(page.locator('.wires-strip').first()).toContainText(/#1 public\s*live/);
  await expect(page.locator('.wires-strip').first().locator('rect[data-tone="bad"]')).toHaveCount(1);
});

test('two thousand messages a second are kept within bounds, and few rows are drawn', async ({ page }) => {
  await playground.open(page, '?panel=wires&rate=1000', 3);
  await expect.poll(() => kept(page), { timeout: 30_000 }).toBeGreaterThan(2500);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(rows(page).first()).toHaveAttribute('aria-setsize', /^(1\d{3}|2000)$/);
  expect(await rows(page).count()).toBeLessThan(30);
  const list = page.getByRole('listbox', { name: 'Frames' });
  await list.focus();
  await page.keyboard.press('Home');
  await expect(rows(page).first()).toHaveAttribute('aria-posinset', '1');
  await page.keyboard.press('End');
  await expect(rows(page).last()).toHaveAttribute('aria-posinset', /^(1\d{3}|2000)$/);
});
