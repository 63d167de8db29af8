/**
 * Type-checks code that is in no file, with the types of the packages' sources, as an editor would. Knows nothing of pages.
 */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export interface Unit {
  /** Where it stands, for the message. */
  readonly place: string;
  readonly extension: 'ts' | 'tsx' | 'js';
  readonly code: string;
}

/** In the package of the pages, whose dependencies the code may import. */
const folder = fileURLToPath(new URL('../', import.meta.url)).replaceAll('\\', '/');

/** What a page's script knows beside the platform. */
const SCRIPT_TAG = "declare const KrakenStream: typeof import('@kraken-stream/client');\n";

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  customConditions: ['@kraken-stream/source'],
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  jsx: ts.JsxEmit.ReactJSX,
  types: ['node'],
  moduleDetection: ts.ModuleDetectionKind.Force,
  skipLibCheck: true,
  noEmit: true,
  strict: true,
  allowJs: true,
  checkJs: true,
};

/** What JavaScript has no way to say: that something is not null, and of which type an argument is. */
const UNSAYABLE = new Set([2531, 2532, 18047, 18048, 7006, 7031]);

/** What is wrong with the units, each with its place. */
export function complaints(units: readonly Unit[]): string[] {
  const files = new Map<string, Unit>();
  for (const [index, unit] of units.entries()) files.set(`${folder}.snippet-${index}.${unit.extension}`, unit);
  const script = `${folder}.script-tag.d.ts`;
  const textOf = (name: string) => (name === script ? SCRIPT_TAG : files.get(name)?.code);
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, version, ...rest) => {
    const text = textOf(name);
    return text === undefined ? getSourceFile(name, version, ...rest) : ts.createSourceFile(name, text, version);
  };
  host.fileExists = (name) => textOf(name) !== undefined || fileExists(name);
  host.readFile = (name) => textOf(name) ?? readFile(name);
  const program = ts.createProgram([...files.keys(), script], OPTIONS, host);
  return [...files].flatMap(([name, { place, extension }]) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .filter(({ code }) => extension !== 'js' || !UNSAYABLE.has(code))
      .map(({ messageText, start = 0 }) => {
        const { line } = source!.getLineAndCharacterOfPosition(start);
        const at = source!.text.split('\n')[line]?.trim();
        return `${place}: ${ts.flattenDiagnosticMessageText(messageText, '\n')} (${at})`;
      });
  });
}
