/**
 * v2 requests as a client writes them. How the exchange reads them is the matter of read-request.ts.
 * https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
import { isPrivate, type PrivateRequest, type PublicSubscriptionRequest, type Request } from '../request.js';
import type { Kind } from './members.js';
import { BALANCES, EXECUTIONS, TRADING } from './trading-members.js';

export function encodeRequest(request: Request): string {
  const { method, reqId } = request;
  if (method === 'ping') return JSON.stringify({ method: 'ping', req_id: reqId });
  if (!isPrivate(request)) return JSON.stringify({ method, params: paramsOf(request), req_id: reqId });
  return `{"method":"${method}","params":${privateParams(request)}${reqId === undefined ? '' : `,"req_id":${reqId}`}}`;
}

/** JSON, because its decimals are written as they are. */
function privateParams(request: PrivateRequest): string {
  if (request.method === 'subscribe') {
    return request.channel === 'executions' ? EXECUTIONS.write(request) : BALANCES.write(request);
  }
  if (request.method === 'unsubscribe') return JSON.stringify({ channel: request.channel, token: request.token });
  const kind: Kind<object> = TRADING[request.method];
  return kind.write(request);
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
