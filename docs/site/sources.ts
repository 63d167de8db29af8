/** Files and folders of the project that pages link to, as pages of their own. Knows nothing of the site around them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from './escape.js';
import type { Highlight } from './highlight.js';

const LANGUAGES: Readonly<Record<string, string>> = {
  html: 'html',
  js: 'javascript',
  json: 'json',
  mjs: 'javascript',
  ts: 'typescript',
};

/** Where the page of a file or folder is. */
export const sourcePath = (path: string): string => `source/${path}.html`;

/** The text of a file, or the files of a folder with their texts. Throws when there is no such thing. */
export function sourceHtml(root: string, path: string, highlight: Highlight): string {
  const whole = join(root, path);
  const files = statSync(whole).isDirectory()
    ? readdirSync(whole, { encoding: 'utf8', recursive: true })
        .map((name) => name.replaceAll('\\', '/'))
        .filter((name) => statSync(join(whole, name)).isFile() && !/(^|\/)(node_modules|dist|\..*)(\/|$)/.test(name))
        .sort()
        .map((name) => `${path}/${name}`)
    : [path];
  const parts = files.map((file) => {
    const code = highlight(readFileSync(join(root, file), 'utf8'), LANGUAGES[file.split('.').at(-1) ?? ''] ?? 'text');
    const head = files.length > 1 ? `<h2>${escapeHtml(file)}</h2>\n` : '';
    return `${head}<div class="code"><pre tabindex="0" role="group" aria-label="${escapeHtml(file)}"><code>${code}</code></pre></div>`;
  });
  return `<h1>${escapeHtml(path)}</h1>\n${parts.join('\n')}\n`;
}
