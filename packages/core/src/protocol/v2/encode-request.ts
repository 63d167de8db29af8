/** v2 requests as a client writes them. https://docs.kraken.com/api/docs/guides/spot-ws-intro */
import type { Request, SubscriptionRequest } from '../request.js';

export function encodeRequest(request: Request): string {
  if (request.method === 'ping') return JSON.stringify({ method: 'ping', req_id: request.reqId });
  return JSON.stringify({ method: request.method, params: paramsOf(request), req_id: request.reqId });
}

function paramsOf(request: SubscriptionRequest): Record<string, unknown> {
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
    case 'trade':
      return { ...params, snapshot };
  }
}
