import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { root } from './blocks.js';

const ENTRIES = [
  'packages/core/src/index.ts',
  'packages/client/src/index.ts',
  'packages/client/src/token.ts',
  'packages/simulator/src/index.ts',
  'packages/simulator/src/node/index.ts',
].map((path) => fileURLToPath(new URL(path, root)));

/** The symbols that an entry exports without saying what they are, as `file: name`. */
function undescribed(program: ts.Program, entry: string): string[] {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (symbol.getDocumentationComment(checker).length > 0) return [];
    const file = symbol.declarations?.[0]?.getSourceFile().fileName.replace(fileURLToPath(root), '');
    return [`${file}: ${exported.name}`];
  });
}

describe('what the packages export', () => {
  it('says what it is', () => {
    const program = ts.createProgram(ENTRIES, {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      customConditions: ['@kraken-stream/source'],
      types: ['node'],
      skipLibCheck: true,
      noEmit: true,
    });
    expect([...new Set(ENTRIES.flatMap((entry) => undescribed(program, entry)))].sort()).toEqual([]);
  }, 120_000);
});
