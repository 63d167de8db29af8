/**
 * The documentation as a part of the playground's site, at `docs/`: rendered on the fly while it is served, into files when
 * it is built. Knows Vite; what the files are is told elsewhere.
 */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Plugin, runnerImport, transformWithOxc } from 'vite';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
  md: 'text/markdown',
  svg: 'image/svg+xml',
  txt: 'text/plain',
};

type Files = ReadonlyMap<string, string>;

export function documentation(root: string): Plugin {
  // What makes the pages is loaded when one is asked for, not whenever the configuration is read.
  const load = async () => {
    const { module } = await runnerImport<typeof import('./site.js')>(join(root, 'docs/site/site.ts'), { root });
    return { site: await module.openSite(root), changedAt: module.changedAt };
  };
  const script = async () => {
    const path = join(root, 'docs/site/browser/site.ts');
    return (await transformWithOxc(readFileSync(path, 'utf8'), path)).code;
  };

  return {
    name: 'documentation',

    configureServer(server) {
      let opened: ReturnType<typeof load> | undefined;
      let reference: Promise<Files> | undefined;
      let guide: { readonly at: number; readonly files: Files } | undefined;
      const find = async (path: string): Promise<string | undefined> => {
        if (path === 'site.js') return script();
        opened ??= load();
        const { site, changedAt } = await opened;
        if (path.startsWith('reference/') || path === 'search-reference.json') {
          reference ??= site.reference();
          return (await reference).get(path);
        }
        const at = changedAt(root);
        if (guide?.at !== at) guide = { at, files: site.guide() };
        return guide.files.get(path);
      };
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://site');
        if (pathname === '/docs') {
          response.writeHead(301, { location: '/docs/' }).end();
          return;
        }
        const [, below] = /^\/docs\/(.*)$/.exec(pathname) ?? [];
        const beside = /^\/llms(-full)?\.txt$/.test(pathname) ? `..${pathname}` : undefined;
        const path = beside ?? below?.replace(/(^|\/)$/, '$1index.html');
        if (path === undefined) return next();
        find(path).then((text) => {
          if (text === undefined) {
            response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end(`There is no page ${path}.\n`);
            return;
          }
          const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain';
          response.writeHead(200, { 'content-type': `${type}; charset=utf-8` });
          response.end(text);
        }, next);
      });
    },

    async generateBundle() {
      if (this.environment.name !== 'client') return;
      const began = Date.now();
      const say = (what: string, files: Files) =>
        process.stderr.write(
          `documentation: ${files.size} files of ${what} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`,
        );
      const { site } = await load();
      const guide = site.guide();
      say('the guide', guide);
      const reference = await site.reference();
      say('the reference', reference);
      for (const [path, source] of [...guide, ...reference, ['site.js', await script()] as const]) {
        this.emitFile({ type: 'asset', fileName: posix.join('docs', path), source });
      }
    },
  };
}
