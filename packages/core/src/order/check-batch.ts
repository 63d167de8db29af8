/** Checks orders that are placed together. https://docs.kraken.com/api/docs/websocket-v2/batch_add */
import type { BatchAddRequest, OrderFields } from '../protocol/trading.js';
import { checkTerms, type OrderRules } from './check-order.js';
import { givenFlag, givenObject, givenSymbol, show, wrong } from './given.js';
import { BATCH_ORDER_MEMBERS } from './members.js';
import type { Batch } from './new-order.js';
import { checkDeadline } from './times.js';

const MEMBERS = ['symbol', 'orders', 'deadline', 'validate'];
/** Of an order that is placed alone. */
const FOR_ALL = ['symbol', 'deadline', 'validate'];
const FEWEST = 2;
const MOST = 15;

/** The request that places them. Throws a `UsageError` that names the place of the order: `orders[1].limitPrice`. */
export function checkBatch(batch: Batch, rules: OrderRules): BatchAddRequest {
  const { symbol, orders, deadline, validate } = givenObject('batch', '', batch, 'a batch', MEMBERS);
  if (!Array.isArray(orders) || orders.length < FEWEST || orders.length > MOST) {
    throw wrong('orders', `an array of ${FEWEST} to ${MOST} orders`, show(orders));
  }
  const name = givenSymbol('symbol', symbol);
  // Not mapped as it is: that would leave holes out.
  const checked = Array.from<unknown>(orders).map((order, index) => checkOne(`orders[${index}]`, order, rules));
  const ids = checked.map(({ clOrdId }) => clOrdId);
  const again = ids.findIndex((id, index) => id !== undefined && ids.indexOf(id) < index);
  if (again >= 0)
    throw wrong(
      `orders[${again}].clOrdId`,
      'an id of no other order',
      `'${ids[again]}', that of orders[${ids.indexOf(ids[again])}]`,
    );
  return {
    method: 'batch_add',
    symbol: name,
    orders: checked,
    deadline: checkDeadline('deadline', deadline, rules.now),
    validate: givenFlag('validate', validate),
  };
}

function checkOne(field: string, order: unknown, rules: OrderRules): OrderFields {
  const given = givenObject(field, `${field}.`, order, 'an order', [...BATCH_ORDER_MEMBERS, ...FOR_ALL]);
  const common = FOR_ALL.find((member) => given[member] !== undefined);
  if (common !== undefined) throw wrong(`${field}.${common}`, 'none: the batch has one for all', show(given[common]));
  return checkTerms(`${field}.`, given, rules);
}
