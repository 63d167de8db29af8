/**
 * Writes the service worker of a built copy: its source, with the names of the files that it is to keep. The documentation
 * is not among them: of that it keeps what was read. Knows Vite; what is done with the files is told beside it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Plugin, transformWithOxc } from 'vite';

const SOURCE = new URL('./service-worker.ts', import.meta.url);

export function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',

    generateBundle: {
      // The page itself is written last.
      order: 'post',
      async handler(_, bundle) {
        if (this.environment.name !== 'client') return;
        const hash = createHash('sha256');
        const files = ['./'];
        for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
          if (name.startsWith('docs/')) continue;
          hash.update(name).update(file.type === 'chunk' ? file.code : file.source);
          if (name !== 'index.html') files.push(`./${name}`);
        }
        const { code } = await transformWithOxc(readFileSync(SOURCE, 'utf8'), SOURCE.pathname, { sourcemap: false });
        const told = `const FILES = ${JSON.stringify(files)};\nconst VERSION = '${hash.digest('hex').slice(0, 16)}';\n`;
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: `${told}${code}` });
      },
    },
  };
}
