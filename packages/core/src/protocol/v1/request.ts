/** v1 requests as a client writes them. */
import type { Request } from '../request.js';

export function encodeRequest(request: Request): string {
  return request.method;
}
