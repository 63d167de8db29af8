/**
 * A site for the tests: a few files under a Content-Security-Policy that allows no eval and, of inline scripts,
 * only those that are in its pages. Knows nothing of books.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const TYPES: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

export interface Site {
  /** Ends in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves texts by their names; `index.html` also as its folder. An empty policy leaves pages to their own. */
export async function startSite(
  files: Readonly<Record<string, string>>,
  policy = policyFor(Object.keys(files).map((name) => (name.endsWith('.html') ? files[name]! : ''))),
): Promise<Site> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://site').pathname.slice(1).replace(/(^|\/)$/, '$1index.html');
    const text = files[name];
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain';
    response.writeHead(text === undefined ? 404 : 200, {
      'content-type': `${type}; charset=utf-8`,
      ...(policy === '' ? undefined : { 'content-security-policy': policy }),
    });
    response.end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function policyFor(pages: readonly string[]): string {
  const inline = pages.flatMap((html) =>
    [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code),
  );
  const hashes = inline.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(' '),
    "style-src 'self'",
    'connect-src ws: wss: http:',
  ].join('; ');
}
