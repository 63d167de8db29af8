/**
 * Which pages may read and change what the server holds: those that this machine serves. Without this rule any page on
 * the web could break the exchange of whoever visits it. Knows nothing of what is asked.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/** How long a browser may remember what it was told, in seconds. */
const PREFLIGHT_AGE = '600';

/** Whether a request may go on: from a program, which has no origin, or from a page of this machine, which is told so. */
export function allowsOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse): boolean {
  response.setHeader('vary', 'origin');
  if (origin === undefined) return true;
  if (!LOOPBACK.test(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  return true;
}

/** Answers a browser that asks before it sends. */
export function answerPreflight(
  response: ServerResponse,
  methods: readonly string[],
  headers: readonly string[] = ['content-type'],
): void {
  response.writeHead(204, {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': headers.join(', '),
    'access-control-max-age': PREFLIGHT_AGE,
  });
  response.end();
}
