/**
 * What is in the answers to requests about orders, in the order of the wire.
 * https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
import type { OrderIds, TradingResults } from '../account.js';
import { integer, signedInteger, text } from '../shape.js';
import type { TradingMethod } from '../trading.js';
import { type Kind, listOf, type Members, objectOf } from './members.js';

const IDS: Members<OrderIds> = { clOrdId: text, orderId: text, orderUserref: signedInteger };
const count = /* @__PURE__ */ objectOf<{ readonly count: number }>({ count: integer }, ['count']);

export const RESULTS: { readonly [M in TradingMethod]: Kind<TradingResults[M]> } = {
  add_order: /* @__PURE__ */ objectOf<Omit<TradingResults['add_order'], 'description'>>(
    { ...IDS, warnings: /* @__PURE__ */ listOf(text) },
    [],
  ),
  amend_order: /* @__PURE__ */ objectOf<TradingResults['amend_order']>({ amendId: text, ...IDS }, ['amendId']),
  edit_order: /* @__PURE__ */ objectOf<Omit<TradingResults['edit_order'], 'description'>>(
    { orderId: text, originalOrderId: text },
    [],
  ),
  cancel_order: /* @__PURE__ */ objectOf<TradingResults['cancel_order']>(IDS, []),
  cancel_all: count,
  // The only members that are camelCase on the wire as well.
  cancel_all_orders_after: /* @__PURE__ */ objectOf<TradingResults['cancel_all_orders_after']>(
    { currentTime: text, triggerTime: text },
    ['currentTime', 'triggerTime'],
    { currentTime: 'currentTime', triggerTime: 'triggerTime' },
  ),
  batch_add: /* @__PURE__ */ listOf(
    /* @__PURE__ */ objectOf<TradingResults['batch_add'][number]>(
      { clOrdId: text, error: text, orderId: text, orderUserref: signedInteger },
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
