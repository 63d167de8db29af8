/** `npm run size` */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bin, fail, helpIfAsked, installPackages, refuseOthers, root, run } from './setup.mjs';

helpIfAsked(`
npm run size [-- --no-build]

Prints how many bytes each entry costs, minified and compressed with gzip, dependencies included, against its budget in
.size-limit.json. Builds first, unless told not to. Exit status: 0 all within budget, 1 a budget is exceeded, 2 wrong arguments.
`);
refuseOthers('--no-build');
installPackages();
const built = existsSync(join(root, 'packages/client/dist/kraken-stream.iife.js'));
if (!built || !process.argv.includes('--no-build')) run(process.execPath, ['scripts/build.mjs', '--packages']);

const shell = process.platform === 'win32';
const { stdout, stderr } = spawnSync(bin('size-limit'), ['--json'], { cwd: root, encoding: 'utf8', shell });
if (!stdout.startsWith('[')) fail(stderr + stdout);
const results = JSON.parse(stdout);
const bytes = (count) => `${count.toLocaleString('en')} B`.padStart(10);
for (const { name, size, sizeLimit, passed } of results) {
  process.stdout.write(`${name.padEnd(42)}${bytes(size)} of ${bytes(sizeLimit)}${passed ? '' : '  EXCEEDED'}\n`);
}
process.exitCode = results.every((result) => result.passed) ? 0 : 1;
