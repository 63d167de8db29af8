/** Which members an order of each type has, for the checks at run time. The types in new-order.ts say the same. */
import type { ConditionalType, OrderType, TimeInForce } from '../protocol/order.js';

/** Of every type; `conditional` and the times of placing are looked at elsewhere. */
const ALWAYS = [
  'orderType',
  'side',
  'orderQty',
  'timeInForce',
  'effectiveTime',
  'reduceOnly',
  'margin',
  'clOrdId',
  'orderUserref',
  'conditional',
  'feePreference',
  'stpType',
  'senderSubId',
] as const;

/** Of some types. */
const SOMETIMES = [
  'limitPrice',
  'limitPriceType',
  'triggers',
  'displayQty',
  'cashOrderQty',
  'expireTime',
  'postOnly',
] as const;

type Member = (typeof SOMETIMES)[number];

const PRICED: readonly Member[] = ['limitPrice', 'expireTime', 'postOnly'];

const MEMBERS: Record<OrderType, readonly Member[]> = {
  limit: PRICED,
  market: ['cashOrderQty'],
  iceberg: [...PRICED, 'displayQty'],
  'stop-loss': ['triggers', 'expireTime'],
  'stop-loss-limit': [...PRICED, 'triggers'],
  'take-profit': ['triggers', 'expireTime'],
  'take-profit-limit': [...PRICED, 'triggers'],
  'trailing-stop': ['triggers', 'expireTime'],
  'trailing-stop-limit': [...PRICED, 'limitPriceType', 'triggers'],
  'settle-position': [],
};

export const BATCH_ORDER_MEMBERS: readonly string[] = [...ALWAYS, ...SOMETIMES];
/** v1, which alone takes `leverage`, has no batches. */
export const ORDER_MEMBERS: readonly string[] = ['symbol', ...BATCH_ORDER_MEMBERS, 'leverage', 'deadline', 'validate'];
export const CLOSE_MEMBERS = ['orderType', 'limitPrice', 'limitPriceType', 'triggerPrice', 'triggerPriceType'] as const;

/** The members that an order of this type cannot have. */
export function foreignMembers(type: OrderType): readonly Member[] {
  return SOMETIMES.filter((member) => !MEMBERS[type].includes(member));
}

export function has(type: OrderType, member: Member): boolean {
  return MEMBERS[type].includes(member);
}

/** The types whose orders have this member. */
export function typesWith(member: Member, types: readonly OrderType[]): readonly OrderType[] {
  return types.filter((type) => has(type, member));
}

export function timesInForce(type: OrderType): readonly TimeInForce[] {
  if (type === 'limit') return ['gtc', 'gtd', 'ioc', 'fok'];
  if (type === 'iceberg') return ['gtc', 'gtd'];
  return has(type, 'expireTime') ? ['gtc', 'gtd', 'ioc'] : ['gtc', 'ioc'];
}

export function isTrailing(type: OrderType | ConditionalType): boolean {
  return type.startsWith('trailing-');
}
