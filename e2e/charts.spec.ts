/** The market on the built page: tickers, candles, depth, spread and the tape, over both protocols. */
import { startServer } from '@kraken-stream/simulator/node';
import type { Page } from '@playwright/test';
import { allLive, fault, quietPlayground } from './playground.page.js';
import { expect, test } from './test.js';

const SYMBOLS = ['BTC/USD', 'ETH/USD', 'SOL/USD'];
const ROWS_AT_MOST = 60;

const playground = quietPlayground();

const panel = (page: Page, name: 'candles' | 'depth' | 'trades') => page.locator(`#${name}`);
const ticker = (page: Page, symbol: string) =>
  page.locator('.ticker', { has: page.getByRole('radio', { name: symbol }) });
const choice = (page: Page, symbol: string) => page.locator('#tickers').getByRole('radio', { name: symbol });
const rows = (page: Page) => page.locator('.tape tbody tr');
const candleChart = (page: Page) => panel(page, 'candles').getByRole('slider');
const depthChart = (page: Page) => panel(page, 'depth').getByRole('slider');

/** Panels are drawn where they can be seen. */
async function lookAt(page: Page, name: 'candles' | 'depth' | 'trades'): Promise<void> {
  await panel(page, name).scrollIntoViewIfNeeded();
  await expect(panel(page, name)).toHaveAttribute('data-state', 'live');
}

/** Which of the page's colours the canvases in an element are painted with. */
function painted(page: Page, selector: string, tokens: readonly string[]): Promise<string[]> {
  return page.locator(selector).evaluate((element, names) => {
    const style = getComputedStyle(document.documentElement);
    const brush = document.createElement('canvas').getContext('2d')!;
    // However a colour is written, a brush says it as six digits.
    const wanted = names.map((name) => {
      brush.fillStyle = style.getPropertyValue(name);
      return [name, Number.parseInt(String(brush.fillStyle).slice(1), 16)] as const;
    });
    const seen = new Set<number>();
    for (const canvas of element.querySelectorAll('canvas')) {
      const { width, height } = canvas;
      const data = width * height === 0 ? [] : (canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []);
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] === 255) seen.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
    }
    return wanted.filter(([, color]) => seen.has(color)).map(([name]) => name);
  }, tokens);
}

/** Trades go on coming. */
async function grows(page: Page): Promise<void> {
  const newest = () => rows(page).first().textContent();
  const before = await newest();
  await expect.poll(newest).not.toBe(before);
}

for (const protocol of ['v2', 'v1'] as const) {
  test(`over ${protocol} the strip shows all symbols, and a choice among them is of all panels`, async ({ page }) => {
    await playground.open(page, `?protocol=${protocol}&rate=100`, SYMBOLS.length);
    await expect(page.locator('.ticker-symbol')).toHaveText(SYMBOLS);
    for (const symbol of SYMBOLS) {
      await expect(ticker(page, symbol).locator('.ticker-last')).toHaveText(/^\d+\.\d+$/);
      await expect(ticker(page, symbol).locator('.ticker-change')).toHaveText(/^([▲▼] [+−])?\d+\.\d\d %$/);
      await expect(ticker(page, symbol).locator('.ticker-bid')).toHaveText(/^\d+\.\d+$/);
      await expect(ticker(page, symbol).locator('.ticker-volume')).toHaveText(/^Vol [\d.]+[KMB]? [A-Z]+$/);
    }
    await expect(choice(page, 'BTC/USD')).toBeChecked();
    await lookAt(page, 'trades');
    await expect(rows(page).first()).toBeVisible();
    const bitcoin = Number(await rows(page).first().locator('td').nth(1).textContent());

    await ticker(page, 'ETH/USD').click();
    for (const name of ['candles', 'depth', 'trades'] as const) {
      await expect(panel(page, name).getByRole('heading')).toContainText('ETH/USD');
      await lookAt(page, name);
    }
    await expect(page).toHaveURL(/market=ETH\/USD/);
    await expect(candleChart(page)).toHaveAccessibleName('Candles of 1 minute, ETH/USD');
    await expect(depthChart(page)).toHaveAccessibleName('Depth of ETH/USD by price');
    await expect(rows(page).first()).toBeVisible();
    const ether = Number(await rows(page).first().locator('td').nth(1).textContent());
    expect(ether).toBeLessThan(bitcoin / 5);

    await choice(page, 'ETH/USD').press('ArrowRight');
    await expect(choice(page, 'SOL/USD')).toBeChecked();
    await expect(page.getByRole('table', { name: 'The latest trades of SOL/USD' })).toBeVisible();
    await lookAt(page, 'trades');
    await expect(rows(page).first()).toBeVisible();
    await grows(page);
    await page.reload();
    await expect(choice(page, 'SOL/USD')).toBeChecked();
  });

  test(`over ${protocol} candles are drawn, and said in words`, async ({ page }) => {
    await playground.open(page, `?protocol=${protocol}&rate=100`, SYMBOLS.length);
    await lookAt(page, 'candles');
    await expect.poll(() => painted(page, '#candles', ['--bid', '--ask'])).not.toEqual([]);
    const words = page.locator('.candle-words');
    await expect(words).toContainText(/Open\d+\.\d+.*Close\d+\.\d+.*running, \d+ s left|waits for the next trade/);
    const close = () => words.locator('dd').nth(3).textContent();
    const before = await close();
    await expect.poll(close).not.toBe(before);
    await panel(page, 'candles').getByRole('radio', { name: '1 hour' }).check();
    await expect(candleChart(page)).toHaveAccessibleName('Candles of 1 hour, BTC/USD');
    await expect(words).toContainText(/running, (\d+:\d\d|\d+ s) left|waits for the next trade/);
    await expect(candleChart(page)).toHaveAttribute('aria-valuetext', /(rising|falling): open \d/);
  });
}

