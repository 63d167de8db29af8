/** Checks what an order is replaced by. https://docs.kraken.com/api/docs/websocket-v2/edit_order */
import { FEE_PREFERENCES } from '../protocol/order.js';
import type { EditOrderRequest } from '../protocol/trading.js';
import type { Edit } from './amendment.js';
import { givenFlag } from './given.js';
import { checkOrderId, checkReference } from './ids.js';
import { type Checks, checkObject, checkSymbol, maybe, type OrderRules, oneOf } from './members.js';
import { checkCost, checkQuantity, checkShown, checkSize } from './pair-rules.js';
import { checkLimit, checkTriggers } from './prices.js';
import { checkDeadline } from './times.js';

const EDIT: Checks<Omit<EditOrderRequest, 'method' | 'orderType' | 'token' | 'reqId'>> = {
  orderId: checkOrderId,
  symbol: checkSymbol,
  orderQty: maybe(checkSize),
  limitPrice: maybe(checkLimit),
  displayQty: maybe(checkQuantity),
  orderUserref: maybe(checkReference),
  postOnly: givenFlag,
  reduceOnly: givenFlag,
  feePreference: maybe(oneOf(FEE_PREFERENCES)),
  triggers: maybe(checkTriggers),
  deadline: maybe(checkDeadline),
  validate: givenFlag,
};

/** The request that edits an order. Throws a `UsageError` for one that the exchange would refuse. */
export function checkEdit(edit: Edit, { pair, now }: OrderRules): EditOrderRequest {
  const checked = checkObject('edit', edit, 'an edit', EDIT, { pair, now }, '');
  const { orderQty, limitPrice, displayQty } = checked;
  if (orderQty !== undefined && limitPrice !== undefined) checkCost('orderQty', orderQty, limitPrice, pair);
  if (orderQty !== undefined && displayQty !== undefined) checkShown('displayQty', displayQty, orderQty, pair);
  return { method: 'edit_order', ...checked };
}
