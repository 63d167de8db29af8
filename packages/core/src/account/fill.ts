/** Fills as reports tell them, and reports as a snapshot would show them. Knows nothing of what is kept. */
import { isZero, multiplyDecimals } from '../decimal/decimal.js';
import type { ExecutionReport, PartialReport } from '../protocol/account.js';
import type { OwnOrder, OwnTrade } from './own-orders.js';

/** The fill that a report tells of, if it does. What the report leaves out of its order is taken from the order. */
export function tradeOf(report: PartialReport, order: OwnOrder | undefined): OwnTrade | undefined {
  const { execId, orderId, lastQty: qty, lastPrice: price, timestamp } = report;
  const { symbol = order?.symbol, side = order?.side } = report;
  if (execId === undefined || qty === undefined || isZero(qty) || price === undefined) return undefined;
  if (symbol === undefined || side === undefined || timestamp === undefined) return undefined;
  return {
    execId,
    tradeId: report.tradeId,
    orderId,
    clOrdId: report.clOrdId ?? order?.clOrdId,
    orderUserref: report.orderUserref ?? order?.orderUserref,
    symbol,
    side,
    orderType: report.orderType ?? order?.orderType,
    qty,
    price,
    cost: report.cost ?? multiplyDecimals(qty, price),
    liquidityInd: report.liquidityInd,
    fees: report.fees ?? [],
    feeUsdEquiv: report.feeUsdEquiv,
    timestamp,
  };
}

/** A fill as a snapshot shows it. */
export function reportOf(trade: OwnTrade): ExecutionReport {
  const { qty: lastQty, price: lastPrice, ...rest } = trade;
  return { ...rest, execType: 'trade', orderStatus: 'filled', lastQty, lastPrice };
}

/** An open order as a snapshot shows it. */
export function stateOf(order: OwnOrder): ExecutionReport {
  const { remainingQty, totalFees, trades, complete, closed, ...members } = order;
  return { ...withoutFill(members), execType: order.orderStatus === 'pending_new' ? 'pending_new' : 'new' };
}

/** A report without what it says of one fill. */
export function withoutFill<R extends Partial<ExecutionReport>>(report: R) {
  const { execId, tradeId, lastQty, lastPrice, cost, liquidityInd, fees, feeUsdEquiv, ...rest } = report;
  const { extExecId, marginBorrow, positionStatus, positionId, marginCost, ...order } = rest;
  return order;
}

/** Oldest first; what happened at the same time stays in its order. Times of one form sort as texts do. */
export function inTime<T extends { readonly timestamp?: string | undefined }>(all: readonly T[]): readonly T[] {
  const at = ({ timestamp = '' }: T) => timestamp;
  if (all.every((one, i) => i === 0 || at(all[i - 1]!) <= at(one))) return all;
  return [...all].sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0));
}
