/** What cannot be asked of markets in v2: it has another way for all that only v1 has. */
import type { Objection } from '../codec.js';
import type { PublicRequest } from '../request.js';

export function objection(request: PublicRequest): Objection | undefined {
  if ('channel' in request && request.channel === 'spread') {
    return {
      field: 'channel',
      message: "channel: v2 has no 'spread'; a ticker with eventTrigger 'bbo' tells the same",
    };
  }
  return undefined;
}
