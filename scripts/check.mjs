/** `npm run check` */
import { join } from 'node:path';
import { pack } from './pack.mjs';
import { bin, helpIfAsked, installPackages, refuseOthers, root, say, tryRun } from './setup.mjs';

helpIfAsked(`
npm run check

What must hold before a commit, in seconds:

  lint           Biome: lint rules, formatting, order of imports
  types          TypeScript: every package, test, script and document that has types
  package lint   builds and packs the packages; publint and Are the Types Wrong look at the tarballs

Prints a line for each and, last, "N passed, N failed". Exit status: 0 all passed, 1 something failed, 2 wrong
arguments.
To repair what can be repaired: npx biome check --write
`);
refuseOthers();
installPackages();

const checks = {
  lint: () => tryRun(bin('biome'), ['ci', '--error-on-warnings', '--max-diagnostics=50', '.']),
  types: () => tryRun(bin('tsc'), ['-b']),
  'package lint': () => {
    if (!tryRun(process.execPath, ['scripts/build.mjs', '--packages'])) return false;
    const results = Object.entries(pack(join(root, '.tmp', 'packed'))).map(([name, tarball]) => {
      say(name);
      const linted = tryRun(bin('publint'), ['run', tarball, '--strict']);
      const typed = tryRun(bin('attw'), [
        tarball,
        ...['--profile', 'node16', '--format', 'ascii', '--no-summary', '--no-emoji'],
        // It knows Node before 20.19, which could not require() ES modules; `engines` asks for more.
        ...['--ignore-rules', 'cjs-resolves-to-esm'],
        // A script tag imports no types.
        ...['--exclude-entrypoints', './kraken-stream.iife.js'],
      ]);
      return linted && typed;
    });
    return results.every(Boolean);
  },
};

const results = Object.entries(checks).map(([name, check]) => {
  const started = Date.now();
  const passed = check();
  return { name, passed, seconds: ((Date.now() - started) / 1000).toFixed(1) };
});
for (const { name, passed, seconds } of results) say(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
const passed = results.filter((result) => result.passed).length;
process.stdout.write(`${passed} passed, ${results.length - passed} failed\n`);
process.exitCode = passed === results.length ? 0 : 1;
