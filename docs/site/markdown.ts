/**
 * A page's Markdown as HTML: headings that can be linked to, code in colours, tables that scroll by themselves, links that
 * lead where they should. Knows nothing of the page around it.
 */
import MarkdownIt from 'markdown-it';
import { diagramTable } from './diagram.js';
import { escapeHtml } from './escape.js';
import type { Highlight } from './highlight.js';
import { slugOf } from './links.js';

export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** A heading and what stands beneath it, as plain text. */
export interface Passage extends Heading {
  readonly body: string;
}

export interface Rendered {
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly passages: readonly Passage[];
}

export interface Renderer {
  /** `link` says where a link leads; undefined: nowhere, then its text alone is shown. */
  render(text: string, link: (href: string) => string | undefined): Rendered;
}

interface Environment {
  link(href: string): string | undefined;
  readonly headings: Heading[];
}

export function createRenderer(highlight: Highlight, { html = false } = {}): Renderer {
  const markdown = new MarkdownIt({ html, linkify: true });
  const { rules } = markdown.renderer;
  // What is rendered at the moment.
  let env: Environment = { link: (href) => href, headings: [] };

  rules['fence'] = (tokens, index) => {
    const { content, info } = tokens[index]!;
    const [language = ''] = info.trim().split(/\s+/);
    if (language === 'mermaid') return diagramTable(content);
    const label = language === '' || language === 'text' ? 'text' : language;
    // What scrolls has to be reached with the keyboard.
    return `<div class="code"><pre tabindex="0" role="group" aria-label="Code: ${escapeHtml(label)}"><code>${highlight(content, language)}</code></pre></div>\n`;
  };

  // A heading leads to itself, so that its address can be had; the page's own is in the address bar.
  rules['heading_open'] = (tokens, index) => {
    const { tag } = tokens[index]!;
    const children = tokens[index + 1]?.children ?? [];
    const text = plain(children);
    const base = slugOf(text);
    let id = base;
    for (let n = 1; env.headings.some((each) => each.id === id); n++) id = `${base}-${n}`;
    env.headings.push({ level: Number(tag.slice(1)), id, text });
    return `<${tag} id="${id}">${leadsToItself(tag, children) ? `<a class="anchor" href="#${id}">` : ''}`;
  };
  rules['heading_close'] = (tokens, index) => {
    const { tag } = tokens[index]!;
    return `${leadsToItself(tag, tokens[index - 1]?.children ?? []) ? '</a>' : ''}</${tag}>\n`;
  };

  rules['table_open'] = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>';
  rules['table_close'] = () => '</table></div>';
  // A column that needs no name is no header.
  rules['th_open'] = (tokens, index) => (tokens[index + 1]?.content === '' ? '<td class="none">' : '<th scope="col">');
  rules['th_close'] = (tokens, index) => (tokens[index - 1]?.content === '' ? '</td>' : '</th>');

  // Links that lead nowhere are text; they do not contain each other.
  let open = 'a';
  rules['link_open'] = (tokens, index) => {
    const href = env.link(String(tokens[index]!.attrGet('href')));
    open = href === undefined ? 'span' : 'a';
    if (href === undefined) return '<span>';
    const outward = /^[a-z]+:/i.test(href) ? ' rel="noreferrer"' : '';
    return `<a href="${escapeHtml(href)}"${outward}>`;
  };
  rules['link_close'] = () => `</${open}>`;

  return {
    render(text, link) {
      env = { link, headings: [] };
      const tokens = markdown.parse(text.replace(/<!--[\s\S]*?-->\n*/g, ''), {});
      const rendered = markdown.renderer.render(tokens, markdown.options, {});
      return { html: rendered, headings: env.headings, passages: passagesOf(tokens, env.headings) };
    },
  };
}

type Tokens = ReturnType<InstanceType<typeof MarkdownIt>['parse']>;

const leadsToItself = (tag: string, children: Tokens) =>
  tag !== 'h1' && children.every(({ type }) => type !== 'link_open');

const isText = (type: string) => type === 'text' || type === 'code_inline';

function plain(tokens: Tokens): string {
  return tokens.map(({ type, content }) => (type === 'softbreak' ? ' ' : isText(type) ? content : '')).join('');
}

function passagesOf(tokens: Tokens, headings: readonly Heading[]): Passage[] {
  const bodies: string[][] = headings.map(() => []);
  let current = -1;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') current++;
    else if (token.type === 'inline' && tokens[index - 1]?.type !== 'heading_open') {
      bodies[current]?.push(plain(token.children ?? []));
    }
  }
  return headings.map((heading, index) => ({ ...heading, body: bodies[index]?.join(' ') ?? '' }));
}
