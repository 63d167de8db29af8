/**
 * The times of orders that v1 gives from the present on, `+n` seconds: only the exchange's clock says what they mean.
 * https://docs.kraken.com/api/docs/websocket-v1/addorder, `starttm` and `expiretm`
 */
import type { TradingRequest } from '@kraken-stream/core';
import { timestamp } from '../timestamp.js';

const AHEAD = /^\+(\d{1,9}(?:\.\d{1,6})?)$/;

/** The request as it is meant at this time, in microseconds since 1970. What ends at a time is good till then. */
export function present(request: TradingRequest, micros: number): TradingRequest {
  if (request.method !== 'add_order') return request;
  const { effectiveTime, expireTime, timeInForce } = request;
  if (effectiveTime === undefined && expireTime === undefined) return request;
  return {
    ...request,
    effectiveTime: effectiveTime === undefined ? undefined : meant(effectiveTime, micros),
    expireTime: expireTime === undefined ? undefined : meant(expireTime, micros),
    timeInForce: expireTime === undefined ? timeInForce : (timeInForce ?? 'gtd'),
  };
}

function meant(time: string, micros: number): string {
  const [, seconds] = AHEAD.exec(time) ?? [];
  return seconds === undefined ? time : timestamp(micros + Math.round(Number(seconds) * 1_000_000));
}
