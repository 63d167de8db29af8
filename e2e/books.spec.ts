/** The books of the built playground: added and removed, chosen as the market, in steps of price, as many rows as wanted. */
import { demoAccount } from '@kraken-stream/simulator';
import { startServer } from '@kraken-stream/simulator/node';
import type { Page } from '@playwright/test';
import { allLive, card, entry, moves, quietPlayground, state } from './playground.page.js';
import { expect, test } from './test.js';

const playground = quietPlayground();

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly sources: { readonly node: Node | null }[];
}

const add = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel('Pair to add').fill(text);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
};

test('a book is added and another removed, the others go on, and the link tells it', async ({ page }) => {
  await playground.open(page, '', 3);
  await moves(page, 1);
  const verified = () => card(page, 1).locator('.proof-verified').textContent();
  const before = Number(await verified());
  await add(page, 'xbt/eur');
  await expect(page.locator('.card')).toHaveCount(4);
  await expect(state(page, 4)).toHaveText('live');
  await expect(page).toHaveURL(/symbols=BTC\/USD,ETH\/USD,SOL\/USD,BTC\/EUR/);
  await page.getByRole('button', { name: 'Remove ETH/USD' }).click();
  await expect(page.locator('.card')).toHaveCount(3);
  await expect(card(page, 2).getByLabel('Symbol')).toHaveValue('SOL/USD');
  await expect(card(page, 2).getByLabel('Symbol')).toBeFocused();
  await expect(page).toHaveURL(/symbols=BTC\/USD,SOL\/USD,BTC\/EUR/);
  await allLive(page);
  expect(Number(await verified())).toBeGreaterThanOrEqual(before);
  for (const number of [1, 2, 3]) await moves(page, number);
  await expect(page.locator('#books-live')).toHaveText('3 of 3');
});

test('what cannot be added is refused with a reason, and the last book stays', async ({ page }) => {
  await playground.open(page, '?symbols=BTC/USD', 1);
  for (const [text, reason] of [
    ['', 'Enter a pair'],
    ['btc/usd', 'BTC/USD is shown already.'],
    ['NO/SUCH', 'NO/SUCH: not traded on the in-page exchange.'],
  ] as const) {
    await add(page, text);
    await expect(page.locator('#add-error')).toContainText(reason);
    await expect(page.getByLabel('Pair to add')).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(page.getByRole('button', { name: 'Remove BTC/USD' })).toBeHidden();
  await page.getByLabel('Pair to add').fill('ETH/USD');
  await page.keyboard.press('Enter');
  await expect(page.locator('#add-error')).toBeEmpty();
  await expect(state(page, 2)).toHaveText('live');
});

test('the market is chosen at a book, with the mouse or with the arrow keys', async ({ page }) => {
  await playground.open(page, '', 3);
  const market = (symbol: string) => page.getByRole('radio', { name: `Charts, trades and orders of ${symbol}` });
  await expect(market('BTC/USD')).toBeChecked();
  await card(page, 2).locator('.middle').click();
  await expect(market('ETH/USD')).toBeChecked();
  await expect(page).toHaveURL(/market=ETH\/USD/);
  await market('ETH/USD').press('ArrowRight');
  await expect(market('SOL/USD')).toBeChecked();
  await expect(page).toHaveURL(/market=SOL\/USD/);
  // It goes with the card to another symbol, and to the first book when its own is gone.
  await card(page, 3).getByLabel('Symbol').selectOption('XRP/USD');
  await expect(market('XRP/USD')).toBeChecked();
  await page.getByRole('button', { name: 'Remove XRP/USD' }).click();
  await expect(market('BTC/USD')).toBeChecked();
});

test('levels are put together in steps of price, and every step is on its grid', async ({ page }) => {
  await playground.open(page, '?symbols=BTC/USD&depth=1000', 1);
  const prices = async (side: string) =>
    (await card(page, 1).locator(`.${side} .price:not(:empty)`).allTextContents()).map(Number);
  const step = card(page, 1).getByLabel('Price step');
  await expect(step.locator('option')).toHaveText(['0.1', '0.5', '1', '5', '10', '50', '100']);
  await step.selectOption({ label: '10' });
  await expect(page).toHaveURL(/group=100/);
  await expect.poll(async () => (await prices('bids')).length).toBe(12);
  for (const side of ['bids', 'asks']) {
    const shown = await prices(side);
    expect(shown.every((price) => price % 10 === 0)).toBe(true);
    expect(new Set(shown).size).toBe(shown.length);
  }
  expect(Math.max(...(await prices('bids')))).toBeLessThan(Math.min(...(await prices('asks'))));
  await moves(page, 1);
  await page.reload();
  await expect(step).toHaveValue('100');
  await step.selectOption({ label: '0.1' });
  await expect(page).not.toHaveURL(/group/);
  await expect(card(page, 1).locator('.bids .price').first()).toHaveText(/\.\d$/);
});

test('as many rows are shown as are wanted, or as many as fit', async ({ page }) => {
  await playground.open(page, '', 3);
  const rows = () => card(page, 1).locator('.bids .price:not(:empty)').count();
  await expect.poll(rows).toBe(12);
  await page.getByLabel('Rows').selectOption('25');
  await expect.poll(rows).toBe(25);
  await expect(page).toHaveURL(/rows=25/);
  await page.getByLabel('Rows').selectOption('auto');
  await expect.poll(rows).toBe(12);
  await page.setViewportSize({ width: 360, height: 800 });
  await expect.poll(rows).toBe(7);
});

test('a book that is out of sight is kept, and drawn now and then, as a picture of the whole page shows it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 500 });
  await playground.open(page, '', 3);
  const last = card(page, 3).locator('.bids .price').first();
  await expect(last).not.toBeInViewport();
  await expect(last).toHaveText(/^[\d.]+$/);
  await moves(page, 3);
  await expect(page.locator('#books-live')).toHaveText('3 of 3');
});

