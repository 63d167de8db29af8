/**
 * Installs what the commands need, when it is missing: the packages of the lockfile, by the pinned pnpm, and a browser.
 * Plain Node: nothing is installed yet when this runs.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemChromium } from './chromium.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(root, 'node_modules', '.installed-lockfile');

/** Installs the packages if `node_modules` does not match the lockfile. */
export function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node 20.19 or later is needed, this is ${process.versions.node}.`);
  }
  const manifests = ['pnpm-lock.yaml', 'package.json', ...['core', 'client', 'simulator'].map((name) => `packages/${name}/package.json`)];
  const wanted = createHash('sha256');
  for (const file of manifests) wanted.update(readFileSync(join(root, file)));
  const stamp = wanted.digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;

  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  say(`installing packages with ${packageManager} …`);
  run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile']);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, stamp);
}

/** Finds or installs a Chromium: the system's, else Playwright's own, else Debian's. */
export async function installBrowser() {
  if (systemChromium() !== undefined) return;
  const { chromium } = await import('playwright');
  if (existsSync(chromium.executablePath())) return;
  say('installing a browser with Playwright …');
  if (tryRun('npx', ['playwright', 'install', 'chromium'])) return;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    say('installing a browser with apt-get …');
    if (tryRun('apt-get', ['update', '-qq']) && tryRun('apt-get', ['install', '-y', '-qq', 'chromium'])) return;
  }
  fail('No Chromium was found and none could be installed. Install one, or name it in CHROMIUM_PATH.');
}

/** Runs a program in the repository with its output shown; ends this process when it fails. */
export function run(program, args, options = {}) {
  const status = spawn(program, args, options);
  if (status !== 0) fail(`${program} ${args.join(' ')} failed (${status}).`);
}

function tryRun(program, args) {
  return spawn(program, args) === 0;
}

function spawn(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) say(error.message);
  return status ?? 1;
}

export function say(text) {
  process.stderr.write(`${text}\n`);
}

export function fail(text) {
  say(text);
  process.exit(1);
}

/** Prints `help` and ends this process when `--help` is among the arguments. */
export function helpIfAsked(help) {
  if (!process.argv.slice(2).some((arg) => arg === '--help' || arg === '-h')) return;
  process.stdout.write(`${help.trim()}\n`);
  process.exit(0);
}
