/**
 * The prices of orders as v1 tells them: two at most, whose meaning the type of the order says, offsets with a sign and
 * percentages with `%`. Knows no request and no report.
 * https://docs.kraken.com/api/docs/websocket-v1/addorder, `price` and `price2`
 */
import { isZero } from '../../decimal/decimal.js';
import { isTrailing, isTrailingLimit, isTriggered, type OrderSide, type PriceType } from '../order.js';

/** The prices of an order by what they are. */
export interface OrderPrices<T extends string = PriceType> {
  readonly limitPrice?: string | undefined;
  readonly limitPriceType?: T | undefined;
  readonly triggerPrice?: string | undefined;
  readonly triggerPriceType?: T | undefined;
}

/** The same by where they stand. */
export interface WirePrices {
  readonly price?: string | undefined;
  readonly price2?: string | undefined;
}

/** A price, an offset with its sign, or one whose sign the side of the order says; of no more digits than decimals have. */
export const PRICE_FORM = /^([+\-#]?)((?:0|[1-9]\d{0,110})(?:\.\d{1,110})?)(%?)$/;

/** A price as v1 writes it. */
export function wirePrice(price: string, type: string = 'static'): string {
  if (type === 'static') return price;
  return `${price.startsWith('-') ? '' : '+'}${price}${type === 'pct' ? '%' : ''}`;
}

/** Each in its place. A trailing order's are offsets whatever is said. */
export function wirePrices(orderType: string, prices: OrderPrices<string>): WirePrices {
  const { limitPrice, limitPriceType = plainLimit(orderType), triggerPrice, triggerPriceType = 'static' } = prices;
  const limit = limitPrice === undefined ? undefined : wirePrice(limitPrice, limitPriceType);
  if (!isTriggered(orderType)) return { price: limit };
  const distance = isTrailing(orderType) && triggerPriceType === 'static' ? 'quote' : triggerPriceType;
  return { price: triggerPrice === undefined ? undefined : wirePrice(triggerPrice, distance), price2: limit };
}

/** What a price says; zero without a sign is none, and so is what is no price. */
export function priceOf(
  text: string,
  plain: PriceType,
  up: boolean | undefined,
): { readonly price: string; readonly type: PriceType } | undefined {
  const [, sign, digits, percent] = PRICE_FORM.exec(text) ?? [];
  if (digits === undefined || (sign === '#' && up === undefined)) return undefined;
  if (sign === '' && percent === '') return isZero(digits) ? undefined : { price: digits, type: plain };
  const negative = sign === '-' || (sign === '#' && up === false);
  return { price: negative ? `-${digits}` : digits, type: percent === '%' ? 'pct' : 'quote' };
}

/** Each by what it is, with its type. `side` says which way an offset without a sign of its own goes. */
export function pricesOf(orderType: string, { price, price2 }: WirePrices, side?: OrderSide): OrderPrices {
  const buys = side === undefined ? undefined : side === 'buy';
  // A limit and a profit lie on the good side of the market, a stop on the bad one.
  const profits = buys === undefined ? undefined : !buys;
  if (!isTriggered(orderType)) return limited(price === undefined ? undefined : priceOf(price, 'static', profits));
  const up = orderType.startsWith('take-profit') ? profits : isTrailing(orderType) ? true : buys;
  const trigger = price === undefined ? undefined : priceOf(price, 'static', up);
  return {
    ...(trigger === undefined ? undefined : { triggerPrice: trigger.price, triggerPriceType: trigger.type }),
    // Behind its trigger a limit may be as much worse.
    ...limited(price2 === undefined ? undefined : priceOf(price2, plainLimit(orderType), buys)),
  };
}

function limited(limit: ReturnType<typeof priceOf>): OrderPrices {
  return limit === undefined ? {} : { limitPrice: limit.price, limitPriceType: limit.type };
}

/** What a limit without a sign is. */
function plainLimit(orderType: string): PriceType {
  return isTrailingLimit(orderType) ? 'quote' : 'static';
}
