/**
 * Colours code while the site is built: with classes, as the page's policy allows no inline style. Knows languages and what
 * colours mean, not which they are.
 */
import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import csharp from 'shiki/langs/csharp.mjs';
import html from 'shiki/langs/html.mjs';
import javascript from 'shiki/langs/javascript.mjs';
import json from 'shiki/langs/json.mjs';
import shell from 'shiki/langs/shellscript.mjs';
import svelte from 'shiki/langs/svelte.mjs';
import tsx from 'shiki/langs/tsx.mjs';
import typescript from 'shiki/langs/typescript.mjs';
import vue from 'shiki/langs/vue.mjs';
import { escapeHtml } from './escape.js';

export type Highlight = (code: string, language: string) => string;

const theme = createCssVariablesTheme({ name: 'site', variablePrefix: '--', fontStyle: false });

/** `var(--token-keyword)`, as the theme names what it found. */
const COLOUR = /^var\(--token-([\w-]+)\)$/;

export async function createHighlight(): Promise<Highlight> {
  const highlighter = await createHighlighterCore({
    themes: [theme],
    langs: [csharp, html, javascript, json, shell, svelte, tsx, typescript, vue],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  const known = new Set(highlighter.getLoadedLanguages());
  return (code, language) => {
    if (!known.has(language)) return escapeHtml(code);
    const lines = highlighter.codeToTokensBase(code.replace(/\n$/, ''), {
      lang: language,
      theme: 'site',
      // A line is done with in any case: else a busy machine would colour its rest wrong.
      tokenizeTimeLimit: 0,
    });
    return lines
      .map((line) =>
        line
          .map(({ content, color }) => {
            const name = COLOUR.exec(color ?? '')?.[1];
            const text = escapeHtml(content);
            return name === undefined ? text : `<span class="t-${name}">${text}</span>`;
          })
          .join(''),
      )
      .join('\n');
  };
}
