/** Whether everybody can use the built page: axe's rules, the keyboard alone, small screens, and those whom motion hurts. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { makeFault, quietPlayground } from './playground.page.js';
import { expect, test } from './test.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PANELS = ['account', 'wires', 'recording', 'code'];
const WIDTHS = [1440, 768, 360];

const playground = quietPlayground();

test.describe.configure({ mode: 'parallel' });

/** A quiet market: what flashes for a moment has no contrast to speak of. */
async function open(page: Page, panel: string): Promise<void> {
  await playground.open(page, `?rate=1&panel=${panel}`, 3);
}

async function choose(page: Page, panel: string): Promise<void> {
  const tab = page.locator(`[role=tab][data-panel="${panel}"]`);
  await tab.click();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}

/** What axe finds, a line each. */
async function violations(page: Page, within: string): Promise<string[]> {
  return page.evaluate(async (selector) => {
    const axe: { run(context: string): Promise<AxeResults> } = Reflect.get(globalThis, 'axe');
    const found = await axe.run(selector);
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
    );
  }, within);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of WIDTHS) {
    test(`axe finds nothing on a ${colorScheme} screen of ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await open(page, 'account');
      // The page's policy lets no script in that is not its own; the debugger's is not asked.
      await page.evaluate(AXE);
      expect(await violations(page, 'html')).toEqual([]);
      if (width === WIDTHS[0]) {
        // What is stale must be read as well.
        await makeFault(page, 'Hanging connections', { ms: '8000' });
        await expect(page.locator('.card[data-state="stale"]')).toHaveCount(3);
        expect(await violations(page, 'html')).toEqual([]);
      }
      for (const panel of PANELS.slice(1)) {
        await choose(page, panel);
        if (panel === 'wires') {
          await page.locator('.wires-row').first().click();
          await page.locator('#wires summary').click();
        }
        expect(await violations(page, '.panels')).toEqual([]);
      }
    });
  }
}

/** In the order of the page: what the keyboard should stop at, by its place among all elements. */
function stops(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('*')];
    const radios = new Set<string>();
    return all
      .filter((element) => {
        if (
          element.tabIndex < 0 ||
          element.matches(':disabled') ||
          !element.checkVisibility({ visibilityProperty: true })
        )
          return false;
        // Of buttons that exclude each other one is stopped at: the one that is chosen.
        if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
        if (!element.checked || radios.has(element.name)) return false;
        radios.add(element.name);
        return true;
      })
      .map((element) => `${all.indexOf(element)} ${element.tagName.toLowerCase()}#${element.id}.${element.className}`);
  });
}

interface Focus {
  readonly element: string;
  /** Whether it can be seen where the focus is. */
  readonly visible: boolean;
}

function focused(page: Page): Promise<Focus | undefined> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return undefined;
    const place = [...document.querySelectorAll('*')].indexOf(element);
    // Of what is drawn by a neighbour, as choices are, that one has the outline.
    const drawn = [element, element.nextElementSibling, element.closest('label')].filter((each) => each !== null);
    const visible = drawn.some((each) => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)';
    });
    return { element: `${place} ${element.tagName.toLowerCase()}#${element.id}.${element.className}`, visible };
  });
}

for (const panel of PANELS) {
  test(`the keyboard stops at everything once, and the focus is seen: ${panel}`, async ({ page }) => {
    await open(page, panel);
    // What comes and goes while one walks through the page is not counted.
    const before = await stops(page);
    const seen: Focus[] = [];
    for (;;) {
      await page.keyboard.press('Tab');
      const focus = await focused(page);
      if (focus === undefined || seen.some(({ element }) => element === focus.element)) break;
      seen.push(focus);
    }
    const names = new Set(seen.map(({ element }) => element));
    const after = new Set(await stops(page));
    expect(before.filter((stop) => after.has(stop) && !names.has(stop))).toEqual([]);
    expect(seen.filter(({ visible }) => !visible)).toEqual([]);
    expect(seen.length).toBeGreaterThan(20);
    // Back again: nothing holds the focus.
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).not.toEqual(seen.at(-1));
  });
}

test('arrows move between the panels, and each says whose it is', async ({ page }) => {
  await open(page, 'account');
  await page.locator('[role=tab][data-panel=account]').focus();
  for (const panel of [...PANELS.slice(1), 'account']) {
    await page.keyboard.press('ArrowRight');
    const tab = page.locator(`[role=tab][data-panel="${panel}"]`);
    await expect(tab).toBeFocused();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await expect(page.locator('[role=tabpanel]:not([hidden])')).toHaveCount(1);
    const name = (await tab.textContent()) ?? '';
    await expect(page.getByRole('tabpanel', { name, exact: true })).toHaveCount(1);
  }
  await page.keyboard.press('End');
  await expect(page.locator('[role=tab][data-panel=code]')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(page.locator('[role=tab][data-panel=account]')).toBeFocused();
});

for (const width of [360, 768]) {
  test(`no panel reaches beyond a screen of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, 'account');
    for (const panel of PANELS) {
      await choose(page, panel);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, panel).toBe(0);
    }
  });
}

test('nothing moves for those who asked for less motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(globalThis, { moved });
    const look = (): void => {
      for (const { effect, playState } of document.getAnimations()) {
        if (playState !== 'running' || !(effect instanceof KeyframeEffect)) continue;
        const moves = effect
          .getKeyframes()
          .some((frame) => 'transform' in frame || 'rotate' in frame || 'left' in frame);
        if (moves) moved.push(`${effect.target?.tagName}.${effect.target?.className}`);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await playground.open(page, '', 3);
  await page.getByRole('button', { name: 'Drop the socket' }).click();
  // It may be back before one looks: the log keeps it.
  await expect(page.locator('#log')).toContainText('connection closed');
  await expect(page.locator('#connection b')).toHaveText('live');
  for (const panel of PANELS) await choose(page, panel);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'moved'))).toEqual([]);
});
