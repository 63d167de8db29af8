/** Reads what a request carries, but not without limit. Knows nothing of what it means. */
import type { IncomingMessage } from 'node:http';

/**
 * Calls back once with the body as text, or with undefined when it has more than `most` bytes; never when it breaks off.
 * What is left of a body that is too large is not read.
 */
export function readBody(request: IncomingMessage, most: number, done: (body: string | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const end = (): void => done(Buffer.concat(chunks).toString('utf8'));
  const take = (chunk: Buffer): void => {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= most) return;
    request.off('data', take);
    request.off('end', end);
    request.resume();
    done(undefined);
  };
  request.on('data', take);
  request.on('end', end);
}
