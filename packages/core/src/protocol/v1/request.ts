/**
 * v1 requests as a client writes them, members in the order of the documentation's samples. How the exchange reads them
 * is the matter of read-request.ts; what is about accounts and orders that of private-request.ts.
 * https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
import type { PublicRequest, PublicSubscriptionRequest } from '../request.js';
import { nameOf } from './names.js';

export function encodeRequest(request: PublicRequest): string {
  const { method, reqId } = request;
  if (method === 'ping') return JSON.stringify({ event: 'ping', reqid: reqId });
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
