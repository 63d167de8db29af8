/** Checks orders that are placed together. https://docs.kraken.com/api/docs/websocket-v2/batch_add */
import type { BatchAddRequest, OrderFields } from '../protocol/trading.js';
import { checkTerms, TERMS } from './check-order.js';
import { givenFlag, show, wrong } from './given.js';
import { type Check, type Checks, checkObject, checkSymbol, maybe, type OrderRules } from './members.js';
import type { Batch } from './new-order.js';
import { checkDeadline } from './times.js';

const FEWEST = 2;
const MOST = 15;

/** Of an order that is placed alone. */
const forAll: Check<undefined> = (field, value) => {
  if (value !== undefined) throw wrong(field, 'none: the batch has one for all', show(value));
};

/** v1, which alone takes `leverage`, has no batches. */
const ORDER = { ...TERMS, symbol: forAll, deadline: forAll, validate: forAll };

const checkOrders: Check<readonly OrderFields[]> = (field, value, _, rules) => {
  if (!Array.isArray(value) || value.length < FEWEST || value.length > MOST)
    throw wrong(field, `an array of ${FEWEST} to ${MOST} orders`, show(value));
  // Not mapped as it is: that would leave holes out.
  const orders = Array.from<unknown>(value).map((order, index) => {
    const checked = checkObject(`${field}[${index}]`, order, 'an order', ORDER, rules);
    checkTerms(`${field}[${index}].`, checked, rules.pair);
    return checked;
  });
  const ids = orders.map(({ clOrdId }) => clOrdId);
  const again = ids.findIndex((id, index) => id !== undefined && ids.indexOf(id) < index);
  if (again < 0) return orders;
  const first = `'${ids[again]}', that of ${field}[${ids.indexOf(ids[again])}]`;
  throw wrong(`${field}[${again}].clOrdId`, 'an id of no other order', first);
};

const BATCH: Checks<Omit<BatchAddRequest, 'method' | 'token' | 'reqId'>> = {
  symbol: checkSymbol,
  orders: checkOrders,
  deadline: maybe(checkDeadline),
  validate: givenFlag,
};

/** The request that places them. Throws a `UsageError` that names the place of the order: `orders[1].limitPrice`. */
export function checkBatch(batch: Batch, rules: OrderRules): BatchAddRequest {
  return { method: 'batch_add', ...checkObject('batch', batch, 'a batch', BATCH, rules, '') };
}
