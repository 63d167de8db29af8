/** The page around a text: head, navigation, contents, what comes before and after. Knows nothing of Markdown. */
import type { Section } from './contents.js';
import { escapeHtml } from './escape.js';
import { relative } from './links.js';
import type { Heading } from './markdown.js';

export interface Sheet {
  /** Where it is on the site. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  /** Where it stands, for what is not in the navigation: from the outermost. */
  readonly trail?: readonly { readonly title: string; readonly path: string }[] | undefined;
  /** The page of the navigation that it belongs to, when that is another. */
  readonly under?: string | undefined;
}

/** Nothing but what the site itself has; no script and no style within the page. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

export function htmlOf(sheet: Sheet, sections: readonly Section[]): string {
  const to = (path: string) => escapeHtml(relative(sheet.path, path));
  const title = sheet.path === 'index.html' ? 'kraken-stream' : `${sheet.title} · kraken-stream`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f4f5f8" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#0b0d12" media="(prefers-color-scheme: dark)">
<meta name="description" content="${escapeHtml(sheet.description)}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${to('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${to('site.css')}">
<script type="module" src="${to('site.js')}"></script>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
<header class="top">
<button class="menu" type="button" popovertarget="menu">Menu</button>
<a class="brand" href="${to('index.html')}"><img src="${to('icon.svg')}" alt="" width="28" height="28"><b>kraken-stream</b></a>
<form class="search" role="search" data-root="${to('index.html').replace(/index\.html$/, '')}" hidden>
<label class="sr" for="search">Search the documentation</label>
<input type="search" id="search" placeholder="Search" autocomplete="off" spellcheck="false" role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list">
<kbd aria-hidden="true">/</kbd>
<ul id="found" role="listbox" aria-label="Found" hidden></ul>
<p class="sr" id="found-count" aria-live="polite"></p>
</form>
<a class="playground" href="${to('../index.html')}">Playground</a>
</header>
<div class="layout">
<nav class="nav" id="menu" aria-label="Documentation" popover>
${sections.map((section) => sectionOf(section, sheet, to)).join('\n')}
</nav>
<main id="text" tabindex="-1">
${trailOf(sheet, to)}<article>
${sheet.html}</article>
${neighboursOf(sheet, sections, to)}
</main>
${contentsOf(sheet.headings)}
</div>
</body>
</html>
`;
}

type To = (path: string) => string;

function sectionOf({ title, pages }: Section, { path, under }: Sheet, to: To): string {
  const items = pages.map((page) => {
    const here = page.path === path ? ' aria-current="page"' : page.path === under ? ' aria-current="true"' : '';
    return `<li><a href="${to(page.path)}"${here}>${escapeHtml(page.short)}</a></li>`;
  });
  return `<h2>${escapeHtml(title)}</h2>\n<ul>${items.join('')}</ul>`;
}

function trailOf({ trail }: Sheet, to: To): string {
  if (trail === undefined) return '';
  const steps = trail.map(({ title, path }) => `<li><a href="${to(path)}">${escapeHtml(title)}</a></li>`);
  return `<nav class="trail" aria-label="Where this is"><ol>${steps.join('')}</ol></nav>\n`;
}

function neighboursOf({ path }: Sheet, sections: readonly Section[], to: To): string {
  const pages = sections.flatMap((section) => section.pages);
  const index = pages.findIndex((page) => page.path === path);
  if (index < 0) return '';
  const link = (at: number, word: string, rel: string) => {
    const page = pages[at];
    if (page === undefined) return '<span></span>';
    return `<a class="${rel}" rel="${rel}" href="${to(page.path)}"><span>${word}</span> ${escapeHtml(page.short)}</a>`;
  };
  return `<nav class="neighbours" aria-label="Neighbouring pages">${link(index - 1, 'Before', 'prev')}${link(index + 1, 'Next', 'next')}</nav>`;
}

function contentsOf(headings: readonly Heading[]): string {
  const shown = headings.filter(({ level }) => level === 2 || level === 3);
  if (shown.length < 2) return '<div class="contents"></div>';
  const items = shown.map(
    ({ level, id, text }) => `<li class="level-${level}"><a href="#${id}">${escapeHtml(text)}</a></li>`,
  );
  return `<nav class="contents" aria-labelledby="contents"><h2 id="contents">On this page</h2><ul>${items.join('')}</ul></nav>`;
}
