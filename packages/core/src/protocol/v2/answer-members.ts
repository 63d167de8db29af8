/**
 * What is in the answers to requests about orders, in the order of the wire.
 * https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
import type { OrderIds, TradingResults } from '../account.js';
import type { TradingMethod } from '../trading.js';
import { COUNT, INTEGER, type Kind, listOf, type Members, objectOf, TEXT } from './members.js';

const IDS: Members<OrderIds> = { clOrdId: TEXT, orderId: TEXT, orderUserref: INTEGER };
const count = /* @__PURE__ */ objectOf<{ readonly count: number }>({ count: COUNT }, ['count']);

export const RESULTS: { readonly [M in TradingMethod]: Kind<TradingResults[M]> } = {
  add_order: /* @__PURE__ */ objectOf<Omit<TradingResults['add_order'], 'description'>>(
    { ...IDS, warnings: /* @__PURE__ */ listOf(TEXT) },
    [],
  ),
  amend_order: /* @__PURE__ */ objectOf<TradingResults['amend_order']>({ amendId: TEXT, ...IDS }, ['amendId']),
  edit_order: /* @__PURE__ */ objectOf<Omit<TradingResults['edit_order'], 'description'>>(
    { orderId: TEXT, originalOrderId: TEXT },
    [],
  ),
  cancel_order: /* @__PURE__ */ objectOf<TradingResults['cancel_order']>(IDS, []),
  cancel_all: count,
  // The only members that are camelCase on the wire as well.
  cancel_all_orders_after: /* @__PURE__ */ objectOf<TradingResults['cancel_all_orders_after']>(
    { currentTime: TEXT, triggerTime: TEXT },
    ['currentTime', 'triggerTime'],
    { currentTime: 'currentTime', triggerTime: 'triggerTime' },
  ),
  batch_add: /* @__PURE__ */ listOf(
    /* @__PURE__ */ objectOf<TradingResults['batch_add'][number]>(
      { clOrdId: TEXT, error: TEXT, orderId: TEXT, orderUserref: INTEGER },
      [],
    ),
  ),
  batch_cancel: count,
};

/** A batch that was only validated, and an order that was, may be answered without a result. */
export const RESULTLESS: ReadonlySet<TradingMethod> = /* @__PURE__ */ new Set<TradingMethod>([
  'add_order',
  'edit_order',
  'batch_add',
]);
