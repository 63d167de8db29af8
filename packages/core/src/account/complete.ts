/** Reports with where their orders stand, where frames do not say it. Knows nothing of what is kept. */
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

function isWhole(report: PartialReport): report is ExecutionReport {
  return report.orderStatus !== undefined;
}

/** What fills that are ahead of it have made untrue. */
function isBeginning(status: string): boolean {
  return status === 'new' || status === 'pending_new';
}
