/**
 * What the exchange sends of accounts and orders, byte for byte as recorded. How an order is told is in encode-order.ts.
 * https://docs.kraken.com/api/docs/websocket-v1/owntrades
 */
import { decimalsOf, divideDecimals, multiplyDecimals, sumDecimals } from '../../decimal/decimal.js';
import type { AnsweredMessage, ExecutionsMessage, PartialReport } from '../account.js';
import type { RefusedMessage } from '../message.js';
import { accountName } from './channels.js';
import { order, zeroLike } from './encode-order.js';
import { alphabetical } from './members.js';
import { nameOf, quoteOf } from './names.js';
import { wireTime } from './times.js';
import { answerTo, isV1Method } from './trading-names.js';

/** openOrders or ownTrades, each entry under its id. */
export function executions(message: ExecutionsMessage): string {
  const { part, snapshot, sequence } = message;
  const data = message.data.map((report) =>
    part === 'trades'
      ? entry(report.execId ?? '', trade(report, snapshot))
      : entry(report.orderId, order(report, snapshot)),
  );
  return `[[${data}],"${accountName(part)}",{"sequence":${sequence}}]`;
}

function entry(id: string, json: string): string {
  return `{${JSON.stringify(id)}:${json}}`;
}

function trade(report: PartialReport, snapshot: boolean): string {
  const { symbol = '', cost = '0', orderUserref } = report;
  return alphabetical({
    cost,
    fee: feeOf(report, quoteOf(symbol), cost),
    margin: report.marginCost ?? zeroLike(cost),
    margin_borrow: report.marginBorrow,
    ordertxid: report.orderId,
    ordertype: report.orderType,
    pair: nameOf(symbol),
    postxid: report.positionId ?? '',
    price: report.lastPrice,
    time: report.timestamp === undefined ? undefined : wireTime(report.timestamp),
    type: report.side,
    vol: report.lastQty,
    ext_exec_id: report.extExecId,
    // Only as they happen.
    ...(snapshot ? undefined : { cl_ord_id: report.clOrdId, userref: orderUserref === 0 ? undefined : orderUserref }),
  });
}

/** In quote currency, in which v1 tells all fees. */
function feeOf({ fees = [], lastPrice = '0' }: PartialReport, quote: string, cost: string): string {
  const [only] = fees;
  if (fees.length === 1 && only?.asset === quote) return only.qty;
  const all = fees.map(({ asset, qty }) => (asset === quote ? qty : multiplyDecimals(qty, lastPrice)));
  return divideDecimals(sumDecimals(all), '1', decimalsOf(cost));
}

export function answered(message: AnsweredMessage): string {
  const { method, reqId } = message;
  if (!isV1Method(method)) throw new TypeError(`v1 has no ${method}`);
  return alphabetical({ event: answerTo(method), reqid: reqId, status: 'ok', ...resultMembers(message) });
}

function resultMembers(message: AnsweredMessage): Readonly<Record<string, unknown>> {
  switch (message.method) {
    case 'add_order': {
      const { orderId, clOrdId, description } = message.result;
      return { txid: orderId, cl_ord_id: clOrdId, descr: description };
    }
    case 'amend_order': {
      const { amendId, orderId, clOrdId } = message.result;
      return { amend_id: amendId, txid: orderId, cl_ord_id: clOrdId };
    }
    case 'edit_order': {
      const { orderId, originalOrderId, description } = message.result;
      return { txid: orderId, originaltxid: originalOrderId, descr: description };
    }
    case 'cancel_all':
    case 'cancel_all_orders_after':
      return { ...message.result };
    default:
      return {};
  }
}

/** Of a request about orders; of any other it is the general error. */
export function refusedAnswer({ method, error, reqId }: RefusedMessage): string {
  if (!isV1Method(method)) return alphabetical({ event: 'error', errorMessage: error, reqid: reqId });
  return alphabetical({ event: answerTo(method), errorMessage: error, reqid: reqId, status: 'error' });
}
