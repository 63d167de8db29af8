/**
 * How smooth the built playground is with twenty books and 2,000 market events a second: what long tasks there are, how many
 * frames are drawn. What depends on how busy the machine is, is printed; what a task takes of its thread is asserted.
 */
import type { Page } from '@playwright/test';
import { allLive, servedPlayground } from './playground.page.js';
import { expect, test } from './test.js';
import { longestTask } from './thread.js';

const SYMBOLS =
  'BTC/USD,ETH/USD,SOL/USD,XRP/USD,DOGE/USD,ADA/USD,LTC/USD,DOT/USD,LINK/USD,BTC/EUR,' +
  'ETH/EUR,ETH/BTC,ADA/BTC,BTC/CAD,MINA/GBP,GST/EUR,SHIB/USD,PEPE/USD,USDG/USD,XMR/USD';
const RATE = 100;
const MEASURED_MS = 10_000;
/** From here on people feel that a page hangs. */
const GOAL_MS = 50;
/** In time of the thread, with room for a slow machine: what takes longer is a fault of the page. */
const CEILING_MS = 100;

interface Figures {
  readonly framesPerSecond: number;
  /** Of the browser's own count, which begins at 50 ms. */
  readonly longTasks: readonly number[];
  /** The longest time in which nothing else had its turn. */
  readonly longestGap: number;
}

const playground = servedPlayground();

function measure(page: Page, ms: number): Promise<Figures> {
  return page.evaluate(async (lasting) => {
    const longTasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(Math.round(duration));
    });
    observer.observe({ type: 'longtask' });
    const start = performance.now();
    let turn = start;
    let longestGap = 0;
    let frames = 0;
    const timer = setInterval(() => {
      const now = performance.now();
      longestGap = Math.max(longestGap, now - turn);
      turn = now;
    }, 1);
    await new Promise<void>((resolve) => {
      const frame = (): void => {
        frames++;
        if (performance.now() - start < lasting) requestAnimationFrame(frame);
        else resolve();
      };
      requestAnimationFrame(frame);
    });
    clearInterval(timer);
    observer.disconnect();
    const framesPerSecond = Math.round((frames * 1000) / (performance.now() - start));
    return { framesPerSecond, longTasks, longestGap: Math.round(longestGap) };
  }, ms);
}

async function verified(page: Page): Promise<number> {
  return Number((await page.locator('#books-verified').textContent())?.replace(/\D/g, ''));
}

for (const protocol of ['v2', 'v1']) {
  test(`twenty books at ${20 * RATE} events a second leave the page its time (${protocol})`, async ({
    page,
    browser,
    complaints,
  }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('about:blank');
    const empty = await measure(page, 2000);
    await page.goto(`${playground.url}?symbols=${SYMBOLS}&rate=${RATE}&depth=25&protocol=${protocol}`);
    await expect(page.locator('.card')).toHaveCount(20);
    await allLive(page);
    await expect(page.locator('#books-live')).toHaveText('20 of 20');
    const before = await verified(page);
    let figures = empty;
    const longest = await longestTask(browser, async () => {
      figures = await measure(page, MEASURED_MS);
    });
    const frames = (await verified(page)) - before;

    const over = figures.longTasks.filter((ms) => ms > GOAL_MS);
    const rows = [
      ['frames verified a second', String(Math.round((frames * 1000) / MEASURED_MS))],
      ['longest task', `${longest} ms of its thread`],
      [`tasks over ${GOAL_MS} ms`, `${over.length}${over.length === 0 ? '' : `, the longest ${Math.max(...over)} ms`}`],
      ['longest time without a turn', `${figures.longestGap} ms (${empty.longestGap} ms in an empty page)`],
      ['frames drawn a second', `${figures.framesPerSecond} (${empty.framesPerSecond} in an empty page)`],
    ];
    process.stdout.write(
      rows.map(([name = '', value = '']) => `     ${protocol} ${name.padEnd(28)} ${value}\n`).join(''),
    );

    await allLive(page);
    await expect(page.locator('#books-mismatched')).toHaveText('0');
    expect(frames).toBeGreaterThan(1000);
    expect(longest).toBeLessThan(CEILING_MS);
    expect(figures.framesPerSecond).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });
}
