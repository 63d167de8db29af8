/** What v1 calls the requests about orders, and the flags that stand together in one text. */
import type { FeePreference } from '../order.js';
import type { TradingMethod } from '../trading.js';

/** The requests that v1 has. */
export type V1Method = Exclude<TradingMethod, 'batch_add' | 'batch_cancel'>;

/** Their answers are called the same with `Status` behind it. */
const EVENTS: Readonly<Record<V1Method, string>> = {
  add_order: 'addOrder',
  amend_order: 'amendOrder',
  edit_order: 'editOrder',
  cancel_order: 'cancelOrder',
  cancel_all: 'cancelAll',
  cancel_all_orders_after: 'cancelAllOrdersAfter',
};
const METHODS: ReadonlyMap<string, V1Method> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ Object.entries(EVENTS).map(([method, event]) => [event, method as V1Method]),
);
const STATUS = 'Status';

export function eventOf(method: V1Method): string {
  return EVENTS[method];
}

export function isV1Method(method: string): method is V1Method {
  return Object.hasOwn(EVENTS, method);
}

export function methodOf(event: string): V1Method | undefined {
  return METHODS.get(event);
}

/** The event that answers a request. */
export function answerTo(method: V1Method): string {
  return `${EVENTS[method]}${STATUS}`;
}

/** The method that an event answers. */
export function methodAnswered(event: string): V1Method | undefined {
  return event.endsWith(STATUS) ? METHODS.get(event.slice(0, -STATUS.length)) : undefined;
}

export const FEE_FLAGS: Readonly<Record<FeePreference, 'fcib' | 'fciq'>> = { base: 'fcib', quote: 'fciq' };

/** What may be in `oflags`. */
export const ORDER_FLAGS = ['fcib', 'fciq', 'nompp', 'post', 'viqc'] as const;
export type OrderFlag = (typeof ORDER_FLAGS)[number];

/** The words of a text such as `fciq,post`. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(',').flatMap((word) => word.trim() || []));
}

/** Those of these flags that are set. */
export function flagText<F extends string>(flags: Readonly<Record<F, boolean>>): string {
  return Object.keys(flags)
    .filter((name) => flags[name as F])
    .join(',');
}
