/** The exchange's exact words when it refuses. https://docs.kraken.com/api/docs/guides/spot-errors */
import type { RefusedMessage, Request, SubscriptionEcho } from '@kraken-stream/core';
import type { Manner } from './manner.js';

export const EXCEEDED_MSG_RATE = 'Exceeded msg rate';
export const ALREADY_SUBSCRIBED = 'Already subscribed';
export const NOT_SUBSCRIBED = 'Subscription Not Found';
export const INTERVAL_NOT_SUPPORTED = 'Subscription ohlc interval not supported';
/** No page or recording has these words; they follow those of their neighbours. */
export const EVENT_TRIGGER_NOT_SUPPORTED = 'Subscription event_trigger not supported';
export const DEPTH_NOT_SUPPORTED = 'Subscription depth not supported';

/** Of v1 for a channel that there is not, perhaps at this endpoint alone. */
export const NAME_INVALID = 'Subscription name invalid';
export const PRIVATE_ELSEWHERE = 'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com';
export const UNSUPPORTED_EVENT = 'Unsupported event';
export const NO_TOKEN = 'Token(s) not found';
export const INVALID_SESSION = 'ESession:Invalid session';
export const PERMISSION_DENIED = 'EGeneral:Permission denied';

/** Why a symbol is not traded here. */
export function unknownSymbol(symbol: string): string {
  return /^[^/\s]+\/[^/\s]+$/.test(symbol)
    ? `Currency pair not supported ${symbol}`
    : `Currency pair not in ISO 4217-A3 format ${symbol}`;
}

type Refusal = Omit<RefusedMessage, 'timeIn' | 'timeOut'>;

/** The answers to a request that is refused whole. */
export function refusalsOf(request: Request, error: string, { repeatsSubscription }: Manner): Refusal[] {
  const { method, reqId } = request;
  const refusal: Refusal = { type: 'refused', method, error, reqId };
  if (!repeatsSubscription || !('channel' in request)) return [refusal];
  const subscription = askedFor(request);
  if (!('symbols' in request)) return [{ ...refusal, subscription }];
  return request.symbols.map((symbol) => ({ ...refusal, symbol, subscription: { ...subscription, symbol } }));
}

/** What was to be subscribed to, as it was said. */
function askedFor(request: Extract<Request, { channel: string }>): SubscriptionEcho {
  switch (request.channel) {
    case 'book':
      return { channel: 'book', depth: request.depth };
    case 'ohlc':
      return { channel: 'ohlc', interval: request.interval };
    case 'executions':
      return { channel: 'executions', part: request.part };
    default:
      return { channel: request.channel };
  }
}
