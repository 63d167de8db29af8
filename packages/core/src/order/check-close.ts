/** Checks what is asked to follow the fills of an order: the rules of conditional-close.ts at run time. */
import { CONDITIONAL_TYPES } from '../protocol/order.js';
import type { Conditional } from '../protocol/trading.js';
import { type Check, type Checks, checkObject } from './members.js';
import { checkType, ofTakers } from './order-type.js';
import { checkLimit, checkPriceType, checkTrigger, checkTriggerType } from './prices.js';

const CLOSE: Checks<Conditional> = {
  orderType: checkType(CONDITIONAL_TYPES),
  limitPrice: ofTakers('limitPrice', checkLimit),
  limitPriceType: checkPriceType,
  triggerPrice: ofTakers('triggerPrice', checkTrigger('triggerPriceType')),
  triggerPriceType: ofTakers('triggerPriceType', checkTriggerType),
};

export const checkClose: Check<Conditional> = (field, value, _, rules) =>
  checkObject(field, value, 'a conditional close', CLOSE, rules);
