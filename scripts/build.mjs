/** `npm run build` */
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { builtIntegrity, showIntegrity, shownIntegrity } from './integrity.mjs';
import { pack } from './pack.mjs';
import { bin, helpIfAsked, installPackages, refuseOthers, root, run, say } from './setup.mjs';

helpIfAsked(`
npm run build -- [--packages] [--pack] [--integrity]

Builds everything from scratch: declarations, the packages as ES modules, the file for a script tag, the playground and
the documentation.

  packages/*/dist     what is published
  playground/dist     a static site

  --packages    the packages alone, in seconds
  --pack        the packages alone, and packs them into dist/*.tgz, as they are published: npm installs these anywhere
  --integrity   also writes the hash of the file for a script tag into README.md, when it is another than there

Exit status: 0 built, 1 something failed, 2 wrong arguments.
`);
refuseOthers('--packages', '--pack', '--integrity');
installPackages();
const asked = (option) => process.argv.includes(option);
const alone = asked('--packages') || asked('--pack');
const packages = readdirSync(join(root, 'packages'));
for (const name of packages) rmSync(join(root, 'packages', name, 'dist'), { recursive: true, force: true });

// The pages that errors name as docs/errors.md#… are found in the packages that make errors.
for (const name of ['core', 'client']) {
  const pages = join(root, 'packages', name, 'docs');
  rmSync(pages, { recursive: true, force: true });
  for (const page of readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'))) {
    cpSync(join(root, 'docs', page), join(pages, page));
  }
}

run(bin('tsc'), ['-b', ...packages.map((name) => `packages/${name}`)]);
run(bin('vite'), ['build', '--app', '--logLevel', 'warn', ...(alone ? ['--mode', 'packages'] : [])]);

if (asked('--integrity')) showIntegrity();
else if (shownIntegrity() !== builtIntegrity()) {
  say(`kraken-stream.iife.js is now ${builtIntegrity()}; npm run build -- --integrity tells the README`);
}
if (asked('--pack')) {
  for (const tarball of Object.values(pack(join(root, 'dist')))) say(`dist/${basename(tarball)}`);
}
