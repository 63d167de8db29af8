/** End-to-end tests: what was built, in a real browser and in projects that use it. `npm run build` comes before. */
import { defineConfig } from '@playwright/test';
import { chromiumLaunch } from './scripts/chromium.mjs';

export default defineConfig({
  testDir: 'e2e',
  outputDir: '.tmp/e2e',
  forbidOnly: process.env['CI'] !== undefined,
  fullyParallel: false,
  retries: 0,
  // Most tests wait for the exchange, not for the machine.
  workers: 3,
  timeout: 120_000,
  // Busy machines are slow, not wrong.
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: { browserName: 'chromium', headless: true, launchOptions: chromiumLaunch() },
});
