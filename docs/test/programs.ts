/**
 * What the blocks of a page are together: programs. A block goes on where the one before ended, unless it declares what is
 * declared already, or its fence says `alone`: then it begins another. What a program takes for granted it is given:
 * `kraken`, a `book`. Knows nothing of how programs are run.
 */
import { type Block, placeOf } from './blocks.js';

export interface Program {
  /** Where it begins. */
  readonly place: string;
  /** The imports of the page's blocks before it: who reads on knows them. */
  readonly imports: string;
  readonly blocks: readonly Block[];
}

/** An import, as text: what is imported, and where from. */
const IMPORT = /^import\s+(type\s)?([^'"]*?)\s*from\s+['"]([^'"]+)['"];?[^\S\n]*$/gm;

const DECLARATION = /^(?:export )?(?:const|let|(?:async )?function|class) (?:\{([^}]*)\}|\[([^\]]*)\]|(\w+))/gm;

/** The names that code declares at its top, by importing them as well. */
function declared(code: string): string[] {
  const own = [...code.matchAll(DECLARATION)].flatMap(([, object, list, name]) =>
    (object ?? list ?? name ?? '').split(',').map((each) => each.split(':').at(-1)!.split('=')[0]!.trim()),
  );
  const imported = [...code.matchAll(IMPORT)].flatMap(([, , names = '']) => names.match(/\b(?!type\b|as\b)\w+/g) ?? []);
  return [...own, ...imported];
}

/** The programs of a page's blocks, in order. */
export function programsOf(blocks: readonly Block[]): Program[] {
  const programs: { names: Set<string>; imports: string; blocks: Block[] }[] = [];
  let imports = '';
  for (const block of blocks) {
    const { kraken, book } = takenForGranted(block.code);
    const names = declared(block.code);
    let last = programs.at(-1);
    const begins =
      last === undefined ||
      block.words.includes('alone') ||
      names.some((name) => last?.names.has(name)) ||
      (book && !last.names.has('book'));
    if (last === undefined || begins) {
      last = { names: new Set(), imports, blocks: [] };
      programs.push(last);
    }
    last.blocks.push(block);
    for (const name of [...names, ...(kraken ? ['kraken'] : []), ...(book ? ['book'] : [])]) last.names.add(name);
    imports += block.code.match(IMPORT)?.join('\n').concat('\n') ?? '';
  }
  return programs.map((program) => ({ ...program, place: placeOf(program.blocks[0]!) }));
}

export interface Imported {
  readonly module: string;
  readonly name: string;
  readonly as: string;
}

/** What code imports by name, and the code without it. Types are left out. */
export function withoutImports(code: string): { code: string; imported: Imported[] } {
  const imported: Imported[] = [];
  const rest = code.replace(IMPORT, (_, type: string | undefined, names: string, module: string) => {
    if (type !== undefined) return '';
    for (const each of (/\{([\s\S]*)\}/.exec(names)?.[1] ?? '').split(',')) {
      const [name = '', as = name] = each.trim().split(/\s+as\s+/);
      if (name !== '' && !name.startsWith('type ')) imported.push({ module, name, as });
    }
    const whole = /^(?:\*\s+as\s+)?(\w+)/.exec(names)?.[1];
    if (whole !== undefined) imported.push({ module, name: names.startsWith('*') ? '*' : 'default', as: whole });
    return '';
  });
  return { code: rest, imported };
}

/** Whether a program uses a client, or a book, that it does not make. */
export function takenForGranted(whole: string): { kraken: boolean; book: boolean } {
  const { code } = withoutImports(whole);
  const names = declared(code);
  const isLocal = /\bconst book of\b|[({,]\s*book\s*[,)}:]/.test(code);
  const book = /\bbook\./.test(code) && !names.includes('book') && !isLocal;
  return { kraken: (book || /\bkraken\b/.test(code)) && !names.includes('kraken'), book };
}
