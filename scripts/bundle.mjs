/**
 * Runs a command that is written in TypeScript: bundles it from source, as fast code without a loader in between, and
 * imports the result.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

/** Bundles `entry` (a path from the root) for Node and returns its exports. */
export async function load(entry) {
  return import(await bundle(entry));
}

/** Bundles `entry` (a path from the root) for Node and returns the address of the result. */
export async function bundle(entry) {
  const { build } = await import('vite');
  const name = entry.replace(/\W+/g, '-');
  const folder = join(root, '.tmp', name);
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { conditions: ['@kraken-stream/source', 'module', 'node'] },
    ssr: { noExternal: [/^@kraken-stream\//], resolve: { conditions: ['@kraken-stream/source', 'module', 'node'] } },
    build: {
      ssr: join(root, entry),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'index.mjs', format: 'es' } },
    },
  });
  return pathToFileURL(join(folder, 'index.mjs')).href;
}
