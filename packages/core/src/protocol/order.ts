/**
 * The words in which orders are spoken of, by both protocols. Values stay as on v2's wire; no arithmetic is done here.
 * https://docs.kraken.com/api/docs/websocket-v2/add_order
 */

/** The kinds of orders, to choose from. */
export const ORDER_TYPES = [
  'limit',
  'market',
  'iceberg',
  'stop-loss',
  'stop-loss-limit',
  'take-profit',
  'take-profit-limit',
  'trailing-stop',
  'trailing-stop-limit',
  'settle-position',
] as const;

/** How an order trades. */
export type OrderType = (typeof ORDER_TYPES)[number];

/** Whether an order waits for a price. */
export function isTriggered(orderType: string): boolean {
  return /^(?:stop-loss|take-profit|trailing-stop)/.test(orderType);
}

/** Whether it follows the market at a distance. */
export function isTrailing(orderType = ''): boolean {
  return orderType.startsWith('trailing-stop');
}

/** Whether it has a limit. */
export function isLimited(orderType: string): boolean {
  return orderType === 'iceberg' || orderType.endsWith('limit');
}

/** Whether its limit is an offset, unless another thing is said. */
export function isTrailingLimit(orderType?: string): boolean {
  return orderType === 'trailing-stop-limit';
}

/** The sides, to choose from. */
export const SIDES = ['buy', 'sell'] as const;
/** Whether base currency is bought or sold. */
export type OrderSide = (typeof SIDES)[number];

/** How long orders can live, to choose from. */
export const TIMES_IN_FORCE = ['gtc', 'gtd', 'ioc', 'fok'] as const;

/** Until canceled · until `expireTime` · what trades at once, the rest is canceled · all at once or nothing. */
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

/** What a price can be, to choose from. */
export const PRICE_TYPES = ['static', 'pct', 'quote'] as const;

/** A price · an offset in percent · an offset in quote currency. */
export type PriceType = (typeof PRICE_TYPES)[number];

/** What triggers can look at, to choose from. */
export const TRIGGER_REFERENCES = ['last', 'index'] as const;

/** What is compared with a trigger price: the last trade, or the pair's index. */
export type TriggerReference = (typeof TRIGGER_REFERENCES)[number];

/** How own orders can give way, to choose from. */
export const STP_TYPES = ['cancel_newest', 'cancel_oldest', 'cancel_both'] as const;

/** Which of two orders of one account is canceled instead of trading with the other. */
export type StpType = (typeof STP_TYPES)[number];

/** In which currency fees can be taken, to choose from. */
export const FEE_PREFERENCES = ['base', 'quote'] as const;

/** The currency in which the fee is taken. */
export type FeePreference = (typeof FEE_PREFERENCES)[number];

/** What can follow a fill, to choose from. */
export const CONDITIONAL_TYPES = [
  'limit',
  'stop-loss',
  'stop-loss-limit',
  'take-profit',
  'take-profit-limit',
  'trailing-stop',
  'trailing-stop-limit',
] as const;

/** What a conditional close can be. */
export type ConditionalType = (typeof CONDITIONAL_TYPES)[number];