for (const protocol of ['v2', 'v1'] as const) {
  test(`a simulator on this machine has its books and its demo account here (${protocol})`, async ({ page }) => {
    const exchange = await startServer({ rate: 50, accounts: [{ ...demoAccount([]), balances: { USD: '5000' } }] });
    try {
      const url = protocol === 'v2' ? exchange.url : exchange.v1Url;
      await playground.open(page, `?symbols=BTC/USD&protocol=${protocol}`, 1);
      await page.getByRole('radio', { name: 'Local simulator' }).check();
      await expect(page.locator('#source-hint')).toContainText('Until then the in-page exchange goes on.');
      await page.getByRole('textbox', { name: 'WebSocket URL' }).fill(url);
      await page.getByRole('button', { name: 'Connect' }).click();
      await expect(entry(page, `you connected to ${url}`)).toBeVisible();
      await allLive(page);
      await moves(page, 1);
      await expect(page.locator('#account')).toContainText(/Open orders\s*live/);
      // v1 does not tell them.
      if (protocol === 'v2') await expect(page.locator('#account')).toContainText('5,000');
    } finally {
      await page.goto('about:blank');
      await exchange.close();
    }
  });
}

test('Kraken is connected to only when one says so, and a recording asks for its file', async ({ page }) => {
  const opened: string[] = [];
  // Whoever connects there is answered by nobody.
  await page.routeWebSocket(/kraken\.com/, (socket) => {
    opened.push(socket.url());
  });
  await playground.open(page, '?symbols=BTC/USD', 1);
  await page.getByRole('radio', { name: 'Kraken' }).check();
  await expect(page.locator('#source-hint')).toContainText('Connects when you say so.');
  await moves(page, 1);
  expect(opened).toEqual([]);
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect.poll(() => opened).toEqual(['wss://ws.kraken.com/v2']);
  await expect(page).toHaveURL(/\?source=kraken&symbols=BTC\/USD/);
  await expect(page.locator('#source-hint')).not.toContainText('Until then');

  await page.getByRole('radio', { name: 'Recording' }).check();
  await expect(page.locator('#recording-field')).toContainText('Drop a recording anywhere on this page');
  await expect(page.getByRole('tab', { name: 'Record and replay' })).toHaveAttribute('aria-selected', 'true');
  await page.goto(`${playground.url}?source=recording`);
  await expect(page.locator('#notices')).toContainText('drop the file on this page');
  await allLive(page);
});

for (const [width, query, books] of [
  [1440, '', 3],
  [768, '?symbols=BTC/USD,ETH/USD,SOL/USD,XRP/USD,DOGE/USD,ADA/USD,LTC/USD,DOT/USD,LINK/USD,BTC/EUR', 10],
  [360, '', 3],
] as const) {
  test(`nothing moves by itself in the first seconds on a screen of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.addInitScript(() => {
      const shifts: { value: number; of: string[] }[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries() as Shift[])
          shifts.push({
            value,
            of: sources.map(({ node }) => (node instanceof Element ? node.id || node.className : '')),
          });
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await playground.open(page, query, books);
    await page.waitForFunction(() => performance.now() > 5000);
    const shifts: { value: number; of: string[] }[] = await page.evaluate(() => Reflect.get(globalThis, 'shifts'));
    // A number that gets wider is one, of a ten-thousandth; what people call stable ends at a tenth.
    expect(shifts.filter(({ value }) => value > 0.005)).toEqual([]);
    expect(shifts.reduce((sum, { value }) => sum + value, 0)).toBeLessThan(0.02);
  });
}
