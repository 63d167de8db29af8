/** `npm run build` */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, helpIfAsked, installPackages, root, run } from './setup.mjs';

helpIfAsked(`
npm run build

Builds everything from scratch: declarations, the packages as ES modules, the file for a script tag, the playground.

  packages/*/dist     what is published
  playground/dist     a static site
`);
installPackages();
for (const name of readdirSync(join(root, 'packages'))) {
  rmSync(join(root, 'packages', name, 'dist'), { recursive: true, force: true });
}
run(bin('tsc'), ['-b', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)]);
run(bin('vite'), ['build', '--app', '--logLevel', 'warn']);
