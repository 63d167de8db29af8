/** `npm run bench` */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { load } from './bundle.mjs';
import { chromiumLaunch } from './chromium.mjs';
import { helpIfAsked, installBrowser, installPackages, root, say } from './setup.mjs';

helpIfAsked(`
npm run bench -- [--chromium] [--json FILE] [--quick]

Measures what a frame costs, from its text to a subscriber's listener with every checksum verified, as a ratio to merely
JSON.parse-ing the same frames in the same run; and the memory that a frame and a level take.

  --chromium    also in a headless Chromium
  --json FILE   also writes the figures to FILE
  --quick       fewer frames and rounds, for trying: the figures are not to be trusted

Takes about three minutes. Exit status: 0 measured, 2 wrong arguments; anything that goes wrong while measuring, above
all a frame that was not verified, ends it with 1.
`);
installPackages();

const ENTRY = 'bench/src/main.ts';
const { main } = await load(ENTRY);
process.exitCode = await main(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  say,
  url: pathToFileURL(join(root, '.tmp', ENTRY.replace(/\W+/g, '-'), 'index.mjs')).href,
  browser: async () => {
    await installBrowser();
    return { launch: chromiumLaunch(), script: await pageScript('bench/src/page.ts') };
  },
});

/** A TypeScript entry as one script for a page. */
async function pageScript(entry) {
  const { build } = await import('vite');
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { conditions: ['@kraken-stream/source', 'module', 'browser'] },
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry: join(root, entry), formats: ['iife'], name: 'bench' },
    },
  });
  return output[0].code;
}
