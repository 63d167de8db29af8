import { chromium } from '@playwright/test';
import { chromiumLaunch } from '../scripts/chromium.mjs';

const b = await chromium.launch(chromiumLaunch());
const [, , base, ...names] = process.argv;
for (const [w, h, scheme] of [
  [1440, 900, 'light'],
  [1440, 900, 'dark'],
  [768, 900, 'light'],
  [360, 740, 'dark'],
]) {
  const c = await b.newContext({ viewport: { width: w, height: h }, colorScheme: scheme });
  const p = await c.newPage();
  p.on('console', (m) => {
    if (m.type() === 'error') console.log(m.text());
  });
  p.on('pageerror', (e) => console.log(String(e)));
  for (const n of names) {
    await p.goto(base + n);
    await p.waitForTimeout(150);
    await p.screenshot({ path: `/tmp/docs-${n.replace(/\W+/g, '-')}-${w}-${scheme}.png` });
    const o = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (o > 0) console.log(n, w, 'overflow', o);
  }
  await c.close();
}
await b.close();
