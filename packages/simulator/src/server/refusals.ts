/** The exchange's exact words when it refuses. https://docs.kraken.com/api/docs/guides/spot-errors */

export const EXCEEDED_MSG_RATE = 'Exceeded msg rate';
export const ALREADY_SUBSCRIBED = 'Already subscribed';
export const NOT_SUBSCRIBED = 'Subscription Not Found';
export const INTERVAL_NOT_SUPPORTED = 'Subscription ohlc interval not supported';
/** No page or recording has these words; they follow those of their neighbours. */
export const EVENT_TRIGGER_NOT_SUPPORTED = 'Subscription event_trigger not supported';
export const DEPTH_NOT_SUPPORTED = 'Subscription depth not supported';

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
