/**
 * Installs what the commands need, when it is missing: the packages of the lockfile, by the pinned pnpm, and a browser.
 * Plain Node: nothing is installed yet when this runs.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumLaunch, systemChromium } from './chromium.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(root, 'node_modules', '.installed-lockfile');

/** Installs the packages if `node_modules` does not match the lockfile, or an installation was interrupted. */
export function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node 20.19 or later is needed, this is ${process.versions.node}.`);
  }
  const packages = [...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`), 'docs'];
  const wanted = createHash('sha256');
  for (const file of [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    ...['.', ...packages].map((path) => `${path}/package.json`),
  ]) {
    wanted.update(readFileSync(join(root, file)));
  }
  const stamp = wanted.digest('hex');
  const complete = packages.every((path) => existsSync(join(root, path, 'node_modules')));
  if (complete && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;

  say(`installing packages with ${packageManager()} …`);
  // Whatever is interrupted from here on is done again the next time.
  rmSync(STAMP, { force: true });
  pnpm(['install', '--frozen-lockfile']);
  writeFileSync(STAMP, stamp);
}

/** Runs the pinned pnpm in the repository; ends this process when it fails. */
export function pnpm(args, options = {}) {
  run('npx', ['--yes', '--loglevel=error', packageManager(), ...args], options);
}

function packageManager() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;
}

/** Finds or installs a Chromium: the system's, else Playwright's own, else Debian's. */
export async function installBrowser() {
  if (systemChromium() !== undefined) return;
  const { chromium } = await import('playwright');
  if (existsSync(chromium.executablePath()) && (await starts(chromium))) return;
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  say('installing a browser with Playwright …');
  if (tryRun(bin('playwright'), ['install', 'chromium'], { env })) {
    if (await starts(chromium)) return;
    // On a bare Debian a browser lacks its libraries.
    if (debian && tryRun(bin('playwright'), ['install-deps', 'chromium'], { env }) && (await starts(chromium))) return;
  }
  if (debian) {
    say('installing a browser with apt-get …');
    tryRun('apt-get', ['update', '-qq'], { env });
    if (tryRun('apt-get', ['install', '-y', '-qq', 'chromium'], { env }) && systemChromium() !== undefined) return;
  }
  fail('No Chromium was found and none could be installed. Install one, or name it in CHROMIUM_PATH.');
}

async function starts(chromium) {
  try {
    const browser = await chromium.launch(chromiumLaunch());
    await browser.close();
    return true;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** An installed program of the lockfile, by its name. */
export function bin(name) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/** Runs a program in the repository with its output shown; ends this process when it fails. */
export function run(program, args, options = {}) {
  const status = spawn(program, args, options);
  if (status !== 0) fail(`${program} ${args.join(' ')} failed (${status}).`);
}

/** Runs a program in the repository with its output shown; says whether it succeeded. */
export function tryRun(program, args, options = {}) {
  return spawn(program, args, options) === 0;
}

function spawn(program, args, options) {
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', shell, ...options });
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

/** Ends this process when an argument is none of `options`: a misspelt one would be left out in silence. */
export function refuseOthers(...options) {
  const other = process.argv.slice(2).find((arg) => !options.includes(arg));
  if (other === undefined) return;
  const expected = options.length === 0 ? 'no arguments' : `nothing but ${options.join(', ')}`;
  say(`expected ${expected}, received ${other}; see --help`);
  process.exit(2);
}
