/** Checks what an order is replaced by. https://docs.kraken.com/api/docs/websocket-v2/edit_order */
import { FEE_PREFERENCES } from '../protocol/order.js';
import type { EditOrderRequest } from '../protocol/trading.js';
import type { Edit } from './amendment.js';
import type { OrderRules } from './check-order.js';
import { givenChoice, givenFlag, givenObject, givenPositive, givenSymbol } from './given.js';
import { checkOrderId, checkReference } from './ids.js';
import { checkCost, checkQuantity, checkShown, checkSize } from './pair-rules.js';
import { checkPrice, checkTriggers } from './prices.js';
import { checkDeadline } from './times.js';

const MEMBERS = [
  'orderId',
  'symbol',
  'orderQty',
  'limitPrice',
  'displayQty',
  'orderUserref',
  'postOnly',
  'reduceOnly',
  'feePreference',
  'triggers',
  'deadline',
  'validate',
];

/** The request that edits an order. Throws a `UsageError` for one that the exchange would refuse. */
export function checkEdit(edit: Edit, { pair, now }: OrderRules): EditOrderRequest {
  const given = givenObject('edit', '', edit, 'an edit', MEMBERS);
  const { orderQty: qty, limitPrice: limit, displayQty: shown, orderUserref, feePreference, triggers } = given;
  const orderId = checkOrderId('orderId', given['orderId']);
  const symbol = givenSymbol('symbol', given['symbol']);
  const orderQty = qty === undefined ? undefined : checkSize('orderQty', givenPositive('orderQty', qty), pair);
  const limitPrice = limit === undefined ? undefined : checkPrice('limitPrice', limit, 'static', pair);
  const displayQty =
    shown === undefined ? undefined : checkQuantity('displayQty', givenPositive('displayQty', shown), pair);
  if (orderQty !== undefined && limitPrice !== undefined) checkCost('orderQty', orderQty, limitPrice, pair);
  if (orderQty !== undefined && displayQty !== undefined) checkShown('displayQty', displayQty, orderQty, pair);
  return {
    method: 'edit_order',
    orderId,
    symbol,
    orderQty,
    limitPrice,
    displayQty,
    orderUserref: orderUserref === undefined ? undefined : checkReference('orderUserref', orderUserref),
    postOnly: givenFlag('postOnly', given['postOnly']),
    reduceOnly: givenFlag('reduceOnly', given['reduceOnly']),
    feePreference:
      feePreference === undefined ? undefined : givenChoice('feePreference', feePreference, FEE_PREFERENCES),
    triggers: triggers === undefined ? undefined : checkTriggers('', triggers, false, pair),
    deadline: checkDeadline('deadline', given['deadline'], now),
    validate: givenFlag('validate', given['validate']),
  };
}
