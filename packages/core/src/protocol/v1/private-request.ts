/** Requests about accounts and orders as a client writes them. */
import type { PrivateRequest } from '../request.js';

export function privateRequest(request: PrivateRequest): string {
  return request.method;
}
