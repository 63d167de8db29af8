import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ChecksumError,
  ConnectionError,
  ProtocolError,
  RequestError,
  TimeoutError,
  UsageError,
} from '@kraken-stream/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { readContents } from '../site/contents.js';
import { createHighlight } from '../site/highlight.js';
import { slugOf, targetOf } from '../site/links.js';
import { llmsFull, llmsList } from '../site/llms.js';
import { createRenderer } from '../site/markdown.js';
import { type Files, openSite } from '../site/site.js';
import { pages, read, root } from './blocks.js';

const folder = fileURLToPath(root);
let files: Files;

beforeAll(async () => {
  files = (await openSite(folder)).guide();
});

const html = () => [...files].filter(([path]) => path.endsWith('.html'));
const idsOf = (text: string) => [...text.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id);

describe('the site', () => {
  it('has a page for each page there is, and each is in its navigation', () => {
    const home = files.get('index.html') ?? '';
    for (const { source, path, short } of readContents(folder).flatMap((section) => section.pages)) {
      expect(files.has(path), source).toBe(true);
      expect(home, source).toContain(`>${short}</a>`);
    }
    const sources = readContents(folder).flatMap((section) => section.pages.map((page) => page.source));
    expect(pages().filter((page) => !sources.includes(page))).toEqual([]);
    expect(readContents(folder).map(({ title }) => title)).not.toContain('More');
  });

  it('has only links that lead somewhere', () => {
    const dead = html().flatMap(([path, text]) =>
      [...text.matchAll(/ (?:href|src)="([^"]*)"/g)].flatMap(([, href = '']) => {
        const target = targetOf(path, href);
        // The reference is not part of it here; the playground and its files lie beside it.
        if (target === undefined || /^(\.\.\/|reference\/|site\.js)/.test(target.path)) return [];
        const found = files.get(target.path);
        const isThere = found !== undefined && (target.hash === '' || idsOf(found).includes(target.hash.slice(1)));
        return isThere ? [] : [`${path}: ${href}`];
      }),
    );
    expect(dead).toEqual([]);
  });

  it('names each heading once, and as GitHub does', () => {
    for (const [path, text] of html()) {
      const ids = idsOf(text);
      expect(new Set(ids).size, path).toBe(ids.length);
    }
    expect(slugOf('The dead man’s switch')).toBe('the-dead-mans-switch');
    expect(slugOf('`MarketClient`, in short')).toBe('marketclient-in-short');
  });

  it('has nothing that its policy forbids', () => {
    for (const [path, text] of html()) {
      expect(text.match(/ style=| on\w+="|<style|javascript:/g), path).toBeNull();
      expect(text.match(/<script(?![^>]* src=)/g), path).toBeNull();
    }
  });

  it('has nothing of what lies beside the repository, whatever a page links to', async () => {
    const around = mkdtempSync(join(tmpdir(), 'site-'));
    try {
      mkdirSync(join(around, 'repository/docs'), { recursive: true });
      writeFileSync(join(around, 'beside.txt'), 'nobody’s business');
      writeFileSync(join(around, 'repository/README.md'), '# A page\n\n[beside](../beside.txt)\n');
      const site = await openSite(join(around, 'repository'));
      expect(() => site.guide()).toThrow('README.md: there is no ../beside.txt');
    } finally {
      rmSync(around, { recursive: true, force: true });
    }
  });

  it('takes what a fence says for words, never for markup', async () => {
    const renderer = createRenderer(await createHighlight());
    const { html } = renderer.render('```"><img/src=x>\ncode\n```\n', (href) => href);
    expect(html).not.toContain('<img');
  });

  it('colours code', () => {
    expect(files.get('trading.html')).toContain('<span class="t-keyword">await</span>');
    expect(files.get('trading.html')).toMatch(/<span class="t-string[\w-]*">'BTC\/USD'<\/span>/);
  });

  it('colours a line to its end, however long its language takes to get ready', async () => {
    // The first lines of a language are slow: until they are, nothing of it is compiled.
    const highlight = await createHighlight();
    const code = 'const a = first.of(1); const b = second.of(2); const c = third.of(3);';
    for (const text of [code, `<script>${code}</script>`]) {
      const coloured = highlight(text, text === code ? 'js' : 'html');
      expect(coloured.match(/<span class="t-keyword">const<\/span>/g)).toHaveLength(3);
    }
  });
});

describe('an error', () => {
  const facts = { path: '', expected: 'a', received: 'b', frame: 'c' };
  it.each([
    new UsageError('a', 'b'),
    new RequestError({ method: 'a', reason: 'b' }),
    new TimeoutError('a', 1),
    new ProtocolError(facts),
    new ChecksumError({ symbol: 'BTC/USD', expected: 1, actual: 2, frame: '' }),
    new ConnectionError('a'),
  ])('leads to a heading of its own: $name', ({ docs }) => {
    const [page = '', id = ''] = docs.split('#');
    expect(read(page)).toMatch(new RegExp(`^## ${id}$`, 'im'));
    expect(idsOf(files.get(page.replace(/^docs\/(.*)\.md$/, '$1.html')) ?? '')).toContain(id);
  });

  it('is named by no other link of the sources than such as lead to a heading', () => {
    const links = pages().flatMap((page) => [...read(page).matchAll(/errors\.md#([\w-]+)/g)].map(([, id = '']) => id));
    const headings = idsOf(files.get('errors.html') ?? '');
    expect(links.filter((id) => !headings.includes(id))).toEqual([]);
  });
});

describe('the pages for programs', () => {
  it('list every page with what it is about, and are all of them', () => {
    const sections = readContents(folder);
    const listed = sections.flatMap((section) => section.pages);
    const list = llmsList(sections, 'docs/');
    expect(files.get('llms.txt')).toBe(llmsList(sections, ''));
    expect(files.get('../llms.txt')).toBe(list);
    expect(list).toMatch(/^# kraken-stream\n\n> /);
    for (const page of listed) {
      const markdown = page.path.replace('.html', '.md');
      expect(list).toMatch(new RegExp(`\\]\\(docs/${markdown}\\): \\S.{20,}$`, 'm'));
      expect(files.get(markdown)).toBe(page.text);
      expect(llmsFull(sections)).toContain(page.text.trim());
    }
    expect(files.get('llms-full.txt')).toBe(llmsFull(sections));
  });
});
