/** What the types of the packages say, as Markdown: TypeDoc's. Knows nothing of how a page looks. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application, Comment } from 'typedoc';

export interface ReferencePage {
  /** Below `reference/`, ends in .md. */
  readonly path: string;
  readonly text: string;
}

/** What people import from, and what it is for. Core is first: what others pass on is told there. */
const ENTRIES: Readonly<Record<string, readonly [name: string, says: string]>> = {
  'packages/core/src/index.ts': ['core', 'The protocols, the books and the sessions, without a socket or a clock.'],
  'packages/client/src/index.ts': [
    'client',
    'The client: market data, an account and its orders. Most programs need no more.',
  ],
  'packages/client/src/token.ts': [
    'client/token',
    'The token that opens an account, asked for by a server that holds the key.',
  ],
  'packages/simulator/src/index.ts': ['simulator', 'The local exchange, in a page, a worker or a test.'],
  'packages/simulator/src/node/index.ts': ['simulator/node', 'The local exchange as a server.'],
};

/** Rejects when the types cannot be read. */
export async function readReference(root: string): Promise<ReferencePage[]> {
  const folder = mkdtempSync(join(tmpdir(), 'reference-'));
  try {
    const app = await Application.bootstrapWithPlugins({
      entryPoints: Object.keys(ENTRIES).map((path) => join(root, path)),
      plugin: ['typedoc-plugin-markdown'],
      tsconfig: join(root, 'docs/tsconfig.json'),
      basePath: join(root, 'packages'),
      compilerOptions: { composite: false, noEmit: true },
      // `tsc -b` has seen to that.
      skipErrorChecking: true,
      readme: 'none',
      disableSources: true,
      excludePrivate: true,
      excludeExternals: true,
      excludeProtected: true,
      logLevel: 'Error',
      validation: false,
      ...MARKDOWN,
    });
    const project = await app.convert();
    if (project === undefined) throw new Error('TypeDoc cannot read the types of the packages');
    for (const child of project.children ?? []) {
      const entry = Object.entries(ENTRIES).find(
        ([path]) => path.replace(/^packages\/|(\/index)?\.ts$/g, '') === child.name,
      );
      if (entry === undefined) continue;
      const [, [name, says]] = entry;
      child.name = name;
      child.comment = new Comment([{ kind: 'text', text: says }]);
    }
    await app.outputs.writeOutput({ name: 'markdown', path: folder }, project);
    return readdirSync(folder, { encoding: 'utf8', recursive: true })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.md'))
      .map((path) => ({ path, text: withShortReferences(readFileSync(join(folder, path), 'utf8')) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What an entry passes on of another is a list of links, not a heading for each. */
function withShortReferences(text: string): string {
  return text.replace(/^### \S+\n\nRe-exports (\[[^\]]+\]\([^)]+\))\n?(\n\*\*\*\n)?\n?/gm, '- $1\n');
}

/** How the plugin writes: plain pages, whose head and way back are the site's. */
const MARKDOWN: Record<string, unknown> = {
  router: 'member',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  hideGroupHeadings: false,
  useCodeBlocks: true,
  expandObjects: true,
  indexFormat: 'table',
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  enumMembersFormat: 'table',
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideModifiers: true,
    hideOverrides: true,
    hideSources: true,
  },
};
