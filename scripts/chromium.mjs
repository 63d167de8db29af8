/**
 * Where a Chromium is, and how it is started. Order: $CHROMIUM_PATH, one on the PATH, else Playwright's own.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Sandboxes need rights that root and containers do not have; the rest keeps it from calling home. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-sync',
  '--disable-component-update',
];

/** The path of the system's Chromium, or undefined when Playwright's own is to be used. */
export function systemChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const file = join(folder, name);
      if (existsSync(file) && isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** Launch options for Playwright. */
export function chromiumLaunch() {
  const executablePath = systemChromium();
  return { args: ARGS, ...(executablePath && { executablePath }) };
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
