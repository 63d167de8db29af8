/** `npm run bench` */
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { chromiumLaunch } from './chromium.mjs';
import { helpIfAsked, installBrowser, installPackages, root, say } from './setup.mjs';

helpIfAsked(`
npm run bench -- [--chromium] [--json FILE] [--only-scale] [--quick]

Measures what a frame costs, of protocol v2 and of v1's books, from its text to a subscriber's listener with every
checksum verified, as a ratio to merely JSON.parse-ing the same frames in the same run; and the memory that a frame and a
level take.

Then, at scale, in v2: the share of a core that a client takes to hold 1,000 books at 20,000 frames a second, over a loopback
WebSocket from a local exchange in a process of its own; beside it what a bare ws client takes that merely receives the
same, and one that merely parses it. That wants two cores that nobody else uses: on a busy machine the figures are noisy.

  --chromium    also in a headless Chromium
  --json FILE   also writes the figures to FILE
  --only-scale  only what is measured at scale
  --quick       fewer frames and rounds, for trying: the figures are not to be trusted

Takes about five minutes, two of them at scale; with --quick about one. Contacts nothing but this machine. Exit status:
0 measured, 2 wrong arguments, 1 when anything went wrong while measuring: above all a frame that was not verified, and
at scale also fewer frames than were asked for.
`);
installPackages();

const url = await bundle('bench/src/main.ts');
const { main } = await import(url);
process.exitCode = await main(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  say,
  url,
  scaleUrl: () => bundle('bench/src/scale-child.ts'),
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
