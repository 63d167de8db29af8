/**
 * The exchange's exact words about orders: why a request is refused, and why an order ended. Of the latter only the first
 * two have been seen; the others follow their tone. https://docs.kraken.com/api/docs/guides/spot-errors
 */

export const UNKNOWN_PAIR = 'EQuery:Unknown asset pair';
export const UNAVAILABLE = 'EService:Unavailable';
export const DEADLINE_ELAPSED = 'EService:Deadline elapsed';
export const UNKNOWN_ORDER = 'EOrder:Unknown order';
export const INVALID_PRICE = 'EOrder:Invalid price';
export const INSUFFICIENT_FUNDS = 'EOrder:Insufficient funds';
export const INSUFFICIENT_MARGIN = 'EOrder:Insufficient margin';
export const COST_MINIMUM = 'EOrder:Cost minimum not met';
export const TICK_SIZE = 'EOrder:Tick size check failed';
export const POST_ONLY = 'EOrder:Post only order';
export const RATE_LIMIT = 'EOrder:Rate limit exceeded';
export const ORDERS_LIMIT = 'EOrder:Orders limit exceeded';
export const SCHEDULED_LIMIT = 'EOrder:Scheduled orders limit exceeded';
export const NO_POSITION = 'EOrder:Reduce only:No position exists';
export const UNKNOWN_POSITION = 'EOrder:Unknown position';
export const VOLUME_MINIMUM = invalid('volume minimum not met');

/** `detail` names what is wrong: a field, mostly. */
export function invalid(detail: string): string {
  return `EGeneral:Invalid arguments:${detail}`;
}

export function marketIn(mode: string): string {
  return `EService:Market in ${mode} mode`;
}

/** Why an order was canceled, amended or expired. */
export const REASONS = {
  requested: 'User requested',
  immediate: 'Order would trigger immediately',
  funds: 'Insufficient funds',
  postOnly: 'Post only order',
  selfTrade: 'Self trade prevention',
  fillOrKill: 'Fill or kill order could not be filled',
  immediateOrCancel: 'Immediate or cancel order',
  liquidity: 'Not enough liquidity',
  expired: 'Order expired',
  switched: 'Cancel all orders after timeout',
  edited: 'Order replaced',
  mode: 'Market not online',
} as const;
