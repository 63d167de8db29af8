/** The playground as its tests see it: where things are, and what must come true of them. */
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { preview } from 'vite';
import { expect, test } from './test.js';

/** Longer than a mute of 15 s and the reconnects behind it. */
const RECOVERY_MS = 60_000;

export const card = (page: Page, number: number): Locator => page.locator(`.card[data-number="${number}"]`);
export const state = (page: Page, number: number): Locator => card(page, number).locator('.state-word');
export const fault = (page: Page, name: string): Locator => page.getByRole('button', { name });
export const entry = (page: Page, text: string | RegExp): Locator =>
  page.locator('#log li').filter({ hasText: text }).first();

/** Makes one of the faults that the page offers, with these values in place of those that it offers. */
export async function makeFault(
  page: Page,
  name: string,
  entered: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.getByLabel('Any fault').selectOption(name);
  await expect(page.locator('#fault-says')).not.toBeEmpty();
  for (const [field, value] of Object.entries(entered))
    await page.locator(`#fault-fields [name="${field}"]`).fill(value);
  await page.getByRole('button', { name: 'Do it' }).click();
}

export async function count(page: Page, number: number, name: string): Promise<number> {
  return Number(((await card(page, number).locator(`.proof-${name}`).textContent()) ?? '').replace(/\D/g, ''));
}

export async function allLive(page: Page, timeout = RECOVERY_MS): Promise<void> {
  for (const word of await page.locator('.state-word').all()) await expect(word).toHaveText('live', { timeout });
}

/** Frames go on being verified. */
export async function moves(page: Page, number: number): Promise<void> {
  const before = await count(page, number, 'verified');
  await expect.poll(() => count(page, number, 'verified'), { timeout: RECOVERY_MS }).toBeGreaterThan(before + 3);
}

export interface Playground {
  /** Ends in a slash. */
  readonly url: string;
  /** Follows a link, to where so many books are live. */
  open(page: Page, query: string, books: number): Promise<void>;
  close(): Promise<void>;
}

/** The built page, served for all tests of the file that calls it. */
export function servedPlayground(): Playground {
  let served: Playground | undefined;
  const playground = (): Playground => {
    if (served === undefined) throw new Error('the playground is served while tests run');
    return served;
  };
  test.beforeAll(async () => {
    served = await startPlayground();
  });
  test.afterAll(() => served?.close());
  return {
    get url() {
      return playground().url;
    },
    open: (...asked) => playground().open(...asked),
    close: () => playground().close(),
  };
}

/** As above, of a file in which no test may give the page a reason to complain: Chromium also tells of its policy. */
export function quietPlayground(): Playground {
  const playground = servedPlayground();
  // Asked for before the page is opened, else it would not be heard.
  test.beforeEach(({ complaints }) => expect(complaints).toEqual([]));
  test.afterEach(({ complaints }) => expect(complaints).toEqual([]));
  return playground;
}

/** Serves what was built. */
export async function startPlayground(): Promise<Playground> {
  const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));
  const server = await preview({ configFile, logLevel: 'warn', preview: { port: 0, host: '127.0.0.1' } });
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error('the preview server has no address');
  return {
    url,
    async open(page, query, books) {
      await page.goto(`${url}${query}`);
      await expect(page.locator('.card')).toHaveCount(books);
      await allLive(page);
    },
    close: () => server.close(),
  };
}
