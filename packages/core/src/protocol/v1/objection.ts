/** What cannot be asked in v1. What is wrong with orders is the matter of private-objection.ts. */
import type { Objection } from '../codec.js';
import type { PublicRequest } from '../request.js';

export function objection(request: PublicRequest): Objection | undefined {
  if (!('channel' in request)) return undefined;
  if (request.channel === 'instrument') {
    return absent('channel', "'instrument'", 'there pairs come from REST');
  }
  if (request.channel === 'ticker' && request.eventTrigger === 'bbo') {
    return absent('eventTrigger', "'bbo'", 'there subscribeSpread tells the best bid and ask');
  }
  return undefined;
}

export function absent(field: string, what: string, why: string): Objection {
  return { field, message: `${field}: ${what} is not in protocol v1, ${why}; use protocol 'v2'` };
}
