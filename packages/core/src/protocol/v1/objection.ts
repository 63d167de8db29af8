/** What cannot be asked in v1. */
import type { Objection } from '../codec.js';
import type { Request } from '../request.js';

export function objection(_request: Request): Objection | undefined {
  return undefined;
}
