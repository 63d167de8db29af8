/** All files of the documentation's site: this is where its parts meet. Knows nothing of Vite. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf, readContents, type Section } from './contents.js';
import { createHighlight, type Highlight } from './highlight.js';
import { relative, targetOf } from './links.js';
import { llmsFull, llmsList, markdownPath, summaryOf } from './llms.js';
import { createRenderer, type Rendered } from './markdown.js';
import { type ReferencePage, readReference } from './reference.js';
import { type Entry, entriesOf } from './search-index.js';
import { sourceHtml, sourcePath } from './sources.js';
import { htmlOf } from './template.js';

/** Texts by their paths from the documentation's root; what begins with `../` belongs to the site that it is part of. */
export type Files = Map<string, string>;

/** What the site takes over from the playground, so that both look alike. */
const SHARED_STYLE = ['tokens', 'ground'].map((name) => `playground/src/style/${name}.css`);

const REFERENCE = 'reference/index.html';

export interface Site {
  /** All but the reference: quick. Throws for a link that leads nowhere. */
  guide(): Files;
  /** What the types say: seconds. */
  reference(): Promise<Files>;
}

export async function openSite(root: string): Promise<Site> {
  const highlight = await createHighlight();
  return {
    guide: () => guideOf(root, highlight),
    reference: async () => referenceOf(root, highlight, await readReference(root)),
  };
}

/** The pages that people wrote, and one for the reference, which is made of several. */
function sectionsOf(root: string): Section[] {
  const page = { source: '', path: REFERENCE, title: 'API reference', short: 'API reference', text: '' };
  return readContents(root).map((section) =>
    section.title === 'To look up' ? { ...section, pages: [page, ...section.pages] } : section,
  );
}

function guideOf(root: string, highlight: Highlight): Files {
  const files: Files = new Map();
  const sections = sectionsOf(root);
  const written = readContents(root);
  const pages = written.flatMap((section) => section.pages);
  const renderer = createRenderer(highlight);
  const sources = new Set<string>();
  const entries: Entry[] = [];

  for (const page of pages) {
    const link = (href: string): string | undefined => {
      const target = targetOf(page.source, href);
      if (target === undefined) return href;
      const found = [target.path, `${target.path}/README.md`].find((path) =>
        pages.some(({ source }) => source === path),
      );
      if (found !== undefined) return `${relative(page.path, pathOf(found))}${target.hash}`;
      // What lies beside the repository belongs to nobody who reads.
      const isWithin = !target.path.startsWith('..') && existsSync(join(root, target.path));
      if (!isWithin) throw new Error(`${page.source}: there is no ${href}`);
      sources.add(target.path);
      return relative(page.path, sourcePath(target.path));
    };
    const { html, headings, passages } = renderer.render(page.text, link);
    const sheet = { path: page.path, title: page.title, description: summaryOf(page), html, headings };
    files.set(page.path, htmlOf(sheet, sections));
    files.set(markdownPath(page), page.text);
    entries.push(...entriesOf(page.title, page.path, passages));
  }
  for (const path of sources) {
    const html = sourceHtml(root, path, highlight);
    const sheet = { path: sourcePath(path), title: path, description: `${path} of kraken-stream`, html, headings: [] };
    files.set(sheet.path, htmlOf(sheet, sections));
  }
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const styles = readdirSync(join(root, 'docs/site/style')).sort();
  files.set('site.css', [...SHARED_STYLE, ...styles.map((name) => `docs/site/style/${name}`)].map(read).join('\n'));
  files.set('icon.svg', read('playground/icon.svg'));
  files.set('search-guide.json', JSON.stringify(entries));
  files.set('llms.txt', llmsList(written, ''));
  files.set('../llms.txt', llmsList(written, 'docs/'));
  for (const path of ['llms-full.txt', '../llms-full.txt']) files.set(path, llmsFull(written));
  return files;
}

function referenceOf(root: string, highlight: Highlight, pages: readonly ReferencePage[]): Files {
  const files: Files = new Map();
  const sections = sectionsOf(root);
  const renderer = createRenderer(highlight, { html: true });
  const entries: Entry[] = [];
  const at = (source: string) => `reference/${source.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html')}`;
  for (const { path: source, text } of pages) {
    const path = at(source);
    const link = (href: string) => {
      const target = targetOf(source, href);
      return target === undefined ? href : `${relative(path, at(target.path))}${target.hash}`;
    };
    const rendered = renderer.render(
      source === 'README.md' ? `# API reference\n\n${text.replace(/^#.*\n/, '')}` : text,
      link,
    );
    const title = rendered.headings[0]?.text ?? source;
    const trail = trailOf(source, at);
    const description = `${title}: what the types of kraken-stream say`;
    files.set(path, htmlOf({ path, title, description, ...rendered, trail, under: REFERENCE }, sections));
    entries.push(...referenceEntries(title, path, rendered));
  }
  files.set('search-reference.json', JSON.stringify(entries));
  return files;
}

/** The pages above one of the reference: `client/classes/Book.md` stands below that of `client`. */
function trailOf(source: string, at: (source: string) => string) {
  const steps = source.split('/').slice(0, -1);
  const module = steps.slice(0, steps.length > 1 || !source.endsWith('README.md') ? -1 : 0).join('/');
  if (source === 'README.md') return undefined;
  const above = { title: 'API reference', path: REFERENCE };
  return module === '' ? [above] : [above, { title: `@kraken-stream/${module}`, path: at(`${module}/README.md`) }];
}

/** Names alone: what they do stands on their page. */
function referenceEntries(title: string, path: string, { passages }: Rendered): Entry[] {
  const [, ...members] = entriesOf(title, path, passages);
  const named = members.filter(([, heading]) => /\(\)$/.test(heading));
  return [[title, '', path, passages[0]?.body.slice(0, 200) ?? ''], ...named];
}

/** When any of what the guide is made of changed last, in milliseconds since 1970. */
export function changedAt(root: string): number {
  const folders = ['docs', 'docs/site', 'docs/site/style', 'playground/src/style'];
  const files = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)));
  const pages = readContents(root).flatMap((section) => section.pages.map(({ source }) => join(root, source)));
  return Math.max(...[...files, ...pages].map((path) => statSync(path).mtimeMs));
}
