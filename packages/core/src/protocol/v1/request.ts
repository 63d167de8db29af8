/**
 * v1 requests as a client writes them, members in the order of the documentation's samples. How the exchange reads them
 * is the matter of read-request.ts; what is about accounts and orders that of private-request.ts.
 * https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
import { isPrivate, type PublicSubscriptionRequest, type Request } from '../request.js';
import { nameOf } from './names.js';
import { privateRequest } from './private-request.js';

export function encodeRequest(request: Request): string {
  const { method, reqId } = request;
  if (method === 'ping') return JSON.stringify({ event: 'ping', reqid: reqId });
  if (isPrivate(request)) return privateRequest(request);
  return JSON.stringify({
    event: method,
    pair: request.channel === 'instrument' ? undefined : request.symbols.map(nameOf),
    reqid: reqId,
    subscription: subscriptionOf(request),
  });
}

/** Whether there is a snapshot is not asked in v1: each channel has its own way. */
function subscriptionOf(request: PublicSubscriptionRequest): Readonly<Record<string, unknown>> {
  const { channel: name } = request;
  if (name === 'book') return { depth: request.depth, name };
  if (name === 'ohlc') return { interval: request.interval, name };
  return { name };
}
