/** Every block of code in the project's pages, with what its fence says. Knows nothing of what becomes of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = new URL('../../', import.meta.url);

export interface Block {
  /** The page, from the root. */
  readonly page: string;
  /** The line of its fence, from 1. */
  readonly line: number;
  /** What the fence says first, for example `js`; empty when it says nothing. */
  readonly language: string;
  /** What else it says. */
  readonly words: readonly string[];
  readonly code: string;
}

/** The pages that have code for users, by their paths from the root. */
export function pages(): string[] {
  const below = (folder: string) =>
    existsSync(new URL(folder, root))
      ? readdirSync(new URL(folder, root), { encoding: 'utf8', recursive: true })
          .map((path) => `${folder}${path.replaceAll('\\', '/')}`)
          .filter((path) => path.endsWith('.md') && !/(^|\/)(node_modules|dist|\.\w+)\//.test(path))
      : [];
  const packages = readdirSync(new URL('packages/', root)).map((name) => `packages/${name}/README.md`);
  return ['README.md', ...below('docs/'), ...packages, ...below('examples/')].filter((path) =>
    existsSync(new URL(path, root)),
  );
}

export const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, root)), 'utf8');

/** The blocks of a page, in order. */
export function blocksOf(page: string, text = read(page)): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; indent: string; block: Block; lines: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (open !== undefined) {
      if (line.trim() === open.fence) {
        blocks.push({ ...open.block, code: open.lines.map((each) => `${each}\n`).join('') });
        open = undefined;
      } else open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
      continue;
    }
    const [, indent = '', fence = '', info = ''] = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence === '') continue;
    const [language = '', ...words] = info.trim().split(/\s+/);
    open = { fence, indent, block: { page, line: index + 1, language, words, code: '' }, lines: [] };
  }
  if (open !== undefined) throw new Error(`${page}:${open.block.line}: this block never ends`);
  return blocks;
}

/** Where a block is, as editors and terminals know it. */
export const placeOf = ({ page, line }: Block): string => `${page}:${line}`;
