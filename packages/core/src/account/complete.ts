/** Reports with where their orders stand, where frames do not say it, or not all of it. Knows nothing of what is kept. */
import { compareDecimals } from '../decimal/decimal.js';
import type { ExecutionReport, PartialReport } from '../protocol/account.js';
import type { OwnOrder } from './own-orders.js';

/** `order`: after the report. `apart`: fills are told apart from what becomes of orders, so that either may be ahead. */
export function completed(report: PartialReport, order: OwnOrder | undefined, apart: boolean): ExecutionReport {
  const { orderStatus } = report;
  if (isWhole(report) && !(apart && isBeginning(report.orderStatus))) return report;
  const known = order === undefined || order.orderStatus === 'gone' ? undefined : order.orderStatus;
  // Of an order that is not known a fill shows that it has traded, not whether all of it has.
  return { ...report, orderStatus: known ?? orderStatus ?? (report.execId === undefined ? 'new' : 'partially_filled') };
}

/**
 * Where ends are told by one word, as in v1's openOrders: a report by which an order is filled of which less has traded
 * than was ordered, with the rest canceled. `order`: before the report. What is told with the end is of that moment, and so is
 * what was ordered, as both come in one stream.
 */
export function cutShort(report: PartialReport, order: OwnOrder | undefined): PartialReport {
  const { orderStatus, execId, cumQty, orderQty = order?.orderQty } = report;
  if (orderStatus !== 'filled' || execId !== undefined || cumQty === undefined || orderQty === undefined) return report;
  if ((report.cashOrderQty ?? order?.cashOrderQty) !== undefined) return report;
  if (compareDecimals(cumQty, orderQty) >= 0) return report;
  return { ...report, execType: 'canceled', orderStatus: 'canceled' };
}

function isWhole(report: PartialReport): report is ExecutionReport {
  return report.orderStatus !== undefined;
}

/** Whether nothing of an order has traded, as far as its status says; fills that are ahead make that untrue. */
export function isBeginning(status: string | undefined): boolean {
  return status === 'new' || status === 'pending_new';
}
