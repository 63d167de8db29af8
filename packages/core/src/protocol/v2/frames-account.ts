/**
 * The shapes of v2's private frames, in the words of the wire. Members that are not named are ignored.
 * https://docs.kraken.com/api/docs/websocket-v2/executions
 */
import { frameType, integer, list, optional, record, type Shape, success, text } from '../shape.js';
import type { TradingMethod } from '../trading.js';
import { balances, ledger, report } from './account-members.js';
import { RESULTLESS, RESULTS } from './answer-members.js';

export const executionsFrame = record({ type: frameType, sequence: integer, data: list(report.shape) });

export const balancesFrame = record({ type: frameType, sequence: integer, data: balances.shape });

/** Changes of balances. */
export const ledgerFrame = record({ type: frameType, sequence: integer, data: ledger.shape });

const answer = { success, req_id: optional(integer), time_in: text, time_out: text };

function answerTo(method: TradingMethod): Shape {
  const { shape } = RESULTS[method];
  return record({ ...answer, result: RESULTLESS.has(method) ? optional(shape) : shape });
}

export const addOrderFrame = answerTo('add_order');
export const amendOrderFrame = answerTo('amend_order');
export const editOrderFrame = answerTo('edit_order');
export const cancelOrderFrame = answerTo('cancel_order');
export const cancelAllFrame = answerTo('cancel_all');
export const cancelAllOrdersAfterFrame = answerTo('cancel_all_orders_after');
export const batchAddFrame = answerTo('batch_add');
/** As the documentation has it. */
export const batchCancelFrame = answerTo('batch_cancel');
/** The same as it was recorded: a count instead of a result. */
export const batchCancelCountFrame = record({ ...answer, orders_cancelled: integer });
