/** A built copy of the playground on a plain static server, in a folder of it: with a network, without one, and a newer copy. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { allLive } from './playground.page.js';
import { startSite } from './site.js';
import { expect, test } from './test.js';

const DIST = fileURLToPath(new URL('../playground/dist/', import.meta.url));

/** The files of the page, in a folder of a site. The documentation is left out but for its first page. */
function copy(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  const add = (path: string): void => {
    for (const name of readdirSync(path)) {
      const file = join(path, name);
      const under = relative(DIST, file).replaceAll('\\', '/');
      if (statSync(file).isDirectory()) {
        if (under !== 'docs') add(file);
      } else files[`${folder}${under}`] = readFileSync(file, 'utf8');
    }
  };
  add(DIST);
  files[`${folder}docs/index.html`] = '<!doctype html><title>Documentation</title>';
  return files;
}

/** Resolves when the page is kept: from now on it opens without a network. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== 'activated')
      await new Promise((resolve) => active?.addEventListener('statechange', resolve, { once: true }));
  });
}

/** Resolves when a newer copy is kept, and has taken over. */
async function isReplaced(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
  });
}

const names = (page: Page): Promise<string[]> => page.evaluate(() => caches.keys());

test('the page works from any folder, asks nobody else, and opens without a network from the second time on', async ({
  page,
  context,
  complaints,
}) => {
  const site = await startSite(copy('some/folder/'), '');
  const elsewhere: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  await page.goto(`${site.url}some/folder/?symbols=BTC/USD,ETH/USD&panel=code`);
  await allLive(page);
  await isKept(page);
  await page.goto(`${site.url}some/folder/docs/`);
  await expect(page).toHaveTitle('Documentation');

  // Gone altogether: what is offline for the browser may still be there for its service worker.
  await site.close();
  await context.setOffline(true);
  for (const query of ['', '?symbols=XRP/USD,DOGE/USD&depth=10&protocol=v1']) {
    await page.goto(`${site.url}some/folder/${query}`);
    await expect(page.locator('.card')).toHaveCount(query === '' ? 3 : 2);
    await allLive(page);
    await expect(page.locator('#books-mismatched')).toHaveText('0');
  }
  await page.reload();
  await allLive(page);
  // As the documentation's own links lead to it.
  await page.goto(`${site.url}some/folder/index.html`);
  await allLive(page);
  await page.goto(`${site.url}some/folder/docs/index.html`);
  await expect(page).toHaveTitle('Documentation');
  await page.goto(`${site.url}some/folder/docs/`);
  await expect(page).toHaveTitle('Documentation');
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a newer copy is shown at once, takes the place of the older, and disturbs no page that is open', async ({
  page,
  context,
}) => {
  const files = copy('');
  const site = await startSite(files, '');
  // A browser looks for newer copies when it has nothing else to do.
  const calm = `${site.url}?symbols=BTC/USD&rate=1`;
  await page.goto(calm);
  await isKept(page);
  expect(await names(page)).toHaveLength(1);

  files['index.html'] = files['index.html']!.replace('>Order books<', '>Newer books<');
  files['service-worker.js'] = files['service-worker.js']!.replace(/const VERSION = '\w+'/, "const VERSION = 'newer'");
  const replaced = isReplaced(page);
  const other = await context.newPage();
  await other.goto(calm);
  await expect(other.locator('#books-title')).toHaveText('Newer books');
  await replaced;
  expect((await names(other)).at(-1)).toMatch(/ newer$/);
  await expect(page.locator('#books-title')).toHaveText('Order books');
  await allLive(page);

  await other.close();
  await site.close();
  const last = await context.newPage();
  await last.goto(calm);
  await expect(last.locator('#books-title')).toHaveText('Newer books');
  await allLive(last);
});

test('a page that was open before a newer copy goes on with its own files', async ({ page, context, complaints }) => {
  const files = copy('');
  const site = await startSite(files, '');
  const calm = `${site.url}?symbols=BTC/USD&rate=1`;
  await page.goto(calm);
  await isKept(page);

  // The worker of the exchange has another name from now on, and the older one is nowhere any more.
  const worker = Object.keys(files).find((name) => /exchange-worker-/.test(name)) ?? '';
  const [older = '', newer] = [worker.split('/').at(-1), 'exchange-worker-newer.js'];
  for (const [name, text] of Object.entries(files)) files[name] = text.replaceAll(older, newer);
  files[worker.replace(older, newer)] = files[worker] ?? '';
  delete files[worker];
  files['service-worker.js'] = files['service-worker.js']!.replace(/const VERSION = '\w+'/, "const VERSION = 'newer'");
  const replaced = isReplaced(page);
  const other = await context.newPage();
  await other.goto(calm);
  await replaced;
  expect((await names(other)).at(-1)).toMatch(/ newer$/);
  await other.close();

  // Each source has an exchange of its own.
  await page.getByRole('slider', { name: 'Events' }).press('ArrowRight');
  await expect(page.locator('#log')).toContainText('5 events a second');
  await allLive(page);
  expect(complaints).toEqual([]);
  await site.close();
});

test('a page opens where there is a network and no room to keep it', async ({ page }) => {
  const files = copy('');
  const full = "Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));";
  files['service-worker.js'] = `${full}\n${files['service-worker.js']}`;
  const site = await startSite(files, '');
  await page.goto(`${site.url}?rate=1`);
  await isKept(page);
  await page.goto(`${site.url}docs/`);
  await expect(page).toHaveTitle('Documentation');
  await site.close();
});

test('an exchange that cannot be started is told as what it is', async ({ page }) => {
  const site = await startSite(copy(''), '');
  await page.route('**/exchange-worker-*.js', (route) => route.abort());
  await page.goto(site.url);
  await expect(page.locator('#log')).toContainText('the worker of the exchange could not be started');
  await expect(page.locator('#connection b')).toHaveText('closed');
  await site.close();
});
