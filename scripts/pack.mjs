/**
 * Packs the built packages as they are published: the tarballs are what the package checks and the consumers of the
 * end-to-end tests look at.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pnpm, root } from './setup.mjs';

/**
 * Packs into `folder`, which is emptied before. Returns the path of each tarball by the name of its package.
 * @param {string} folder
 * @returns {Record<string, string>}
 */
export function pack(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  pnpm(['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const tarballs = {};
  for (const path of readdirSync(join(root, 'packages'))) {
    const { name, version } = JSON.parse(readFileSync(join(root, 'packages', path, 'package.json'), 'utf8'));
    const tarball = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
    if (!existsSync(tarball)) throw new Error(`${tarball} was not made`);
    tarballs[name] = tarball;
  }
  return tarballs;
}