test('the keyboard reads one candle after the other', async ({ page }) => {
  await playground.open(page, '?rate=100', SYMBOLS.length);
  await lookAt(page, 'candles');
  const rest = page.locator('.candle-words .candle-rest');
  await expect(rest).toContainText('left');
  await candleChart(page).press('ArrowLeft');
  await expect(rest).toContainText(/from \d\d:\d\d UTC|nothing was traded/);
  await candleChart(page).press('Home');
  await expect(candleChart(page)).toHaveAttribute('aria-valuenow', '0');
  await expect(candleChart(page)).toHaveAttribute('aria-valuetext', /from \d\d:\d\d UTC$/);
  await page.keyboard.press('Escape');
  await expect(rest).toContainText('left');
});

test('charts follow the page from light to dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await playground.open(page, '', SYMBOLS.length);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await lookAt(page, 'candles');
    await expect.poll(() => painted(page, '#candles', ['--surface'])).toEqual(['--surface']);
    await lookAt(page, 'depth');
    await expect.poll(() => painted(page, '#depth', ['--bid-bar', '--ask-bar'])).toEqual(['--bid-bar', '--ask-bar']);
  }
});

test('the depth is drawn of the kept book, read at a price, and stale with it', async ({ page }) => {
  // High enough to see what is broken and what comes of it.
  await page.setViewportSize({ width: 1280, height: 2000 });
  await playground.open(page, '?rate=50', SYMBOLS.length);
  await lookAt(page, 'depth');
  await expect.poll(() => painted(page, '#depth', ['--bid-bar', '--ask-bar'])).toEqual(['--bid-bar', '--ask-bar']);
  await expect.poll(() => painted(page, '.spread-frame', ['--accent'])).toEqual(['--accent']);
  await expect(page.locator('.spread-words')).toHaveText(/^\d+\.\d · \d+\.\d\d bp$/);
  const readout = page.locator('.depth-readout');
  await expect(readout).toHaveText(/^Within \d+\.\d\d %: [\d.]+ BTC bid, [\d.]+ asked$/);
  await depthChart(page).press('End');
  await expect(readout).toHaveText(/^[\d.]+ BTC asked up to \d+\.\d \(\+\d\.\d\d %\)$/);
  await expect(depthChart(page)).toHaveAttribute('aria-valuetext', /asked up to/);
  await depthChart(page).press('Home');
  await expect(readout).toHaveText(/bid down to \d+\.\d \(−\d\.\d\d %\)$/);
  await page.keyboard.press('Escape');
  await expect(readout).toHaveText(/^Within/);
  await depthChart(page).hover({ position: { x: 10, y: 40 } });
  await expect(readout).toHaveText(/bid down to/);

  // It is live again soon: what is drawn is watched in the page.
  await page.evaluate(() => {
    const depth = document.querySelector<HTMLElement>('#depth');
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    new MutationObserver(() => {
      seen.push(`${depth?.dataset['state']}: ${document.querySelector('.spread-words')?.textContent}`);
    }).observe(depth!, { attributeFilter: ['data-state'] });
  });
  await fault(page, 'Drop the socket').click();
  await expect
    .poll(() => page.evaluate(() => String(Reflect.get(globalThis, 'seen'))))
    .toMatch(/stale: .*last known, not proven,live: /);
});

