/**
 * What each of v1's two streams of executions tells of a report: openOrders what becomes of orders, ownTrades fills. Knows
 * nothing of frames. https://docs.kraken.com/api/docs/websocket-v1/openorders
 * https://docs.kraken.com/api/docs/websocket-v1/owntrades
 */
import type { ExecutionReport, ExecutionsPart, PartialReport } from '@kraken-stream/core';

/** What is told; nothing of what the other stream tells. `counted`: whether with the rate counter. */
export function inPart(report: ExecutionReport, part: ExecutionsPart, counted: boolean): PartialReport[] {
  const { ratecount, ...rest } = report;
  if (part === 'trades') return report.execId === undefined ? [] : [rest];
  const told =
    report.execType === 'trade'
      ? filledSoFar(rest)
      : report.execType === 'new'
        ? { ...rest, timestamp: undefined }
        : rest;
  return [counted ? { ...told, ratecount } : told];
}

/** A fill as its order has it: what has been traded in all, and not where it stands, nor when. */
function filledSoFar(report: Omit<ExecutionReport, 'ratecount'>): PartialReport {
  const { orderId, clOrdId, orderUserref, cumQty, cumCost, cumFee, avgPrice } = report;
  return { execType: 'status', orderId, clOrdId, orderUserref, cumQty, cumCost, cumFee, avgPrice };
}
