/** Which members only orders of some types have. The types in new-order.ts and conditional-close.ts say the same. */
import { isLimited, isTrailingLimit, isTriggered, type OrderType } from '../protocol/order.js';
import { givenChoice, show, wrong } from './given.js';
import type { Check } from './members.js';

type Member =
  | 'limitPrice'
  | 'limitPriceType'
  | 'triggers'
  | 'triggerPrice'
  | 'triggerPriceType'
  | 'displayQty'
  | 'cashOrderQty'
  | 'expireTime'
  | 'postOnly';

const TAKERS: Readonly<Record<Member, (orderType: string) => boolean>> = {
  limitPrice: isLimited,
  limitPriceType: isTrailingLimit,
  triggers: isTriggered,
  triggerPrice: isTriggered,
  triggerPriceType: isTriggered,
  displayQty: (orderType) => orderType === 'iceberg',
  cashOrderQty: (orderType) => orderType === 'market',
  expireTime: isLasting,
  postOnly: isLimited,
};

/** Whether it can wait for its price. */
export function isLasting(orderType: string): boolean {
  return orderType !== 'market' && orderType !== 'settle-position';
}

/** One of these types, which takes all that is given beside it. */
export function checkType<T extends OrderType>(types: readonly T[]): Check<T> {
  return (field, value, given) => {
    const orderType = givenChoice(field, value, types);
    for (const [member, takes] of Object.entries(TAKERS)) {
      if (given[member] === undefined || takes(orderType)) continue;
      const rule = `none with orderType '${orderType}' (it belongs to ${types.filter(takes).join(', ')})`;
      throw wrong(field.replace('orderType', member), rule, show(given[member]));
    }
    return orderType;
  };
}

/** What an order must have whose type takes it. */
export function ofTakers<T>(member: Member, check: Check<T>): Check<T | undefined> {
  return (field, value, given, rules) =>
    TAKERS[member](rules.orderType ?? '') ? check(field, value, given, rules) : undefined;
}
