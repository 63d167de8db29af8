/**
 * What may be where in the sources of the packages, as rules over text. Each rule says which files it concerns and
 * what is wrong with one; the test runs them over the repository, and over small invented sources that break them.
 */

export interface Source {
  /** From the root, for example `packages/core/src/book/keeper.ts`. */
  readonly path: string;
  readonly text: string;
}

export interface Violation {
  readonly path: string;
  readonly what: string;
}

type Rule = (source: Source) => string[];

/** What each package may import beside its own files. */
const PACKAGES: Record<string, readonly string[]> = {
  core: ['superstruct'],
  client: ['@kraken-stream/core', 'eventemitter3', 'isomorphic-ws'],
  simulator: ['@kraken-stream/core'],
};

/** What each part of core may import of the others. A part not named here, and index.ts, may import all. */
const CORE: Record<string, readonly string[]> = {
  'errors.ts': [],
  decimal: ['errors.ts'],
  levels: ['decimal', 'errors.ts'],
  book: ['decimal', 'levels', 'errors.ts'],
  protocol: ['decimal', 'levels', 'errors.ts'],
  account: ['decimal', 'errors.ts', 'protocol'],
  order: ['decimal', 'errors.ts', 'protocol'],
  channel: ['decimal', 'errors.ts', 'protocol', 'account'],
  request: ['errors.ts', 'protocol'],
  trading: ['decimal', 'errors.ts', 'protocol', 'account', 'order'],
  subscription: ['errors.ts', 'protocol', 'book', 'channel'],
  recording: ['errors.ts', 'protocol', 'order', 'book'],
  session: [
    'decimal',
    'levels',
    'errors.ts',
    'book',
    'account',
    'channel',
    'protocol',
    'request',
    'subscription',
    'trading',
  ],
};

const LONGEST = 300;

const RULES: readonly Rule[] = [
  imports,
  forbids(
    'timers and clocks',
    /\b(setTimeout|setInterval|setImmediate|requestAnimationFrame|Date\.now|performance\.now|new Date\(\))/g,
    [
      'packages/client/src/clock.ts',
      'packages/simulator/src/clock.ts',
      // The command and the server of the simulator are programs of Node, with a life of their own.
      'packages/simulator/src/node/',
    ],
  ),
  forbids('WebSocket', /\bnew WebSocket\b|\bWebSocket\(/g, [
    'packages/client/src/socket.ts',
    'packages/simulator/src/node/',
  ]),
  forbids('console', /\bconsole\b/g, ['packages/simulator/src/node/']),
  forbids('any', /(?:[:<,|&=(]|\bas)\s*any\b(?!\s*[:(])/g, []),
  forbids('Math.random', /\bMath\.random\b/g, ['packages/client/src/']),
  length,
];

/** Everything that is wrong with the sources. */
export function violations(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) =>
    RULES.flatMap((rule) => rule(source).map((what) => ({ path: source.path, what }))),
  );
}

/** The specifiers of all imports and exports-from of a source, dynamic ones and those of types included. */
export function specifiers(text: string): string[] {
  const code = withoutComments(text);
  const statement = /(?:^|[;}\s])(?:import|export)\s*(?:type\s)?[\w$\s{},*]*?(?:\bfrom\s*)?(['"])([^'"\n]+)\1/g;
  const call = /\b(?:import|require)\s*\(\s*(['"`])([^'"`\n]+)\1/g;
  return [...code.matchAll(statement), ...code.matchAll(call)].map((match) => match[2] ?? '');
}

function imports({ path, text }: Source): string[] {
  const [, name = '', inside = ''] = /^packages\/([^/]+)\/src\/(.+)$/.exec(path) ?? [];
  return specifiers(text).flatMap((specifier) => {
    if (!specifier.startsWith('.')) return allowed(name, inside, specifier) ? [] : [`${name} imports ${specifier}`];
    const target = resolve(inside, specifier);
    if (target.startsWith('../')) return [`${specifier} leaves the package`];
    if (name === 'client' && target === 'token.ts') return ['only its own entry may have token.ts'];
    return name === 'core' ? coreImport(inside, target) : [];
  });
}

function allowed(name: string, inside: string, specifier: string): boolean {
  if (PACKAGES[name]?.includes(specifier) === true) return true;
  // Of Node alone: an entry of its own, which no page imports.
  if (name === 'client' && inside === 'token.ts') return specifier === 'node:crypto';
  return name === 'simulator' && inside.startsWith('node/') && (specifier === 'ws' || specifier.startsWith('node:'));
}

function coreImport(from: string, to: string): string[] {
  const [part, other] = [from, to].map((path) => path.split('/')[0] ?? '') as [string, string];
  if (part !== 'index.ts' && CORE[part] === undefined) return [`core/${part} is not in the list of core's parts`];
  if (part !== other && CORE[part]?.includes(other) === false) return [`core/${part} imports core/${other}`];
  const [version, otherVersion] = [from, to].map((path) => /^protocol\/(v\d)\//.exec(path)?.[1]);
  // What both versions share may know neither.
  if (part === 'protocol' && otherVersion !== undefined && version !== otherVersion) {
    return [`protocol${version === undefined ? '' : `/${version}`} imports protocol/${otherVersion}`];
  }
  return [];
}

/** `from` is a file, `specifier` relative to it and ends in .js; the result is the .ts file, from the same folder as `from`. */
function resolve(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.replace(/\.js$/, '.ts').split('/')) {
    if (part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Files whose path begins with one of `except` may have it; comments and texts may speak of it. */
function forbids(name: string, pattern: RegExp, except: readonly string[]): Rule {
  return ({ path, text: whole }) => {
    if (except.some((start) => path.startsWith(start))) return [];
    // The linter asks for a reason where one of its rules is set aside.
    const text = whole.replace(/\/\/ biome-ignore lint\/\S+: \S.*\n.*/g, '');
    const found = new Set(withoutTexts(withoutComments(text)).match(pattern));
    return [...found].map((match) => `${name}: ${match.trim()}`);
  };
}

function length({ text }: Source): string[] {
  const lines = text.trimEnd().split('\n').length;
  return lines > LONGEST ? [`${lines} lines, more than ${LONGEST}`] : [];
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}

function withoutTexts(code: string): string {
  return code.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}
