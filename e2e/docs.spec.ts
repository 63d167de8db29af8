/** The documentation as built: what leads where, and what a reader, a keyboard and a screen reader meet. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { servedPlayground } from './playground.page.js';
import { expect, test } from './test.js';

const dist = fileURLToPath(new URL('../playground/dist/', import.meta.url));
const files = new Set(
  readdirSync(dist, { encoding: 'utf8', recursive: true }).map((path) => path.replaceAll('\\', '/')),
);
const read = (path: string) => readFileSync(`${dist}${path}`, 'utf8');
const pages = [...files].filter((path) => path.startsWith('docs/') && path.endsWith('.html'));

/** One of each kind: the first, long tables, much code, a table of steps, the reference's, a file of the project. */
const SAMPLE = [
  'index.html',
  'getting-started.html',
  'trading.html',
  'errors.html',
  'subscriptions.html',
  'coming-from-kraken-net.html',
  'reference/index.html',
  'reference/client/classes/KrakenClient.html',
  'reference/core/type-aliases/NewOrder.html',
  'source/examples/market-maker.html',
];

const site = servedPlayground();

const at = (path: string) => `${site.url}docs/${path}`;

test('every link leads to a file that is there, and every anchor to a place in it', () => {
  expect(pages.length).toBeGreaterThan(300);
  const ids = new Map(
    pages.map((path) => [path, new Set([...read(path).matchAll(/ id="([^"]*)"/g)].map((m) => m[1]))]),
  );
  const dead: string[] = [];
  for (const page of pages) {
    for (const [, href = ''] of read(page).matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (/^[a-z]+:/.test(href)) continue;
      const [path = '', hash] = href.split('#');
      const target = path === '' ? page : posix.join(posix.dirname(page), decodeURI(path));
      const isThere = files.has(target) && (hash === undefined || hash === '' || ids.get(target)?.has(decodeURI(hash)));
      if (href.startsWith('/') || !isThere) dead.push(`${page}: ${href}`);
    }
  }
  expect(dead).toEqual([]);
});

test('the reference has each name of the client', async () => {
  const names = Object.keys(await import('@kraken-stream/client'));
  const described = pages.map((path) => posix.basename(path, '.html'));
  expect(names.filter((name) => !described.includes(name))).toEqual([]);
});

test('the pages for programs are at the root, and lead to what is there', () => {
  const list = read('llms.txt');
  const links = [...list.matchAll(/\]\(([^)]*)\)/g)].map(([, href = '']) => href);
  expect(links.length).toBeGreaterThan(15);
  expect(links.filter((href) => !files.has(href))).toEqual([]);
  expect(read('llms-full.txt')).toContain('# Getting started');
  expect(read('docs/llms-full.txt')).toBe(read('llms-full.txt'));
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('no page complains, none has a violation, none scrolls sideways on a phone', async ({ page, complaints }) => {
      const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      const found: string[] = [];
      for (const path of SAMPLE) {
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.goto(at(path));
        await page.evaluate(axe);
        found.push(...(await violations(page)).map((what) => `${path}: ${what}`));
        await page.setViewportSize({ width: 360, height: 740 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) found.push(`${path}: ${over} px too wide`);
      }
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });
}

/** What axe finds wrong, with where. */
function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const axe: { run(): Promise<AxeResults> } = Reflect.get(globalThis, 'axe');
    const { violations: all } = await axe.run();
    return all.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  });
}

test('search finds pages, headings and names, with the keyboard alone', async ({ page, complaints }) => {
  await page.goto(at('errors.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('dead man');
  await expect(page.getByRole('option').first()).toContainText('dead man');
  await page.getByRole('combobox').fill('ChecksumError');
  await expect(page.getByRole('option').first()).toContainText('ChecksumError');
  await page.getByRole('combobox').fill('spread');
  await expect(page.getByRole('option', { name: /^Spreads/ })).toBeVisible();
  await page.getByRole('combobox').fill('trading rate counter');
  const first = page.getByRole('option').first();
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(at('errors.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('zzzz');
  await expect(page.getByRole('option')).toHaveText('Nothing found');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option')).toBeHidden();
  expect(complaints).toEqual([]);
});

test('on a phone the menu opens, leads on, and closes', async ({ page, complaints }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(at('index.html'));
  const menu = page.getByRole('navigation', { name: 'Documentation' });
  await expect(menu).toBeHidden();
  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await page.getByRole('button', { name: 'Menu' }).click();
  await menu.getByRole('link', { name: 'Errors' }).click();
  await expect(page).toHaveURL(at('errors.html'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Errors');
  expect(complaints).toEqual([]);
});

test('pages lead to the next, to what stands on them, and to the playground', async ({ page, complaints }) => {
  await page.goto(at('getting-started.html'));
  await page.getByRole('link', { name: /^Next/ }).click();
  await expect(page).not.toHaveURL(at('getting-started.html'));
  await page.getByRole('link', { name: /^Before/ }).click();
  await expect(page).toHaveURL(at('getting-started.html'));
  await page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'Node', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Node', exact: true })).toBeInViewport();
  await page.getByRole('link', { name: 'Playground' }).click();
  await expect(page).toHaveTitle(/playground/);
  expect(complaints).toEqual([]);
});
