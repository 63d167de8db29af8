/** What cannot be asked in v1. What is wrong with orders is the matter of private-objection.ts. */
import type { Objection } from '../codec.js';
import { isPrivate, type Request } from '../request.js';
import { tradingObjection } from './private-objection.js';

export function objection(request: Request): Objection | undefined {
  if (request.method === 'ping') return undefined;
  if (!('channel' in request)) return tradingObjection(request);
  if (request.channel === 'instrument') {
    return absent('channel', "'instrument'", 'there pairs come from REST');
  }
  if (request.channel === 'balances') {
    return absent('channel', "'balances'", 'there they are asked of REST');
  }
  if (request.channel === 'ticker' && request.eventTrigger === 'bbo') {
    return absent('eventTrigger', "'bbo'", 'there subscribeSpread tells the best bid and ask');
  }
  if (request.channel === 'executions' && request.orderStatus === false) {
    return absent('orderStatus', 'false', 'there all that becomes of orders is told');
  }
  if (isPrivate(request) && request.users !== undefined) {
    return absent('users', `'${request.users}'`, 'there each account tells its own');
  }
  return undefined;
}

function absent(field: string, what: string, why: string): Objection {
  return { field, message: `${field}: ${what} is not in protocol v1, ${why}; use protocol 'v2'` };
}
