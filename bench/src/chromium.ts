/**
 * Runs the page script in a headless Chromium.
 */

import { chromium, type LaunchOptions } from 'playwright';
import type {} from './page.js';
import { SCENARIOS } from './scenarios.js';
import type { Timing } from './timing.js';

const URL = 'http://localhost/bench';

/**
 * An isolated page: elsewhere a browser's clock has steps of a tenth of a millisecond. No server answers: the browser is
 * told here what it gets.
 */
const HEADERS = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

export async function timeInChromium(
  script: string,
  launch: LaunchOptions,
  quick: boolean,
  say: (line: string) => void,
): Promise<{ version: string; timings: Timing[] }> {
  const browser = await chromium.launch(launch);
  try {
    const page = await browser.newPage();
    await page.route(URL, (route) =>
      route.fulfill({ contentType: 'text/html', headers: HEADERS, body: '<!doctype html><title>bench</title>' }),
    );
    await page.goto(URL);
    if (!(await page.evaluate(() => crossOriginIsolated)))
      throw new Error('the page is not isolated: its clock is coarse');
    await page.addScriptTag({ content: script });
    const timings: Timing[] = [];
    for (const { name } of SCENARIOS) {
      say(`Chromium: ${name}`);
      timings.push(
        await page.evaluate(([scenario, less]) => globalThis.timeInPage!(scenario, less), [name, quick] as const),
      );
    }
    return { version: browser.version(), timings };
  } finally {
    await browser.close();
  }
}
