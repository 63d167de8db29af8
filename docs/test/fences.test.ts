import { describe, expect, it } from 'vitest';
import { type Block, blocksOf, pages, placeOf, read } from './blocks.js';
import { readSvelte, readVue } from './components.js';
import { readMarkup } from './markup.js';
import { programsOf, takenForGranted, withoutImports } from './programs.js';
import { AsyncFunction } from './run.js';
import { shellComplaints } from './shell.js';
import { complaints, type Unit } from './typecheck.js';

const blocks = pages().flatMap((page) => blocksOf(page));
const of = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));
const placed = (block: Block, found: readonly string[]) => found.map((what) => `${placeOf(block)}: ${what}`);

/** Who sees to the blocks of a language; `js` is run: javascript.test.ts. */
const SEEN_TO = ['js', 'ts', 'tsx', 'html', 'vue', 'svelte', 'sh', 'json', 'text', 'mermaid', 'csharp'];

/**
 * `alone`: begins a program. `v1`, `v2`: of one protocol alone. `apart` and a name: run by a test of its own, of that name.
 * `foreign`: another library's, which is not installed here.
 */
const INFO = /^(alone|v1|v2|apart [a-z-]+|foreign|)$/;

describe('the blocks of code in the pages', () => {
  it('are in languages that something sees to', () => {
    expect(blocks.length).toBeGreaterThan(50);
    const unknown = blocks.filter(({ language, words }) => !SEEN_TO.includes(language) || !INFO.test(words.join(' ')));
    expect(unknown.map((block) => `${placeOf(block)}: ${block.language} ${block.words.join(' ')}`)).toEqual([]);
  });

  it('have the types of the packages, where they are TypeScript, scripts of a page or components', () => {
    const units = [...typescript(), ...scripts(), ...components()];
    expect(complaints(units)).toEqual([]);
  });

  it('are well-formed, where they are HTML', () => {
    expect(of('html').flatMap((block) => placed(block, readMarkup(block.code).complaints))).toEqual([]);
  });

  it('compile, where they are components', () => {
    const found = of('vue', 'svelte').flatMap((block) => placed(block, component(block).complaints));
    expect(found).toEqual([]);
  });

  it('are commands that there are, with options that they have', () => {
    expect(of('sh').flatMap((block) => placed(block, shellComplaints(block.code)))).toEqual([]);
  });

  it('can be read, where they are JSON', () => {
    const unreadable = of('json').flatMap((block) => {
      try {
        JSON.parse(block.code);
        return [];
      } catch (error) {
        return placed(block, [String(error)]);
      }
    });
    expect(unreadable).toEqual([]);
  });

  it('show what no program here can run beside what takes its place', () => {
    const foreign = blocks.filter(isForeign);
    expect(foreign.length).toBeGreaterThan(0);
    for (const block of foreign) {
      const same = blocks.filter(({ page }) => page === block.page);
      const next = same[same.indexOf(block) + 1];
      expect(next?.language === 'js' && !isForeign(next), placeOf(block)).toBe(true);
    }
    // What is JavaScript can at least be read, and each call of it is in a table of the page.
    for (const { page, code } of foreign.filter(({ language }) => language === 'js')) {
      expect(() => new AsyncFunction(withoutImports(code).code)).not.toThrow();
      const text = read(page).replace(/```[\s\S]*?```/g, '');
      const calls = [...code.matchAll(/\b(?:exchange|ws)\s*\.(\w+)\(/g)].map(([, name = '']) => `${name}(`);
      expect(calls.filter((call) => !text.includes(call))).toEqual([]);
    }
    // Each of their methods is in a table of the page, behind the prefix that the table's head gives.
    for (const block of of('csharp')) {
      const page = read(block.page).replace(/```[\s\S]*?```/g, '');
      const methods = [...block.code.matchAll(/SpotApi\.(\w+Async)/g)].map((match) => match[1] ?? '');
      const told = (method: string) =>
        page.includes(method) || page.includes(`\`${/^SubscribeTo(\w+)UpdatesAsync$/.exec(method)?.[1]}(`);
      expect(
        methods.filter((method) => !told(method)),
        placeOf(block),
      ).toEqual([]);
    }
  });

  it('draw a diagram whose every line is read, where they are Mermaid', () => {
    const line = /^(stateDiagram-v2|\s+(\[\*\]|\w+) --> (\[\*\]|\w+)(: .+)?)$/;
    for (const block of of('mermaid')) {
      expect(
        block.code
          .trimEnd()
          .split('\n')
          .filter((each) => !line.test(each)),
        placeOf(block),
      ).toEqual([]);
    }
  });
});

const isForeign = ({ language, words }: Block) => language === 'csharp' || words.includes('foreign');

function typescript(): Unit[] {
  return pages().flatMap((page) => {
    const own = blocksOf(page).filter(({ language }) => language === 'ts' || language === 'tsx');
    return programsOf(own).map(({ place, imports, blocks: members }) => {
      const code = members.map((block) => block.code).join('\n');
      const { kraken, book } = takenForGranted(code);
      const given = [
        ...(kraken ? ["declare const kraken: import('@kraken-stream/client').KrakenClient;"] : []),
        ...(book ? ["declare const book: import('@kraken-stream/client').Book;"] : []),
      ];
      const extension = members.some(({ language }) => language === 'tsx') ? 'tsx' : 'ts';
      // Who imports by himself does so for all that he needs.
      const known = /^import /m.test(code) ? [] : [imports];
      return { place, extension, code: [...given, ...known, code].join('\n') } as const;
    });
  });
}

function scripts(): Unit[] {
  return of('html').flatMap((block) =>
    readMarkup(block.code).scripts.map(({ code }) => ({ place: placeOf(block), extension: 'js', code }) as const),
  );
}

function component(block: Block) {
  return block.language === 'vue' ? readVue(block.code) : readSvelte(block.code);
}

function components(): Unit[] {
  return of('vue', 'svelte').map(
    (block) => ({ place: placeOf(block), extension: 'ts', code: component(block).script }) as const,
  );
}
