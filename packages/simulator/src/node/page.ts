/** What the server says to a plain HTTP request. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a request that is not a WebSocket upgrade: a short text that names the endpoints, or 404. */
export function answerPage(request: IncomingMessage, response: ServerResponse, host: string): void {
  const path = (request.url ?? '/').split('?')[0];
  const found = path === '/' && (request.method === 'GET' || request.method === 'HEAD');
  const body = found
    ? `kraken-stream simulator: a local exchange, not Kraken\n\nws://${host}/v2   v2 public: status, ping, book, instrument\n`
    : `404: nothing here; ws://${host}/v2 is a WebSocket endpoint\n`;
  response.writeHead(found ? 200 : 404, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
