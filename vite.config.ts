/**
 * Everything that Vite and Vitest do here: library builds, the script tag, the playground, and all test projects.
 * `vite build` builds the packages and, unless the mode is `packages`, the playground; `npm run build` adds the declarations.
 */
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vite';
import type {} from 'vitest/config';
import { documentation } from './docs/site/plugin.js';
import { exchangeCommands } from './packages/client/test/contract/commands.js';
import { offline } from './playground/offline/plugin.js';
import { chromiumLaunch } from './scripts/chromium.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Packages resolve to each other's source, so that nothing must be built to run or test. */
const conditions = ['@kraken-stream/source', 'module', 'browser', 'development|production'];
const nodeConditions = ['@kraken-stream/source', 'module', 'node', 'development|production'];

/** Whatever is not a relative path stays an import of the built package. */
const external = /^(node:|@?\w[\w.-]*(\/|$))/;

const library = (name: string, entry: Record<string, string>) => ({
  consumer: 'server' as const,
  resolve: { conditions: nodeConditions, external: [], noExternal: [] },
  build: {
    outDir: path(`packages/${name}/dist`),
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    sourcemap: true,
    lib: { entry, formats: ['es' as const] },
    // A file for each of the source's: bundlers leave out files of which nothing is used, whatever is made in them.
    rollupOptions: {
      external,
      // What is written into another file would be imported for nothing.
      optimization: { inlineConst: false },
      output: { preserveModules: true, preserveModulesRoot: path(`packages/${name}/src`), entryFileNames: '[name].js' },
    },
  },
});

export default defineConfig(({ command, mode }) => ({
  root: path('playground'),
  base: './',
  plugins: [documentation(path('.')), offline()],
  resolve: { conditions },
  ssr: { resolve: { conditions: nodeConditions } },
  build: {
    outDir: path('playground/dist'),
    emptyOutDir: true,
    target: 'es2022',
    // The documentation takes its time; it says how long.
    rollupOptions: { checks: { pluginTimings: false } },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
  ...(command === 'build' && {
    environments: {
      // Whoever is given the page is given the licences of what is in it.
      client: { build: { license: { fileName: 'licences.md' } } },
      core: library('core', { index: path('packages/core/src/index.ts') }),
      clientLibrary: library('client', {
        index: path('packages/client/src/index.ts'),
        token: path('packages/client/src/token.ts'),
      }),
      scriptTag: {
        consumer: 'client' as const,
        resolve: { conditions },
        build: {
          outDir: path('packages/client/dist'),
          emptyOutDir: false,
          target: 'es2022',
          minify: true,
          sourcemap: true,
          lib: {
            entry: path('packages/client/src/index.ts'),
            formats: ['iife' as const],
            name: 'KrakenStream',
            fileName: () => 'kraken-stream.iife.js',
          },
        },
      },
      simulator: library('simulator', {
        index: path('packages/simulator/src/index.ts'),
        'node/index': path('packages/simulator/src/node/index.ts'),
        'node/cli': path('packages/simulator/src/node/cli.ts'),
      }),
    },
    builder: {
      async buildApp(builder) {
        const packages = ['core', 'clientLibrary', 'scriptTag', 'simulator'];
        for (const name of mode === 'packages' ? packages : [...packages, 'client']) {
          await builder.build(builder.environments[name]!);
        }
      },
    },
  }),
  test: {
    root: path('.'),
    // Busy machines are slow, not wrong.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    // No module keeps a state, so files need not each load all of them anew: that took longer than the tests.
    isolate: false,
    coverage: { provider: 'v8', include: ['packages/*/src/**'] },
    projects: [
      {
        extends: true,
        root: path('.'),
        test: {
          name: 'node',
          include: ['{packages/*,bench,docs,playground,scripts}/test/**/*.test.ts'],
          exclude: ['**/*.page.test.ts'],
        },
      },
      {
        extends: true,
        root: path('.'),
        // All that a page needs: what is found only while tests run makes the page load again.
        optimizeDeps: {
          include: [
            'fast-check',
            '@kraken-stream/core > superstruct',
            '@kraken-stream/client > eventemitter3',
            '@kraken-stream/client > isomorphic-ws',
          ],
        },
        test: {
          name: 'chromium',
          include: ['packages/core/test/**/*.test.ts', 'packages/client/test/**/*.page.test.ts'],
          exclude: ['**/*.node.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumLaunch() }),
            instances: [{ browser: 'chromium' }],
            commands: exchangeCommands,
          },
        },
      },
    ],
  },
}));
