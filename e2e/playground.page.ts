/** The playground as its tests see it: where things are, and what must come true of them. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Longer than a mute of 8 s and the reconnects behind it. */
const RECOVERY_MS = 30_000;

export const card = (page: Page, number: number): Locator => page.locator(`.card[data-number="${number}"]`);
export const state = (page: Page, number: number): Locator => card(page, number).locator('.state-word');
export const fault = (page: Page, name: string): Locator => page.getByRole('button', { name });
export const entry = (page: Page, text: string | RegExp): Locator =>
  page.locator('#log li').filter({ hasText: text }).first();

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