test('the tape grows, stays bounded, and can be held', async ({ page }) => {
  await playground.open(page, '?rate=1000', SYMBOLS.length);
  await lookAt(page, 'trades');
  await expect.poll(() => rows(page).count()).toBe(ROWS_AT_MOST);
  await expect(rows(page).first().locator('td')).toHaveText([
    /^\d\d:\d\d:\d\d$/,
    /^\d+\.\d+$/,
    /^\d+\.\d+$/,
    /^(▲ buy|▼ sell)(, large)?$/,
  ]);
  await grows(page);
  // In one look: rows are used again.
  const times = await page
    .locator('.tape tbody')
    .evaluate((body) => [...body.children].map((row) => row.firstElementChild?.textContent ?? ''));
  // A day may have begun among them.
  const turned = times.map((time) => (times.at(-1)?.startsWith('23') ? time.replace(/^00/, '24') : time));
  expect(turned).toEqual([...turned].sort().reverse());
  await page.getByRole('button', { name: 'Hold' }).click();
  await expect(page.locator('.tape-held')).toHaveText(/^\d+ newer trades?$/);
  const held = await rows(page).first().textContent();
  await expect
    .poll(async () => Number.parseInt((await page.locator('.tape-held').textContent()) ?? '', 10))
    .toBeGreaterThan(ROWS_AT_MOST);
  expect(await rows(page).first().textContent()).toBe(held);
  await page.getByRole('button', { name: 'Hold' }).click();
  await expect(page.locator('.tape-held')).toBeHidden();
  await grows(page);
  expect(await rows(page).count()).toBe(ROWS_AT_MOST);
});

test('a hole in the trades is a row in its place; where the exchange tells what was missed there is none', async ({
  page,
}) => {
  for (const [protocol, gaps] of [
    ['v1', 1],
    ['v2', 0],
  ] as const) {
    await playground.open(page, `?protocol=${protocol}&rate=20`, SYMBOLS.length);
    await lookAt(page, 'trades');
    await expect(rows(page).first()).toBeVisible({ timeout: 30_000 });
    await fault(page, 'Drop the socket').click();
    await expect(page.locator('#log li').filter({ hasText: 'live again' }).first()).toBeVisible();
    await allLive(page);
    await lookAt(page, 'trades');
    await grows(page);
    const gap = page.locator('.tape-gap');
    await expect(gap).toHaveCount(gaps);
    if (gaps === 0) continue;
    await expect(gap).toHaveText(/^Gap of \d+(\.\d)? m?s/);
    await expect(page.locator('.tape-gap:not(:first-child)'), 'what comes behind the gap is above it').toHaveCount(1);
  }
});

test('a market that the exchange does not have is refused in words', async ({ page }) => {
  const elsewhere = await startServer({ symbols: ['BTC/USD'], rate: 50 });
  try {
    await page.goto(`${playground.url}?source=ws&url=${elsewhere.url}&symbols=BTC/USD,NO/SUCH&market=NO/SUCH`);
    await expect(ticker(page, 'NO/SUCH')).toContainText('refused: ');
    await expect(ticker(page, 'BTC/USD').locator('.ticker-last')).toHaveText(/^\d+\.\d+$/);
    for (const name of ['candles', 'trades'] as const) {
      await panel(page, name).scrollIntoViewIfNeeded();
      await expect(panel(page, name)).toHaveAttribute('data-state', 'failed');
      await expect(panel(page, name).locator('.market-note')).toHaveText(/^Refused: .+/);
    }
    await ticker(page, 'BTC/USD').click();
    for (const name of ['candles', 'depth', 'trades'] as const) await lookAt(page, name);
    await expect(rows(page).first()).toBeVisible();
  } finally {
    await elsewhere.close();
  }
});
