/**
 * v2 requests as a client writes them. How the exchange reads them is the matter of read-request.ts; what is about
 * accounts and orders that of account-part.ts.
 * https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
import type { PublicRequest, PublicSubscriptionRequest } from '../request.js';

export function encodeRequest(request: PublicRequest): string {
  const { method, reqId } = request;
  const params = request.method === 'ping' ? undefined : paramsOf(request);
  return JSON.stringify({ method, params, req_id: reqId });
}

function paramsOf(request: PublicSubscriptionRequest): Record<string, unknown> {
  const { channel, snapshot } = request;
  if (channel === 'instrument') {
    return { channel, snapshot, include_tokenized_assets: request.includeTokenizedAssets };
  }
  const params = { channel, symbol: request.symbols };
  switch (channel) {
    case 'book':
      return { ...params, depth: request.depth, snapshot };
    case 'ticker':
      return { ...params, event_trigger: request.eventTrigger, snapshot };
    case 'ohlc':
      return { ...params, interval: request.interval, snapshot };
    case 'spread':
    case 'trade':
      return { ...params, snapshot };
  }
}
