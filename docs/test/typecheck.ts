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

const COMMON: ts.CompilerOptions = {
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
};

/** TypeScript is held to be strict; JavaScript cannot say its types, and only its names and calls are checked. */
const OPTIONS = {
  typescript: { ...COMMON, strict: true },
  javascript: { ...COMMON, allowJs: true, checkJs: true, strict: false },
} as const;

/** What is wrong with the units, each with its place. */
export function complaints(units: readonly Unit[]): string[] {
  return (['typescript', 'javascript'] as const).flatMap((kind) => {
    const chosen = units.filter(({ extension }) => (extension === 'js') === (kind === 'javascript'));
    return chosen.length === 0 ? [] : check(chosen, OPTIONS[kind]);
  });
}

function check(units: readonly Unit[], options: ts.CompilerOptions): string[] {
  const files = new Map<string, Unit>();
  for (const [index, unit] of units.entries()) files.set(`${folder}.snippet-${index}.${unit.extension}`, unit);
  const script = `${folder}.script-tag.d.ts`;
  const textOf = (name: string) => (name === script ? SCRIPT_TAG : files.get(name)?.code);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, version, ...rest) => {
    const text = textOf(name);
    return text === undefined ? getSourceFile(name, version, ...rest) : ts.createSourceFile(name, text, version);
  };
  host.fileExists = (name) => textOf(name) !== undefined || fileExists(name);
  host.readFile = (name) => textOf(name) ?? readFile(name);
  const program = ts.createProgram([...files.keys(), script], options, host);
  return [...files].flatMap(([name, { place }]) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText, start = 0 }) => {
        const { line } = source!.getLineAndCharacterOfPosition(start);
        const at = source!.text.split('\n')[line]?.trim();
        return `${place}: ${ts.flattenDiagnosticMessageText(messageText, '\n')} (${at})`;
      },
    );
  });
}
