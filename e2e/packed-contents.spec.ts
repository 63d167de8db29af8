/** What is in the packed packages, and that their manifests say so. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConnectionError, RequestError, UsageError } from '@kraken-stream/core';
import { expect, PACKAGES, test } from './packed.js';

const REPOSITORY = 'https://github.com/kraken-stream/kraken-stream';

/** All paths that the values of an `exports` field, or any part of it, name. */
function targets(exports: unknown): string[] {
  if (typeof exports === 'string') return [exports];
  return Object.values(exports as object).flatMap(targets);
}

for (const name of PACKAGES) {
  test(`${name} contains what it should and nothing else`, ({ installed }) => {
    const path = join(installed.folder, 'node_modules', name);
    const files = readdirSync(path, { encoding: 'utf8', recursive: true }).map((file) => file.replaceAll('\\', '/'));
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE']));
    expect(files.filter((file) => /(^|\/)(test|src)\/|\.test\.|tsbuildinfo|(?<!\.d)\.ts$/.test(file))).toEqual([]);
    for (const file of files.filter((each) => /\.(js|map|ts)$/.test(each))) {
      const text = readFileSync(join(path, file), 'utf8');
      expect(text.includes(fileURLToPath(new URL('../', import.meta.url))), `${file} names a folder`).toBe(false);
    }
  });

  test(`the manifest of ${name} names what is there, and where it comes from`, ({ installed }) => {
    const path = join(installed.folder, 'node_modules', name);
    const text = readFileSync(join(path, 'package.json'), 'utf8');
    expect(text).not.toMatch(/workspace:|catalog:|kraken-stream\/source/);
    const manifest = JSON.parse(text);
    const { exports, bin: commands = {}, main, types } = manifest;
    for (const target of [main, types, ...targets(exports), ...targets(commands)]) {
      expect(existsSync(join(path, target)), target).toBe(true);
    }
    for (const entry of Object.values(exports).filter((each) => typeof each === 'object')) {
      expect(Object.keys(entry as object)).toEqual(['types', 'default']);
    }
    expect(manifest).toMatchObject({
      license: 'MIT',
      type: 'module',
      sideEffects: false,
      engines: { node: '>=20.19' },
      repository: { url: `git+${REPOSITORY}.git`, directory: `packages/${name.split('/')[1]}` },
      bugs: `${REPOSITORY}/issues`,
      publishConfig: { access: 'public', provenance: true },
    });
    expect(Object.keys(manifest)).toEqual(expect.arrayContaining(['description', 'keywords', 'homepage', 'author']));
  });
}

for (const name of PACKAGES.slice(0, 2)) {
  test(`the section that an error names is in ${name}`, ({ installed }) => {
    for (const error of [
      new UsageError('depth', ''),
      new RequestError({ method: '', reason: '' }),
      new ConnectionError(''),
    ]) {
      const [page = '', section] = error.docs.split('#');
      const text = readFileSync(
        join(installed.folder, 'node_modules', name, page.slice(page.indexOf('docs/'))),
        'utf8',
      );
      expect(text.toLowerCase()).toContain(`\n## ${section}\n`);
    }
  });
}
