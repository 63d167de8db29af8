/** What v1 calls the requests about orders, what is in them, and the flags that stand together in one text. */
import type { FeePreference } from '../order.js';
import type { Names } from '../shape.js';
import { isTradingMethod, TRADING_METHODS, type TradingMethod } from '../trading.js';
import { NAMES } from './names.js';

/** The requests that v1 has. */
export type V1Method = Exclude<TradingMethod, 'batch_add' | 'batch_cancel'>;

export function isV1Method(method: string): method is V1Method {
  return isTradingMethod(method) && !method.startsWith('batch');
}

/** `addOrder` of `add_order`. */
export function eventOf(method: string): string {
  return method.replace(/_./g, (letter) => letter.charAt(1).toUpperCase());
}

export function methodOf(event: string): V1Method | undefined {
  return TRADING_METHODS.filter(isV1Method).find((method) => eventOf(method) === event);
}

/** Answers are called as their requests, with this behind it. */
const STATUS = 'Status';

/** The event that answers a request. */
export function answerTo(method: V1Method): string {
  return `${eventOf(method)}${STATUS}`;
}

/** The method that an event answers. */
export function methodAnswered(event: string): V1Method | undefined {
  return event.endsWith(STATUS) ? methodOf(event.slice(0, -STATUS.length)) : undefined;
}

/** What is called otherwise about orders. */
export const ORDER_NAMES: Names = {
  ...NAMES,
  displayQty: 'display_volume',
  effectiveTime: 'starttm',
  expireTime: 'expiretm',
  orderId: 'txid',
  orderType: 'ordertype',
  orderUserref: 'userref',
  side: 'type',
  timeInForce: 'timeinforce',
};

export const FEE_FLAGS: Readonly<Record<FeePreference, 'fcib' | 'fciq'>> = { base: 'fcib', quote: 'fciq' };

/** What may be in `oflags`. */
export const ORDER_FLAGS = ['fcib', 'fciq', 'nompp', 'post', 'viqc'] as const;
export type OrderFlag = (typeof ORDER_FLAGS)[number];

/** The words of a text such as `fciq,post`. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(',').flatMap((word) => word.trim() || []));
}

/** Those of these flags that are set. */
export function flagText<F extends string>(flags: Readonly<Partial<Record<F, boolean>>>): string {
  return Object.entries(flags)
    .filter(([, isSet]) => isSet)
    .map(([name]) => name)
    .join(',');
}
