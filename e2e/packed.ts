/** The packages as they are published: packed, installed with npm into an empty folder, and used from there. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pack } from '../scripts/pack.mjs';
import { test as base, expect } from './test.js';

export { expect };

export const run = promisify(execFile);
export const PACKAGES = ['@kraken-stream/core', '@kraken-stream/client', '@kraken-stream/simulator'];

export interface Installed {
  /** Where the packages are installed: what is written into it, or into a folder in it, finds them. */
  readonly folder: string;
  /** Writes a file of the folder; returns its path. */
  write(name: string, text: string): string;
  /** Writes a file of the folder and runs it with Node: it must end by itself and say nothing on stderr. */
  runNode(name: string, text: string): Promise<string>;
}

export const test = base.extend<object, { installed: Installed }>({
  installed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is needed from here.
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'kraken-stream-'));
      const tarballs = Object.values(pack(join(folder, 'packed')));
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
      const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', '--prefer-offline'];
      await run('npm', ['install', ...quiet, ...tarballs], { cwd: folder, shell: process.platform === 'win32' });
      const write = (name: string, text: string) => {
        const path = join(folder, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
        return path;
      };
      await use({ folder, write, runNode: (name, text) => runNode(write(name, text)) });
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** Runs a file with Node, in its folder. */
export async function runNode(path: string): Promise<string> {
  const { stdout, stderr } = await run(process.execPath, ['--no-warnings', path], {
    cwd: dirname(path),
    timeout: 60_000,
  });
  expect(stderr).toBe('');
  return stdout;
}
