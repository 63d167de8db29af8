/**
 * The integrity hash of the file for a script tag, which the README shows: of the file as it is built, and of the one in
 * the README. The build is the same on every machine, and so is the hash.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const README = join(root, 'README.md');
const HASH = /sha384-[\w+/]{64}/;

/** What a browser computes of the built file, as the attribute `integrity` wants it. */
export function builtIntegrity() {
  const file = readFileSync(join(root, 'packages/client/dist/kraken-stream.iife.js'));
  return `sha384-${createHash('sha384').update(file).digest('base64')}`;
}

/** What the README says that it is; undefined when it says nothing. */
export function shownIntegrity() {
  return HASH.exec(readFileSync(README, 'utf8'))?.[0];
}

/** Has the README say what it is. */
export function showIntegrity() {
  writeFileSync(README, readFileSync(README, 'utf8').replace(HASH, builtIntegrity()));
}
