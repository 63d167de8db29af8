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

/** What an entry exports without saying what it is, as `file: name`; of the client's own, each member as well. */
function undescribed(program: ts.Program, entry: string): string[] {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
  const isDescribed = (symbol: ts.Symbol) => symbol.getDocumentationComment(checker).length > 0;
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const file = symbol.declarations?.[0]?.getSourceFile().fileName.replace(fileURLToPath(root), '') ?? '';
    const members = file.startsWith('packages/client/') ? [...(symbol.members?.values() ?? [])].filter(isPublic) : [];
    return [
      ...(isDescribed(symbol) ? [] : [`${file}: ${exported.name}`]),
      ...members.filter((each) => !isDescribed(each)).map(({ name }) => `${file}: ${exported.name}.${name}`),
    ];
  });
}

/** Whether people are meant to use it: what the language itself calls has no comment. */
function isPublic({ name, flags, declarations: [declaration] = [] }: ts.Symbol): boolean {
  if (declaration === undefined || flags & ts.SymbolFlags.TypeParameter || /^__(?!constructor)|^__@/.test(name))
    return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const named = ts.getNameOfDeclaration(declaration);
  return !(ts.getCombinedModifierFlags(declaration) & hidden || (named && ts.isPrivateIdentifier(named)));
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
  });
});
