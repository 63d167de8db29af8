/**
 * What v1 says of an order as it is seen from the present, and only the exchange knows: times so many seconds ahead, limits
 * so far from the last price, or from the price that an order waits for, and which of its prices is edited.
 * https://docs.kraken.com/api/docs/websocket-v1/addorder https://docs.kraken.com/api/docs/websocket-v1/editorder
 */
import type { AddOrderRequest, EditOrderRequest, TradingRequest } from '@kraken-stream/core';
import { unitsOf } from '../account/amount.js';
import { type Price, readPrice, resolved } from '../account/price.js';
import type { Floor } from '../floor.js';
import { timestamp } from '../timestamp.js';

/** What an order is seen from. */
export interface Present {
  /** Microseconds since 1970. */
  readonly micros: number;
  floor(symbol: string): Floor | undefined;
}

/** Whether an open order waits for a price. */
export type Waits = (orderId: string) => boolean;

/** The request as it is meant now. What makes no sense in it is left to those who refuse it. */
export function present(request: TradingRequest, now: Present, waits: Waits): TradingRequest {
  if (request.method === 'edit_order') return aimed(request, waits);
  return request.method === 'add_order' ? limited(timed(request, now.micros), now.floor(request.symbol)) : request;
}

/** A price that stands alone is the one that the order waits for, if it waits for one. */
function aimed(request: EditOrderRequest, waits: Waits): EditOrderRequest {
  const { orderId, orderType, limitPrice, triggers } = request;
  const isLone = limitPrice !== undefined && triggers === undefined && orderType === undefined;
  return isLone && waits(orderId) ? { ...request, limitPrice: undefined, triggers: { price: limitPrice } } : request;
}

/** What ends at a time is good till then. */
function timed(request: AddOrderRequest, micros: number): AddOrderRequest {
  const { effectiveTime, expireTime, timeInForce } = request;
  if (effectiveTime === undefined && expireTime === undefined) return request;
  return {
    ...request,
    effectiveTime: effectiveTime === undefined ? undefined : meant(effectiveTime, micros),
    expireTime: expireTime === undefined ? undefined : meant(expireTime, micros),
    timeInForce: expireTime === undefined ? timeInForce : (timeInForce ?? 'gtd'),
  };
}

const AHEAD = /^\+(\d{1,9}(?:\.\d{1,6})?)$/;

function meant(time: string, micros: number): string {
  const [, seconds] = AHEAD.exec(time) ?? [];
  return seconds === undefined ? time : timestamp(micros + Math.round(Number(seconds) * 1_000_000));
}

/** The limit of what trails stays where it is: an offset. */
function limited(request: AddOrderRequest, floor: Floor | undefined): AddOrderRequest {
  const { orderType, limitPrice, limitPriceType = 'static', triggers } = request;
  const offset = limitPriceType !== 'static' && orderType !== 'trailing-stop-limit';
  if (floor === undefined || limitPrice === undefined || !offset) return request;
  const limit = priceOf(limitPrice, limitPriceType, floor);
  const trigger = triggers && priceOf(triggers.price, triggers.priceType ?? 'static', floor);
  if (typeof limit === 'string' || typeof trigger === 'string') return request;
  const from = trigger === undefined ? floor.lastTicks : resolved(trigger, floor.lastTicks);
  return { ...request, limitPrice: floor.scale.price(resolved(limit, from)), limitPriceType: 'static' };
}

function priceOf(text: string, type: Price['type'], { instrument: { pair } }: Floor): Price | string {
  const { pricePrecision, priceIncrement } = pair;
  return readPrice(text, type, { pricePrecision, step: unitsOf(priceIncrement, pricePrecision) ?? 1n });
}
