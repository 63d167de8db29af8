/** What the server says to a plain HTTP request. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf } from './upgrade.js';

function page(host: string): string {
  return `kraken-stream simulator: a local exchange, not Kraken

ws://${host}/v2          v2 public: status, ping, book, ticker, trade, ohlc, instrument
ws://${host}/auth/v2     v2 private: executions, balances, trading
ws://${host}             v1 public: systemStatus, ping, book, ticker, spread, trade, ohlc
ws://${host}/auth        v1 private: openOrders, ownTrades, trading
http://${host}/0/public  GET or POST Time, SystemStatus, Assets, AssetPairs
http://${host}/0/private POST GetWebSocketsToken
http://${host}/faults    GET what is pending, POST a fault, DELETE all
http://${host}/stats     GET connections, subscriptions, frames, now

curl -H content-type:application/json -d '{"type":"wrong-checksum","symbol":"BTC/USD"}' http://${host}/faults
`;
}

/** Answers a request that is not a WebSocket upgrade: a short text that names the endpoints, or 404. */
export function answerPage(request: IncomingMessage, response: ServerResponse, host: string): void {
  const found = pathOf(request) === '/' && (request.method === 'GET' || request.method === 'HEAD');
  const body = found
    ? page(host)
    : `404: nothing here; ws://${host}/v2 and ws://${host}/auth/v2 are WebSocket endpoints, as without /v2 those of v1 are\n`;
  response.writeHead(found ? 200 : 404, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
